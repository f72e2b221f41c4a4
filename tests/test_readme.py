"""The README's calls, sent as they stand there, give the answers that stand there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.curl import send, shows

ROOT = Path(__file__).parent.parent
SHOWN = re.findall(r"```sh\n(curl .*?)\n```\n\n```json\n(.*?)\n```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture
def sample(app: Flask) -> FlaskClient:
    """The app with the sample articles."""
    loaded = app.test_cli_runner().invoke(args=["ingest", str(ROOT / "fixtures" / "articles.jsonl")])
    assert loaded.exit_code == 0
    return app.test_client()


def test_there_are_five() -> None:
    assert len(SHOWN) == 5


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command[:60] for command, _ in SHOWN])
def test_a_call_gives_what_is_shown(sample: FlaskClient, command: str, shown: str) -> None:
    text = send(sample, command).text
    json.loads(text)
    assert shows(shown, text), text
