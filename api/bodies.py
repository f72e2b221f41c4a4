"""Bodies of requests: JSON by its media type, each member once; and RFC 7396, which changes some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import flask
import orjson
from webargs.flaskparser import abort

from api.wire import RepeatedMemberError, loads

NDJSON = "application/x-ndjson"
MERGE_PATCH = "application/merge-patch+json"


def json_body() -> Any:
    """The JSON that the request holds; 415 when it is not called so, 400 when it is none, 422 on a repeated member."""
    if not flask.request.is_json:
        flask.abort(415, description="expected a body with Content-Type: application/json")
    return parsed(_raw())


def merge_patch() -> Any:
    """The same where a part of something is to be changed (RFC 7396)."""
    if flask.request.mimetype != MERGE_PATCH:
        flask.abort(415, description=f"expected a body with Content-Type: {MERGE_PATCH}")
    return parsed(_raw())


def lines() -> Iterator[tuple[int, bytes]]:
    """Every line of an NDJSON body that is not blank, with its number."""
    for number, line in enumerate(_raw().split(b"\n"), 1):
        if line.strip():
            yield number, line


def _raw() -> bytes:
    """The body; 415 when it is compressed, 413 also for one in chunks, which werkzeug would cut at its longest."""
    coding = flask.request.headers.get("Content-Encoding", "identity")
    if coding.lower() != "identity":
        flask.abort(415, description=f"the body is encoded by {coding[:40]!r}; expected it plain")
    raw, most = flask.request.get_data(), flask.request.max_content_length
    if flask.request.content_length is None and most is not None and len(raw) >= most:
        flask.abort(413)
    return raw


def parsed(raw: bytes) -> Any:
    """The object of a JSON text; 400 when it is none, 422 on a member that is given twice."""
    try:
        return loads(raw)
    except orjson.JSONDecodeError as error:
        flask.abort(400, description=f"the body is not JSON: {error}")
    except RepeatedMemberError as error:
        refuse_at(error.path, str(error))


def refuse_at(path: tuple[str, ...], message: str) -> NoReturn:
    """422 that points to a member of the body."""
    messages: Any = [message]
    for name in reversed(path):
        messages = {name: messages}
    abort(422, messages={"json": messages})


def merged(target: Any, patch: Any) -> Any:
    """The target with what a merge patch changes in it; null takes a member away (RFC 7396, 2)."""
    if not isinstance(patch, Mapping):
        return patch
    kept = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = merged(kept.get(name), value)
    return kept
