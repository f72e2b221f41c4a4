"""Events brought in line with their mentions: what hangs together is one, and what nobody tells is none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from peewee import chunked

from store import events, mentions
from store.events import CHUNK
from store.hand import bound_to, hand
from store.tables import EventRow, MentionRow
from timeline.merge import parted
from timeline.summary import Told, summarise


def regroup(ids: Iterable[str], left: Mapping[str, int]) -> set[str]:
    """Write anew the events that some mentions make, with those that hang together with them; the ids of all these.

    `left` are the keys of events that mentions belonged to which are gone, or have been written again, by their ids.
    """
    rows, told = {}, {}
    for row, one in mentions.told_of(_together({*ids, *_mentions_of(set(left.values()))})):
        rows[row.id], told[row.id] = row, one
    joins = {id: row.joins for id, row in rows.items() if row.joins is not None}
    before = {**left, **{id: row.event_id for id, row in rows.items() if row.event_id is not None}}
    known = {row.id: row.key for some in chunked(sorted(set(before.values())), CHUNK) for row in _events(some)}
    into: dict[int, str] = {}
    said = hand(told)
    for part in said.parts(_parts(told, joins), joins):
        event = said.shown(summarise([told[id] for id in part], joins), part)
        key = None
        if event is not None:
            key = events.save(known.pop(event.id, None), event)
            into |= {before[id]: event.id for id in part if id in before}
        _tell([id for id in part if rows[id].event_id != key], key)
    for key in known.values():
        events.drop(key, into.get(key))
    return set(told)


def _mentions_of(keys: Collection[int]) -> Iterator[str]:
    for some in chunked(sorted(keys), CHUNK):
        yield from (row.id for row in MentionRow.select(MentionRow.id).where(MentionRow.event.in_(some)))


def _events(keys: Collection[int]) -> Iterable[EventRow]:
    return EventRow.select(EventRow.key, EventRow.id).where(EventRow.key.in_(keys))


def _tell(ids: Collection[str], key: int | None) -> None:
    for some in chunked(ids, CHUNK):
        MentionRow.update(event=key).where(MentionRow.id.in_(some)).execute()


def _together(ids: set[str]) -> set[str]:
    """The mentions and all that hang together with them: by joining each other, by an event so far, or by hand."""
    found: set[str] = set()
    keys: set[int] = set()
    while new := ids - found:
        found |= new
        ids = set()
        for some in chunked(sorted(new), CHUNK):
            near = MentionRow.id.in_(some) | MentionRow.joins.in_(some)
            rows = list(MentionRow.select(MentionRow.id, MentionRow.joins, MentionRow.event).where(near))
            told = {row.event_id for row in rows if row.event_id is not None} - keys
            ids |= (
                {id for row in rows for id in (row.id, row.joins or row.id)} | set(_mentions_of(told)) | bound_to(some)
            )
            keys |= told
    return found


def _parts(told: Mapping[str, Told], joins: Mapping[str, str]) -> Iterator[list[str]]:
    """The ids of the mentions of each event."""
    trees: dict[str, list[Told]] = {}
    for id, one in told.items():
        root = id
        while root in joins:
            root = joins[root]
        trees.setdefault(root, []).append(one)
    for _, tree in sorted(trees.items()):
        for part in parted(one.known for one in tree):
            yield [member.id for member in part]
