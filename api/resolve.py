"""/resolve: what the expressions of time in a text mean; nothing is stored."""

from __future__ import annotations

from typing import Any

from api.openapi import Blueprint
from schemas.query import NoQuery
from schemas.resolve import ExplainedTimex, ResolvedSchema, ResolveInSchema
from timeline.notation import publication_interval
from timeline.pipeline import read_times

blueprint = Blueprint("resolve", __name__, url_prefix="/api/v1/resolve", description="Expressions of time, read.")


@blueprint.route("")
@blueprint.arguments(ResolveInSchema, location="query")
@blueprint.response(200, ResolvedSchema)
def read(query: dict[str, Any]) -> dict[str, Any]:
    """What every expression of time in a short text means, and why."""
    return _resolved(query)


@blueprint.route("", methods=["POST"])
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.arguments(ResolveInSchema)
@blueprint.response(200, ResolvedSchema)
def read_body(body: dict[str, Any]) -> dict[str, Any]:
    """What every expression of time in a text means, and why."""
    return _resolved(body)


def _resolved(passage: dict[str, Any]) -> dict[str, Any]:
    published, language, kind = passage["published"], passage["language"], passage["kind"]
    anchor = publication_interval(published) if published else None
    times = read_times(passage["text"], anchor, language, kind)
    return {
        "published": published,
        "language": language,
        "language_source": passage["language_source"],
        "kind": times.kind,
        "kind_source": "given" if kind else "text",
        "timexes": [ExplainedTimex(timex, published, language) for timex in times.timexes],
    }
