"""The start page: the timeline for people; for programs, the URLs worth opening."""

from __future__ import annotations

from typing import Any

import flask
from werkzeug.exceptions import UnprocessableEntity

from api.entries import years
from api.map import Place, drawn
from api.openapi import StrictParser
from api.paging import decode, encode
from api.storage import opened
from api.written import filter_of, order_of
from schemas.formats import formats
from schemas.problem import faults
from schemas.query import StartQuery
from store import query as store
from store.errors import StoreError
from store.facets import facets
from timeline.gazetteer import locate
from timeline.vocabulary import kinds

blueprint = flask.Blueprint("start", __name__)
_PLACES = 40
ROOT_PAGES = {
    "events": "events.timeline",
    "articles": "articles.listed",
    "places": "facets.places",
    "actors": "facets.actors",
    "types": "facets.types",
    "sources": "facets.sources",
    "histogram": "facets.histogram",
    "changes": "changes.listed",
    "timelines": "timelines.listed",
    "mentions": "mentions.listed",
    "resolve": "resolve.read",
    "openapi": "docs.openapi",
    "docs": "docs.page",
    "health": "health.alive",
    "ready": "health.ready",
}


class FormParser(StrictParser):
    """Reads what a form sends: a field that is left empty asks nothing."""

    def load_querystring(self, req: flask.Request, schema: Any) -> dict[str, str]:
        """The query parameters that are filled in."""
        given: dict[str, str] = super().load_querystring(req, schema)
        return filled(given)


_parser = FormParser()


def filled(given: dict[str, str]) -> dict[str, str]:
    """The values without the blanks around them, those of nothing but blanks left out."""
    return {name: value.strip() for name, value in given.items() if value.strip()}


@blueprint.route("/")
def index() -> flask.Response:
    """The timeline as a page for browsers; JSON for everybody else."""
    answer = _page() if prefers_html() else flask.make_response({"name": "Dateline", "urls": _urls()})
    answer.vary.add("Accept")
    return answer


def prefers_html() -> bool:
    """Whether the request is a browser's: one that takes HTML before JSON."""
    return flask.request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html"


def _urls() -> dict[str, str]:
    return {name: flask.url_for(endpoint, _external=True) for name, endpoint in ROOT_PAGES.items()}


def _page() -> flask.Response:
    """The page with what was asked for, or with what is wrong about it: 422, or 503 without a database."""
    asked = filled(flask.request.args.to_dict())
    shown: dict[str, Any] = {}
    status = 200
    try:
        shown = _shown(asked)
    except UnprocessableEntity as error:
        status, shown = 422, {"faults": faults(getattr(error, "data", {}).get("messages", {}))}
    except StoreError as error:
        flask.current_app.logger.error("%s", error)
        status = 503
    return flask.make_response(flask.render_template("start.html", asked=asked, status=status, **shown), status)


def _without(asked: dict[str, str], name: str) -> dict[str, Any]:
    return {other: value for other, value in asked.items() if other != name}


def _shown(asked: dict[str, str]) -> dict[str, Any]:
    """What the template shows. Raises UnprocessableEntity on what the schema or the cursor refuses, and StoreError."""
    query = _parser.parse(StartQuery, flask.request, location="query")
    with opened():
        after = decode(query.get("cursor"), asked)
        page = store.events(filter_of(query), limit=query["limit"], after=after, **order_of(query))
        places = facets("place", filter_of(query), limit=_PLACES).items
        counts = store.counts()
    following: dict[str, Any] | None = {**asked, "cursor": encode(page.next, asked)} if page.next else None
    first = _without(asked, "cursor")
    filters = _without(first, "group")
    return {
        "years": years(page.items),
        "count": len(page.items),
        "first": first,
        "places": places,
        "map": drawn([Place(one.name, one.count, town) for one in places if (town := locate(one.name))]),
        "src": flask.url_for("events.timeline", **filters),
        "counts": counts,
        "types": sorted(kinds()),
        "next_url": following and flask.url_for("start.index", **following),
        "first_url": flask.url_for("start.index", **first) if "cursor" in asked else None,
        "json_url": flask.url_for("events.timeline", _external=True, **_without(asked, "group")),
        "formats": {
            one.title: flask.url_for("events.written_as", suffix=suffix, **filters)
            for suffix, one in formats().items()
            if suffix != "json"
        },
    }
