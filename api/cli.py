"""The command line: `flask --app wsgi ingest | tag | extract | explain | articles | db | keys`."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

import click
import orjson
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from marshmallow import EXCLUDE, ValidationError

from api import bulk, undated
from api.account import account
from api.keyring import keyring
from api.records import each, progress, report, size_of
from api.storage import prepare, told
from api.underline import underlined
from intake.kinds import json_records
from intake.record import RejectError
from schemas.problem import sentence
from schemas.record import RecordSchema, extracted, heading, tagged
from schemas.resolve import ResolveInSchema
from store.errors import StoreError
from store.ingest import ingest, is_loaded
from store.query import counts
from timeline.model import Article
from timeline.notation import publication_interval
from timeline.pipeline import find_times, read, read_times

_WIDEST = 100
database = AppGroup("db", help="The database.")


def register(app: Flask) -> None:
    """Add the commands to those of the app."""
    for command in (ingest_files, tag, extract, explain_text, undated.commands, database, keyring):
        app.cli.add_command(command)


@database.command("init")
def init() -> None:
    """Create the database that DATABASE_URL names, or bring its schema up to date."""
    try:
        prepare(current_app)
    except StoreError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"ready: {current_app.config['DATABASE_URL']}")


@click.command("ingest")
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option("--url", "urls", multiple=True, metavar="URL", help="Fetch this page too, if its robots.txt lets us.")
@click.option("--published", metavar="DATE", help="Publication date of articles that come without one.")
@click.option("--publisher", metavar="NAME", help="Publisher of articles that come without one.")
@click.option("--language", metavar="CODE", help="Language of articles that come without one.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=os.cpu_count() or 1,
    show_default="all cores",
    help="Processes that read.",
)
@click.option(
    "--resume/--anew",
    default=True,
    help="Skip what is stored already as it would be read (the default), or read everything anew.",
)
@click.option("--rejects", type=click.File("wb"), help='Write refused records here: {"where", "reason"} a line.')
@with_appcontext
def ingest_files(
    paths: Sequence[Path], urls: Sequence[str], jobs: int, resume: bool, rejects: BinaryIO | None, **given: str
) -> None:
    """Read articles and add what they tell to the timeline.

    PATH is a file or a folder of them; - is standard input, one JSON article a line. Read are .jsonl and .json (an
    article a line, one, or an array), .html, .txt, .rss and .atom (also .xml), .warc and .parquet, each also with .gz.
    An article is {"id"?, "url"?, "title", "text", "published", "publisher"?, "language"?}, or has "html" in place of
    "text". A bad one is reported with its place and the rest goes on. Exit status 1 when any was refused.
    """
    if not (paths or urls):
        raise click.UsageError("nothing to read; expected a PATH or --url URL")
    try:
        files = bulk.found(paths)
    except RejectError as error:
        raise click.UsageError(str(error)) from None
    outcomes: Counter[str] = Counter()
    began = monotonic()
    with told(), progress(sum(file.stat().st_size for file in files if file != bulk.STDIN)) as bar:
        known = is_loaded if resume else _nothing
        for one in bulk.read_records(bulk.records(files, urls, sys.stdin.buffer), given, jobs, known):
            outcomes[_stored(one, rejects)] += 1
            bar.label = f"{outcomes.total() / (monotonic() - began):.1f} articles/s"
            bar.update(one.size)
        events = counts().events
    said = [f"{outcomes[outcome]} {outcome}" for outcome in ("added", "replaced", "unchanged", "rejected")]
    click.echo(f"{', '.join(said)}; {events} events now")
    sys.exit(1 if outcomes["rejected"] else 0)


def _nothing(_: str) -> bool:
    return False


def _stored(one: bulk.Outcome, rejects: BinaryIO | None) -> str:
    """Store what was read in a record; what became of it."""
    if one.article and one.reading:
        return ingest(one.article, one.reading, record=one.digest)
    if one.reason is None:
        return "unchanged"
    report(f"{one.where}: {one.reason}")
    if rejects:
        rejects.write(orjson.dumps({"where": one.where, "reason": one.reason}) + b"\n")
    return "rejected"


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
def tag(file: BinaryIO) -> None:
    """Write every expression of time in the texts of FILE, as JSONL.

    FILE (default: standard input) holds {"id", "published", "text", "language"?, "kind"?} a line. Out comes
    {"id", "language", "language_source", "timexes": [{"start", "end", "text", "type", "value", "mod"?, "edtf",
    "rule"}]}. A bad line is reported with its number and has no line in the output; exit status 1 when there was one.
    """

    def line(record: dict[str, Any]) -> dict[str, Any]:
        timexes = find_times(record["text"], _anchor(record["published"]), record["language"], record["kind"])
        return {**heading(record), "timexes": [tagged(timex) for timex in timexes if timex.reading]}

    _lines(file, line)


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
def extract(file: BinaryIO) -> None:
    """Write every event that the texts of FILE tell, as JSONL.

    FILE (default: standard input) holds {"id", "published", "text", "language"?, "kind"?} a line. Out comes
    {"id", "language", "language_source", "events": [{"start", "end", "trigger_start", "trigger_end", "headline",
    "type", "date", "expression"?, "places", "actors"}]}; "date" is EDTF, or null when nothing can be said. A bad line
    is reported with its number and has no line in the output; exit status 1 when there was one.
    """

    def line(record: dict[str, Any]) -> dict[str, Any]:
        told = {name: record[name] for name in ("text", "published", "language")}
        reading = read(Article(id=str(record["id"]), title="", **told), record["kind"])
        return {**heading(record), "events": [extracted(mention) for mention in reading.mentions]}

    _lines(file, line)


def _lines(file: BinaryIO, line: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    out = sys.stdout.buffer

    def write(record: dict[str, Any]) -> None:
        out.write(orjson.dumps(line(record)) + b"\n")

    # A bar would run through the lines that go to the same terminal.
    with progress(size_of(file), wanted=not sys.stdout.isatty()) as bar:
        records = json_records(file, getattr(file, "name", "<stdin>"))
        rejected = each(records, RecordSchema(unknown=EXCLUDE), write, bar)
    out.flush()
    sys.exit(1 if rejected else 0)


def _anchor(published: str | None) -> Any:
    return publication_interval(published) if published else None


@click.command("explain")
@click.argument("text")
@click.option("--published", metavar="DATE", help="When the text was published: 2015-05-18, 2015-05 or 2015.")
@click.option("--language", metavar="CODE", help="Language of the text, such as en or de; without it the text tells.")
@click.option(
    "--kind", metavar="KIND", help="news, narrative (dates chain from the text) or post; without it the text tells."
)
def explain_text(**given: str | None) -> None:
    """Show what every expression of time in TEXT means, and why."""
    try:
        passage = ResolveInSchema().load({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise click.UsageError(sentence(error.messages)) from None
    text, published, language = passage["text"], passage["published"], passage["language"]
    times = read_times(text, _anchor(published), language, passage["kind"])
    for line in underlined(text, times.timexes, min(shutil.get_terminal_size().columns, _WIDEST)):
        click.echo(line)
    click.echo(f"\nlanguage {language} ({passage['language_source']}), read as {times.kind}")
    for timex in times.timexes:
        click.echo("\n" + "\n".join(account(timex, published, language)))
    if not times.timexes:
        click.echo("\nno expression of time")
