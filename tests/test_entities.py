from __future__ import annotations

import pytest

from timeline.entities import names
from timeline.model import Span
from timeline.vocabulary import vocabulary
from timeline.words import tokens


def named(text: str, kind: str) -> list[str]:
    english = vocabulary("en")
    assert english is not None
    return [name.name for name in names(tokens(Span(0, len(text), text)), english) if name.kind == kind]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Troops entered Baiji and Tikrit on Monday.", ["Beiji", "Tikrit"]),
        ("He flew from Paris to the U.S. for talks.", ["Paris", "United States"]),
        ("The city of Mosul fell.", ["Mosul"]),
        ("Police said that Obama met Warren.", []),
        ("Warren Buffett sold his shares in March.", []),
        ("Michael Jordan retired.", []),
        ("They met in Jordan.", ["Jordan"]),
        ("The army left Salahuddin and Anbar.", ["Salah ad-Din", "Anbar"]),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    assert named(text, "place") == places


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Islamic State militants attacked.", ["ISIS"]),
        ("The Islamic State of Iraq and Syria attacked.", ["ISIS"]),
        ("Iraqi government forces and Shia militias advanced.", ["Iraqi government forces", "Shia militias"]),
        ("U.S. President Barack Obama spoke.", ["Barack Obama"]),
        ("The al-Hashd al-Shaabi arrived.", ["Popular Mobilization Forces"]),
        ("Sunni tribes fled.", []),
    ],
)
def test_actors(text: str, actors: list[str]) -> None:
    assert named(text, "actor") == actors
