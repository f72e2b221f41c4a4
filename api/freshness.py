"""When an answer was last another one, for caches that go by dates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from werkzeug.http import http_date

# A second may see more than one change, and the header knows no less than seconds (RFC 9110, 8.8.2.2).
_SETTLED = timedelta(seconds=2)


def last_modified(at: str | None) -> dict[str, str]:
    """The header Last-Modified of that time; none while it is so near that it might change again within its second."""
    if not at or datetime.now(UTC) - datetime.fromisoformat(at) < _SETTLED:
        return {}
    return {"Last-Modified": http_date(datetime.fromisoformat(at))}
