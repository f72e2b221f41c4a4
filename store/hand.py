"""What people have said of mentions, applied whenever the events that they make are written.

It hangs on mentions and not on events, whose ids change as articles come and go: a correction belongs to the event with
the first of the mentions that it was made for, and mentions that were put together or apart stay so. No article undoes
it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from peewee import chunked

from store.events import CHUNK
from store.people import AnchorRow, BondRow, CorrectionRow, RegroupingRow
from store.tables import BlockRow
from timeline.interval import Interval
from timeline.model import Curation, Event
from timeline.notation import from_edtf


@dataclass(frozen=True, slots=True)
class Hand:
    """Corrections by the mention that carries them, and bonds by the mention that they hold."""

    corrections: Mapping[str, Sequence[CorrectionRow]]
    bonds: Mapping[str, BondRow]

    def parts(self, parts: Iterable[Sequence[str]], joins: Mapping[str, str]) -> list[list[str]]:
        """The mentions of each event as people have put them, from those of each as the machine has.

        A mention that nobody has said anything of goes with the one that it joins.
        """
        found: dict[object, list[str]] = {}
        for part in parts:
            members = set(part)
            for id in part:
                found.setdefault(self._side(id, members, joins) or part[0], []).append(id)
        return list(found.values())

    def _side(self, id: str, members: Collection[str], joins: Mapping[str, str]) -> tuple[int, int] | None:
        while id not in self.bonds and joins.get(id) in members:
            id = joins[id]
        bond = self.bonds.get(id)
        return None if bond is None else (bond.regrouping_id, bond.side)

    def corrections_of(self, mentions: Iterable[str]) -> list[CorrectionRow]:
        """The corrections that some mentions carry, the one that holds last."""
        return sorted((row for id in mentions for row in self.corrections.get(id, ())), key=_when)

    def shown(self, event: Event, mentions: Iterable[str]) -> Event | None:
        """The event that some mentions make, as people want it; None where they want it hidden."""
        ids = list(mentions)
        corrections = self.corrections_of(ids)
        bonds = [self.bonds[id] for id in ids if id in self.bonds]
        for row in corrections:
            _follow(row, ids)
        last = corrections[-1] if corrections else None
        if last is not None and last.hidden:
            return None
        return event if last is None and not bonds else _curated(event, last, bonds)


def hand(mentions: Collection[str]) -> Hand:
    """What people have said of some mentions."""
    bonds: dict[str, BondRow] = {}
    corrections: dict[str, list[CorrectionRow]] = {}
    known: set[int] = set()
    for some in chunked(sorted(mentions), CHUNK):
        rows = BondRow.select(BondRow, RegroupingRow).join(RegroupingRow).where(BondRow.mention.in_(some))
        bonds |= {row.mention: row for row in rows}
        made_for = AnchorRow.select(AnchorRow.correction).where(AnchorRow.mention.in_(some))
        for row in CorrectionRow.select().where(CorrectionRow.id.in_(made_for), CorrectionRow.id.not_in(known)):
            known.add(row.id)
            corrections.setdefault(_carrier(row), []).append(row)
    return Hand(corrections, bonds)


def bound_to(mentions: Collection[str]) -> set[str]:
    """The mentions that people have put together with some mentions, or apart from them."""
    told = BondRow.select(BondRow.regrouping).where(BondRow.mention.in_(list(mentions)))
    return {row.mention for row in BondRow.select(BondRow.mention).where(BondRow.regrouping.in_(told))}


def _follow(correction: CorrectionRow, mentions: Collection[str]) -> None:
    """Let a correction know what else tells its event now."""
    for some in chunked([(correction.id, id, True) for id in mentions], CHUNK):
        AnchorRow.insert_many(some).on_conflict_ignore().execute()


def _carrier(correction: CorrectionRow) -> str:
    """The first mention of a corrected event that still makes one, if possible of those it had then; "" for none."""
    living = AnchorRow.select(AnchorRow.mention).join(BlockRow, on=BlockRow.mention == AnchorRow.mention)
    of_this = living.where(AnchorRow.correction == correction.id).order_by(AnchorRow.later, BlockRow.rank)
    return of_this.limit(1).scalar() or ""


def _when(row: Any) -> tuple[str, int]:
    return row.at, row.id


def _curated(event: Event, correction: CorrectionRow | None, bonds: Sequence[BondRow]) -> Event:
    acts: list[Any] = [*([] if correction is None else [correction]), *(bond.regrouping for bond in bonds)]
    last = max(acts, key=lambda act: act.at)
    date = correction and correction.date and from_edtf(correction.date)
    headline = correction and correction.headline
    curation = Curation(
        by=last.by,
        at=last.at,
        note=last.note,
        headline=event.headline,
        interval=event.interval,
        confidence=event.confidence,
        corrected=tuple(name for name, value in (("date", date), ("headline", headline)) if value),
        taken_from=tuple(sorted({bond.source for bond in bonds} - {event.id})),
    )
    dated = _dated(event, date, last.by) if date else event
    return replace(dated, headline=headline or event.headline, curation=curation)


def _dated(event: Event, date: Interval, by: str) -> Event:
    """The event on the date that somebody says, with the dates of the articles that disagree with it."""
    told = dict.fromkeys(citation.interval for citation in event.citations)
    return replace(
        event,
        interval=date,
        alternatives=tuple(one for one in told if not one.overlaps(date)),
        confidence=1.0,
        confidence_explanation=f"Corrected by hand: {by}",
    )
