"""/places, /actors, /types, /sources and /histogram: how many events there are of what and when."""

from __future__ import annotations

from typing import Any

import flask

from api.openapi import Blueprint
from api.paging import decode, encode, link_header
from api.remembering import remembered
from api.served import modified
from api.storage import opened
from api.written import filter_of
from schemas.facet import ActorPageSchema, HistogramSchema, PlacePageSchema, SourcePageSchema, TypePageSchema
from schemas.query import FacetQuery, HistogramQuery
from store import facets as store
from timeline.gazetteer import locate
from timeline.interval import Granularity

blueprint = Blueprint("facets", __name__, url_prefix="/api/v1", description="Events, counted by what they have.")

Answer = tuple[dict[str, Any], int, dict[str, str]]


@blueprint.route("/places")
@remembered
@blueprint.arguments(FacetQuery, location="query")
@blueprint.response(200, PlacePageSchema)
def places(query: dict[str, Any]) -> Answer:
    """The places of the events that the parameters ask for, those of the most events first."""
    body, status, links = _counted(query, "place", "places", "place")
    for place in body["places"]:
        place["location"] = locate(place["name"])
    return body, status, links


@blueprint.route("/actors")
@remembered
@blueprint.arguments(FacetQuery, location="query")
@blueprint.response(200, ActorPageSchema)
def actors(query: dict[str, Any]) -> Answer:
    """The actors of the events that the parameters ask for, those of the most events first."""
    return _counted(query, "actor", "actors", "actor")


@blueprint.route("/types")
@remembered
@blueprint.arguments(FacetQuery, location="query")
@blueprint.response(200, TypePageSchema)
def types(query: dict[str, Any]) -> Answer:
    """The types of the events that the parameters ask for, the most frequent first."""
    return _counted(query, "type", "types", "type")


@blueprint.route("/sources")
@remembered
@blueprint.arguments(FacetQuery, location="query")
@blueprint.response(200, SourcePageSchema)
def sources(query: dict[str, Any]) -> Answer:
    """The publishers that tell of the events, by host where they have no name, those of the most events first."""
    return _counted(query, "publisher", "sources", "source")


@blueprint.route("/histogram")
@remembered
@blueprint.arguments(HistogramQuery, location="query")
@blueprint.response(200, HistogramSchema)
def histogram(query: dict[str, Any]) -> Answer:
    """How many of the events that the parameters ask for lie in each unit of time.

    An event counts where all of its date lies in one; one known less exactly is not smeared over several.
    """
    with opened():
        dated = modified(query)
        found = store.histogram(filter_of(query), Granularity(query["interval"]))
        dated = modified(query)
    body = {
        "interval": query["interval"],
        "buckets": [{"when": when, "count": count} for when, count in found.buckets],
        "coarser": found.coarser,
        "total": found.coarser + sum(count for _, count in found.buckets),
    }
    return body, 200, dated


def _counted(query: dict[str, Any], kind: str, items: str, parameter: str) -> Answer:
    """A page of names; a cursor is bound to their kind as it is to the filters."""
    asked = flask.request.args.to_dict()
    bound = {**asked, "/": kind}
    with opened():
        after = decode(query.get("cursor"), bound)
        dated = modified(query)
        page = store.facets(kind, filter_of(query), limit=query["limit"], after=after)
    filters = {name: value for name, value in asked.items() if name not in ("cursor", "limit")}
    shown = [
        {"name": facet.name, "count": facet.count, "links": {"events": _events({**filters, parameter: facet.name})}}
        for facet in page.items
    ]
    following = None
    if page.next is not None:
        turned: dict[str, Any] = {**asked, "cursor": encode(page.next, bound)}
        following = flask.url_for(f"facets.{items}", _external=True, **turned)
    body = {items: shown, "has_more": following is not None, "next": following}
    return body, 200, {**link_header(following, None), **dated}


def _events(filters: dict[str, Any]) -> str:
    return flask.url_for("events.timeline", _external=True, **filters)
