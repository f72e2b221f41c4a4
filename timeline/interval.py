"""Intervals of days: what every expression of time is resolved to.

Days are counted in the proleptic Gregorian calendar, day 1 = 0001-01-01, a Monday: the count of
`datetime.date.toordinal`, continued below 1 and beyond 9999, because history has years before the first.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from timeline.errors import DateRangeError

MAX_YEAR = 999_999
# The calendar repeats after 400 years: `datetime.date` counts within them, so that no year is out of its range.
_CYCLE_YEARS = 400
_CYCLE_DAYS = 146_097
_REMEMBERED = 4096


class Granularity(StrEnum):
    """The unit that a text names, from fine to coarse; `rank` orders them."""

    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    MILLENNIUM = "millennium"

    @property
    def rank(self) -> int:
        """Position from finest (0) to coarsest."""
        return _RANK[self]

    @property
    def most_days(self) -> int:
        """Days of the longest one there is."""
        return _MOST_DAYS[self]


_RANK = {unit: rank for rank, unit in enumerate(Granularity)}
# Units that are a whole number of months, with that number.
_MONTHS = {
    Granularity.MONTH: 1,
    Granularity.SEASON: 3,
    Granularity.QUARTER: 3,
    Granularity.HALF: 6,
    Granularity.YEAR: 12,
    Granularity.DECADE: 120,
    Granularity.CENTURY: 1200,
    Granularity.MILLENNIUM: 12000,
}


_MOST_DAYS = {
    Granularity.DAY: 1,
    Granularity.WEEKEND: 2,
    Granularity.WEEK: 7,
    Granularity.MONTH: 31,
    Granularity.SEASON: 92,
    Granularity.QUARTER: 92,
    Granularity.HALF: 184,
    Granularity.YEAR: 366,
    Granularity.DECADE: 3_653,
    Granularity.CENTURY: 36_525,
    Granularity.MILLENNIUM: 365_243,
}


class Qualifier(StrEnum):
    """EDTF level 1 qualification of a date: nothing, uncertain `?`, approximate `~`, or both `%`."""

    NONE = ""
    UNCERTAIN = "?"
    APPROXIMATE = "~"
    BOTH = "%"


def is_leap(year: int) -> bool:
    """Whether the astronomical year (0 = 1 BCE) has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Number of days of a month; `month` is 1 to 12."""
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def ordinal(year: int, month: int = 1, day: int = 1) -> int:
    """Day number of a calendar date.

    Raises DateRangeError when there is no such date ("30 February") or the year is out of range.
    """
    if not -MAX_YEAR <= year <= MAX_YEAR:
        raise DateRangeError(f"year {year} is outside -{MAX_YEAR} to {MAX_YEAR}")
    cycles, rest = divmod(year - 1, _CYCLE_YEARS)
    try:
        return date(rest + 1, month, day).toordinal() + cycles * _CYCLE_DAYS
    except (ValueError, OverflowError):
        raise DateRangeError(f"there is no day {year:04}-{month:02}-{day:02}") from None


def civil(day: int) -> tuple[int, int, int]:
    """(year, month, day of month) of a day number; the inverse of `ordinal`."""
    cycles, rest = divmod(day - 1, _CYCLE_DAYS)
    found = date.fromordinal(rest + 1)
    return found.year + cycles * _CYCLE_YEARS, found.month, found.day


def weekday(day: int) -> int:
    """ISO weekday of a day number: Monday 1 to Sunday 7 (ISO 8601-1, 3.1.2.9)."""
    return (day - 1) % 7 + 1


def iso_week(day: int) -> tuple[int, int]:
    """(ISO year, week) of a day number: week 1 holds the year's first Thursday (ISO 8601-1, 3.1.1.23)."""
    thursday = day - weekday(day) + 4
    year = civil(thursday)[0]
    return year, (thursday - ordinal(year)) // 7 + 1


@dataclass(frozen=True, slots=True)
class Interval:
    """Half-open days [start, end); None is an open bound.

    `granularity` is the unit that the text named: "2003 to 2011" has YEAR and spans nine of them.
    `end_granularity` is set only where the end was named in another unit ("from June 2014 to 17 April 2015").
    `choices` is not empty where the text means one of several times and does not say which.
    """

    start: int | None
    end: int | None
    granularity: Granularity = Granularity.DAY
    qualifier: Qualifier = Qualifier.NONE
    end_granularity: Granularity | None = None
    choices: tuple[Interval, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise DateRangeError(f"an interval must end after it starts, not [{self.start}, {self.end})")

    @property
    def earliest(self) -> int | None:
        """First day, None when open."""
        return self.start

    @property
    def latest(self) -> int | None:
        """Last day, inclusive; None when open."""
        return None if self.end is None else self.end - 1

    @property
    def length(self) -> int | None:
        """Number of days, None when a bound is open."""
        return None if self.start is None or self.end is None else self.end - self.start

    @property
    def is_unit(self) -> bool:
        """Whether it is exactly one calendar unit of its granularity ("April 2015"), not a stretch of several."""
        if self.start is None or self.choices or self.end_granularity not in (None, self.granularity):
            return False
        one = unit(self.granularity, self.start)
        return (one.start, one.end) == (self.start, self.end)

    @property
    def precision(self) -> str:
        """The unit it is known to ("day", "month" …), or "interval" where it is no single unit."""
        return self.granularity.value if self.is_unit else "interval"

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share a day."""
        return _before(self.start, other.end) and _before(other.start, self.end)

    def contains(self, other: Interval) -> bool:
        """Whether every day of `other` is a day of this one."""
        starts = self.start is None or (other.start is not None and self.start <= other.start)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return starts and ends

    def qualified(self, qualifier: Qualifier) -> Interval:
        """The same days with another qualifier."""
        return replace(self, qualifier=qualifier)


def _before(start: int | None, end: int | None) -> bool:
    return start is None or end is None or start < end


def day_interval(day: int) -> Interval:
    """One day."""
    return Interval(day, day + 1)


def _month_index(day: int) -> int:
    year, month, _ = civil(day)
    return year * 12 + month - 1


def _from_month_index(index: int) -> int:
    return ordinal(index // 12, index % 12 + 1)


# Articles are read against a handful of days, over and over.
@lru_cache(_REMEMBERED)
def unit(granularity: Granularity, day: int) -> Interval:
    """The calendar unit that holds a day: its week (Monday to Sunday), month, season, decade (1990–1999) …

    Seasons are the meteorological ones of the northern hemisphere, winter running from December to February.
    Centuries and millennia are EDTF's (`19XX` = 1900–1999). The weekend of a weekday is the one that follows it.
    """
    if granularity is Granularity.DAY:
        return day_interval(day)
    if granularity in (Granularity.WEEK, Granularity.WEEKEND):
        monday = day - weekday(day) + 1
        start = monday if granularity is Granularity.WEEK else monday + 5
        return Interval(start, monday + 7, granularity)
    size = _MONTHS[granularity]
    phase = 2 if granularity is Granularity.SEASON else 0
    index = (_month_index(day) - phase) // size * size + phase
    return Interval(_from_month_index(index), _from_month_index(index + size), granularity)


def shift(interval: Interval, granularity: Granularity, n: int) -> Interval:
    """The unit of `granularity` that lies n units after the one holding the interval's first day.

    n = 0 is that unit itself, -1 the one before. The first day must be known.
    """
    if interval.start is None:
        raise DateRangeError("an interval without a start cannot be shifted")
    here = unit(granularity, interval.start)
    assert here.start is not None
    if granularity is Granularity.DAY:
        return day_interval(here.start + n)
    if granularity in (Granularity.WEEK, Granularity.WEEKEND):
        return unit(granularity, here.start + 7 * n)
    return unit(granularity, _from_month_index(_month_index(here.start) + n * _MONTHS[granularity]))


def add_months(day: int, n: int) -> int:
    """The same day of the month n months later, or that month's last day where it is shorter."""
    year, month, of_month = civil(day)
    index = year * 12 + month - 1 + n
    year, month = index // 12, index % 12 + 1
    return ordinal(year, month, min(of_month, month_length(year, month)))


def back(day: int, granularity: Granularity, n: int) -> int:
    """The day that lies n units before a day ("six months before 18 May" is 18 November)."""
    if granularity in _MONTHS:
        return add_months(day, -n * _MONTHS[granularity])
    return day - n * (1 if granularity is Granularity.DAY else 7)


def hull(first: Interval, last: Interval) -> Interval:
    """The stretch from the start of one to the end of the other ("between 2003 and 2011").

    Raises DateRangeError when it would end before it starts.
    """
    ends = None if last.granularity is first.granularity else last.granularity
    qualifier = first.qualifier or last.qualifier
    return Interval(first.start, last.end, first.granularity, qualifier, ends)
