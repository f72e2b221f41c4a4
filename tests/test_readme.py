"""The README's calls, sent as they stand there, give the answers that stand there."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import TOKEN

ROOT = Path(__file__).parent.parent
SHOWN = re.findall(r"```sh\n(curl .*?)\n```\n\n```json\n(.*?)\n```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture
def sample(app: Flask) -> FlaskClient:
    """The app with the sample articles."""
    loaded = app.test_cli_runner().invoke(args=["ingest", str(ROOT / "fixtures" / "articles.jsonl")])
    assert loaded.exit_code == 0
    return app.test_client()


def answer(client: FlaskClient, command: str) -> str:
    """What a curl command gets, with the options that the README uses: -G, -d, --data-urlencode, -H."""
    words = shlex.split(command)
    url = next(word for word in words if word.startswith("http"))
    path = url.partition("127.0.0.1:8000")[2]
    values = [words[at + 1] for at, word in enumerate(words) if word in ("-d", "--data-urlencode")]
    if "-G" in words:
        return client.get(f"{path}?{urlencode(dict(value.split('=', 1) for value in values))}").text
    if values:
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        return client.post(path, data=values[0], headers=headers).text
    return client.get(path).text


def test_there_are_five() -> None:
    assert len(SHOWN) == 5


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command[:60] for command, _ in SHOWN])
def test_a_call_gives_what_is_shown(sample: FlaskClient, command: str, shown: str) -> None:
    text = answer(sample, command)
    json.loads(text)
    parts = [re.sub(r"\s", "", part).strip(",") for part in shown.split("…")]
    assert re.search(".*?".join(map(re.escape, parts)), re.sub(r"\s", "", text), re.DOTALL), text
