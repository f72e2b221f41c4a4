"""Events as they are asked for and as they are sent: filters, formats, pages, streams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import flask
from webargs.flaskparser import abort
from werkzeug.datastructures import MIMEAccept

from api.paging import edges, first_url, link_header, neighbours
from api.storage import opened
from schemas.event import ServedEvent
from schemas.formats import formats
from schemas.listing import Format, Listing
from store import query as store
from timeline.model import Event

_BATCH = 500
_FILTERS = ("match", "q", "place", "actor", "type", "source", "article", "min_sources", "ids", "precision", "status")


def served(event: Event) -> ServedEvent:
    """The event with its URL."""
    return ServedEvent(event, _url_of(event.id))


def _url_of(event_id: str) -> str:
    return flask.url_for("events.show", event_id=event_id, _external=True)


def filter_of(query: dict[str, Any]) -> store.EventFilter:
    """The filter that a read query means."""
    ends = ("start", "end", "published_start", "published_end")
    bounds = {name: getattr(query[name], name.removeprefix("published_")) for name in ends if name in query}
    return store.EventFilter(**bounds, **{name: query[name] for name in _FILTERS if name in query})


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
    if "members" in query and not form.takes_members:
        message = f"cannot be chosen in {form.title}; expected a format that has them: JSON or NDJSON"
        abort(422, messages={"query": {"fields": [message]}})
    if form.takes_all and not {"limit", "before"} & set(flask.request.args):
        return _stream(query, form)
    with opened():
        page = _page(query, query["limit"], **edges(query))
        events = _stamped(page.items) if form.is_stamped else [served(event) for event in page.items]
        count = _count(query)
    following, previous = neighbours(page)
    listing = replace(_listing(query, events), next=following, prev=previous, count=count)
    return _answer(form, "".join(form.write(listing)), {**link_header(following, previous), **_total(count)})


def _stream(query: dict[str, Any], form: Format) -> flask.Response:
    """All that match from the cursor on, the first batch read at once: a failure of the database is told as one."""
    with opened():
        page = _page(query, _BATCH, **edges(query))
        count = _count(query)
    lines = form.write(_listing(query, _all(query, page, _url_of("x").rpartition("/")[0])))
    # What is read already is sent as a whole, with the validator that a stream cannot have.
    return _answer(form, lines if page.next else "".join(lines), _total(count))


def _all(query: dict[str, Any], page: store.Page[Event], url: str) -> Iterator[ServedEvent]:
    """The events of a page and of all that follow it; one that comes in meanwhile is there once or not at all.

    It is read when the request is over, so the URL that all of them stand under comes with it.
    """
    for event in page.items:
        yield ServedEvent(event, f"{url}/{event.id}")
    while page.next is not None:
        page = _page(query, _BATCH, page.next)
        for event in page.items:
            yield ServedEvent(event, f"{url}/{event.id}")


def _page(
    query: dict[str, Any], limit: int, after: store.Cursor | None = None, before: store.Cursor | None = None
) -> store.Page[Event]:
    descending = query.get("sort") == "-start"
    return store.events(filter_of(query), limit=limit, after=after, before=before, descending=descending)


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
        members=query.get("members", ()),
    )


def _answer(form: Format, body: str | Iterable[str], headers: dict[str, str]) -> flask.Response:
    return flask.Response(body, content_type=form.content_type, headers=headers)


def _stamped(events: list[Event]) -> list[ServedEvent]:
    """The events with their URLs, and when they were added and changed."""
    times = store.ingestions([event.id for event in events])
    return [
        replace(served(event), added=times[event.id][0], changed=times[event.id][1])
        if event.id in times
        else served(event)
        for event in events
    ]
