"""The commands `articles undated` and `articles date`: articles of unknown publication, and giving it to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import click
from flask.cli import AppGroup, with_appcontext
from marshmallow import ValidationError

from api.storage import told
from api.underline import printable
from schemas.fields import Published
from store import query
from store.ingest import ingest
from store.mentions import article_of
from store.placement import OPEN
from timeline.pipeline import read

_BATCH = 500
_TITLE = 80
# Articles of unknown publication stand after all others.
_LAST_DATED: query.Cursor = (OPEN - 1, OPEN, "")
commands = AppGroup("articles", help="The articles that the timeline was read from.")


@commands.command("undated")
@with_appcontext
def undated() -> None:
    """List the articles whose publication nobody knows: id and title, a line each.

    Their "last month" dates nothing until `articles date` says when they were published.
    """
    with told():
        for article in _undated():
            click.echo(f"{article.id}  {printable(article.title)[:_TITLE]}")


def _undated() -> Iterator[query.StoredArticle]:
    page = query.articles(limit=_BATCH, after=_LAST_DATED)
    yield from page.items
    while page.next:
        page = query.articles(limit=_BATCH, after=page.next)
        yield from page.items


@commands.command("date")
@click.argument("article_id", metavar="ID")
@click.argument("published", metavar="DATE")
@with_appcontext
def date(article_id: str, published: str) -> None:
    """Say when the article ID was published, and read it anew: DATE is a day, a month, a year or a time."""
    try:
        day = Published().deserialize(published)
    except ValidationError as error:
        raise click.UsageError(f"DATE: {error.messages[0]}") from None
    with told():
        stored = query.article(article_id)
        if stored is None:
            raise click.UsageError(f"there is no article {article_id[:80]!r}")
        article = replace(article_of(stored), published=day, published_evidence="given by hand")
        outcome = ingest(article, read(article))
        events = len(query.events_of(article_id))
    click.echo(f"{outcome}; it tells {events} events now")
