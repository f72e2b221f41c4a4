"""Saying in time that a route will go: the headers Deprecation (RFC 9745) and Sunset (RFC 8594)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec

import flask
from werkzeug.http import http_date

P = ParamSpec("P")


def retired(
    *, since: datetime, until: datetime | None = None, explained_at: str | None = None
) -> Callable[[Callable[P, flask.typing.ResponseReturnValue]], Callable[P, flask.Response]]:
    """A view that says since when it should not be used, until when it can be, and where that is explained.

    It goes above all other decorators; both times carry their zone. Raises ValueError where it would go before it was
    retired.
    """
    if until is not None and until < since:
        raise ValueError(f"sunset {until} is before deprecation {since}")
    headers = [("Deprecation", f"@{int(since.timestamp())}")]
    if until is not None:
        headers.append(("Sunset", http_date(until.astimezone(UTC))))
    if explained_at is not None:
        relations = ["deprecation", *(["sunset"] if until else [])]
        headers += [("Link", f'<{explained_at}>; rel="{relation}"; type="text/html"') for relation in relations]

    def retire(view: Callable[P, flask.typing.ResponseReturnValue]) -> Callable[P, flask.Response]:
        @wraps(view)
        def told(*args: P.args, **kwargs: P.kwargs) -> flask.Response:
            answer = flask.make_response(view(*args, **kwargs))
            answer.headers.extend(headers)
            return answer

        return told

    return retire
