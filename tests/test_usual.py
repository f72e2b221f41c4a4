"""Events have their usual name where type, town and headline give one, and else none."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from timeline.interval import Interval
from timeline.model import Event
from timeline.notation import from_edtf
from timeline.usual import usual_name
from timeline.vocabulary import kinds

ENTRIES = tomllib.loads((Path(__file__).parent.parent / "timeline" / "ontology" / "usual.toml").read_text())["usual"]
TOWNS = ("Ramadi", "Mosul", "Tikrit", "Beiji")


def named(type: str, headline: str, when: str = "2015-05", status: str = "asserted") -> str | None:
    places = tuple(town for town in (*TOWNS, "Iraq") if town in headline)
    return usual_name(
        Event(id="x", headline=headline, type=type, status=status, interval=from_edtf(when), places=places)
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["name"] for entry in ENTRIES])
def test_examples(entry: dict[str, list[str]]) -> None:
    for example in entry["examples"]:
        headline, name = example.split(" => ")
        assert named(str(entry["type"]), headline) == name
    for headline in entry["counterexamples"]:
        assert named(str(entry["type"]), headline) is None


def test_types_are_those_of_events() -> None:
    assert {entry["type"] for entry in ENTRIES} <= set(kinds())


def test_what_did_not_happen_or_nobody_knows_when_has_none() -> None:
    assert named("capture", "Militants captured Ramadi", when="../2015-05-18") == "Fall of Ramadi"
    assert named("capture", "Militants captured Ramadi", status="planned") is None
    assert named("statement", "Militants captured Ramadi") is None
    assert named("capture", "Militants captured Iraq") is None
    assert named("recapture", "Iraqi forces retook Beiji") == "Recapture of Beiji"
    unknown = Event(
        id="x", headline="Militants captured Ramadi", type="capture", status="asserted", interval=Interval(None, None)
    )
    assert usual_name(unknown) is None
