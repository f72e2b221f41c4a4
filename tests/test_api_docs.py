"""Every route, command, parameter and setting stands in docs/."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from flask import Flask

from api.cli import register
from api.settings import SETTINGS, settings
from schemas.article import ArticleInSchema
from schemas.query import EventQuery
from schemas.resolve import ResolveInSchema

DOCS = Path(__file__).parent.parent / "docs"
API, CLI, CONFIGURATION = ((DOCS / name).read_text("utf-8") for name in ("api.md", "cli.md", "configuration.md"))


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


@pytest.mark.parametrize("schema", [EventQuery, ArticleInSchema, ResolveInSchema])
def test_every_parameter_and_member(schema: type[EventQuery]) -> None:
    for name, field in schema().load_fields.items():
        assert f"`{field.data_key or name}`" in API, name


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
