"""A typed client that is generated from the OpenAPI document reads the timeline."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import ARTICLE, TOKEN


@pytest.fixture
def generated(told: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Name of the package of a client made for the app."""
    (tmp_path / "openapi.json").write_text(told.get("/openapi.json").text)
    made = tmp_path / "generated_client"
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    paths = ["--path", str(tmp_path / "openapi.json"), "--output-path", str(made)]
    done = subprocess.run([*command, *paths], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    monkeypatch.syspath_prepend(str(tmp_path))
    return made.name


def test_a_generated_client_reads_and_writes(app: Flask, generated: str) -> None:
    transport: Any = {"transport": httpx.WSGITransport(app=app)}

    def call(operation: str) -> Any:
        return import_module(f"{generated}.api.{operation}").sync

    package = import_module(f"{generated}.client")
    client = package.Client(base_url="http://localhost", httpx_args=transport)
    page = call("events.get_api_v1_events")(client=client, place="Tikrit")
    (event,) = page.events
    assert (event.headline, event.when.edtf, event.places) == ("Iraqi forces recaptured Tikrit", "2015-04", ["Tikrit"])
    assert event.citations[0].expression.text == "last month"
    assert call("events.get_api_v1_events_event_id")(event.id, client=client).when.latest == "2015-04-30"
    assert call("articles.get_api_v1_articles_article_id")(ARTICLE["id"], client=client).title == ARTICLE["title"]
    assert [place.name for place in call("facets.get_api_v1_places")(client=client).places] == ["Ramadi", "Tikrit"]
    assert len(call("changes.get_api_v1_changes")(client=client).changes) == 2
    problem = call("events.get_api_v1_events")(client=client, from_="2016", to="2015")
    assert (problem.status, problem.errors[0].parameter) == (422, "from")

    writer = package.AuthenticatedClient(base_url="http://localhost", token=TOKEN, httpx_args=transport)
    models = import_module(f"{generated}.models")
    body = models.TimelineIn.from_dict({"title": "Tikrit", "filters": {"place": "Tikrit"}})
    kept = call("timelines.put_api_v1_timelines_slug")("tikrit", client=writer, body=body)
    assert kept.filters.to_dict() == {"place": "Tikrit"}
