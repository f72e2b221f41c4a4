from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import NotationError
from timeline.interval import Granularity, Interval, Qualifier, hull, ordinal, unit
from timeline.notation import from_edtf, one_of, publication_interval, to_edtf, to_timex3

DAYS = st.integers(ordinal(-9990), ordinal(9990))
WRITABLE = [g for g in Granularity if g not in (Granularity.WEEK, Granularity.WEEKEND, Granularity.HALF)]
UNITS = st.builds(unit, st.sampled_from(WRITABLE[:-3]), DAYS)
AGES = st.builds(unit, st.sampled_from(WRITABLE[-3:]), st.integers(ordinal(1), ordinal(9999)))
QUALIFIERS = st.sampled_from(list(Qualifier))


@given(st.one_of(UNITS, AGES), QUALIFIERS)
def test_what_is_written_is_read_back(interval: Interval, qualifier: Qualifier) -> None:
    qualified = interval.qualified(qualifier)
    assert from_edtf(to_edtf(qualified)) == qualified


@given(UNITS, UNITS, QUALIFIERS)
def test_stretches_are_read_back(one: Interval, other: Interval, qualifier: Qualifier) -> None:
    first, last = sorted((one, other), key=lambda interval: (interval.start or 0, interval.end or 0))
    if (first.end or 0) >= (last.end or 0):
        return
    stretch = hull(first, last).qualified(qualifier)
    again = from_edtf(to_edtf(stretch))
    assert (again.start, again.end, again.qualifier) == (stretch.start, stretch.end, stretch.qualifier)
    assert to_edtf(again) == to_edtf(stretch)


@given(UNITS)
def test_open_ends_are_read_back(interval: Interval) -> None:
    for opened in (replace(interval, start=None), replace(interval, end=None)):
        assert from_edtf(to_edtf(opened)) == opened


@pytest.mark.parametrize(
    ("edtf", "first", "last", "timex3"),
    [
        ("2015", (2015, 1, 1), (2015, 12, 31), "2015"),
        ("2015-03", (2015, 3, 1), (2015, 3, 31), "2015-03"),
        ("2015-03-02", (2015, 3, 2), (2015, 3, 2), "2015-03-02"),
        ("2014-22", (2014, 6, 1), (2014, 8, 31), "2014-SU"),
        ("2014-24", (2014, 12, 1), (2015, 2, 28), "2014-WI"),
        ("1989-35", (1989, 7, 1), (1989, 9, 30), "1989-Q3"),
        ("201X", (2010, 1, 1), (2019, 12, 31), "201"),
        ("19XX", (1900, 1, 1), (1999, 12, 31), "19"),
        ("-0489", (-489, 1, 1), (-489, 12, 31), "BC0490"),
        ("Y12345", (12345, 1, 1), (12345, 12, 31), "12345"),
        ("2003/2011", (2003, 1, 1), (2011, 12, 31), "2003/2011"),
        ("2014-06/2015-04-17", (2014, 6, 1), (2015, 4, 17), "2014-06/2015-04-17"),
    ],
)
def test_edtf_names_these_days(edtf: str, first: tuple[int, int, int], last: tuple[int, int, int], timex3: str) -> None:
    interval = from_edtf(edtf)
    assert (interval.earliest, interval.latest) == (ordinal(*first), ordinal(*last))
    assert to_edtf(interval) == edtf
    assert to_timex3(interval) == timex3


def test_weeks_have_no_edtf_of_their_own() -> None:
    week = unit(Granularity.WEEK, ordinal(2015, 3, 4))
    assert (to_edtf(week), to_timex3(week)) == ("2015-03-02/2015-03-08", "2015-W10")
    weekend = unit(Granularity.WEEKEND, ordinal(2015, 3, 4))
    assert (to_edtf(weekend), to_timex3(weekend)) == ("2015-03-07/2015-03-08", "2015-W10-WE")


def test_halves_are_written_as_months_and_read_by_their_code() -> None:
    half = unit(Granularity.HALF, ordinal(1989, 8, 1))
    assert (to_edtf(half), to_timex3(half)) == ("1989-07/1989-12", "1989-H2")
    assert from_edtf("1989-41") == half


def test_a_day_of_a_distant_year_is_written_as_its_year() -> None:
    assert to_edtf(unit(Granularity.DAY, ordinal(10000, 1, 1))) == "Y10000"
    assert from_edtf("Y10000").is_unit


def test_one_of_several_days() -> None:
    days = [unit(Granularity.DAY, ordinal(2015, 3, day)) for day in (12, 5)]
    assert to_edtf(one_of(days)) == "[2015-03-05,2015-03-12]"
    assert from_edtf("[2015-03-05,2015-03-12]") == one_of(days)
    assert one_of(days[:1]) == days[0]
    assert to_edtf(from_edtf("[2015-03-05..2015-03-12]")) == "2015-03-05/2015-03-12"


WRONG = [
    "",
    "banana",
    "2015-02-30",
    "2015-13",
    "2015-3",
    "20150302",
    "2015/2014",
    "../..",
    "/",
    "99999",
    "-Y12345",
    "[2015",
    "[]",
    "2015-XX-03",
    "201X-03",
    "Y12",
    "2015~~",
    " 2015",
    "٢٠١٥",
    "2015-03-02T99:00",
    "1" * 5000,
    "[" + "2015," * 900 + "2015]",
    "2015\n",
]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_edtf_is_refused(text: str) -> None:
    with pytest.raises(NotationError):
        from_edtf(text)


@given(st.text(alphabet="0123456789-XY/.~?%[],T:Z ", max_size=30))
def test_any_string_is_read_or_refused(text: str) -> None:
    try:
        interval = from_edtf(text)
    except NotationError:
        return
    assert from_edtf(to_edtf(interval)) == from_edtf(to_edtf(from_edtf(to_edtf(interval))))


@pytest.mark.parametrize(
    ("published", "edtf"),
    [
        ("2015-05-18", "2015-05-18"),
        ("2015-05-18T22:30:00-05:00", "2015-05-18"),
        ("2015-05-18T00:30:00+12:00", "2015-05-18"),
        ("2015-05-18 22:30:00Z", "2015-05-18"),
        ("2015-05-18T22:30:00.123Z", "2015-05-18"),
        ("2015-05", "2015-05"),
        ("2015", "2015"),
    ],
)
def test_publication_is_a_day_in_the_publishers_own_zone(published: str, edtf: str) -> None:
    assert to_edtf(publication_interval(published)) == edtf


@pytest.mark.parametrize("published", ["yesterday", "201X", "2015/2016", "../2015", "2015-22", "[2015,2016]", ""])
def test_what_is_no_publication_date_is_refused(published: str) -> None:
    with pytest.raises(NotationError):
        publication_interval(published)
