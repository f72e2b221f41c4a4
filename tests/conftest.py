"""The app on a database of its own, and ways to talk to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from hypothesis import settings
from werkzeug.serving import make_server

from api import create_app

pytest_plugins = ["tests.browsing"]

# A first example pays for compiling the rules, and machines differ: no test is timed but tests/test_speed_shape.py.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

TOKEN = "a token for tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
ARTICLE: dict[str, Any] = {
    "id": "courier-17",
    "url": "https://courier.example/2015/05/18/ramadi",
    "title": "Militants take Ramadi",
    "text": "Militants captured Ramadi on Sunday. Iraqi forces recaptured Tikrit last month.",
    "published": "2015-05-18",
    "publisher": "The Courier",
}


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """An app with an empty database of its own."""
    return create_app({"DATABASE_URL": f"sqlite:///{tmp_path}/timeline.db", "DATELINE_TOKEN": TOKEN})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """For requests without a socket."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """For commands without a process."""
    return app.test_cli_runner()


@pytest.fixture
def told(client: FlaskClient) -> FlaskClient:
    """A client of an app that has read one article."""
    assert client.post("/api/v1/articles", json=ARTICLE, headers=BEARER).status_code == 201
    return client


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """The URL of the app, served over a socket."""
    with make_server("127.0.0.1", 0, app, threaded=True) as served:
        Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.port}"
        served.shutdown()
