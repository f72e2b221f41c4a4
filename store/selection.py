"""Which rows a question means: filters and cursors as SQL, over indexes that keep the order of the timeline."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from peewee import SQL, Case, Expression, ModelSelect, Tuple

from store import fulltext
from store.conditions import EventFilter, but_for_position, conditions, stretch
from store.database import database
from store.pages import Cursor
from store.placement import BUCKETS, OPEN_START, clamp
from store.tables import EventRow

Sort = Literal["start", "updated", "relevance"]
_ORDER = ("position", "latest", "id")
_SELECT = "SELECT position, latest, id, key FROM event"
# The index of words first, since it has them in order of time.
_HOLDING = (
    "SELECT position, latest, id, key FROM event_text CROSS JOIN event "
    "WHERE event_text MATCH ? AND event_text.rowid BETWEEN ? AND ? AND key = event_text.rowid & ?"
)


class Stop(NamedTuple):
    """An event's place in the order, and its row."""

    first: int
    second: int
    id: str
    key: int


def line(
    where: EventFilter, cursor: Cursor | None, limit: int, *, sort: Sort = "start", descending: bool = False
) -> list[Stop]:
    """The first events beyond the cursor, up to `limit`, in an order or against it."""
    if sort != "start":
        found = _sorted(where, cursor, _keys(where, sort), descending=descending)
        rows: Iterable[Any] = found.limit(limit).tuples()
        return [Stop(*row) for row in rows]
    if where.q is not None:
        return _telling(where, cursor, limit, descending=descending)
    asked = in_line(where, cursor, limit, descending=descending)
    return [Stop(*row) for row in database.execute_sql(asked.sql, asked.params)]


def in_line(where: EventFilter, cursor: Cursor | None, limit: int, *, descending: bool) -> SQL:
    """The question for the first events beyond the cursor in the order of the timeline.

    By time alone, each bucket walks its own index in order and SQLite merges the walks; where names narrow the events
    first, those few are put in order.
    """
    wanted = but_for_position(where)
    if cursor is not None:
        wanted.append(_beyond(cursor, descending=descending))

    def walk(bucket: int | None) -> SQL:
        low, high = _from_cursor(stretch(where, bucket), cursor, descending=descending)
        of_bucket = [] if bucket is None else [SQL("bucket = ?", [bucket])]
        parts = [*of_bucket, SQL("position BETWEEN ? AND ?", [low, high]), *wanted]
        asked = " AND ".join(part.sql for part in parts)
        return SQL(f"{_SELECT} WHERE {asked}", [value for part in parts for value in part.params])

    buckets: Iterable[int | None] = [None]
    if not (where.start is None and where.end is None) and not where.is_narrow:
        buckets = [bucket for bucket in BUCKETS if where.takes_open_starts or bucket != OPEN_START]
    walks = [walk(bucket) for bucket in buckets]
    ways = ", ".join(f"{column} DESC" if descending else column for column in _ORDER)
    asked = " UNION ALL ".join(one.sql for one in walks)
    return SQL(f"{asked} ORDER BY {ways} LIMIT ?", [*(value for one in walks for value in one.params), limit])


def _beyond(cursor: Cursor, *, descending: bool) -> SQL:
    """The same as `beyond`, for the line of events."""
    first, second, id = clamp(cursor[0]), clamp(cursor[1]), cursor[2]
    farther = "<" if descending else ">"
    text = f"(position {farther} ? OR (position = ? AND (latest, id) {farther} (?, ?)))"
    return SQL(text, [first, first, second, id])


def _telling(where: EventFilter, cursor: Cursor | None, limit: int, *, descending: bool) -> list[Stop]:
    """The same of those that hold some words, which the index of the words has in order of time.

    Read are as many as are wanted, and the rest of the last day: what stands there is put in order here.
    """
    looked_for = fulltext.phrases(where.q or "")
    if looked_for is None:
        return []
    low, high = _from_cursor(stretch(where), cursor, descending=descending)
    parts = [*conditions(replace(where, q=None)), *([] if cursor is None else [_beyond(cursor, descending=descending)])]
    asked = " AND ".join([_HOLDING, *(part.sql for part in parts)])
    rowids = (fulltext.rowid(low, 0), fulltext.rowid(high, fulltext.KEY_MASK))
    values = [looked_for, *rowids, fulltext.KEY_MASK, *(value for part in parts for value in part.params)]
    stops: list[Stop] = []
    for row in database.execute_sql(f"{asked} ORDER BY event_text.rowid{' DESC' if descending else ''}", values):
        if len(stops) >= limit and row[0] != stops[-1].first:
            break
        stops.append(Stop(*row))
    return sorted(stops, key=lambda stop: stop[:3], reverse=descending)[:limit]


def _from_cursor(bounds: tuple[int, int], cursor: Cursor | None, *, descending: bool) -> tuple[int, int]:
    """First and last position that an event beyond the cursor can have."""
    low, high = bounds
    if cursor is None:
        return low, high
    return (low, min(high, clamp(cursor[0]))) if descending else (max(low, clamp(cursor[0])), high)


def order(*, descending: bool = False) -> list[Any]:
    """The columns that put events and articles in their total order: by position, latest day, id."""
    return [SQL(column).desc() if descending else SQL(column) for column in _ORDER]


def _keys(where: EventFilter, sort: Sort) -> list[Any]:
    """What events are put in another order by than that of the timeline; all whole numbers but for the id."""
    first = EventRow.change if sort == "updated" else _farness(where.q or "")
    return [first, EventRow.position, EventRow.id]


def _farness(words: str) -> Any:
    """How far an event is from what is looked for: 0, its headline has it, 1, with its places, 2, only with a quote.

    It looks at the event alone, unlike a rank that weighs how rare a word is and so moves with every article.
    """
    hits = [fulltext.hits(words, columns) for columns in ("headline", "headline places")]
    near = [(EventRow.key.in_(found), tier) for tier, found in enumerate(hits) if found is not None]
    return Case(None, near, 2) if near else SQL("2")


def _sorted(where: EventFilter, cursor: Cursor | None, keys: list[Any], *, descending: bool) -> ModelSelect[EventRow]:
    rest = [] if cursor is None else [beyond(keys, cursor, descending=descending)]
    found = EventRow.select(*keys, EventRow.key).where(*conditions(where), *rest)
    return found.order_by(*(SQL(f"{column} DESC" if descending else f"{column}") for column in (1, 2, 3)))


def beyond(keys: Sequence[Any], cursor: Cursor, *, descending: bool = False) -> Expression:
    """Whether the sort keys of a row come after the cursor, or against the order before it.

    Not one comparison of three columns: SQLite would take that as the bound to search its index by, and pass over the
    closer one of a bucket.
    """
    first, second, id = clamp(cursor[0]), clamp(cursor[1]), cursor[2]
    farther = operator.lt if descending else operator.gt
    is_farther: Expression = farther(keys[0], first)
    is_next: Expression = (keys[0] == first) & farther(Tuple(*keys[1:]), Tuple(second, id))
    return is_farther | is_next
