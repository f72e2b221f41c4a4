"""Which rows a question means: filters and cursors as SQL, over indexes that keep the order of the timeline."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

from peewee import SQL, Expression, Select, SelectQuery, Tuple

from store import fulltext
from store.folding import fold, is_storable
from store.placement import BUCKETS, LENGTHS, OPEN, OPEN_START, clamp
from store.tables import ArticleRow, EventRow, FacetRow

Cursor = tuple[int, int, str]
"""Sort key of the last item of a page: its position and latest day (see `store.placement`), and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events: all that is asked must hold, None or an empty tuple asks nothing.

    `start`, `end` are half-open day numbers: the event's interval shares a day with them, an open bound reaching as far
    as it takes, so that "before 19 May 2015" is found by every range that starts on or before 18 May 2015. `q` are
    words of the headline, the places or the quotes; `place` a whole place name; `source` a publisher's name or host.
    `precision` are those of `Interval.precision`; `status` leaves out plans, denials and hypotheses unless asked for.
    """

    start: int | None = None
    end: int | None = None
    q: str | None = None
    place: str | None = None
    source: str | None = None
    precision: tuple[str, ...] = ()
    status: tuple[str, ...] = ("asserted", "reported")


def is_answerable(where: EventFilter, after: Cursor | None) -> bool:
    """Whether anything can match: no day lies in an empty range, and nothing stored equals what cannot be stored."""
    texts = (where.place or "", where.source or "", *where.precision, *where.status, after[2] if after else "")
    is_empty = where.start is not None and where.end is not None and where.end <= where.start
    return not is_empty and all(map(is_storable, texts))


class Stop(NamedTuple):
    """An event's place in the order, and its row."""

    position: int
    latest: int
    id: str
    key: int

    @property
    def cursor(self) -> Cursor:
        """What the next page comes after."""
        return self.position, self.latest, self.id


def line(where: EventFilter, after: Cursor | None, limit: int) -> list[Stop]:
    """The first events that match, up to `limit`, in the order of the timeline: by position, latest day, id."""
    ordered = matching(where, after).order_by(SQL("position"), SQL("latest"), SQL("id")).limit(limit)
    return [Stop(*row) for row in ordered.tuples()]


def matching(where: EventFilter, after: Cursor | None) -> SelectQuery:
    """Every event that matches, in no order yet.

    By time alone, each bucket walks its own index in order and SQLite merges the walks; where words or names narrow
    the events first, those few are compared one by one.
    """
    wanted = [*_by_name(where), *_by_kind(where)]
    if after is not None:
        wanted.append(beyond(EventRow, after))
    start = None if where.start is None else clamp(where.start)
    end = None if where.end is None else clamp(where.end)
    wanted += _in_range(start, end)
    if (start is None and end is None) or where.q or where.place or where.source:
        return _walk([*wanted, EventRow.position >= _floor(after)])
    walks = [_walk([*wanted, *_in_bucket(bucket, start, end, after)]) for bucket in BUCKETS]
    return reduce(operator.add, walks)


def _walk(conditions: Sequence[Expression]) -> Select:
    return EventRow.select(EventRow.position, EventRow.latest, EventRow.id, EventRow.key).where(*conditions)


def _in_range(start: int | None, end: int | None) -> Iterator[Expression]:
    if end is not None:
        yield (EventRow.position < end) | (EventRow.bucket == OPEN_START)
    if start is not None:
        yield EventRow.latest >= start


def _in_bucket(bucket: int, start: int | None, end: int | None, after: Cursor | None) -> Iterator[Expression]:
    """The stretch of a bucket's index that holds all its events which overlap the range and lie beyond the cursor."""
    yield EventRow.bucket == bucket
    if end is not None and bucket != OPEN_START:
        yield EventRow.position < end
    floor = _floor(after)
    if start is not None and bucket < len(LENGTHS):
        floor = max(floor, start - LENGTHS[bucket] + 1)
    if start is not None and bucket == OPEN_START:
        floor = max(floor, start)
    yield EventRow.position >= floor


def _floor(after: Cursor | None) -> int:
    return -OPEN if after is None else clamp(after[0])


def _by_kind(where: EventFilter) -> Iterator[Expression]:
    if where.status:
        yield EventRow.status.in_(where.status)
    if where.precision:
        yield EventRow.precision.in_(where.precision)


def _by_name(where: EventFilter) -> Iterator[Expression]:
    if where.q is not None:
        hits = fulltext.hits(where.q)
        yield EventRow.key.in_([] if hits is None else hits)
    for kind, value in (("place", where.place), ("source", where.source)):
        if value is not None:
            yield EventRow.key.in_(
                FacetRow.select(FacetRow.event).where(FacetRow.kind == kind, FacetRow.value == fold(value))
            )


def sort_columns(table: type[ArticleRow | EventRow]) -> tuple[Any, Any, Any]:
    """The columns that put events and articles in their total order."""
    return table.position, table.latest, table.id


def beyond(table: type[ArticleRow | EventRow], after: Cursor) -> Expression:
    """Whether a row comes after the cursor.

    Not one comparison of three columns: SQLite would take that as the bound to search its index by, and pass over the
    closer one of a bucket.
    """
    position, latest, id = after
    is_later: Expression = table.position > clamp(position)
    is_next: Expression = (table.position == clamp(position)) & (
        Tuple(table.latest, table.id) > Tuple(clamp(latest), id)
    )
    return is_later | is_next
