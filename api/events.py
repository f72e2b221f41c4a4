"""/events: the timeline, and one event of it."""

from __future__ import annotations

from typing import Any

import flask

from api.openapi import Blueprint
from api.paging import decode, page_of
from api.storage import opened
from schemas.event import EventPageSchema, EventSchema, ServedEvent
from schemas.query import EventQuery, NoQuery
from store import query as store
from timeline.model import Event

blueprint = Blueprint("events", __name__, url_prefix="/api/v1/events", description="What happened, in order of time.")


@blueprint.route("")
@blueprint.arguments(EventQuery, location="query")
@blueprint.response(200, EventPageSchema)
def timeline(query: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The events that the parameters ask for, from the earliest on.

    Every event carries the citations that prove its date.
    """
    with opened():
        page = store.events(
            filter_of(query), limit=query["limit"], after=decode(query.get("cursor"), flask.request.args)
        )
    return page_of(page, "events", [served(event) for event in page.items])


@blueprint.route("/<event_id>")
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(200, EventSchema)
@blueprint.alt_response(404, "NOT_FOUND")
def show(event_id: str) -> ServedEvent:
    """One event."""
    with opened():
        event = store.event(event_id)
    if event is None:
        flask.abort(404, description=f"there is no event {event_id[:80]!r}")
    return served(event)


def served(event: Event) -> ServedEvent:
    """The event with its URL."""
    return ServedEvent(event, flask.url_for("events.show", event_id=event.id, _external=True))


def filter_of(query: dict[str, Any]) -> store.EventFilter:
    """The filter that a read query means."""
    bounds = {name: getattr(query[name], name) for name in ("start", "end") if name in query}
    asked = {name: query[name] for name in ("q", "place", "source", "precision", "status") if name in query}
    return store.EventFilter(**bounds, **asked)
