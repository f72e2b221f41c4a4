"""Idempotency-Key: a request that is sent again, because its answer was lost, is answered again and not done again."""

from __future__ import annotations

import hashlib
import json
import re
from functools import wraps
from typing import Any, cast

import flask
from werkzeug.exceptions import Conflict

from api.access import check
from api.bodies import NDJSON
from api.openapi import View
from api.storage import opened
from store import replays

# A string of RFC 9651, or its characters bare, as most clients send it.
_KEY = re.compile(r'"(?P<quoted>[\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"|(?P<bare>[\x21\x23-\x2b\x2d-\x7e]{1,255})')
_KEPT_HEADERS = ("Content-Type", "Location", "Content-Location")
_WRONG = "Idempotency-Key: expected 1 to 255 printable ASCII characters, in quotes or without blanks and commas"
_REUSED = "this Idempotency-Key came with another request before; expected a new one for a new request"
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Any text of your own; the same request with the same key within 24 hours is done once",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}


def replayable(view: View) -> View:
    """A view whose answer is kept for a day where the request has an Idempotency-Key; failures are not."""

    @wraps(view)
    def once(*args: Any, **kwargs: Any) -> Any:
        if "Idempotency-Key" not in flask.request.headers:
            return view(*args, **kwargs)
        owner, key = check("write").id, _key()
        request = _digest()
        with opened():
            claim = replays.claim(owner, key, request)
        if claim is not None:
            return _again(claim, request)
        try:
            answer = flask.make_response(view(*args, **kwargs))
        except Exception:
            with opened():
                replays.release(owner, key)
            raise
        with opened():
            replays.keep(owner, key, _kept(answer))
        return answer

    return cast(View, once)


def _key() -> str:
    found = _KEY.fullmatch(flask.request.headers["Idempotency-Key"].strip())
    if found is None:
        flask.abort(400, description=_WRONG)
    if flask.request.mimetype == NDJSON:
        flask.abort(400, description="Idempotency-Key: NDJSON needs none; a line that is sent again changes nothing")
    return found["quoted"] or found["bare"]


def _digest() -> str:
    request = flask.request
    said = (request.method, request.full_path, request.mimetype, request.headers.get("If-Match", ""))
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass") + b"\n" + request.get_data()).hexdigest()


def _again(claim: replays.Claim, request: str) -> flask.Response:
    if claim.request != request:
        flask.abort(422, description=_REUSED)
    if claim.answer is None:
        raise Conflict("the same request is being worked on; ask again in a moment")
    answer = flask.Response(claim.answer.body, claim.answer.status, json.loads(claim.answer.headers))
    answer.headers["Idempotency-Replayed"] = "true"
    return answer


def _kept(answer: flask.Response) -> replays.Answer:
    headers = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
    return replays.Answer(answer.status_code, json.dumps(headers), answer.get_data(as_text=True))
