"""Reading: pages of events and articles in a total order, and single ones by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from peewee import fn

from store.conditions import EventFilter, conditions
from store.database import database, session
from store.events import with_citations
from store.folding import is_storable
from store.mentions import article_of
from store.selection import Cursor, Stop, beyond, line, order
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
    "count",
    "counts",
    "event",
    "events",
    "events_of",
    "ingestions",
]

MAX_PAGE = 1_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items; the cursors that the next page comes after and the page before comes before, None without one."""

    items: list[T]
    next: Cursor | None
    prev: Cursor | None = None


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


def events(
    where: EventFilter,
    *,
    limit: int,
    after: Cursor | None = None,
    before: Cursor | None = None,
    descending: bool = False,
) -> Page[Event]:
    """Up to `limit` events after a cursor, or right before one, in the order of the timeline or the other way round.

    The order is by position, latest day, id. A page holds at least one and at most MAX_PAGE, whatever the limit.
    """
    if not (where.is_answerable and _is_storable(after or before)):
        return Page([], None)

    def fetch(cursor: Cursor | None, number: int, back: bool) -> list[Stop]:
        return line(where, cursor, number, descending=descending != back)

    with _snapshot():
        page = _turn(fetch, _page_size(limit), after, before)
        rows = EventRow.select().where(EventRow.key.in_([stop.key for stop in page.items]))
        shown = with_citations(rows.order_by(*order(descending=descending)))
    return Page(shown, page.next, page.prev)


Placed = TypeVar("Placed", Stop, ArticleRow)


def _turn(
    fetch: Callable[[Cursor | None, int, bool], list[Placed]], limit: int, after: Cursor | None, before: Cursor | None
) -> Page[Placed]:
    """A page of what `fetch` finds beyond a cursor, a number of them, in the order of the list or going back.

    On the side that a page was turned from there may be nothing left, so it is looked for.
    """
    back, cursor = before is not None, after or before
    found = fetch(cursor, limit + 1, back)
    shown = found[:limit]
    if not shown:
        return Page([], None)
    ahead = _cursor(shown[-1]) if len(found) > limit else None
    behind = _cursor(shown[0]) if cursor is not None and fetch(_cursor(shown[0]), 1, not back) else None
    return Page(shown[::-1], behind, ahead) if back else Page(shown, ahead, behind)


def _cursor(item: Stop | ArticleRow) -> Cursor:
    return item.position, item.latest, item.id


def _is_storable(cursor: Cursor | None) -> bool:
    return cursor is None or is_storable(cursor[2])


def count(where: EventFilter) -> int:
    """How many events match."""
    if not where.is_answerable:
        return 0
    with _snapshot():
        return EventRow.select().where(*conditions(where)).count()


def _page_size(limit: int) -> int:
    return max(1, min(limit, MAX_PAGE))


def event(event_id: str) -> Event | None:
    """The event with that id, None when there is none."""
    if not is_storable(event_id):
        return None
    with _snapshot():
        found = with_citations(EventRow.select().where(EventRow.id == event_id))
    return found[0] if found else None


def ingestions(ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """When the first and the last of the articles that tell an event came in, UTC, by the ids of at most MAX_PAGE."""
    told = (
        CitationRow.select(EventRow.id, fn.MIN(ArticleRow.ingested_at), fn.MAX(ArticleRow.ingested_at))
        .join_from(CitationRow, EventRow)
        .join_from(CitationRow, ArticleRow)
        .where(EventRow.id.in_(ids))
        .group_by(EventRow.id)
    )
    with session():
        rows: Iterable[Any] = list(told.tuples())
    return {id: (first, last) for id, first, last in rows}


def events_of(article_id: str) -> list[Event]:
    """Every event that an article tells, of any status, in the order of the timeline."""
    if not is_storable(article_id):
        return []
    told = MentionRow.select(MentionRow.event).where(MentionRow.article == article_id)
    with _snapshot():
        return with_citations(EventRow.select().where(EventRow.key.in_(told)).order_by(*order()))


def articles(*, limit: int, after: Cursor | None = None, before: Cursor | None = None) -> Page[StoredArticle]:
    """Up to `limit` articles after a cursor, or right before one, by day of publication and id.

    Those of an unknown day are the last.
    """
    if not _is_storable(after or before):
        return Page([], None)

    def fetch(cursor: Cursor | None, number: int, back: bool) -> list[ArticleRow]:
        rows = ArticleRow.select().order_by(*order(descending=back)).limit(number)
        return list(rows if cursor is None else rows.where(beyond(ArticleRow, cursor, descending=back)))

    with _snapshot():
        page = _turn(fetch, _page_size(limit), after, before)
        return Page(_stored(page.items), page.next, page.prev)


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
