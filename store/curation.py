"""Correcting events by hand: their date and headline, whether they are shown, and which mentions are one event."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from store import changes
from store.codec import load
from store.database import session, writing
from store.events import state_of
from store.folding import is_storable
from store.grouping import regroup
from store.hand import hand
from store.ingest import Guard
from store.people import AnchorRow, BondRow, CorrectionRow, RegroupingRow
from store.query import event as shown
from store.tables import EventRow, MentionRow
from timeline.merge import founding_mention
from timeline.model import Event, Mention

FIELDS = ("date", "headline", "hidden", "note")


class CurationError(Exception):
    """What was asked for makes no sense; the message says why."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does it, and what they say about it."""

    by: str
    note: str | None = None


def correction(event_id: str) -> dict[str, Any] | None:
    """What people have corrected of an event, by FIELDS, those that say nothing left out; None for no such event.

    `date` is EDTF. A hidden event is no event to anybody else, and is found here.
    """
    with session():
        rows = _corrections(event_id)
        if not rows and _row(event_id) is None:
            return None
        return {name: value for name in FIELDS if rows and (value := getattr(rows[-1], name))}


def correct(event_id: str, fields: Mapping[str, Any], by: str, guard: Guard) -> Event | None:
    """Let the correction of an event be this, by FIELDS, in place of what it was; the event then, None when hidden."""
    with writing():
        row = _row(event_id)
        guard(_state(event_id))
        before = _corrections(event_id)
        anchors = _mentions(row) if row else [anchor.mention for one in before for anchor in one.anchors]
        _forget(before)
        if fields:
            columns = {name: fields.get(name) for name in FIELDS} | {"hidden": bool(fields.get("hidden"))}
            made = CorrectionRow.create(by=by, at=changes.now(), **columns)
            AnchorRow.insert_many([(made.id, id, False) for id in dict.fromkeys(anchors)]).execute()
        return _written(anchors)


def merge(event_id: str, other_id: str, deed: Deed, guard: Guard) -> Event | None:
    """Let two events be one; the one. Raises CurationError when they are one already or one is not there."""
    with writing():
        one, other = _known(event_id, guard), _row(other_id)
        if other is None or other.key == one.key:
            raise CurationError(f"there is no other event {other_id[:80]!r}")
        ids = [*_mentions(one), *_mentions(other)]
        _bind(deed, [(one.id, _mentions(one), 0), (other.id, _mentions(other), 0)])
        return _written(ids)


def split(event_id: str, citations: Collection[int], deed: Deed, guard: Guard) -> Event | None:
    """Let what some citations of an event tell, by their places, be an event of its own; that one.

    Raises CurationError when there is no such citation, or nothing would be left.
    """
    with writing():
        row = _known(event_id, guard)
        whole = shown(event_id)
        assert whole is not None
        wrong = [place for place in citations if place >= len(whole.citations)]
        if wrong:
            raise CurationError(f"there is no citation {wrong[0]}; the last is {len(whole.citations) - 1}")
        cited = {(whole.citations[place].article_id, whole.citations[place].quote.start) for place in citations}
        mentions = MentionRow.select().where(MentionRow.event == row.key)
        own = [one.id for one in mentions if (one.article_id, load(Mention, one.body).sentence.start) in cited]
        rest = [one.id for one in mentions if one.id not in own]
        if not rest:
            raise CurationError("nothing would be left; expected some of the citations, not all")
        _bind(deed, [(row.id, own, 1), (row.id, rest, 0)])
        _written([*own, *rest])
        return _event_of(own)


def undo(event_id: str, guard: Guard) -> bool:
    """Take back all that people have said of an event: it is what the machine reads again. False when it is unknown."""
    with writing():
        row, corrections = _row(event_id), _corrections(event_id)
        if row is None and not corrections:
            return False
        guard(_state(event_id))
        mentions = _mentions(row) if row else []
        made_for = [anchor.mention for one in corrections for anchor in one.anchors]
        freed = _free([*mentions, *made_for])
        _forget(corrections)
        _written([*mentions, *made_for, *freed])
        return True


def _row(event_id: str) -> EventRow | None:
    """The row of an event, by its id or by one that it had."""
    event = shown(event_id)
    return None if event is None else EventRow.get(EventRow.id == event.id)


def _state(event_id: str) -> str | None:
    event = shown(event_id)
    return None if event is None else state_of(event)


def _known(event_id: str, guard: Guard) -> EventRow:
    row = _row(event_id)
    if row is None:
        raise LookupError(event_id)
    guard(_state(event_id))
    return row


def _mentions(row: EventRow) -> list[str]:
    return [one.id for one in MentionRow.select(MentionRow.id).where(MentionRow.event == row.key)]


def _corrections(event_id: str) -> Sequence[CorrectionRow]:
    """The corrections that an event has, the one that holds last; a hidden one is found by what told it first."""
    row = _row(event_id)
    if row is not None:
        mentions = set(_mentions(row))
        return hand(mentions).corrections_of(mentions)
    if not is_storable(event_id):
        return []
    told = AnchorRow.select(AnchorRow.correction).where(AnchorRow.mention == founding_mention(event_id))
    return list(
        CorrectionRow.select().where(CorrectionRow.hidden, CorrectionRow.id.in_(told)).order_by(CorrectionRow.id)
    )


def _forget(corrections: Collection[CorrectionRow]) -> None:
    CorrectionRow.delete().where(CorrectionRow.id.in_([row.id for row in corrections])).execute()


def _bind(deed: Deed, sides: Sequence[tuple[str, Collection[str], int]]) -> None:
    """Put mentions on sides; `sides` are the event that they come from, their ids, and the number of the side."""
    act = RegroupingRow.create(by=deed.by, at=changes.now(), note=deed.note)
    for source, ids, side in sides:
        BondRow.delete().where(BondRow.mention.in_(list(ids))).execute()
        BondRow.insert_many([(id, act.id, side, source) for id in ids]).execute()


def _free(mentions: Collection[str]) -> list[str]:
    """Let go of all mentions that were put together with some, or apart from them; all of those."""
    acts = {row.regrouping_id for row in BondRow.select().where(BondRow.mention.in_(list(mentions)))}
    freed = [row.mention for row in BondRow.select().where(BondRow.regrouping.in_(acts))]
    RegroupingRow.delete().where(RegroupingRow.id.in_(acts)).execute()
    return freed


def _written(mentions: Collection[str]) -> Event | None:
    """Write the events of some mentions anew; the event that they tell then."""
    regroup(mentions, {})
    return _event_of(mentions)


def _event_of(mentions: Collection[str]) -> Event | None:
    """The event that some mentions tell, None where it is hidden."""
    told = EventRow.select(EventRow.id).join(MentionRow).where(MentionRow.id.in_(list(mentions)))
    id = told.limit(1).scalar()
    return None if id is None else shown(id)
