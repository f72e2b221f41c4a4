"""Counting: how many of the events that match have each name, and how many lie in each stretch of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SQL, ModelSelect, fn

from store.conditions import EventFilter, conditions
from store.database import database, session
from store.events import FACETS, with_citations
from store.folding import fold, is_storable
from store.pages import Cursor
from store.placement import OPEN, OPEN_END, OPEN_START
from store.query import MAX_PAGE, Page
from store.tables import EventRow, FacetRow
from timeline.errors import DateRangeError
from timeline.interval import Granularity, Interval, unit


@dataclass(frozen=True, slots=True)
class Facet:
    """A name and the number of events that have it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """Numbers of events: of those that lie within one unit of time, by unit, and of all that lie in none."""

    buckets: list[tuple[Interval, int]]
    coarser: int


def facets(kind: str, where: EventFilter, *, limit: int, after: Cursor | None = None) -> Page[Facet]:
    """Up to `limit` names of a kind ("place", "actor", "type", "publisher"), those of the most events first.

    A cursor is (minus the count, 0, the folded name).
    """
    if not (where.is_answerable and (after is None or is_storable(after[2]))):
        return Page([], None)
    limit = max(1, min(limit, MAX_PAGE))
    events = fn.COUNT(FacetRow.event)
    found = (
        FacetRow.select(FacetRow.value, events, fn.MIN(FacetRow.event))
        .where(FacetRow.kind == kind, FacetRow.event.in_(EventRow.select(EventRow.key).where(*conditions(where))))
        .group_by(FacetRow.value)
        .order_by(events.desc(), FacetRow.value)
        .limit(limit + 1)
    )
    if after is not None:
        number = max(-OPEN, min(-after[0], OPEN))
        found = found.having((events < number) | ((events == number) & (FacetRow.value > after[2])))
    with session(), database.atomic():
        rows = _rows(found)
        names = _names(kind, [event for _, _, event in rows[:limit]])
    shown = [Facet(names.get(value, value), number) for value, number, _ in rows[:limit]]
    value, number, _ = rows[limit - 1] if len(rows) > limit else ("", 0, 0)
    return Page(shown, (-number, 0, value) if number else None)


def _rows(query: ModelSelect[Any]) -> list[Any]:
    return list(query.tuples())


def _names(kind: str, events: Sequence[int]) -> dict[str, str]:
    """The names of some events as they are written, by their folded form."""
    rows = EventRow.select().where(EventRow.key.in_(set(events))).order_by(EventRow.key.desc())
    return {fold(name): name for event in with_citations(rows) for name in FACETS[kind](event)}


def histogram(where: EventFilter, granularity: Granularity) -> Histogram:
    """How many of the events that match lie in each unit of a calendar, in order of time; empty units are left out."""
    if not where.is_answerable:
        return Histogram([], 0)
    placed = (
        EventRow.select(EventRow.bucket, EventRow.position, EventRow.latest, fn.COUNT(SQL("*")))
        .where(*conditions(where))
        .group_by(EventRow.bucket, EventRow.position, EventRow.latest)
    )
    counts: Counter[Interval] = Counter()
    coarser = 0
    with session():
        rows = _rows(placed)
    for bucket, first, last, number in rows:
        known = None if bucket in (OPEN_START, OPEN_END) else Interval(first, last + 1)
        home = known and _home(known, granularity)
        if home:
            counts[home] += number
        else:
            coarser += number
    return Histogram(sorted(counts.items(), key=lambda item: item[0].start or 0), coarser)


def _home(interval: Interval, granularity: Granularity) -> Interval | None:
    """The unit that holds all of an interval whose first day is known; None for none, as at the edge of all years."""
    assert interval.start is not None
    try:
        whole = unit(granularity, interval.start)
    except DateRangeError:
        return None
    return whole if whole.contains(interval) else None
