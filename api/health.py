"""/healthz and /readyz: for whoever watches over the process."""

from __future__ import annotations

from api.openapi import Blueprint
from api.storage import opened
from schemas.health import AliveSchema, ReadySchema
from schemas.query import NoQuery
from store import query as store

blueprint = Blueprint("health", __name__, description="Whether the program runs, and whether it can serve.")


@blueprint.route("/healthz")
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(200, AliveSchema)
def alive() -> dict[str, str]:
    """That the process answers."""
    return {"status": "ok"}


@blueprint.route("/readyz")
@blueprint.arguments(NoQuery, location="query", as_kwargs=True)
@blueprint.response(200, ReadySchema)
@blueprint.alt_response(503, "SERVICE_UNAVAILABLE")
def ready() -> dict[str, str | int]:
    """That the database can be read, and how much is in it."""
    with opened():
        counts = store.counts()
    return {
        "status": "ready",
        "articles": counts.articles,
        "events": counts.events,
        "citations": counts.citations,
    }
