"""Every route, command, parameter and setting stands in docs/."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest
from flask import Flask
from flask.testing import FlaskClient
from marshmallow import Schema

from api.cli import register
from api.settings import SETTINGS, settings
from schemas.article import ArticleInSchema
from schemas.curation import CorrectionInSchema, MergeInSchema, SplitInSchema
from schemas.formats import formats
from schemas.query import BUCKETS, ChangeQuery, CitationQuery, FacetQuery, HistogramQuery, MentionQuery, TimelineQuery
from schemas.resolve import ResolveInSchema
from schemas.styles import STYLES
from tests.curl import send, shows

QUERIES = [ChangeQuery, MentionQuery, TimelineQuery, FacetQuery, HistogramQuery, CitationQuery]
SCHEMAS = [*QUERIES, ArticleInSchema, ResolveInSchema, CorrectionInSchema, MergeInSchema, SplitInSchema]
DOCS = Path(__file__).parent.parent / "docs"
API, CLI, CONFIGURATION = ((DOCS / name).read_text("utf-8") for name in ("api.md", "cli.md", "configuration.md"))
# Calls, and the answer to the last with the one article of the documentation in the timeline.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
SHOWN = re.findall(r"```sh\n(curl [^`]*)\n```\n[^`]*```(?:json|http)\n(.*?)\n```", API, re.DOTALL)


def commands() -> list[tuple[str, click.Command]]:
    """Our own commands with their full names."""
    app = Flask("empty")
    ours = set(app.cli.commands)
    register(app)
    found: list[tuple[str, click.Command]] = []
    for name, command in app.cli.commands.items():
        if name not in ours:
            inner = command.commands.items() if isinstance(command, click.Group) else {"": command}.items()
            found += [(f"{name} {sub}".strip(), leaf) for sub, leaf in inner]
    return found


def test_every_route(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        path = rule.rule.replace("<", "{").replace(">", "}")
        if rule.endpoint == "static":
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            assert f"`{method} {path}`" in API, f"{method} {path}"


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_parameter_and_member(schema: type[Schema]) -> None:
    for name, field in schema().load_fields.items():
        assert f"`{field.data_key or name}`" in API, name


def test_every_format_style_and_unit() -> None:
    for one in formats().values():
        assert f"| `{one.suffix}` | `{one.media_type}` |" in API
    for word in (*STYLES, *BUCKETS):
        assert f"`{word}`" in API


def test_every_command_and_option() -> None:
    found = commands()
    assert {name for name, _ in found} >= {"ingest", "tag", "extract", "explain", "db init"}
    for name, command in found:
        assert f"`flask --app wsgi {name}" in CLI, name
        assert command.help
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.opts[0] in CLI, f"{name} {parameter.opts[0]}"


def test_every_setting() -> None:
    for setting in SETTINGS:
        assert f"`{setting.name}`" in CONFIGURATION
        assert setting.meaning
    assert set(settings(Path("x"), {})) == {setting.name for setting in SETTINGS}


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command[:60] for command, _ in SHOWN])
def test_an_answer_is_the_one_that_is_shown(told: FlaskClient, command: str, shown: str) -> None:
    *before, last = re.split(r"\n(?=curl )", command)
    for one in before:
        send(told, one)
    answer = send(told, last)
    text = answer.text.replace("http://localhost/", "http://localhost:8000/")
    if shown.startswith("HTTP/1.1 "):
        assert (f"HTTP/1.1 {answer.status}", text) == (shown, "")
    elif "…" in shown:
        assert shows(shown, text), text
    else:
        assert json.loads(MOMENT.sub("now", text)) == json.loads(MOMENT.sub("now", shown))


def test_as_many_answers_are_shown_as_there_should_be() -> None:
    assert len(SHOWN) == 16
