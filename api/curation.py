"""Correcting events by hand; what the articles say stays visible beside it, and no article undoes it."""

from __future__ import annotations

from typing import Any

import flask
from marshmallow import Schema, ValidationError
from webargs.flaskparser import abort

from api.access import check, needs
from api.bodies import MERGE_PATCH, json_body, merge_patch, merged, refuse_at
from api.openapi import Blueprint, View
from api.preconditions import IF_MATCH, guard
from api.replay import IDEMPOTENCY_KEY, replayable
from api.served import stamped
from api.storage import opened
from schemas.curation import CorrectionInSchema, MergeInSchema, SplitInSchema
from schemas.event import EventSchema
from schemas.query import NoQuery
from store import curation as store
from timeline.model import Event

blueprint = Blueprint(
    "curation", __name__, url_prefix="/api/v1/events/<event_id>", description="Correcting events by hand."
)
writes = needs("write", blueprint)


def _changes(view: View) -> View:
    """A call that changes an event."""
    for status, name in ((404, "NOT_FOUND"), (412, "PRECONDITION_FAILED"), (428, "PRECONDITION_REQUIRED")):
        view = blueprint.alt_response(status, name)(view)
    return writes(blueprint.doc(parameters=[IF_MATCH])(view))


def _body(schema: type[Schema], media: str = "application/json") -> dict[str, Any]:
    return {"required": True, "content": {media: {"schema": schema}}}


@blueprint.route("", methods=["PATCH"])
@_changes
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.alt_response(204, description="The event is hidden")
@blueprint.response(200, EventSchema)
@blueprint.doc(requestBody=_body(CorrectionInSchema, MERGE_PATCH))
def correct(event_id: str) -> Any:
    """Say by hand what an event is, by a merge patch (RFC 7396): its date, its headline, whether it is shown.

    Null leaves it to the articles again.
    """
    change = merge_patch()
    with opened():
        before = store.correction(event_id)
        if before is None:
            _unknown(event_id)
        fields = _loaded(CorrectionInSchema(), merged(before, change))
        return _told(store.correct(event_id, fields, check("write").name, guard()))


@blueprint.route("/merge", methods=["POST"])
@_changes
@replayable
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(200, EventSchema)
@blueprint.doc(
    requestBody={"required": True, "content": {"application/json": {"schema": MergeInSchema}}},
    parameters=[IDEMPOTENCY_KEY],
)
def merge(event_id: str) -> Any:
    """Say that two events are one; it has the id of the one that was told first."""
    asked = _loaded(MergeInSchema(), json_body())
    with opened():
        try:
            return _told(store.merge(event_id, asked["other"], _deed(asked), guard()))
        except LookupError:
            _unknown(event_id)
        except store.CurationError as error:
            refuse_at(("with",), str(error))


@blueprint.route("/split", methods=["POST"])
@_changes
@replayable
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(200, EventSchema)
@blueprint.doc(
    requestBody={"required": True, "content": {"application/json": {"schema": SplitInSchema}}},
    parameters=[IDEMPOTENCY_KEY],
)
def split(event_id: str) -> Any:
    """Say that some citations tell another event than the rest; the answer is that one."""
    asked = _loaded(SplitInSchema(), json_body())
    with opened():
        try:
            return _told(store.split(event_id, asked["citations"], _deed(asked), guard()))
        except LookupError:
            _unknown(event_id)
        except store.CurationError as error:
            refuse_at(("citations",), str(error))


@blueprint.route("/curation", methods=["DELETE"])
@_changes
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(204)
def undo(event_id: str) -> None:
    """Take back all that was said of an event by hand; what was merged and split with it is as the articles give it."""
    with opened():
        if not store.undo(event_id, guard()):
            _unknown(event_id)


def _loaded(schema: Schema, body: Any) -> dict[str, Any]:
    try:
        read: dict[str, Any] = schema.load(body)
    except ValidationError as error:
        abort(422, messages={"json": error.messages})
    return read


def _deed(asked: dict[str, Any]) -> store.Deed:
    return store.Deed(check("write").name, asked["note"])


def _told(event: Event | None) -> Any:
    """The event as it is then, where it is; nothing where it is hidden."""
    if event is None:
        return flask.Response(status=204)
    (shown,) = stamped([event])
    return shown, 200, {"Content-Location": shown.url}


def _unknown(event_id: str) -> Any:
    flask.abort(404, description=f"there is no event {event_id[:80]!r}")
