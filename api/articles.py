"""/articles: what the timeline was read from."""

from __future__ import annotations

from typing import Any

import flask

from api.access import needs_token
from api.openapi import Blueprint
from api.paging import edges, page_of
from api.served import served_article
from api.storage import opened
from schemas.article import (
    ArticleInSchema,
    ArticlePageSchema,
    ArticleWithEventsSchema,
    IngestedSchema,
    ServedArticle,
)
from schemas.query import NoQuery, TurnQuery
from store import query as store
from store.ingest import ingest
from timeline.model import Article
from timeline.pipeline import read

blueprint = Blueprint("articles", __name__, url_prefix="/api/v1/articles", description="What the events were read in.")


@blueprint.route("")
@blueprint.arguments(TurnQuery, location="query")
@blueprint.response(200, ArticlePageSchema)
def listed(query: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The articles, from the earliest publication on."""
    with opened():
        page = store.articles(limit=query["limit"], **edges(query))
    return page_of(page, "articles", [served_article(article) for article in page.items])


@blueprint.route("/<article_id>")
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(200, ArticleWithEventsSchema)
@blueprint.alt_response(404, "NOT_FOUND")
def show(article_id: str) -> ServedArticle:
    """One article, with the events that it tells."""
    with opened():
        article = store.article(article_id)
        if article is None:
            flask.abort(404, description=f"there is no article {article_id[:80]!r}")
        return served_article(article, store.events_of(article_id))


@blueprint.route("", methods=["POST"])
@needs_token
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.arguments(ArticleInSchema)
@blueprint.response(201, IngestedSchema, description="Added")
@blueprint.alt_response(200, schema=IngestedSchema, description="Replaced, or unchanged", success=True)
@blueprint.alt_response(401, "UNAUTHORIZED")
@blueprint.alt_response(403, "FORBIDDEN")
@blueprint.doc(security=[{"token": []}])
def add(article: Article) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Read an article and add what it tells to the timeline.

    Sending an article again changes nothing; a changed one replaces what it said before.
    """
    reading = read(article)
    with opened():
        outcome = ingest(article, reading)
        stored = store.article(article.id)
        assert stored is not None
        told = served_article(stored, store.events_of(article.id))
    return {"outcome": outcome, "article": told}, 201 if outcome == "added" else 200, {"Location": told.url}
