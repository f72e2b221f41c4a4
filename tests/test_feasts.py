"""Feasts by the moon, turns of centuries, numbers that can be read both ways."""

import pytest

from timeline.display import display
from timeline.model import Reading
from timeline.notation import publication_interval, to_edtf
from timeline.pipeline import find_times


def reading(text: str, published: str = "2015-05-18", language: str = "en") -> Reading:
    (timex,) = find_times(text, publication_interval(published), language)
    assert timex.reading is not None
    return timex.reading


def edtf(text: str, published: str = "2015-05-18", language: str = "en") -> str | None:
    interval = reading(text, published, language).interval
    return None if interval is None else to_edtf(interval)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It began during Ramadan.", "2014-06-28~/2014-07-27~"),
        ("during Ramadan 2014", "2014-06-28~/2014-07-27~"),
        ("on Eid al-Fitr 2015", "2015-07-17~"),
        ("on Eid al-Adha 2014", "2014-10-04~"),
        ("on Ashura 2014", "2014-11-03~"),
        ("the eve of Ramadan", "2015-06-17~"),
        ("the eve of Christmas", "2014-12-24"),
    ],
)
def test_feasts_by_the_moon_are_approximate(text: str, expected: str) -> None:
    assert edtf(text) == expected


def test_a_year_that_holds_a_feast_twice_means_one_of_the_two() -> None:
    assert edtf("on Eid al-Fitr 2000") == "[2000-01-08~,2000-12-27~]"


@pytest.mark.parametrize("text", ["during Ramadan 1850", "on Eid al-Fitr 2090"])
def test_a_feast_whose_day_nobody_knows_is_not_guessed(text: str) -> None:
    (timex,) = find_times(text, publication_interval("2015-05-18"))
    assert timex.dates is None
    assert timex.warning is not None
    assert "is not known" in timex.warning


def test_a_feast_is_not_known_around_an_old_publication() -> None:
    (timex,) = find_times("during Ramadan", publication_interval("1815-05-18"))
    assert timex.dates is None
    assert timex.warning == "it is not known when hijri-09 was in 1815"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "während des Ramadan 2014", "2014-06-28~/2014-07-27~"),
        ("de", "zum Zuckerfest 2014", "2014-07-28~"),
        ("es", "durante el Ramadán de 2014", "2014-06-28~/2014-07-27~"),
        ("fr", "pendant le ramadan 2014", "2014-06-28~/2014-07-27~"),
        ("fr", "l'Aïd el-Kébir 2014", "2014-10-04~"),
        ("de", "um die Jahrhundertwende", "1995~/2005~"),
        ("es", "con el cambio de siglo", "1995~/2005~"),
        ("fr", "au tournant du siècle", "1995~/2005~"),
    ],
)
def test_in_other_languages(language: str, text: str, expected: str) -> None:
    assert edtf(text, language=language) == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("It stood at the turn of the century.", "2015-05-18", "1995~/2005~"),
        ("It will be finished by the turn of the century.", "1989-11-02", "1995~/2005~"),
        ("It stood at the turn of the century.", "1931-11-02", "1895~/1905~"),
        ("It stood at the turn of the millennium.", "2015-05-18", "1995~/2005~"),
    ],
)
def test_the_turn_of_a_century_is_the_years_around_it(text: str, published: str, expected: str) -> None:
    (timex,) = find_times(text, publication_interval(published))
    assert timex.reading is not None
    assert timex.reading.interval is not None
    assert to_edtf(timex.reading.interval) == expected


def test_the_turn_of_a_numbered_century_has_two_readings() -> None:
    found = reading("at the turn of the 20th century")
    assert found.interval is not None
    assert to_edtf(found.interval) == "1895~/1905~"
    assert [to_edtf(other) for other in found.alternatives] == ["1995~/2005~"]


def test_numbers_that_can_be_read_both_ways_have_both_readings() -> None:
    found = reading("on 03/04/2015")
    assert found.interval is not None
    assert display(found.interval) == "4 March 2015"
    assert [display(other) for other in found.alternatives] == ["3 April 2015"]
    assert found.steps[0] == "month first, as American English writes; day first it is 2015-04-03"


@pytest.mark.parametrize("text", ["17/03/2015", "3/17/2015", "05/05/2015", "2015-03-04"])
def test_numbers_that_can_be_read_one_way_have_one_reading(text: str) -> None:
    found = reading(text)
    assert found.alternatives == ()
    assert not any("month first, as" in step for step in found.steps)


@pytest.mark.parametrize(
    ("language", "text"), [("de", "03/04/2015"), ("de", "3.4.2015"), ("es", "03/04/2015"), ("fr", "03/04/2015")]
)
def test_other_languages_write_the_day_first(language: str, text: str) -> None:
    assert edtf(text, language=language) == "2015-04-03"
    assert reading(text, language=language).alternatives == ()
