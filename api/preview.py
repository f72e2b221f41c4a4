"""/articles:preview: what an article would tell, without keeping it."""

from __future__ import annotations

from typing import Any

from api.openapi import Blueprint
from api.served import stamped
from api.storage import opened
from schemas.preview import PreviewInSchema, PreviewSchema
from schemas.query import NoQuery
from schemas.resolve import ExplainedTimex
from store.ingest import ingest, rehearsal
from store.query import events_of
from timeline.model import Article
from timeline.pipeline import read

blueprint = Blueprint("preview", __name__, url_prefix="/api/v1", description="Articles, read and not kept.")


@blueprint.route("/articles:preview", methods=["POST"])
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.arguments(PreviewInSchema)
@blueprint.response(200, PreviewSchema)
def preview(article: Article) -> dict[str, Any]:
    """What `POST /api/v1/articles` would read in an article and do with it, merging with known events included.

    Nothing is kept, and no token is asked for.
    """
    reading = read(article)
    with opened(), rehearsal():
        outcome = ingest(article, reading)
        events = stamped(events_of(article.id))
    timexes = [ExplainedTimex(timex, article.published, article.language) for timex in reading.timexes]
    return {"outcome": outcome, "language": article.language, "timexes": timexes, "events": events}
