"""/events: the timeline in every format, one event of it, and what to cite for it."""

from __future__ import annotations

from typing import Any

import flask

from api.openapi import Blueprint, View
from api.preconditions import tag
from api.remembering import remembered
from api.served import chosen, laden, modified
from api.storage import opened
from api.written import accepted, written
from schemas.event import EventPageSchema, EventSchema
from schemas.formats import formats
from schemas.query import CitationQuery, TimelineQuery, ViewQuery
from schemas.styles import STYLES
from store import query as store
from store.events import state_of
from timeline.model import Event

blueprint = Blueprint("events", __name__, url_prefix="/api/v1", description="What happened, in order of time.")


SUFFIX = {
    "name": "suffix",
    "in": "path",
    "description": "The format",
    "schema": {"type": "string", "enum": list(formats())},
}


def in_every_format(view: View) -> View:
    """Document the answer in every format but JSON, which has a schema of its own."""
    for one in list(formats().values())[1:]:
        kind = "object" if "json" in one.media_type and not one.takes_all else "string"
        view = blueprint.response(200, {"type": kind}, content_type=one.media_type)(view)
    return blueprint.response(200, EventPageSchema)(view)


@blueprint.route("/events")
@remembered
@blueprint.arguments(TimelineQuery, location="query")
@in_every_format
@blueprint.alt_response(406, "NOT_ACCEPTABLE")
def timeline(query: dict[str, Any]) -> flask.Response:
    """The events that the parameters ask for, from the earliest on, as JSON or what the header `Accept` prefers.

    Every event carries the citations that prove its date.
    """
    answer = written(query, accepted())
    answer.vary.add("Accept")
    return answer


@blueprint.route("/events.<suffix>", parameters=[SUFFIX])
@remembered
@blueprint.arguments(TimelineQuery, location="query")
@in_every_format
@blueprint.alt_response(404, "NOT_FOUND")
def written_as(query: dict[str, Any], suffix: str) -> flask.Response:
    """The same in the format that the suffix names, whatever the header `Accept` says.

    `ndjson` without a `limit` is everything that matches, as a stream; other formats are a page.
    """
    if suffix not in formats():
        flask.abort(404, description=f"there is no format {suffix[:40]!r}; expected one of {', '.join(formats())}")
    return written(query, formats()[suffix])


@blueprint.route("/events/<event_id>")
@remembered
@blueprint.arguments(ViewQuery, location="query")
@blueprint.response(200, EventSchema)
@blueprint.alt_response(404, "NOT_FOUND")
def show(query: dict[str, Any], event_id: str) -> flask.Response:
    """One event."""
    with opened():
        known = _known(event_id)
        (event,) = laden([known], query)
    answer = flask.jsonify(EventSchema(only=chosen(query) or None).dump(event))
    answer.headers.extend(modified(query, event.changed))
    tag(answer, state_of(known))
    return answer


def _in_every_style(view: View) -> View:
    """Document the answer in every style of citation."""
    for style in STYLES.values():
        schema = {"type": "array", "items": {"type": "object"}} if "json" in style.media_type else {"type": "string"}
        view = blueprint.response(200, schema, content_type=style.media_type)(view)
    return view


@blueprint.route("/events/<event_id>/citations")
@blueprint.arguments(CitationQuery, location="query")
@_in_every_style
@blueprint.alt_response(404, "NOT_FOUND")
def citations(query: dict[str, Any], event_id: str) -> flask.Response:
    """The articles that tell an event, for a reference manager."""
    style = STYLES[query["style"]]
    return flask.Response(style.write(_known(event_id)), content_type=style.content_type)


def _known(event_id: str) -> Event:
    with opened():
        event = store.event(event_id)
    if event is None:
        flask.abort(404, description=f"there is no event {event_id[:80]!r}")
    return event
