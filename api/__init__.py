"""The web API: Flask, one blueprint a resource."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flask import Flask

from api import (
    access,
    articles,
    changes,
    cli,
    compression,
    curation,
    docs,
    events,
    facets,
    headers,
    health,
    mentions,
    pages,
    preview,
    rates,
    resolve,
    start,
    timelines,
    tracing,
    widget,
)
from api.errors import store_fails
from api.openapi import Api
from api.settings import settings
from api.wire import OrjsonProvider
from store.errors import StoreError

VERSION = "0.1.0"
MAX_BODY = 16 * 1024 * 1024
_OPENAPI = {
    "API_TITLE": "Dateline",
    "API_VERSION": VERSION,
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {
        "info": {"description": "Events read in news articles, every date with the citation that proves it."},
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    },
}


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """The app, set up from the environment; `config` stands above it. Nothing is opened before the first request."""
    app = Flask(__name__)
    app.json = OrjsonProvider(app)
    app.url_map.strict_slashes = False
    app.config.update(settings(Path(app.instance_path)), MAX_CONTENT_LENGTH=MAX_BODY, **_OPENAPI)
    app.config.update(config or {})
    _register(app)
    return app


def _register(app: Flask) -> None:
    api = Api(app)
    app.extensions["dateline-api"] = api
    for resource in (events, curation, articles, facets, mentions, changes, timelines, preview, resolve, health):
        api.register_blueprint(resource.blueprint)
    for shown in (docs, start, pages, widget):
        app.register_blueprint(shown.blueprint)
    app.register_error_handler(StoreError, store_fails)
    # What answers are dressed with last is registered first, and requests are looked at in this order.
    tracing.register(app)
    compression.register(app)
    headers.register(app)
    rates.register(app)
    access.register(app)
    cli.register(app)
