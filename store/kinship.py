"""Which stored mention joins which: at any time as if all of them had been read at once, in whatever order they came.

Every index key has a line of mentions, by day and rank. A mention is compared with the REACH on either side of it in
each of its lines and with no others, so that one key that many have ("attack|baghdad") costs no more than one that few
have. When a mention comes or goes, only mentions near it can have to join another one: those that are like it, and
those that saw each other over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from store.codec import load
from store.database import database
from timeline.merge import Known, joined, likeness
from timeline.model import Mention

REACH = 32

_LINES = "SELECT key, position, rank FROM block WHERE mention_id = ? ORDER BY key"
_BEFORE = """SELECT b.rank, m.id, m.article_id, m.body FROM block b JOIN mention m ON m.id = b.mention_id
    WHERE b.key = ? AND (b.position, b.rank) < (?, ?) ORDER BY b.position DESC, b.rank DESC LIMIT ?"""
_AFTER = """SELECT b.rank, m.id, m.article_id, m.body FROM block b JOIN mention m ON m.id = b.mention_id
    WHERE b.key = ? AND (b.position, b.rank) > (?, ?) ORDER BY b.position, b.rank LIMIT ?"""

_JOIN = "UPDATE mention SET joins = ? WHERE id = ? AND joins IS NOT ?"


@dataclass(frozen=True, slots=True)
class Line:
    """The mentions on either side of one under one of its keys, the nearest first."""

    before: Sequence[Known]
    after: Sequence[Known]


def stirred(id: str) -> set[str]:
    """The mentions that may have to join another one because this one has come or is about to go; itself too."""
    own, lines = _surroundings(id)
    if own is None:
        return set()
    later = {other.id for other in _all(lines) if other.rank > own.rank and likeness(own, other)}
    return {id} | later | {max(pair, key=lambda one: one.rank).id for pair in _divided(lines) if likeness(*pair)}


def _divided(lines: Iterable[Line]) -> Iterator[tuple[Known, Known]]:
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
            first = joined(own, {other.id: other for other in _all(lines)}.values())
            joins = None if first is None else first.id
            if database.execute_sql(_JOIN, (joins, id, joins)).rowcount:
                changed.add(id)
    return changed


def _surroundings(id: str) -> tuple[Known | None, list[Line]]:
    """A stored mention as merging sees it, None where it makes no event, and its lines."""
    keys = database.execute_sql(_LINES, (id,)).fetchall()
    if not keys:
        return None, []
    article, body = database.execute_sql("SELECT article_id, body FROM mention WHERE id = ?", (id,)).fetchone()
    own = Known(id, article, keys[0][2], load(Mention, body))
    return own, [Line(_side(_BEFORE, *key), _side(_AFTER, *key)) for key in keys]


def _side(query: str, key: str, position: int, rank: str) -> list[Known]:
    rows = database.execute_sql(query, (key, position, rank, REACH))
    return [Known(id, article, place, load(Mention, body)) for place, id, article, body in rows.fetchall()]


def _all(lines: Iterable[Line]) -> Iterator[Known]:
    for line in lines:
        yield from line.before
        yield from line.after
