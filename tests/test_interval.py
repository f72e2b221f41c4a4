from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import DateRangeError
from timeline.interval import (
    MAX_YEAR,
    Granularity,
    Interval,
    add_months,
    back,
    civil,
    day_interval,
    hull,
    iso_week,
    month_length,
    ordinal,
    shift,
    unit,
    weekday,
)

DAYS = st.integers(ordinal(-MAX_YEAR + 5000), ordinal(MAX_YEAR - 5000))
GREGORIAN = st.dates()
UNITS = st.sampled_from(list(Granularity))


@given(GREGORIAN)
def test_days_are_counted_as_python_counts_them(day: date) -> None:
    number = ordinal(day.year, day.month, day.day)
    assert number == day.toordinal()
    assert civil(number) == (day.year, day.month, day.day)
    assert weekday(number) == day.isoweekday()
    assert iso_week(number) == day.isocalendar()[:2]


@given(DAYS)
def test_civil_is_the_inverse_of_ordinal_in_every_year(day: int) -> None:
    assert ordinal(*civil(day)) == day


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2015, 2, 29), (2015, 2, 30), (2015, 13, 1), (2015, 0, 1), (1900, 2, 29)]
)
def test_a_day_that_does_not_exist_is_refused(year: int, month: int, day: int) -> None:
    with pytest.raises(DateRangeError, match="there is no day"):
        ordinal(year, month, day)


def test_a_year_out_of_range_is_refused() -> None:
    with pytest.raises(DateRangeError, match="outside"):
        ordinal(MAX_YEAR + 1)


def test_an_interval_ends_after_it_starts() -> None:
    with pytest.raises(DateRangeError, match="end after"):
        Interval(10, 10)


@given(UNITS, DAYS)
def test_a_unit_holds_its_day_and_is_one_unit(granularity: Granularity, day: int) -> None:
    found = unit(granularity, day)
    if granularity is not Granularity.WEEKEND:  # the weekend of a Monday lies ahead of it
        assert found.contains(day_interval(day))
    assert found.is_unit
    assert found.precision == granularity.value


@given(UNITS, DAYS, st.integers(-3, 3))
def test_shifting_there_and_back_comes_home(granularity: Granularity, day: int, n: int) -> None:
    here = unit(granularity, day)
    assert shift(shift(here, granularity, n), granularity, -n) == here


@given(UNITS, DAYS)
def test_units_follow_one_another_without_gap(granularity: Granularity, day: int) -> None:
    here = unit(granularity, day)
    following = shift(here, granularity, 1)
    gap = 5 if granularity is Granularity.WEEKEND else 0
    assert here.end is not None
    assert following.start == here.end + gap


def test_seasons_are_the_meteorological_ones() -> None:
    winter = unit(Granularity.SEASON, ordinal(2015, 1, 5))
    assert (winter.start, winter.end) == (ordinal(2014, 12, 1), ordinal(2015, 3, 1))


@given(DAYS, st.integers(-500, 500))
def test_adding_months_keeps_the_day_where_the_month_has_it(day: int, n: int) -> None:
    year, month, of_month = civil(add_months(day, n))
    assert of_month == min(civil(day)[2], month_length(year, month))
    assert (year * 12 + month) - (civil(day)[0] * 12 + civil(day)[1]) == n


def test_counting_back() -> None:
    day = ordinal(2015, 5, 18)
    assert civil(back(day, Granularity.MONTH, 6)) == (2014, 11, 18)
    assert civil(back(day, Granularity.WEEK, 1)) == (2015, 5, 11)
    assert civil(back(ordinal(2015, 3, 31), Granularity.MONTH, 1)) == (2015, 2, 28)


def test_overlap_and_containment_with_open_bounds() -> None:
    before, after = Interval(None, 10), Interval(10, None)
    assert not before.overlaps(after)
    assert before.overlaps(Interval(9, 12))
    assert before.contains(Interval(3, 10))
    assert not before.contains(Interval(3, 11))
    assert not Interval(3, 11).contains(before)
    assert before.latest == 9
    assert before.earliest is None
    assert before.length is None


def test_a_hull_keeps_both_units() -> None:
    june = unit(Granularity.MONTH, ordinal(2014, 6))
    april = day_interval(ordinal(2015, 4, 17))
    assert hull(june, april) == Interval(june.start, april.end, Granularity.MONTH, end_granularity=Granularity.DAY)
    with pytest.raises(DateRangeError):
        hull(april, june)
