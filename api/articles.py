"""/articles: what the timeline was read from."""

from __future__ import annotations

from typing import Any

import flask
from marshmallow import ValidationError
from webargs.flaskparser import abort

from api.access import needs
from api.bodies import MERGE_PATCH, NDJSON, json_body, merge_patch, merged, refuse_at
from api.openapi import Blueprint, View
from api.paging import edges, page_of
from api.preconditions import IF_MATCH, guard, tagged, unchanged
from api.receiving import MOST, STATUS, article_of, take, take_batch, take_lines
from api.replay import IDEMPOTENCY_KEY, replayable
from api.served import served_article
from api.storage import opened
from schemas.article import (
    ArticleChangeSchema,
    ArticleInSchema,
    ArticlePageSchema,
    ArticleWithEventsSchema,
    BatchSchema,
    IngestedSchema,
    PageInSchema,
    ServedArticle,
    as_sent,
)
from schemas.fields import Identifier
from schemas.query import NoQuery, TurnQuery
from store import query as store
from store.ingest import remove
from timeline.model import Article

blueprint = Blueprint("articles", __name__, url_prefix="/api/v1/articles", description="What the events were read in.")
Answer = tuple[Any, int, dict[str, str]]


@blueprint.route("")
@blueprint.arguments(TurnQuery, location="query")
@blueprint.response(200, ArticlePageSchema)
def listed(query: dict[str, Any]) -> Answer:
    """The articles, from the earliest publication on."""
    with opened():
        page = store.articles(limit=query["limit"], **edges(query))
    return page_of(page, "articles", [served_article(article) for article in page.items])


@blueprint.route("/<article_id>")
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(200, ArticleWithEventsSchema)
@blueprint.alt_response(404, "NOT_FOUND")
def show(article_id: str) -> ServedArticle:
    """One article, with the events that it tells.

    Its `ETag` is what a change of it is asked for with.
    """
    with opened():
        article = _known(article_id)
        tagged(article.digest)
        return served_article(article, store.events_of(article_id))


def _known(article_id: str) -> store.StoredArticle:
    article = store.article(article_id)
    if article is None:
        flask.abort(404, description=f"there is no article {article_id[:80]!r}")
    return article


writes = needs("write", blueprint)


def _changes(view: View) -> View:
    """A call that changes an article that may be there already."""
    view = blueprint.alt_response(412, "PRECONDITION_FAILED")(view)
    view = blueprint.alt_response(428, "PRECONDITION_REQUIRED")(view)
    return writes(blueprint.doc(parameters=[IF_MATCH])(view))


_ONE = [ArticleInSchema, PageInSchema]
_MANY = {
    "application/json": {"schema": {"anyOf": [*_ONE, {"type": "array", "items": {"anyOf": _ONE}, "maxItems": MOST}]}},
    NDJSON: {"schema": {"type": "string"}},
}


@blueprint.route("", methods=["POST"])
@writes
@replayable
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(207, BatchSchema, description="What became of each")
@blueprint.response(207, {"type": "string"}, content_type=NDJSON)
@blueprint.alt_response(200, schema=IngestedSchema, description="Replaced, or unchanged", success=True)
@blueprint.response(201, IngestedSchema, description="Added")
@blueprint.alt_response(409, "CONFLICT")
@blueprint.doc(requestBody={"required": True, "content": _MANY}, parameters=[IDEMPOTENCY_KEY])
def add() -> Answer | flask.Response:
    """Read an article, a list of them or NDJSON, and add what they tell to the timeline.

    Sending an article again changes nothing; a changed one replaces what it said before. Each article of a list is
    stored as a whole or refused with its own problem, and keeps no other out.
    """
    if flask.request.mimetype == NDJSON:
        return flask.Response(flask.stream_with_context(take_lines()), 207, content_type=NDJSON)
    body = json_body()
    if isinstance(body, list):
        return flask.jsonify(BatchSchema().dump({"results": take_batch(body)})), 207, {}
    return _taken(*take(article_of(body)))


def _taken(outcome: str, article: ServedArticle) -> Answer:
    headers = {"Location": article.url} if outcome == "added" else {"Content-Location": article.url}
    return {"outcome": outcome, "article": article}, STATUS[outcome], headers


@blueprint.route("/<article_id>", methods=["PUT"])
@_changes
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(200, IngestedSchema, description="Replaced, or unchanged")
@blueprint.alt_response(201, schema=IngestedSchema, description="Added", success=True)
@blueprint.doc(requestBody={"required": True, "content": {"application/json": {"schema": {"anyOf": _ONE}}}})
def put(article_id: str) -> Answer:
    """Write an article under an id: a new one, or with `If-Match` in place of the one that is there."""
    return _taken(*take(_named(article_id, json_body()), guard()))


def _named(article_id: str, record: Any) -> Article:
    """The article of a JSON object, under the id of its URL."""
    try:
        Identifier().deserialize(article_id)
    except ValidationError as error:
        abort(422, messages={"path": {"article_id": error.messages}})
    if not isinstance(record, dict):
        refuse_at((), "expected a JSON object")
    if record.get("id", article_id) != article_id:
        refuse_at(("id",), "is another than that of the URL; leave it out")
    return article_of({**record, "id": article_id})


@blueprint.route("/<article_id>", methods=["PATCH"])
@_changes
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(200, IngestedSchema)
@blueprint.alt_response(404, "NOT_FOUND")
@blueprint.doc(requestBody={"required": True, "content": {MERGE_PATCH: {"schema": ArticleChangeSchema}}})
def patch(article_id: str) -> Answer:
    """Change some members of an article (JSON Merge Patch, RFC 7396) and read it anew; null takes a member away.

    A `published` that is taken away is unknown, a `language` is found out again.
    """
    change = merge_patch()
    with opened():
        before = _known(article_id)
    record = merged(as_sent(before), change)
    if isinstance(record, dict):
        record.setdefault("published", None)
    allowed, still = guard(), unchanged(before.digest)

    def check(digest: str | None) -> None:
        allowed(digest)
        still(digest)

    return _taken(*take(_named(article_id, record), check))


@blueprint.route("/<article_id>", methods=["DELETE"])
@_changes
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(204)
@blueprint.alt_response(404, "NOT_FOUND")
def delete(article_id: str) -> None:
    """Take an article out, with all that only it tells; the timeline is as if it had never been there."""
    with opened():
        _known(article_id)
        remove(article_id, guard())
