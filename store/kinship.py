"""Which stored mention joins which: at any time as if all of them had been read at once, in whatever order they came.

Every index key has a line of mentions, by day and rank. A mention is compared with the REACH on either side of it in
each of its lines and with no others, so that one key that many have ("attack|baghdad") costs no more than one that few
have. When a mention comes or goes, only mentions near it can have to join another one: those that are like it, and
those that saw each other over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from store.codec import load
from store.database import database
from timeline.merge import Known, joined, likeness, may_be_torn
from timeline.model import Mention

REACH = 32

_LINES = "SELECT key, position, rank FROM block WHERE mention_id = ? ORDER BY key"
_BEFORE = """SELECT b.rank, m.id, m.article_id, m.body, m.joins FROM block b JOIN mention m ON m.id = b.mention_id
    WHERE b.key = ? AND (b.position, b.rank) < (?, ?) ORDER BY b.position DESC, b.rank DESC LIMIT ?"""
_AFTER = """SELECT b.rank, m.id, m.article_id, m.body, m.joins FROM block b JOIN mention m ON m.id = b.mention_id
    WHERE b.key = ? AND (b.position, b.rank) > (?, ?) ORDER BY b.position, b.rank LIMIT ?"""
_ONE = """SELECT b.rank, m.id, m.article_id, m.body, m.joins FROM mention m JOIN block b ON m.id = b.mention_id
    WHERE m.id = ? LIMIT 1"""
_JOIN = "UPDATE mention SET joins = ? WHERE id = ? AND joins IS NOT ?"


@dataclass(frozen=True, slots=True)
class Stored:
    """A mention of the database, and the id of the one that it joins."""

    known: Known
    joins: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """The mentions on either side of one under one of its keys, the nearest first."""

    before: Sequence[Stored]
    after: Sequence[Stored]


def stirred(id: str) -> set[str]:
    """The mentions that may have to join another one because this one has come or is about to go; itself too."""
    own, lines = _surroundings(id)
    if own is None:
        return set()
    near = {other.known.id: other for other in _all(lines)}
    later = {id for id, other in near.items() if other.known.rank > own.known.rank and _may_choose(other, own, near)}
    for pair in _divided(lines):
        first, last = sorted(pair, key=lambda one: one.known.rank)
        later |= {last.known.id} if _may_choose(last, first, near) else set()
    return {id} | later


def _may_choose(other: Stored, first: Stored, near: Mapping[str, Stored]) -> bool:
    """Whether a mention joins one before it, or may when that comes or goes."""
    if not likeness(other.known, first.known):
        return False
    joins = None if other.joins is None else near.get(other.joins) or _one(other.joins)
    if joins is None or may_be_torn(other.known):
        return True
    chosen = joined(other.known, [first.known, joins.known])
    return chosen is None or chosen.id == first.known.id


def _divided(lines: Iterable[Line]) -> Iterator[tuple[Stored, Stored]]:
    """The pairs that are in each other's reach without the mention that stands between them, and not with it."""
    for line in lines:
        for place, other in enumerate(line.before, 1):
            opposite = REACH + 1 - place
            if opposite <= len(line.after):
                yield other, line.after[opposite - 1]


def rejoin(ids: Iterable[str]) -> set[str]:
    """Let mentions join whom they are most like now; those of them for whom that is another one than before."""
    changed = set()
    for id in sorted(ids):
        own, lines = _surroundings(id)
        if own is not None:
            first = joined(own.known, {other.known.id: other.known for other in _all(lines)}.values())
            joins = None if first is None else first.id
            if database.execute_sql(_JOIN, (joins, id, joins)).rowcount:
                changed.add(id)
    return changed


def _surroundings(id: str) -> tuple[Stored | None, list[Line]]:
    """A stored mention, None where it makes no event, and its lines."""
    keys = database.execute_sql(_LINES, (id,)).fetchall()
    return _one(id), [Line(_side(_BEFORE, *key), _side(_AFTER, *key)) for key in keys]


def _one(id: str) -> Stored | None:
    rows = database.execute_sql(_ONE, (id,)).fetchall()
    return _stored(*rows[0]) if rows else None


def _side(query: str, key: str, position: int, rank: str) -> list[Stored]:
    return [_stored(*row) for row in database.execute_sql(query, (key, position, rank, REACH)).fetchall()]


def _stored(rank: str, id: str, article_id: str, body: str, joins: str | None) -> Stored:
    return Stored(Known(id, article_id, rank, load(Mention, body)), joins)


def _all(lines: Iterable[Line]) -> Iterator[Stored]:
    for line in lines:
        yield from line.before
        yield from line.after
