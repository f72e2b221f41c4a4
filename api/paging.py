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
_WRONG = "is not a cursor of this list; expected the one in `next` or `prev` of a page, with the same filters"
_TURNS = ("cursor", "before")
# What is asked of a list besides its filters and its order.
_OWN = (*_TURNS, "limit", "count", "fields")
_LARGEST = 10**10


def page_of(page: Page[T], items: str, served: list[Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The answer for one page of a list, under the name of its items, with Link headers to the pages beside it."""
    following, previous = neighbours(page)
    body = {items: served, "has_more": following is not None, "next": following, "prev": previous}
    return body, 200, link_header(following, previous)


def neighbours(page: Page[T]) -> tuple[str | None, str | None]:
    """URL of the next page and of the one before, None where there is none."""
    following = None if page.next is None else _turned("cursor", page.next)
    return following, None if page.prev is None else _turned("before", page.prev)


def link_header(following: str | None, previous: str | None) -> dict[str, str]:
    """The header Link (RFC 8288) to the pages beside one; none where there are none."""
    links = [f'<{url}>; rel="{relation}"' for relation, url in (("next", following), ("prev", previous)) if url]
    return {"Link": ", ".join(links)} if links else {}


def first_url() -> str:
    """URL of what is asked, from its beginning on."""
    return _url({})


def _turned(parameter: str, edge: Cursor) -> str:
    """URL of what is asked, from an edge of this page on."""
    return _url({parameter: encode(edge, _asked())})


def _url(turn: dict[str, str]) -> str:
    kept = {name: value for name, value in flask.request.args.items() if name not in _TURNS}
    assert flask.request.endpoint is not None
    return flask.url_for(flask.request.endpoint, _external=True, **kept, **(flask.request.view_args or {}), **turn)


def edges(query: Mapping[str, Any]) -> dict[str, Cursor | None]:
    """The cursors that a read query asks to turn the page from, by the names that the store has for them."""
    arguments = _asked()
    return {
        "after": decode(query.get("cursor"), arguments),
        "before": decode(query.get("before"), arguments, "before"),
    }


def _asked() -> dict[str, str]:
    """What is asked, the name of the list among it where the URL has one."""
    slug = (flask.request.view_args or {}).get("slug")
    return {**flask.request.args.to_dict(), **({} if slug is None else {"/": slug})}


def encode(after: Cursor, arguments: Mapping[str, str]) -> str:
    """A cursor as base64url text, with a hash of the filters of its list."""
    return urlsafe_b64encode(orjson.dumps([_filter_hash(arguments), *after])).decode().rstrip("=")


def decode(text: str | None, arguments: Mapping[str, str], parameter: str = "cursor") -> Cursor | None:
    """The cursor that `encode` wrote, None without one; 422 on any other text and on other filters."""
    if text is None:
        return None
    try:
        filters, position, latest, last = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError):
        _refuse(parameter)
    if filters != _filter_hash(arguments) or not (_is_day(position) and _is_day(latest) and isinstance(last, str)):
        _refuse(parameter)
    return position, latest, last


def _refuse(parameter: str) -> Any:
    abort(422, messages={"query": {parameter: [_WRONG]}})


def _is_day(value: object) -> bool:
    return type(value) is int and abs(value) <= _LARGEST


def _filter_hash(arguments: Mapping[str, str]) -> str:
    filters = sorted((name, value) for name, value in arguments.items() if name not in _OWN)
    return hashlib.sha256(orjson.dumps(filters)).hexdigest()[:12]
