"""/mentions: every expression of time that was found, the raw material of the timeline."""

from __future__ import annotations

from typing import Any

from api.openapi import Blueprint
from api.paging import edges, page_of
from api.storage import opened
from schemas.mention import MentionPageSchema, ServedMention
from schemas.query import MentionQuery
from store.expressions import ExpressionFilter, expressions

blueprint = Blueprint("mentions", __name__, url_prefix="/api/v1", description="Expressions of time in the articles.")


@blueprint.route("/mentions")
@blueprint.arguments(MentionQuery, location="query")
@blueprint.response(200, MentionPageSchema)
def listed(query: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The expressions of time in the articles, whether they date an event or not, by the time they mean.

    Those that mean no days (durations, repeated times, "now") come last.
    """
    asked = {name: query[name] for name in ("article", "event", "rule", "type") if name in query}
    bounds = {name: getattr(query[name], name) for name in ("start", "end") if name in query}
    with opened():
        page = expressions(ExpressionFilter(**asked, **bounds), limit=query["limit"], **edges(query))
    shown = [
        ServedMention(id=found.id, timex=found.timex, article=found.article, events=found.events)
        for found in page.items
    ]
    return page_of(page, "mentions", shown)
