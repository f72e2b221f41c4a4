"""/timelines: sets of filters with a name, and their events in every format."""

from __future__ import annotations

from typing import Any

import flask
from marshmallow import ValidationError
from webargs.flaskparser import abort

from api.access import needs
from api.events import SUFFIX, in_every_format
from api.openapi import Blueprint
from api.storage import opened
from api.written import written
from schemas.formats import formats
from schemas.query import NoQuery, TimelineQuery
from schemas.timeline import MAX_SLUG, SLUG, ServedTimeline, TimelineInSchema, TimelineSchema, TimelinesSchema, is_slug
from store import timelines as store

blueprint = Blueprint("timelines", __name__, url_prefix="/api/v1/timelines", description="Sets of filters with a name.")
_SLUG = {
    "name": "slug",
    "in": "path",
    "description": "The name",
    "schema": {"type": "string", "pattern": f"^{SLUG.pattern}$", "maxLength": MAX_SLUG},
}


@blueprint.route("")
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(200, TimelinesSchema)
def listed() -> dict[str, Any]:
    """All timelines, by their names."""
    with opened():
        return {"timelines": [served(one) for one in store.timelines()]}


@blueprint.route("/<slug>", parameters=[_SLUG])
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(200, TimelineSchema)
@blueprint.alt_response(404, "NOT_FOUND")
def show(slug: str) -> ServedTimeline:
    """What a timeline is of, and where its events are."""
    return served(known(slug))


@blueprint.route("/<slug>/events.<suffix>", parameters=[_SLUG, SUFFIX])
@blueprint.arguments(TimelineQuery, location="query")
@in_every_format
@blueprint.alt_response(404, "NOT_FOUND")
def events(query: dict[str, Any], slug: str, suffix: str) -> flask.Response:
    """The events of a timeline in a format, as /events has them with its filters.

    The parameters that it does not set itself may be added, so that it is turned page by page and narrowed further.
    """
    kept = known(slug)
    if suffix not in formats():
        flask.abort(404, description=f"there is no format {suffix[:40]!r}; expected one of {', '.join(formats())}")
    return written(_together(kept, flask.request.args.to_dict()), formats()[suffix])


def _together(kept: store.Timeline, asked: dict[str, str]) -> dict[str, Any]:
    """What is asked of a timeline with what it asks itself; 422 where both say the same thing."""
    twice = [name for name in asked if name in kept.filters]
    if twice:
        abort(422, messages={"query": {name: [f"is set by the timeline {kept.slug!r}"] for name in twice}})
    try:
        together: dict[str, Any] = TimelineQuery().load({**kept.filters, **asked})
    except ValidationError as error:
        abort(422, messages={"query": error.messages})
    return together


@blueprint.route("/<slug>", methods=["PUT"], parameters=[_SLUG])
@needs("write", blueprint)
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.arguments(TimelineInSchema)
@blueprint.response(200, TimelineSchema, description="Replaced")
@blueprint.alt_response(201, schema=TimelineSchema, description="Added", success=True)
def keep(told: dict[str, Any], slug: str) -> tuple[ServedTimeline, int, dict[str, str]]:
    """Keep a set of filters under a name, in place of the one that had it."""
    if not is_slug(slug):
        message = f"{slug[:40]!r} is no name; expected up to {MAX_SLUG} small letters and digits, hyphens between words"
        abort(422, messages={"path": {"slug": [message]}})
    with opened():
        is_new = store.keep(slug, told["title"], told["description"], told["filters"])
        shown = served(known(slug))
    return shown, 201 if is_new else 200, {"Location": shown.url}


@blueprint.route("/<slug>", methods=["DELETE"], parameters=[_SLUG])
@needs("write", blueprint)
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(204)
@blueprint.alt_response(404, "NOT_FOUND")
def forget(slug: str) -> None:
    """Delete a timeline; its events stay."""
    known(slug)
    with opened():
        store.forget(slug)


def known(slug: str) -> store.Timeline:
    """The timeline of that name; 404 for none."""
    with opened():
        kept = store.timeline(slug) if is_slug(slug) else None
    if kept is None:
        flask.abort(404, description=f"there is no timeline {slug[:80]!r}")
    return kept


def served(kept: store.Timeline) -> ServedTimeline:
    """A timeline with the URLs of its events."""
    feeds = {suffix: _url("timelines.events", kept.slug, suffix=suffix) for suffix in formats()}
    return ServedTimeline(timeline=kept, url=_url("timelines.show", kept.slug), feeds=feeds)


def _url(endpoint: str, slug: str, **values: str) -> str:
    return flask.url_for(endpoint, slug=slug, _external=True, **values)
