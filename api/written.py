"""Events as they are asked for and as they are sent: filters, formats, pages, streams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import flask
from webargs.flaskparser import abort
from werkzeug.datastructures import MIMEAccept

from api.paging import edges, first_url, link_header, neighbours
from api.served import chosen, laden, modified
from api.storage import opened
from schemas.event import ServedEvent
from schemas.formats import formats
from schemas.listing import Format, Listing
from schemas.query import ALL
from schemas.rendering import completed, escaped
from store import query as store
from timeline.interval import Granularity
from timeline.model import Event

_BATCH = 500
# What a filter takes as it stands in the query.
_FILTERS = (
    "match",
    "q",
    "place",
    "near",
    "bbox",
    "actor",
    "type",
    "source",
    "article",
    "min_sources",
    "min_confidence",
    "updated_since",
    "ids",
    "precision",
    "status",
)


def filter_of(query: dict[str, Any]) -> store.EventFilter:
    """The filter that a read query means."""
    ends = ("start", "end", "published_start", "published_end")
    asked = {name: getattr(query[name], name.removeprefix("published_")) for name in ends if name in query}
    asked |= {name: query[name] for name in _FILTERS if name in query}
    if "lang" in query:
        asked["language"] = query["lang"]
    if "min_precision" in query:
        asked["max_days"] = Granularity(query["min_precision"]).most_days
    if query.get("status") == (ALL,):
        asked["status"] = ()
    return store.EventFilter(**asked)


def order_of(query: dict[str, Any]) -> dict[str, Any]:
    """The order that a read query means, by the names that the store has for it."""
    sort = query.get("sort", "start")
    return {"sort": sort.removeprefix("-"), "descending": sort.startswith("-")}


def accepted() -> Format:
    """The format that the request prefers; 406 when it takes none of them."""
    offered = {one.media_type: one for one in formats().values()}
    wanted = flask.request.accept_mimetypes
    if not wanted:
        return formats()["json"]
    # A charset beside a media type is no reason to refuse it.
    plain = MIMEAccept([(kind.partition(";")[0].strip(), quality) for kind, quality in wanted])
    best = plain.best_match(offered)
    if best is None:
        flask.abort(406, description=f"nothing here is of that kind; expected one of {', '.join(offered)}")
    return offered[best]


def written(query: dict[str, Any], form: Format) -> flask.Response:
    """The events that are asked for in a format: a page of them or, where it takes them and nobody set a limit, all."""
    unchoosable = [name for name in ("fields", "include") if name in flask.request.args and not form.takes_members]
    if unchoosable:
        message = f"cannot be chosen in {form.title}; expected a format that has them: JSON or NDJSON"
        abort(422, messages={"query": {name: [message] for name in unchoosable}})
    if form.takes_all and not {"limit", "before"} & set(flask.request.args):
        return _stream(query, form)
    with opened():
        dated = modified(query)
        listing = _rendered(query) if form.takes_rendered and not chosen(query) else None
        listing = listing or _loaded(query)
        listing = replace(listing, count=_count(query))
    headers = {**link_header(listing.next, listing.prev), **_total(listing.count), **dated}
    return _answer(form, "".join(form.write(listing)), headers)


def _loaded(query: dict[str, Any]) -> Listing:
    """A page of the events that are asked for."""
    page = _page(query, query["limit"], **edges(query))
    following, previous = neighbours(page)
    return replace(_listing(query, laden(page.items, query)), next=following, prev=previous)


def _rendered(query: dict[str, Any]) -> Listing | None:
    """The same as the JSON that is kept of them, None where some have none."""
    asked: dict[str, Any] = {**edges(query), **order_of(query)}
    page = store.renderings(filter_of(query), limit=query["limit"], **asked)
    if page is None:
        return None
    base = escaped(flask.url_for("events.show", event_id="x", _external=True)[:-1])
    texts = [completed(one.text, f"{base}{one.id}") for one in page.items]
    following, previous = neighbours(page)
    return replace(_listing(query, ()), rendered=texts, next=following, prev=previous)


def _stream(query: dict[str, Any], form: Format) -> flask.Response:
    """All that match from the cursor on, the first batch read at once: a failure of the database is told as one."""
    with opened():
        page = _page(query, _BATCH, **edges(query))
        count = _count(query)
    lines = form.write(_listing(query, _all(query, page)))
    # What is read already is sent as a whole, with the validator that a stream cannot have.
    return _answer(form, flask.stream_with_context(iter(lines)) if page.next else "".join(lines), _total(count))


def _all(query: dict[str, Any], page: store.Page[Event]) -> Iterator[ServedEvent]:
    """The events of a page and of all that follow it; one that comes in meanwhile is there once or not at all."""
    events = laden(page.items, query)
    while page.next is not None:
        yield from events
        with opened():
            page = _page(query, _BATCH, page.next)
            events = laden(page.items, query)
    yield from events


def _page(
    query: dict[str, Any], limit: int, after: store.Cursor | None = None, before: store.Cursor | None = None
) -> store.Page[Event]:
    return store.events(filter_of(query), limit=limit, after=after, before=before, **order_of(query))


def _count(query: dict[str, Any]) -> int | None:
    return store.count(filter_of(query)) if query.get("count") == "exact" else None


def _total(count: int | None) -> dict[str, str]:
    return {} if count is None else {"Total-Count": str(count)}


def _listing(query: dict[str, Any], events: Iterable[ServedEvent]) -> Listing:
    return Listing(
        events=events,
        url=flask.request.url,
        first=first_url(),
        home=flask.url_for("start.index", _external=True),
        members=chosen(query),
    )


def _answer(form: Format, body: str | Iterable[str], headers: dict[str, str]) -> flask.Response:
    return flask.Response(body, content_type=form.content_type, headers=headers)
