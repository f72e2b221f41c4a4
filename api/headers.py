"""Headers that every answer carries: validators for caches, CORS for reading, and no guessing of types."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request

from api.bodies import MERGE_PATCH
from api.preconditions import tag

DOCUMENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_CONDITIONS = {
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
}
_READING = ("GET", "HEAD", "OPTIONS")
# The one POST that only reads.
_READ_BY_POST = "resolve"
_CORS = {
    "Access-Control-Allow-Origin": "*",
    # Without Authorization: a page of another site can read and resolve, it cannot write.
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match, If-Modified-Since, X-Request-Id",
    "Access-Control-Expose-Headers": (
        "ETag, Last-Modified, Link, Location, Total-Count, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id"
    ),
    "Access-Control-Max-Age": "86400",
}


def register(app: Flask) -> None:
    """Have the app put them on."""
    app.after_request(_send)


def _send(answer: Response) -> Response:
    """The answer as it is sent: dressed, and without its body where the request has it already."""
    if not getattr(answer, "is_dressed", False):
        dress(answer)
    if _CONDITIONS.isdisjoint(request.environ) or not _has_validator(answer):
        return answer
    answer.make_conditional(request)
    return answer


def _has_validator(answer: Response) -> bool:
    """Whether it can be told from what the request has: a stream has no tag before its end."""
    return request.method in ("GET", "HEAD") and answer.status_code == 200 and "ETag" in answer.headers


def dress(answer: Response) -> Response:
    """Put the headers on that every answer carries; one that is put away dressed need not be dressed again."""
    _open_to_pages(answer)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers.setdefault("Content-Security-Policy", DOCUMENT_POLICY)
    answer.headers.setdefault("Cache-Control", _caching(answer))
    if "PATCH" in answer.allow or (request.method == "PATCH" and answer.status_code == 415):
        answer.headers["Accept-Patch"] = MERGE_PATCH
    # A stream has no validator before its end, and would be held up to make one.
    if request.method in ("GET", "HEAD") and answer.status_code == 200 and not answer.is_streamed:
        _validate(answer)
    answer.is_dressed = True  # type: ignore[attr-defined]
    return answer


def _open_to_pages(answer: Response) -> None:
    """Let pages of other sites read, and do nothing else."""
    methods = [*_READING, *(["POST"] if request.blueprint == _READ_BY_POST else [])]
    if request.method in methods:
        answer.headers.extend(_CORS)
        answer.headers["Access-Control-Allow-Methods"] = ", ".join(methods)


def _caching(answer: Response) -> str:
    """To be asked about each time; what only some may read is for no shared cache, a failure for none."""
    if answer.status_code >= 400:
        return "no-store"
    return "private, no-cache" if current_app.config["DATELINE_READS"] == "key" else "no-cache"


def _validate(answer: Response) -> None:
    """Give the answer its tag.

    It is weak, since a proxy may compress, and compared weakly (RFC 9110, 13.1.2). What can be changed has a strong
    one, since If-Match takes no other.
    """
    state = g.pop("state", None)
    if state is None:
        answer.add_etag(weak=True)
    else:
        tag(answer, state)
