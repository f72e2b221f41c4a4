"""Operators of the calendar: dates by their parts, weekdays, seasons, decades, centuries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from timeline.context import Context, UnanchoredError
from timeline.errors import DateRangeError
from timeline.interval import Granularity, Interval, Qualifier, civil, day_interval, hull, ordinal, unit, weekday
from timeline.model import Reading
from timeline.notation import to_edtf, to_timex3
from timeline.operators.reading import (
    Arguments,
    counted_from,
    explicit,
    inner,
    operator,
    picked,
    whole,
    word,
)
from timeline.picking import Pick, pick

CONTRADICTION = "contradiction"
_MONTHS = 12
_YEAR = 366
# How many years around a turn of a century it may mean, and the length of what turns.
_TURNING = 5
_AGES = {"century": 100, "millennium": 1000}
# The year that a date without one is of lies so near; 29 February may be eight years away (1896 to 1904).
_REACH = 2
_LEAP_REACH = 9
_REMEMBERED = 4096
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@operator("date")
def date(arguments: Arguments, context: Context) -> Reading:
    """A calendar date by its parts: year, month, day, weekday, any of them missing."""
    year, month, day = (whole(arguments, name) for name in ("year", "month", "day"))
    year = full_year(year, arguments)
    if month is None and day is not None and context.within is not None:
        month = civil(context.within.start or 0)[1]
        year = year or civil(context.within.start or 0)[0]
    if year is not None and word(arguments, "from") == "text":
        year = _in_century(year, context)
    if year is not None:
        found = with_weekday(arguments, explicit(_explicit(year, month, day)))
        return _read_in_order(found, year, month, day, context) if word(arguments, "first") == "month" else found
    if month is None:
        return _day_of_month(arguments, context)
    found = _yearless(month, day, arguments, context)
    return with_weekday(arguments, found)


def _read_in_order(found: Reading, year: int, month: int | None, day: int | None, context: Context) -> Reading:
    """A date in numbers alone, written month first or, where another date of the text shows it, day first.

    Where nothing shows it the day-first reading, if there is one, goes along.
    """
    if month is None or day is None or month == day or day > _MONTHS:
        return found
    other = _explicit(year, day, month)
    if context.day_first is None:
        step = f"month first, as American English writes; day first it is {to_edtf(other)}"
        return replace(found, alternatives=(other,), steps=(*found.steps, step))
    if context.day_first:
        found = explicit(other)
    step = f"{'day' if context.day_first else 'month'} first, as another date of the text can only be read"
    return replace(found, steps=(*found.steps, step))


def full_year(year: int | None, arguments: Arguments) -> int | None:
    """Two digits mean the year between 1930 and 2029 ("'98"), "BC" counts from year 0 = 1 BCE downwards."""
    if year is None:
        return None
    if word(arguments, "era") == "BC":
        return 1 - year
    if whole(arguments, "century") is not None:
        return (whole(arguments, "century") or 0) * 100 + year
    if year < 100 and "era" not in arguments:
        return year + (1900 if year >= 30 else 2000)
    return year


def _in_century(year: int, context: Context) -> int:
    """A year of two digits in the century that the text speaks of: "1861-65"."""
    if context.reference is None or context.reference.start is None:
        raise UnanchoredError("the century of this year is unknown")
    return civil(context.reference.start)[0] // 100 * 100 + year % 100


def _explicit(year: int, month: int | None, day: int | None) -> Interval:
    if month is None:
        return unit(Granularity.YEAR, ordinal(year))
    if day is None:
        return unit(Granularity.MONTH, ordinal(year, month))
    return day_interval(ordinal(year, month, day))


def _yearless(month: int, day: int | None, arguments: Arguments, context: Context) -> Reading:
    """Month + day is the nearest in time; a bare month the most recent, unless verbs or "next" look forward."""
    if "n" in arguments:
        context = replace(
            context, following=None, within=None
        )  # "last March and April 2014": the second year is not the first's
    here = civil((context.following or context.within or context.anchor).start or 0)[0]
    candidates = _around(here, month, day)
    if not candidates:
        raise DateRangeError(f"there is no day {day} in month {month}")
    fitting = _on_weekday(candidates, whole(arguments, "weekday"), context)
    found = relative_pick(fitting or candidates, arguments, context, "past" if day is None else "recent")
    named = context.within or context.following
    return picked(found, context) if named is None else counted_from(named, "text", found.meant, why=found.why)


def _on_weekday(candidates: Sequence[Interval], named: int | None, context: Context) -> list[Interval]:
    """Those of a year around the anchor that lie on the weekday named along: it may tell the year."""
    if named is None or context.publication is None:
        return []
    near = (c.start for c in candidates if c.start is not None and abs(c.start - context.day) <= _YEAR)
    return [day_interval(start) for start in near if weekday(start) == named]


@lru_cache(_REMEMBERED)
def _around(here: int, month: int, day: int | None) -> tuple[Interval, ...]:
    """The month or day of the years around one, in their order."""
    reach = _LEAP_REACH if (month, day) == (2, 29) else _REACH
    years = range(here - reach, here + reach + 1)
    return tuple(_explicit(year, month, day) for year in years if _exists(year, month, day))


def _exists(year: int, month: int, day: int | None) -> bool:
    try:
        return bool(_explicit(year, month, day))
    except DateRangeError:
        return False


def relative_pick(candidates: Sequence[Interval], arguments: Arguments, context: Context, default: str) -> Pick:
    """By "last" (n = -1), "this" (0), "next" (1) where the rule captured it, else by direction."""
    n = whole(arguments, "n")
    if n is None:
        return pick(candidates, context, default=default)
    day = context.day
    if n < 0:
        return Pick([c for c in candidates if c.end is not None and c.end <= day][n])
    if n > 0:
        return Pick([c for c in candidates if c.start is not None and c.start > day][n - 1])
    year = unit(Granularity.YEAR, day)
    return pick([c for c in candidates if c.overlaps(year)] or candidates, context, default="nearest")


def _day_of_month(arguments: Arguments, context: Context) -> Reading:
    """A bare "the 17th", of the month nearest that has it, on the weekday named along if there is one."""
    day, named = whole(arguments, "day") or 0, whole(arguments, "weekday")
    if context.following is not None and context.following.start is not None:
        year, month, _ = civil(context.following.start)
        found = _explicit(year, month, day)
        return counted_from(context.following, "text", found)
    year, month, _ = civil(context.day)
    months = [(year + (month + k - 1) // 12, (month + k - 1) % 12 + 1) for k in range(-12, 13)]
    candidates = [_explicit(y, m, day) for y, m in months if _exists(y, m, day)]
    fitting = [c for c in candidates if named is None or c.start is None or weekday(c.start) == named]
    if not fitting:
        raise DateRangeError(f"there is no such day {day} within a year")
    return picked(relative_pick(fitting, arguments, context, "past"), context)


def with_weekday(arguments: Arguments, reading: Reading) -> Reading:
    """Notes in the steps when a weekday named along does not fit the date."""
    named = whole(arguments, "weekday")
    interval = reading.interval
    if named is None or interval is None or interval.start is None or weekday(interval.start) == named:
        return reading
    return replace(reading, steps=(*reading.steps, f"{CONTRADICTION}: {to_edtf(interval)} is no such weekday"))


@operator("season")
def season(arguments: Arguments, context: Context) -> Reading:
    """A season of the northern hemisphere: with its year, with last/this/next, or the most recent."""
    month = _SEASON_MONTH[word(arguments, "season")]
    year = full_year(whole(arguments, "year"), arguments)
    spoken = inner(arguments, context, "in_year")
    if spoken is not None and spoken.interval is not None and spoken.interval.start is not None:
        year = civil(spoken.interval.start)[0]
    if year is not None:
        return explicit(unit(Granularity.SEASON, ordinal(year, month)))
    here = civil(context.day)[0]
    candidates = [unit(Granularity.SEASON, ordinal(y, month)) for y in range(here - 3, here + 4)]
    found = relative_pick(candidates, arguments, context, "past")
    return picked(found, context) if context.within is None else counted_from(context.within, "text", found.meant)


@operator("decade")
def decade(arguments: Arguments, context: Context) -> Reading:
    """The ten years of a decade ("the 1980s", "the eighties", "the first decade of the 21st century")."""
    year = whole(arguments, "year") or 0
    start = year if year >= 100 else 1900 + year if year >= 30 else 2000 + year
    return explicit(unit(Granularity.DECADE, ordinal(start)))


@operator("century")
def century(arguments: Arguments, context: Context) -> Reading:
    """The hundred years of a century as EDTF writes them: the 20th is 19XX."""
    n = whole(arguments, "nth") or 1
    if word(arguments, "era") == "BC":
        years = Interval(ordinal(1 - 100 * n), ordinal(1 - 100 * (n - 1)), Granularity.YEAR)
        return replace(explicit(years), value=f"BC{n - 1:02}")
    return explicit(unit(Granularity.CENTURY, ordinal((n - 1) * 100)))


@operator("turn")
def turn(arguments: Arguments, context: Context) -> Reading:
    """The turn of a century or millennium: the years around it. Of the n-th it may be the beginning or the end."""
    length, n = _AGES[word(arguments, "unit")], whole(arguments, "nth")
    if n is not None:
        return replace(explicit(_turn((n - 1) * length)), alternatives=(_turn(n * length),))
    here = round(civil(context.day)[0] / length)
    nearest, before = _turn(here * length), _turn((here - 1) * length)
    return counted_from(
        context.anchor, context.anchored_to, nearest, (before,), "the nearest; it may be the one before"
    )


def _turn(year: int) -> Interval:
    return Interval(ordinal(year - _TURNING), ordinal(year + _TURNING + 1), Granularity.YEAR, Qualifier.APPROXIMATE)


@operator("days")
def days(arguments: Arguments, context: Context) -> Reading:
    """Several days of one month: "12-14 July 1950" is the stretch from the first to the last."""
    first = date(arguments, context)
    last = whole(arguments, "last_day") or 1
    if first.interval is None or first.interval.start is None:
        raise DateRangeError("the first of these days is unknown")
    year, month, _ = civil(first.interval.start)
    stretch = hull(first.interval, day_interval(ordinal(year, month, last)))
    return replace(first, value=to_timex3(stretch), interval=stretch)
