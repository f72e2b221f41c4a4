"""The line of changes: every event stands in it once, at its last change; one that is deleted leaves a tombstone.

The numbers only grow, in the order in which writers commit, so that who has read up to one misses nothing by asking for
what comes after it. Source of the idea: ACLED's list of deleted events, without which copies keep them for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from threading import local
from typing import Any

from peewee import SQL

from store.database import database, session
from store.tables import EventRow, TombstoneRow

# Asked at every write of an event.
_STAMPS = (
    "SELECT change, updated FROM event ORDER BY change DESC LIMIT 1",
    "SELECT change, at FROM tombstone ORDER BY change DESC LIMIT 1",
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """The number of a change, and when it was, UTC."""

    change: int
    at: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an event: still there, or gone, where another one tells what it told with the id of that."""

    stamp: Stamp
    id: str
    is_gone: bool
    into: str | None = None


_LATEST = """
SELECT * FROM (SELECT change, updated FROM event ORDER BY change DESC LIMIT 1)
UNION ALL SELECT * FROM (SELECT change, at FROM tombstone ORDER BY change DESC LIMIT 1)
ORDER BY 1 DESC LIMIT 1
"""


def now() -> str:
    """This second in UTC, as all times are stored."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def latest() -> Stamp:
    """The last change of all; number 0 where nothing was ever stored."""
    with session():
        row = database.execute_sql(_LATEST).fetchone()
    return Stamp(*row) if row else Stamp(0, "")


class _Seen(local):
    """What a thread saw last: the state of its connection, and the last change there was then."""

    state: object = None
    stamp = Stamp(0, "")


_seen = _Seen()


def visible() -> Stamp:
    """The last change, in microseconds: it is looked up when somebody has written only.

    Not to be asked while writing. SQLite's data_version is another after a commit of any other connection.
    """
    with session():
        connection = database.connection()
        ((version,),) = database.execute_sql("PRAGMA data_version")
        state = (id(connection), version, connection.total_changes)
        if _seen.state != state:
            _seen.stamp = latest()
            _seen.state = state
        return _seen.stamp


def following() -> Stamp:
    """The stamp of a change that is being made; its time is never before that of the one before, whatever the clock."""
    before = latest()
    return Stamp(before.change + 1, max(now(), before.at))


def bury(id: str, into: str | None) -> None:
    """Leave a tombstone for an event that goes."""
    stamp = following()
    TombstoneRow.insert(change=stamp.change, id=id, at=stamp.at, into=into).execute()


def unearth(id: str) -> None:
    """Take the tombstone of an event away that is there again."""
    TombstoneRow.delete().where(TombstoneRow.id == id).execute()


def tombstone(id: str) -> Change | None:
    """How an event went, None when no event of that id did."""
    with session():
        row = TombstoneRow.get_or_none(TombstoneRow.id == id)
    return None if row is None else Change(Stamp(row.change, row.at), row.id, is_gone=True, into=row.into)


def since(number: int, limit: int) -> list[Change]:
    """The first changes after a number, up to `limit`, the oldest first."""
    living = EventRow.select(EventRow.change, EventRow.updated, EventRow.id, SQL("0"), SQL("NULL"))
    gone = TombstoneRow.select(TombstoneRow.change, TombstoneRow.at, TombstoneRow.id, SQL("1"), TombstoneRow.into)
    both = living.where(EventRow.change > number) + gone.where(TombstoneRow.change > number)
    with session(), database.atomic():
        rows: list[Any] = list(both.order_by(SQL("1")).limit(limit).tuples())
    return [Change(Stamp(change, at), id, bool(is_gone), into) for change, at, id, is_gone, into in rows]
