"""Whether the words around an expression look back or ahead: the cues of tense and aspect in its clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_WINDOW = 160
_STOPS = (". ", "? ", "! ", "; ", "\n")
# Tables and timetables ask about the same words again and again.
_REMEMBERED = 1024


class Outlook(NamedTuple):
    """A direction, "past", "future" or "" where nothing tells; `firm` when a finite verb says so, not a mere hint."""

    direction: str = ""
    firm: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """What tells the outlook in one language: patterns of finite verbs and of hints, None where it has none."""

    past: re.Pattern[str] | None = None
    future: re.Pattern[str] | None = None
    weak_past: re.Pattern[str] | None = None
    weak_future: re.Pattern[str] | None = None

    @property
    def by_strength(self) -> tuple[tuple[bool, tuple[tuple[str, re.Pattern[str] | None], ...]], ...]:
        """Firm cues, then weak ones, each with their directions."""
        return (
            (True, (("past", self.past), ("future", self.future))),
            (False, (("past", self.weak_past), ("future", self.weak_future))),
        )


def outlook(folded: str, start: int, end: int, cues: Cues) -> Outlook:
    """The outlook of the sentence around folded[start:end]: its last cue to the left, else the first to the right."""
    left = folded[max(0, start - _WINDOW) : start]
    right = folded[end : end + _WINDOW]
    for stop in _STOPS:
        left = left.rpartition(stop)[2]
        right = right.partition(stop)[0]
    return _nearest_before(left, cues) or _first_after(right, cues) or Outlook()


@lru_cache(_REMEMBERED)
def _nearest_before(text: str, cues: Cues) -> Outlook | None:
    """The strong cue that ends last before the expression, or else the last weak one."""
    for firm, directions in cues.by_strength:
        ends = [(_last_end(cue, text), name == "future", name) for name, cue in directions]
        if max(ends)[0] >= 0:  # "will be held" ends with "held", and looks ahead
            return Outlook(max(ends)[2], firm)
    return None


def _last_end(cue: re.Pattern[str] | None, text: str) -> int:
    return max((found.end() for found in cue.finditer(text)), default=-1) if cue else -1


@lru_cache(_REMEMBERED)
def _first_after(text: str, cues: Cues) -> Outlook | None:
    """The cue that comes first after the expression, strong or weak."""
    found = [
        (match.start(), Outlook(name, firm))
        for firm, directions in cues.by_strength
        for name, cue in directions
        if cue and (match := cue.search(text))
    ]
    return min(found)[1] if found else None
