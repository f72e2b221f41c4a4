"""Every error is a problem (RFC 9457), in one shape."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import flask
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from api.tracing import request_id
from schemas.problem import faults, sentence
from store.errors import StoreError, TooSlowError

PROBLEM_JSON = "application/problem+json"
UNAVAILABLE = "the database cannot be used at the moment"
# Said where the code that raised the error said nothing of its own.
_DETAILS = {
    404: "there is nothing at {request.path}; GET / lists what there is",
    405: "{request.method} is not possible here; the header Allow says what is",
    413: "the body is larger than {request.max_content_length} bytes",
    500: "something went wrong here, not with the request; it has been logged",
}
_NOT_KEPT = {"content-type", "content-length"}


def problem_of(error: HTTPException) -> flask.Response:
    """The answer to an HTTP error: what werkzeug would send (Allow, WWW-Authenticate …), its body a problem."""
    body = flask.current_app.json.dumps(problem(error))
    answer = flask.Response(body, error.code or 500, content_type=PROBLEM_JSON)
    answer.headers.extend([(name, value) for name, value in error.get_headers() if name.lower() not in _NOT_KEPT])
    return answer


def problem(error: HTTPException) -> dict[str, Any]:
    """What there is to say about an HTTP error: the members of RFC 9457, the request, and where in it it lies."""
    messages = getattr(error, "data", {}).get("messages", {})
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": error.name,
        "status": error.code or 500,
        "detail": _detail(error, messages),
        "instance": quote(flask.request.path, errors="replace"),
        "request_id": request_id(),
    }
    if messages:
        told["errors"] = faults(messages)
    return told


def _detail(error: HTTPException, messages: dict[str, Any]) -> str:
    if messages:
        return "; ".join(sentence(found) for found in messages.values())
    code = error.code or 500
    if code in _DETAILS and error.description == type(error).description:
        return _DETAILS[code].format(request=flask.request)
    return error.description or error.name


def store_fails(error: StoreError) -> flask.Response:
    """503: the database cannot be used; what is wrong with it is for the log, not for the world.

    Or it can, and what was asked of it takes too long: that is said by name.
    """
    if isinstance(error, TooSlowError):
        return problem_of(ServiceUnavailable(_too_slow()))
    flask.current_app.logger.error("%s", error)
    return problem_of(ServiceUnavailable(UNAVAILABLE))


def _too_slow() -> str:
    seconds = flask.current_app.config["DATELINE_READ_SECONDS"]
    names = ", ".join(f"'{name}'" for name in flask.request.args)
    asked = f"{flask.request.path} with {names}" if names else flask.request.path
    return f"{asked} takes longer than {seconds} s and was stopped; ask for less, by a range of time or a name"
