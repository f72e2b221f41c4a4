"""Whether the words around an expression look back or ahead: the cues of tense and aspect in its clause."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from timeline.folding import fold_any_script
from timeline.sentences import stops

_WINDOW = 160
# Stands for the expression in the clause that cues are sought in.
_HERE = "_"
# A clause of fewer other words is a mere part of one: "On Friday, …".
_WORDS_OF_CLAUSE = 3
# Tables and timetables ask about the same words again and again.
_REMEMBERED = 1024


class Outlook(NamedTuple):
    """A direction, "past", "future" or "" where nothing tells; `firm` when a finite verb says so, not a mere hint."""

    direction: str = ""
    firm: bool = False


_BACK, _AHEAD = Outlook("past", firm=True), Outlook("future", firm=True)


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """What tells the outlook in one language: patterns of finite verbs and of hints, None where it has none.

    `soft_past` looks back, though perhaps not at the date beside it: speech ("said"), the perfect tense ("has set");
    `soft_future` may look ahead: "could", "might".
    `clause` is the pattern of what parts two clauses; without one a sentence is taken for one clause. `neither` is that
    of what leaves it open, whatever the verbs beyond it look to: what was put off until then may lie ahead.
    """

    past: re.Pattern[str] | None = None
    future: re.Pattern[str] | None = None
    soft_past: re.Pattern[str] | None = None
    soft_future: re.Pattern[str] | None = None
    weak_past: re.Pattern[str] | None = None
    weak_future: re.Pattern[str] | None = None
    clause: re.Pattern[str] | None = None
    neither: re.Pattern[str] | None = None

    @property
    def by_strength(self) -> tuple[tuple[tuple[Outlook, re.Pattern[str] | None], ...], ...]:
        """The cues that are finite verbs, then the hints, each with what it tells."""
        back, ahead = Outlook("past"), Outlook("future")
        return (
            (
                (Outlook(), self.neither),
                (_BACK, self.past),
                (_AHEAD, self.future),
                (back, self.soft_past),
                (ahead, self.soft_future),
            ),
            ((back, self.weak_past), (ahead, self.weak_future)),
        )


def read_cues(table: Mapping[str, Sequence[str]]) -> Cues:
    """The cues of a language file: whole words, but for what parts clauses."""
    found = {name: "|".join(patterns) for name, patterns in table.items()}
    return Cues(**{name: re.compile(it if name == "clause" else rf"\b(?:{it})\b") for name, it in found.items()})


def outlook(text: str, start: int, end: int, cues: Cues) -> Outlook:
    """The outlook of the clause around text[start:end], of the whole sentence where the clause tells nothing.

    The last cue to the left decides, else the first to the right. Case is ignored and accents are kept: "votara" is a
    wish in Spanish, "votará" the future.
    """
    left, right = (fold_any_script(side) for side in _sentence(text, start, end))
    before, after = _clause(left, right, cues)
    found = _told(before, after, cues)
    if found is None and len(before.split()) + len(after.split()) < _WORDS_OF_CLAUSE:
        found = _told(left, right, cues)
    if found is None:  # what another clause tells is a hint
        found = Outlook((_told(left, right, cues) or Outlook()).direction)
    return found


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands in the sentence on both sides of the expression, as far as it is looked at."""
    first, last = max(0, start - _WINDOW), min(len(text), end + _WINDOW)
    begins = first
    for stop in stops(text[first:last]):
        if first + stop.end() <= start:
            begins = first + stop.end()
        elif first + stop.start() >= end:
            last = first + stop.start()
            break
    return re.split("; |\n", text[begins:start])[-1], re.split("; |\n", text[end:last], maxsplit=1)[0]


def _clause(left: str, right: str, cues: Cues) -> tuple[str, str]:
    """The sentence on both sides of the expression, cut to its clause."""
    if cues.clause is None:
        return left, right
    begins = max((found.end() for found in cues.clause.finditer(left)), default=0)
    ending = cues.clause.search(right)
    return left[begins:].lstrip(), right[: ending.start()] if ending else right


@lru_cache(_REMEMBERED)
def _told(left: str, right: str, cues: Cues) -> Outlook | None:
    """The strong cue that spans the expression or ends last before it, else the last weak one, else the first after."""
    words, here = left + _HERE + right, len(left)
    return _spanning(words, here, cues) or _nearest_before(words, here, cues) or _first_after(words, here, cues)


def _spanning(words: str, here: int, cues: Cues) -> Outlook | None:
    """A strong cue with words on both sides of the expression: "auf _ verschoben", "the _ attack"."""
    spanning = ((Outlook(), cues.neither), (_AHEAD, cues.future), (_BACK, cues.past))
    for seen, cue in spanning:
        if cue and any(found.start() < here < found.end() - 1 for found in cue.finditer(words)):
            return seen
    return None


def _nearest_before(words: str, here: int, cues: Cues) -> Outlook | None:
    for told in cues.by_strength:
        ends = [(_last_end(cue, words, here), seen.direction == "future", seen) for seen, cue in told]
        if max(ends)[0] >= 0:  # "will be held" ends with "held", and looks ahead
            return max(ends)[2]
    return None


def _last_end(cue: re.Pattern[str] | None, words: str, here: int) -> int:
    ends = (found.end() for found in cue.finditer(words)) if cue else ()
    return max((end for end in ends if end <= here + 1), default=-1)


def _first_after(words: str, here: int, cues: Cues) -> Outlook | None:
    found = [
        (match.start(), not seen.firm, seen)
        for told in cues.by_strength
        for seen, cue in told
        if cue and (match := cue.search(words, here))
    ]
    return min(found)[2] if found else None
