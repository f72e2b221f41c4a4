"""Cursors as text: opaque to who receives them, bound to the filters that they were made with."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any, TypeVar

import flask
import orjson
from webargs.flaskparser import abort

from store.query import Cursor, Page

T = TypeVar("T")
_WRONG = "is not a cursor of this list; expected the one in `next` of the page before, with the same filters"
_OWN = ("cursor", "limit")
_LARGEST = 10**10


def page_of(page: Page[T], items: str, served: list[Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The answer for one page of a list, under the name of its items, with a Link header (RFC 8288) to the next."""
    url = None if page.next is None else _next_url(page.next)
    links = {} if url is None else {"Link": f'<{url}>; rel="next"'}
    return {items: served, "has_more": url is not None, "next": url}, 200, links


def _next_url(after: Cursor) -> str:
    arguments = {**flask.request.args.to_dict(), "cursor": encode(after, flask.request.args)}
    assert flask.request.endpoint is not None
    return flask.url_for(flask.request.endpoint, _external=True, **arguments)


def encode(after: Cursor, arguments: Mapping[str, str]) -> str:
    """A cursor as base64url text, with a hash of the filters of its list."""
    return urlsafe_b64encode(orjson.dumps([_filter_hash(arguments), *after])).decode().rstrip("=")


def decode(text: str | None, arguments: Mapping[str, str]) -> Cursor | None:
    """The cursor that `encode` wrote, None without one; 422 on any other text and on other filters."""
    if text is None:
        return None
    try:
        filters, position, latest, last = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError):
        _refuse()
    if filters != _filter_hash(arguments) or not (_is_day(position) and _is_day(latest) and isinstance(last, str)):
        _refuse()
    return position, latest, last


def _refuse() -> Any:
    abort(422, messages={"query": {"cursor": [_WRONG]}})


def _is_day(value: object) -> bool:
    return type(value) is int and abs(value) <= _LARGEST


def _filter_hash(arguments: Mapping[str, str]) -> str:
    filters = sorted((name, value) for name, value in arguments.items() if name not in _OWN)
    return hashlib.sha256(orjson.dumps(filters)).hexdigest()[:12]
