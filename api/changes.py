"""/changes: what a copy of the timeline must be told to stay the same as it."""

from __future__ import annotations

from typing import Any

import flask
from webargs.flaskparser import abort

from api.openapi import Blueprint
from api.served import stamped
from api.storage import opened
from schemas.change import ChangePageSchema, ServedChange
from schemas.query import ChangeQuery
from store.feed import news

blueprint = Blueprint("changes", __name__, url_prefix="/api/v1", description="What became of the events, for copies.")


@blueprint.route("/changes")
@blueprint.arguments(ChangeQuery, location="query")
@blueprint.response(200, ChangePageSchema)
def listed(query: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The changes after a number, the oldest first: each event once, at its last change, those that are gone too.

    Who starts at 0, goes on by `next` and puts every event in the place of the one with its id, taking away those that
    are null, has the timeline as it is, whatever its status.
    """
    with opened():
        found = news(query["since"], query["limit"])
        events = {one.event.id: one for one in stamped([event for _, event in found.items if event is not None])}
    if query["since"] > found.newest:
        message = f"lies ahead of the last change, {found.newest}; the timeline was made anew: start from 0"
        abort(422, messages={"query": {"since": [message]}})
    shown = [
        ServedChange(
            number=change.stamp.change, id=change.id, at=change.stamp.at, event=events.get(change.id), into=change.into
        )
        for change, _ in found.items
    ]
    following = flask.url_for("changes.listed", since=found.last, limit=query["limit"], _external=True)
    body = {"changes": shown, "has_more": found.has_more, "next": following}
    return body, 200, {"Link": f'<{following}>; rel="next"'}
