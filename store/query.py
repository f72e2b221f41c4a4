"""Reading: pages of events and articles in a total order, and single ones by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any

from peewee import chunked, fn

from store import rendering
from store.codec import load
from store.conditions import EventFilter, conditions
from store.database import database, session
from store.events import CHUNK, with_citations
from store.folding import is_storable
from store.mentions import article_of
from store.pages import MAX_PAGE, Cursor, Page, turn
from store.selection import Sort, Stop, beyond, line, order
from store.tables import ArticleRow, CitationRow, EventRow, MentionRow
from timeline.merge import founding_mention
from timeline.model import Article, Doubt, Event, Mention, Timex

__all__ = [
    "MAX_PAGE",
    "Counts",
    "Cursor",
    "EventFilter",
    "Page",
    "StoredArticle",
    "article",
    "articles",
    "articles_telling",
    "count",
    "counts",
    "event",
    "events",
    "events_of",
    "renderings",
    "stamps",
    "timexes_of",
]

_PUBLICATION = (ArticleRow.position, ArticleRow.latest, ArticleRow.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle(Article):
    """An article with what became of it. `digest` changes with the article or with what was read in it."""

    digest: str
    ingested_at: str
    mention_count: int
    event_count: int
    doubts: tuple[Doubt, ...]


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
    sort: Sort = "start",
    descending: bool = False,
) -> Page[Event]:
    """Up to `limit` events after a cursor, or right before one, in the order of the timeline or the other way round.

    The order "start" is by position, latest day, id, that of "updated" by the last change, and "relevance" puts first
    what is about the words of the filter. A page holds at least one and at most MAX_PAGE, whatever the limit.
    """
    with _snapshot():
        page = _stops(where, limit, after, before, sort, descending)
        found = EventRow.select().where(EventRow.key.in_([stop.key for stop in page.items]))
        rows = {row.key: row for row in found}
        shown = with_citations(rows[stop.key] for stop in page.items)
    return Page(shown, page.next, page.prev)


def _is_storable(cursor: Cursor | None) -> bool:
    return cursor is None or is_storable(cursor[2])


@dataclass(frozen=True, slots=True)
class Rendered:
    """An event's id and the text that it is served as (see `store.rendering`)."""

    id: str
    text: str


def renderings(
    where: EventFilter,
    *,
    limit: int,
    after: Cursor | None = None,
    before: Cursor | None = None,
    sort: Sort = "start",
    descending: bool = False,
) -> Page[Rendered] | None:
    """The page of `events` as the texts that are kept of them; None where one of them has none."""
    with _snapshot():
        page = _stops(where, limit, after, before, sort, descending)
        texts = rendering.rendered([stop.key for stop in page.items])
    if texts is None:
        return None
    shown = [Rendered(stop.id, text) for stop, text in zip(page.items, texts, strict=True)]
    return Page(shown, page.next, page.prev)


def _stops(
    where: EventFilter, limit: int, after: Cursor | None, before: Cursor | None, sort: Sort, descending: bool
) -> Page[Stop]:
    """Where the events of a page stand."""
    if not (where.is_answerable and _is_storable(after or before)):
        return Page([], None)

    def fetch(cursor: Cursor | None, number: int, back: bool) -> list[Stop]:
        return line(where, cursor, number, sort=sort, descending=descending != back)

    return turn(fetch, lambda stop: stop[:3], limit, after, before)


def count(where: EventFilter) -> int:
    """How many events match."""
    if not where.is_answerable:
        return 0
    with _snapshot():
        return EventRow.select().where(*conditions(where)).count()


def event(event_id: str) -> Event | None:
    """The event with that id, or that it became part of when an article published earlier came; None without one."""
    if not is_storable(event_id):
        return None
    with _snapshot():
        found = with_citations(EventRow.select().where(EventRow.id == event_id))
        if not found:
            told = MentionRow.select(MentionRow.event).where(MentionRow.id == founding_mention(event_id))
            found = with_citations(EventRow.select().where(EventRow.key.in_(told)))
    return found[0] if found else None


def stamps(ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """When each event came in and when it last changed, UTC, by the ids of at most MAX_PAGE."""
    stamped = EventRow.select(EventRow.id, EventRow.added, EventRow.updated).where(EventRow.id.in_(ids))
    with session():
        rows: Iterable[Any] = list(stamped.tuples())
    return {id: (added, updated) for id, added, updated in rows}


def articles_telling(events: Sequence[Event]) -> list[StoredArticle]:
    """The articles that tell some events, each once, by their ids."""
    ids = sorted({citation.article_id for event in events for citation in event.citations})
    with _snapshot():
        return [
            article
            for some in chunked(ids, CHUNK)
            for article in _stored(list(ArticleRow.select().where(ArticleRow.id.in_(some)).order_by(ArticleRow.id)))
        ]


def timexes_of(ids: Sequence[str]) -> dict[str, dict[tuple[str, int], Timex]]:
    """The expressions that date some events as they were read, by event id, then by article and start in its text."""
    rows = (
        MentionRow.select(EventRow.id, MentionRow.article, MentionRow.body)
        .join(EventRow)
        .where(EventRow.id.in_(ids))
        .tuples()
    )
    found: dict[str, dict[tuple[str, int], Timex]] = {}
    with session():
        told: Iterable[Any] = list(rows)
    for event, article, body in told:
        timex = load(Mention, body).timex
        if timex is not None:
            found.setdefault(event, {})[article, timex.start] = timex
    return found


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
        return list(rows if cursor is None else rows.where(beyond(_PUBLICATION, cursor, descending=back)))

    with _snapshot():
        page = turn(fetch, lambda row: (row.position, row.latest, row.id), limit, after, before)
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
        doubts=load(tuple[Doubt, ...], row.doubts),
    )


def counts() -> Counts:
    """How many articles, events and citations there are."""
    with _snapshot():
        return Counts(*(table.select().count() for table in (ArticleRow, EventRow, CitationRow)))
