import pytest

from timeline.display import display
from timeline.interval import Granularity, ordinal, unit
from timeline.notation import from_edtf


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2015-03-02", "2 March 2015"),
        ("2015-03", "March 2015"),
        ("2015-03~", "around March 2015"),
        ("2015?", "perhaps 2015"),
        ("2015%", "perhaps around 2015"),
        ("2014-22", "summer 2014"),
        ("2014-24", "winter 2014\N{EN DASH}15"),
        ("1989-33", "the first quarter of 1989"),
        ("1989-36", "the fourth quarter of 1989"),
        ("1989-40", "the first half of 1989"),
        ("1989-41", "the second half of 1989"),
        ("198X", "the 1980s"),
        ("19XX", "the 20th century"),
        ("10XX", "the 11th century"),
        ("1XXX", "the 2nd millennium"),
        ("-0489", "490 BCE"),
        ("0000", "1 BCE"),
        ("2003/2011", "2003 to 2011"),
        ("2014-06/2015-04-17", "June 2014 to 17 April 2015"),
        ("../2015-05-18", "on or before 18 May 2015"),
        ("2015-05-18/..", "on or after 18 May 2015"),
        ("2014-22/..", "in or after summer 2014"),
        ("../2010", "in or before 2010"),
        ("2015-05-11~/2015-05-18~", "around 11 May 2015 to 18 May 2015"),
        ("[2015-03-05,2015-03-12,2015-03-19]", "5 March 2015, 12 March 2015 or 19 March 2015"),
    ],
)
def test_intervals_in_words(edtf: str, words: str) -> None:
    assert display(from_edtf(edtf)) == words


def test_weeks_in_words() -> None:
    assert display(unit(Granularity.WEEK, ordinal(2015, 3, 4))) == "the week of 2 March 2015"
    assert display(unit(Granularity.WEEKEND, ordinal(2015, 3, 4))) == "the weekend of 7 March 2015"
