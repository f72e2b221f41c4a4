"""A text that says when it was published is believed; a text that only names days is not."""

from __future__ import annotations

import pytest

from timeline.notation import to_edtf
from timeline.publication import stated_publication

SAYS = [
    ("en", "BAGHDAD, May 18, 2015 (Agency) - Troops fled the town on Sunday."),
    ("en", "WASHINGTON, D.C., May 18, 2015 -- Ministers met on Monday."),
    ("en", "Troops flee\nPublished on 18 May 2015, 10:30 GMT\nThey left on Sunday, and not on 3 June 2014."),
    ("en", "Troops flee\nMonday, 18 May 2015\nThey left on Sunday."),
    ("en", "Published: 2015-05-18\nTroops fled."),
    ("en", "By Ann Doe, May 18, 2015\nTroops fled."),
    ("de", "Flucht aus der Stadt\nVeröffentlicht am 18.05.2015 um 10:30 Uhr\nDie Truppen flohen am Sonntag."),
    ("fr", "Publié le 18 mai 2015 à 10h30\nLes troupes ont fui dimanche."),
    ("es", "Publicado el 18 de mayo de 2015\nLas tropas huyeron el domingo."),
]
SAYS_NOT = [
    ("en", "On 18 May 2015 troops fled the town."),
    ("en", "18 May 2015\nTroops fled the town.\n19 May 2015\nThey came back."),
    ("en", "A chronicle\n18 May 2015\nTroops fled the town.\n19 May 2015\nThey came back."),
    ("en", "18 May 2015\nTroops fled the town."),
    ("en", "Troops flee\nUpdated on 18 May 2015\nThey left on Sunday."),
    ("en", "Troops fled, May 18, 2015 - a chronicle of the war"),
    ("en", "Troops flee\nPublished in May 2015\nThey left on Sunday."),
    ("en", "Troops flee\nPublished on Monday\nThey left on Sunday."),
    ("en", "BAGHDAD, May 18, 2015 (Agency) - Troops fled.\nBEIJI, May 19, 2015 (Agency) - Troops came back."),
    ("en", ""),
]


@pytest.mark.parametrize(("language", "text"), SAYS, ids=[text[:30] for _, text in SAYS])
def test_the_day_and_its_line_are_found(language: str, text: str) -> None:
    stated = stated_publication(text, language)
    assert stated is not None
    day, line = stated
    assert to_edtf(day) == "2015-05-18"
    assert text[line.start : line.end] == line.text
    assert line.text in text.split("\n")


@pytest.mark.parametrize(("language", "text"), SAYS_NOT, ids=[text[:30] for _, text in SAYS_NOT])
def test_another_day_is_not_taken_for_it(language: str, text: str) -> None:
    assert stated_publication(text, language) is None


def test_only_the_beginning_counts() -> None:
    text = "Troops flee\n" + "They walked. " * 300 + "\nPublished on 18 May 2015"
    assert stated_publication(text, "en") is None
