"""Every expression of time that was found in an article, dated or not: the raw material of the timeline."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import reduce
from typing import Any

from peewee import Expression, ModelSelect, SelectQuery, fn

from store import statements
from store.codec import dump, load
from store.conditions import EventFilter, stretch
from store.database import database, session
from store.folding import is_storable
from store.mentions import article_of
from store.pages import Cursor, Page, turn
from store.placement import BUCKETS, OPEN, OPEN_START, clamp, place
from store.selection import beyond, order
from store.tables import ArticleRow, CitationRow, EventRow, TimexRow
from timeline.model import Article, Timex

_ORDER = (TimexRow.position, TimexRow.latest, TimexRow.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpressionFilter:
    """Which expressions: all that is asked must hold, None asks nothing.

    `start`, `end` are half-open days that what it means shares a day with; `type` is TimeML's, `event` the id of an
    event that it dates.
    """

    start: int | None = None
    end: int | None = None
    article: str | None = None
    event: str | None = None
    rule: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An expression with its article and the ids of the events that it dates."""

    id: str
    timex: Timex
    article: Article
    events: tuple[str, ...]


def save(article_id: str, timexes: Iterable[Timex]) -> None:
    """Write the expressions of an article, in place of those it had."""
    statements.delete(TimexRow, "article_id", article_id)
    for timex in timexes:
        statements.insert_one(TimexRow, **_columns(article_id, timex))


def _columns(article_id: str, timex: Timex) -> dict[str, Any]:
    return asdict(place(timex.dates)) | {
        "id": _id(article_id, timex.start),
        "article_id": article_id,
        "type": timex.reading.type if timex.reading else None,
        "rule": timex.rule,
        # How the rule was parsed is of use while it is being read only.
        "body": dump(replace(timex, form=None)),
    }


def _id(article_id: str, start: int) -> str:
    return f"{article_id}:{start}"


def expressions(
    where: ExpressionFilter, *, limit: int, after: Cursor | None = None, before: Cursor | None = None
) -> Page[Found]:
    """Up to `limit` expressions after a cursor, or right before one, by the time they mean; those of none are last."""
    texts = filter(None, (where.article, where.event, where.rule, where.type, *(after or before or ())[2:]))
    if not (EventFilter(start=where.start, end=where.end).is_answerable and all(map(is_storable, texts))):
        return Page([], None)

    def fetch(cursor: Cursor | None, number: int, back: bool) -> list[TimexRow]:
        found = _matching(where, cursor, descending=back).order_by(*order(descending=back)).limit(number).tuples()
        rows = {row.id: row for row in TimexRow.select().where(TimexRow.id.in_([id for _, _, id in found]))}
        return [rows[id] for _, _, id in found]

    with session(), database.atomic():
        page = turn(fetch, lambda row: (row.position, row.latest, row.id), limit, after, before)
        return Page(_with_articles(page.items), page.next, page.prev)


def _matching(where: ExpressionFilter, cursor: Cursor | None, *, descending: bool) -> SelectQuery:
    """Their rows beyond a cursor, in no order yet; those of a range of time by a walk for every bucket of lengths."""
    wanted = [*_wanted(where)]
    if cursor is not None:
        wanted.append(beyond(_ORDER, cursor, descending=descending))
    range = EventFilter(start=where.start, end=where.end)

    def walk(bucket: int | None) -> ModelSelect[TimexRow]:
        of_bucket = [] if bucket is None else [TimexRow.bucket == bucket]
        return TimexRow.select(*_ORDER).where(*of_bucket, TimexRow.position.between(*stretch(range, bucket)), *wanted)

    if where.start is None and where.end is None:
        return walk(None)
    return reduce(operator.add, map(walk, BUCKETS))


def _wanted(where: ExpressionFilter) -> Iterator[Expression]:
    if where.start is not None:
        yield TimexRow.latest >= clamp(where.start)
    if where.end is not None:
        yield (TimexRow.position < clamp(where.end)) | (TimexRow.bucket == OPEN_START)
    if where.start is not None or where.end is not None:
        # Those of no time stand after all others, and share no day with anything.
        yield TimexRow.position < OPEN
    if where.article is not None:
        yield TimexRow.article == where.article
    if where.rule is not None:
        yield TimexRow.rule == where.rule
    if where.type is not None:
        yield TimexRow.type == where.type
    if where.event is not None:
        yield TimexRow.id.in_(_dating(where.event))


def _dating(event: str) -> ModelSelect[CitationRow]:
    """Ids of the expressions that date an event."""
    id = CitationRow.article.concat(":").concat(_expression())
    return CitationRow.select(id).join(EventRow).where(EventRow.id == event)


def _expression() -> Any:
    """Where the expression of a citation starts, NULL without one."""
    return fn.json_extract(CitationRow.body, "$.expression.start")


def _with_articles(rows: Sequence[TimexRow]) -> list[Found]:
    ids = sorted({row.article_id for row in rows})
    articles = {row.id: article_of(row) for row in ArticleRow.select().where(ArticleRow.id.in_(ids))}
    dated = CitationRow.select(CitationRow.article, _expression(), EventRow.id).join(EventRow)
    events: dict[str, dict[str, None]] = {}
    told: list[Any] = list(dated.where(CitationRow.article.in_(ids)).order_by(EventRow.id).tuples())
    for article, start, event in told:
        events.setdefault(_id(article, start), {})[event] = None
    return [
        Found(row.id, load(Timex, row.body), articles[row.article_id], tuple(events.get(row.id, ()))) for row in rows
    ]
