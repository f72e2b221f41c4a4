"""What the API can do, for programs and for people; everything a page needs comes from here."""

from __future__ import annotations

from typing import Any

import flask

blueprint = flask.Blueprint("docs", __name__)
ROOT_PAGES = {
    "events": "events.timeline",
    "articles": "articles.listed",
    "resolve": "resolve.read",
    "openapi": "docs.openapi",
    "docs": "docs.page",
    "health": "health.alive",
    "ready": "health.ready",
}


@blueprint.route("/api/v1/openapi.json")
@blueprint.route("/openapi.json")
def openapi() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    document: dict[str, Any] = flask.current_app.extensions["dateline-api"].document()
    return document


@blueprint.route("/docs")
def page() -> str:
    """The same, to read and to try out."""
    return flask.render_template("docs.html", document=openapi())


@blueprint.route("/")
def index() -> flask.Response:
    """The URLs worth opening: a page for browsers, JSON for everybody else."""
    urls = {name: flask.url_for(endpoint, _external=True) for name, endpoint in ROOT_PAGES.items()}
    html = flask.request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html"
    body = flask.render_template("index.html", urls=urls) if html else {"name": "Dateline", "urls": urls}
    answer = flask.make_response(body)
    answer.vary.add("Accept")
    return answer
