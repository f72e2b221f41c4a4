"""The name that an event usually goes by: "Fall of Ramadi", "Tikrit offensive"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from timeline.gazetteer import country
from timeline.model import Event

_HAPPENED = ("asserted", "reported")


@dataclass(frozen=True, slots=True)
class _Usual:
    name: str
    patterns: tuple[str, ...]


def usual_name(event: Event) -> str | None:
    """The event's usual name where its type, its town and its headline together give one, None otherwise.

    Only what happened at a known time has one: neither a plan nor what lies on no side of any day.
    """
    if event.status not in _HAPPENED or (event.interval.start is None and event.interval.end is None):
        return None
    towns = [place for place in event.places if country(place) is None]
    return next(_names(event, towns), None)


def _names(event: Event, towns: list[str]) -> Iterator[str]:
    for usual in _by_type().get(event.type, ()):
        for town in towns:
            patterns = (pattern.replace("{town}", re.escape(town)) for pattern in usual.patterns)
            if any(re.search(pattern, event.headline, re.IGNORECASE) for pattern in patterns):
                yield usual.name.replace("{town}", town)


@cache
def _by_type() -> dict[str, tuple[_Usual, ...]]:
    table = tomllib.loads((files("timeline") / "ontology" / "usual.toml").read_text("utf-8"))["usual"]
    types = dict.fromkeys(entry["type"] for entry in table)
    return {
        type: tuple(_Usual(entry["name"], tuple(entry["patterns"])) for entry in table if entry["type"] == type)
        for type in types
    }
