"""What an event must be to be asked for: the filters as SQL conditions on its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from peewee import SQL

from store import fulltext
from store.folding import fold, is_storable
from store.placement import LENGTHS, OPEN, OPEN_END, OPEN_START, clamp
from store.spots import bounds
from timeline.globe import Box, Circle

Match = Literal["overlaps", "within", "starts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events: all that is asked must hold, None or an empty tuple asks nothing.

    `start`, `end` are half-open day numbers; by `match` the event's interval shares a day with them ("overlaps", an
    open bound reaching as far as it takes, so that "before 19 May 2015" is found by every range that starts on or
    before 18 May 2015), lies in them as a whole ("within"), or has its first day, a known one, in them ("starts").
    `published_start`, `published_end` are days that an article which tells the event was published on, as a day, month
    or year that shares a day with them. `q` are words of the headline, the places or the quotes; `place` and `actor`
    whole names; `source` a publisher's name or host; `article` the id of one that tells it, `min_sources` how many
    independent ones at least, `min_confidence` how far its date can be trusted at least (0 to 1); `type` and `ids` any
    of those. `near` and `bbox` are areas that a town of the event lies in. `updated_since` is a time as it is stored;
    `language` that of an article that tells it. `precision` are those of `Interval.precision`, `max_days` the most
    days that the date may span, an open one spanning more than any; `status` leaves out plans, denials and hypotheses
    unless asked for.
    """

    start: int | None = None
    end: int | None = None
    match: Match = "overlaps"
    published_start: int | None = None
    published_end: int | None = None
    q: str | None = None
    place: str | None = None
    actor: str | None = None
    source: str | None = None
    article: str | None = None
    type: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    near: Circle | None = None
    bbox: Box | None = None
    language: str | None = None
    min_sources: int | None = None
    updated_since: str | None = None
    min_confidence: float | None = None
    precision: tuple[str, ...] = ()
    max_days: int | None = None
    status: tuple[str, ...] = ("asserted", "reported")

    @property
    def is_narrow(self) -> bool:
        """Whether words, names or articles pick out events, so that few are left to be put in order."""
        named = (self.q, self.place, self.actor, self.source, self.article, self.near, self.bbox, self.updated_since)
        told = (self.language, self.published_start, self.published_end)
        return any(value is not None for value in (*named, *told)) or bool(self.type or self.ids)

    @property
    def takes_open_starts(self) -> bool:
        """Whether an event can match whose first day nobody knows."""
        return self.match == "overlaps" or (self.match == "within" and self.start is None)

    @property
    def is_answerable(self) -> bool:
        """Whether anything can match: an empty range holds no day, and what cannot be stored equals nothing stored."""
        names = (self.place, self.actor, self.source, self.article, self.language, self.updated_since)
        texts = (*filter(None, names), *self.type, *self.ids, *self.precision, *self.status)
        is_empty = _is_empty(self.start, self.end) or _is_empty(self.published_start, self.published_end)
        return not is_empty and all(map(is_storable, texts))


def _is_empty(start: int | None, end: int | None) -> bool:
    return start is not None and end is not None and end <= start


def conditions(where: EventFilter) -> list[SQL]:
    """What the row of every event that matches fulfils, and no other.

    They are SQL and no expressions of peewee's, since making its text takes far longer than SQLite takes to answer.
    """
    return [*but_for_position(where), SQL("position BETWEEN ? AND ?", list(stretch(where)))]


def but_for_position(where: EventFilter) -> list[SQL]:
    """The same without the bounds of its position: an index is searched by one pair of them, the closest known."""
    return [*_in_time(where), *_by_kind(where), *_by_name(where), *_by_area(where), *_by_proof(where)]


def stretch(where: EventFilter, bucket: int | None = None) -> tuple[int, int]:
    """First and last position that an event can have, of any bucket or of that one, which matches the range."""
    start, end = _range(where)
    overlaps, low, high = where.match == "overlaps", -OPEN, OPEN
    if end is not None and not (overlaps and bucket in (None, OPEN_START)):
        high = end - 1
    if start is not None and (not overlaps or bucket == OPEN_START):
        low = start
    elif start is not None and bucket is not None and bucket < len(LENGTHS):
        low = start - LENGTHS[bucket] + 1
    return low, high


def _range(where: EventFilter) -> tuple[int | None, int | None]:
    """The range of the filter as integers that the database can hold."""
    start, end = where.start, where.end
    return None if start is None else clamp(start), None if end is None else clamp(end)


def _in_time(where: EventFilter) -> Iterator[SQL]:
    start, end = _range(where)
    if not where.takes_open_starts:
        yield SQL("bucket <> ?", [OPEN_START])
    if where.match == "overlaps" and start is not None:
        yield SQL("latest >= ?", [start])
    if where.match == "overlaps" and end is not None:
        yield SQL("(position < ? OR bucket = ?)", [end, OPEN_START])
    if where.match == "within" and end is not None:
        yield SQL("latest < ?", [end])


def _by_kind(where: EventFilter) -> Iterator[SQL]:
    if where.status:
        yield among("status", where.status)
    if where.precision:
        yield among("precision", where.precision)
    if where.max_days is not None:
        yield SQL("bucket NOT IN (?, ?)", [OPEN_START, OPEN_END])
        yield SQL("latest - position < ?", [clamp(where.max_days)])
    if where.ids:
        yield among("id", where.ids)
    if where.updated_since is not None:
        yield SQL("updated >= ?", [where.updated_since])
    if where.min_sources is not None:
        yield SQL("sources >= ?", [where.min_sources])
    if where.min_confidence is not None:
        yield SQL("confidence >= ?", [round(100 * where.min_confidence)])


def among(column: str, values: Sequence[object]) -> SQL:
    """Whether a column holds one of some values."""
    return SQL(f"{column} IN ({', '.join('?' * len(values))})", list(values))


def _by_name(where: EventFilter) -> Iterator[SQL]:
    if where.q is not None:
        hits = fulltext.hits(where.q)
        yield SQL("FALSE") if hits is None else SQL(f"key IN {hits.sql}", hits.params)
    names = {"place": where.place, "actor": where.actor, "source": where.source, "language": where.language}
    for kind, value in names.items():
        if value is not None:
            yield _named(kind, (value,))
    if where.type:
        yield _named("type", where.type)


def _named(kind: str, values: tuple[str, ...]) -> SQL:
    named = among("value", [fold(value) for value in values])
    return SQL(f"key IN (SELECT event_id FROM facet WHERE kind = ? AND {named.sql})", [kind, *named.params])


def _by_area(where: EventFilter) -> Iterator[SQL]:
    for area in (where.near, where.bbox):
        if area is not None:
            inside = bounds(area)
            points = f"SELECT key FROM point WHERE {inside.sql}"
            yield SQL(f"key IN (SELECT event_id FROM spot WHERE point_id IN ({points}))", inside.params)


def _by_proof(where: EventFilter) -> Iterator[SQL]:
    if where.article is not None:
        yield SQL("key IN (SELECT event_id FROM citation WHERE article_id = ?)", [where.article])
    if where.published_start is not None or where.published_end is not None:
        yield _published(where.published_start, where.published_end)


def _published(start: int | None, end: int | None) -> SQL:
    """Told by an article of some days, never of an unknown one, which stands at OPEN."""
    days = [SQL("position < ?", [OPEN if end is None else clamp(end)])]
    if start is not None:
        days.append(SQL("latest >= ?", [clamp(start)]))
    articles = f"SELECT id FROM article WHERE {' AND '.join(day.sql for day in days)}"
    told = f"SELECT event_id FROM citation WHERE article_id IN ({articles})"
    return SQL(f"key IN ({told})", [value for day in days for value in day.params])
