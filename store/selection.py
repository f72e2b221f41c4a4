"""Which rows a question means: filters and cursors as SQL, over indexes that keep the order of the timeline."""

from __future__ import annotations

import operator
from functools import reduce
from typing import Any, NamedTuple

from peewee import SQL, Expression, ModelSelect, SelectQuery, Tuple

from store.conditions import EventFilter, but_for_position, stretch
from store.placement import BUCKETS, OPEN_START, clamp
from store.tables import ArticleRow, EventRow

Cursor = tuple[int, int, str]
"""Sort key of an item at the edge of a page: its position and latest day (see `store.placement`), and its id."""
_ORDER = ("position", "latest", "id")
_COLUMNS = EventRow.select(EventRow.position, EventRow.latest, EventRow.id, EventRow.key)


class Stop(NamedTuple):
    """An event's place in the order, and its row."""

    position: int
    latest: int
    id: str
    key: int


def line(where: EventFilter, cursor: Cursor | None, limit: int, *, descending: bool = False) -> list[Stop]:
    """The first events beyond the cursor, up to `limit`, in the order of the timeline or against it."""
    found = matching(where, cursor, descending=descending).order_by(*order(descending=descending)).limit(limit)
    return [Stop(*row) for row in found.tuples()]


def order(*, descending: bool = False) -> list[Any]:
    """The columns that put events and articles in their total order: by position, latest day, id."""
    return [SQL(column).desc() if descending else SQL(column) for column in _ORDER]


def matching(where: EventFilter, cursor: Cursor | None, *, descending: bool = False) -> SelectQuery:
    """Every event that matches beyond the cursor, in no order yet.

    By time alone, each bucket walks its own index in order and SQLite merges the walks; where words or names narrow
    the events first, those few are compared one by one.
    """
    wanted = but_for_position(where)
    if cursor is not None:
        wanted.append(beyond(EventRow, cursor, descending=descending))

    def walk(bucket: int | None) -> ModelSelect[EventRow]:
        low, high = stretch(where, bucket)
        if cursor is not None and descending:
            high = min(high, clamp(cursor[0]))
        elif cursor is not None:
            low = max(low, clamp(cursor[0]))
        of_bucket = [] if bucket is None else [EventRow.bucket == bucket]
        return _COLUMNS.where(*of_bucket, EventRow.position.between(low, high), *wanted)

    if (where.start is None and where.end is None) or where.is_narrow:
        return walk(None)
    buckets = BUCKETS if where.takes_open_starts else [bucket for bucket in BUCKETS if bucket != OPEN_START]
    return reduce(operator.add, map(walk, buckets))


def beyond(table: type[ArticleRow | EventRow], cursor: Cursor, *, descending: bool = False) -> Expression:
    """Whether a row comes after the cursor, or against the order before it.

    Not one comparison of three columns: SQLite would take that as the bound to search its index by, and pass over the
    closer one of a bucket.
    """
    position, latest, id = clamp(cursor[0]), clamp(cursor[1]), cursor[2]
    rest = Tuple(table.latest, table.id)
    farther, next = (operator.lt, operator.lt) if descending else (operator.gt, operator.gt)
    is_farther: Expression = farther(table.position, position)
    is_next: Expression = (table.position == position) & next(rest, Tuple(latest, id))
    return is_farther | is_next
