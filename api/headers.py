"""Headers that every answer carries: validators for caches, CORS for reading, and no guessing of types."""

from __future__ import annotations

from flask import Flask, Response, request

DOCUMENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    # Without Authorization: a page of another site can read and resolve, it cannot write.
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Total-Count",
}


def register(app: Flask) -> None:
    """Have the app put them on."""
    app.after_request(_dress)


def _dress(answer: Response) -> Response:
    answer.headers.extend(_CORS)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers.setdefault("Content-Security-Policy", DOCUMENT_POLICY)
    answer.headers.setdefault("Cache-Control", "no-cache")
    # A stream has no validator before its end, and would be held up to make one.
    if request.method in ("GET", "HEAD") and answer.status_code == 200 and not answer.is_streamed:
        # Weak, since a proxy may compress; If-None-Match compares weakly (RFC 9110, 13.1.2).
        answer.add_etag(weak=True)
        answer.make_conditional(request)
    return answer
