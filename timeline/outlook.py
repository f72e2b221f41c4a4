"""Whether the words around an expression look back or ahead: the cues of tense and aspect in its clause."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_WINDOW = 160
_STOPS = (". ", "? ", "! ", "\n")
_STRENGTHS = {"": True, "weak_": False}
_DIRECTIONS = ("past", "future")


class Outlook(NamedTuple):
    """A direction, "past", "future" or "" where nothing tells; `firm` when a finite verb says so, not a mere hint."""

    direction: str = ""
    firm: bool = False


def outlook(folded: str, start: int, end: int, cues: Mapping[str, re.Pattern[str]]) -> Outlook:
    """The outlook of the sentence around folded[start:end]: its last cue to the left, else the first to the right."""
    left = folded[max(0, start - _WINDOW) : start]
    right = folded[end : end + _WINDOW]
    for stop in _STOPS:
        left = left.rpartition(stop)[2]
        right = right.partition(stop)[0]
    return _nearest_before(left, cues) or _first_after(right, cues) or Outlook()


def _nearest_before(text: str, cues: Mapping[str, re.Pattern[str]]) -> Outlook | None:
    """The strong cue that ends last before the expression, or else the last weak one."""
    for prefix, firm in _STRENGTHS.items():
        ends = [(_last_end(cues.get(prefix + name), text), name) for name in _DIRECTIONS]
        if max(ends)[0] >= 0:
            return Outlook(max(ends)[1], firm)
    return None


def _last_end(cue: re.Pattern[str] | None, text: str) -> int:
    return max((found.end() for found in cue.finditer(text)), default=-1) if cue else -1


def _first_after(text: str, cues: Mapping[str, re.Pattern[str]]) -> Outlook | None:
    """The cue that comes first after the expression, strong or weak."""
    found = [
        (match.start(), Outlook(name, firm))
        for prefix, firm in _STRENGTHS.items()
        for name in _DIRECTIONS
        if (match := _search(cues.get(prefix + name), text))
    ]
    return min(found)[1] if found else None


def _search(cue: re.Pattern[str] | None, text: str) -> re.Match[str] | None:
    return cue.search(text) if cue else None
