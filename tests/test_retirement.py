"""A route that will go says so in the headers that the RFCs name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import flask
import pytest

from api.retirement import retired

SINCE = datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1)))
UNTIL = datetime(2027, 1, 1, tzinfo=UTC)


def _headers(**told: object) -> list[tuple[str, str]]:
    app = flask.Flask("app")
    app.route("/old/<name>")(retired(**told)(lambda name: ({"name": name}, 203)))  # type: ignore[arg-type]
    answer = app.test_client().get("/old/x")
    assert (answer.status_code, answer.json) == (203, {"name": "x"})
    return [(name, value) for name, value in answer.headers if name in ("Deprecation", "Sunset", "Link")]


def test_it_says_since_when_and_until_when() -> None:
    assert _headers(since=SINCE, until=UNTIL, explained_at="https://dateline.example/changes") == [
        ("Deprecation", "@1767222000"),
        ("Sunset", "Fri, 01 Jan 2027 00:00:00 GMT"),
        ("Link", '<https://dateline.example/changes>; rel="deprecation"; type="text/html"'),
        ("Link", '<https://dateline.example/changes>; rel="sunset"; type="text/html"'),
    ]


def test_what_goes_at_no_known_time_has_no_sunset() -> None:
    assert _headers(since=UNTIL) == [("Deprecation", "@1798761600")]


def test_nothing_goes_before_it_is_retired() -> None:
    with pytest.raises(ValueError, match="before deprecation"):
        retired(since=UNTIL, until=SINCE)
