"""Reading: pages of events and articles in a total order, and single ones by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from peewee import fn

from store.database import database, session
from store.events import with_citations
from store.folding import is_storable
from store.mentions import article_of
from store.selection import Cursor, EventFilter, beyond, is_answerable, line, sort_columns
from store.tables import ArticleRow, CitationRow, EventRow, MentionRow
from timeline.model import Article, Event

__all__ = [
    "Counts",
    "Cursor",
    "EventFilter",
    "Page",
    "StoredArticle",
    "article",
    "articles",
    "counts",
    "event",
    "events",
    "events_of",
]

MAX_PAGE = 1_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items, and the cursor that the next page comes after; None on the last page."""

    items: list[T]
    next: Cursor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle(Article):
    """An article with what became of it. `digest` changes with the article or with what was read in it."""

    digest: str
    ingested_at: str
    mention_count: int
    event_count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is."""

    articles: int
    events: int
    citations: int


@contextmanager
def _snapshot() -> Iterator[None]:
    """All that is read inside is of one moment, whatever is written meanwhile."""
    with session(), database.atomic():
        yield


def events(where: EventFilter, *, limit: int, after: Cursor | None = None) -> Page[Event]:
    """Up to `limit` events after a cursor, in the order of the timeline: by position, latest day, id.

    A page holds at least one and at most MAX_PAGE, whatever the limit.
    """
    limit = _page_size(limit)
    if not is_answerable(where, after):
        return Page([], None)
    with _snapshot():
        found = line(where, after, limit + 1)
        shown = found[:limit]
        rows = EventRow.select().where(EventRow.key.in_([stop.key for stop in shown])).order_by(*sort_columns(EventRow))
        return Page(with_citations(rows), shown[-1].cursor if len(found) > limit else None)


def _page_size(limit: int) -> int:
    return max(1, min(limit, MAX_PAGE))


def event(event_id: str) -> Event | None:
    """The event with that id, None when there is none."""
    if not is_storable(event_id):
        return None
    with _snapshot():
        found = with_citations(EventRow.select().where(EventRow.id == event_id))
    return found[0] if found else None


def events_of(article_id: str) -> list[Event]:
    """Every event that an article tells, of any status, in the order of the timeline."""
    if not is_storable(article_id):
        return []
    told = MentionRow.select(MentionRow.event).where(MentionRow.article == article_id)
    with _snapshot():
        return with_citations(EventRow.select().where(EventRow.key.in_(told)).order_by(*sort_columns(EventRow)))


def articles(*, limit: int, after: Cursor | None = None) -> Page[StoredArticle]:
    """Up to `limit` articles after a cursor, by day of publication and id; those of an unknown day last."""
    limit = _page_size(limit)
    rows = ArticleRow.select()
    if after is not None:
        if not is_storable(after[2]):
            return Page([], None)
        rows = rows.where(beyond(ArticleRow, after))
    with _snapshot():
        found = list(rows.order_by(*sort_columns(ArticleRow)).limit(limit + 1))
        shown = found[:limit]
        last = shown[-1] if len(found) > limit else None
        return Page(_stored(shown), None if last is None else (last.position, last.latest, last.id))


def article(article_id: str) -> StoredArticle | None:
    """The article with that id, None when there is none."""
    if not is_storable(article_id):
        return None
    with _snapshot():
        found = _stored(list(ArticleRow.select().where(ArticleRow.id == article_id)))
    return found[0] if found else None


def _stored(rows: Sequence[ArticleRow]) -> list[StoredArticle]:
    counted = (
        MentionRow.select(MentionRow.article, fn.COUNT(MentionRow.id), fn.COUNT(MentionRow.event.distinct()))
        .where(MentionRow.article.in_([row.id for row in rows]))
        .group_by(MentionRow.article)
    )
    tuples: Iterable[Any] = counted.tuples()
    numbers: dict[str, tuple[int, int]] = {id: (mentions, told) for id, mentions, told in tuples}
    return [_stored_article(row, *numbers.get(row.id, (0, 0))) for row in rows]


def _stored_article(row: ArticleRow, mentions: int, told: int) -> StoredArticle:
    article = article_of(row)
    return StoredArticle(
        **{field.name: getattr(article, field.name) for field in fields(article)},
        digest=row.digest,
        ingested_at=row.ingested_at,
        mention_count=mentions,
        event_count=told,
    )


def counts() -> Counts:
    """How many articles, events and citations there are."""
    with _snapshot():
        return Counts(*(table.select().count() for table in (ArticleRow, EventRow, CitationRow)))
