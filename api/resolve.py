"""/resolve: what the expressions of time in a text mean; nothing is stored."""

from __future__ import annotations

from typing import Any

from api.openapi import Blueprint
from schemas.query import NoQuery
from schemas.resolve import ExplainedTimex, ResolvedSchema, ResolveInSchema
from timeline.notation import publication_interval
from timeline.pipeline import find_times

blueprint = Blueprint("resolve", __name__, url_prefix="/api/v1/resolve", description="Expressions of time, read.")


@blueprint.route("")
@blueprint.arguments(ResolveInSchema, location="query")
@blueprint.response(200, ResolvedSchema)
def read(query: dict[str, Any]) -> dict[str, Any]:
    """What every expression of time in a short text means, and why."""
    return _resolved(**query)


@blueprint.route("", methods=["POST"])
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.arguments(ResolveInSchema)
@blueprint.response(200, ResolvedSchema)
def read_body(body: dict[str, Any]) -> dict[str, Any]:
    """What every expression of time in a text means, and why."""
    return _resolved(**body)


def _resolved(text: str, published: str | None, language: str) -> dict[str, Any]:
    anchor = publication_interval(published) if published else None
    timexes = [ExplainedTimex(timex, published) for timex in find_times(text, anchor, language)]
    return {"published": published, "language": language, "timexes": timexes}
