"""Operators of the calendar: dates by their parts, weekdays, seasons, decades, centuries, holidays."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import holidays
from dateutil.easter import easter

from timeline.context import Context, UnanchoredError, pick
from timeline.errors import DateRangeError
from timeline.interval import Granularity, Interval, civil, day_interval, hull, ordinal, unit, weekday
from timeline.model import Reading
from timeline.notation import to_edtf, to_timex3
from timeline.operators.reading import Arguments, counted, counted_from, explicit, inner, operator, whole, word
from timeline.written import read_written

CONTRADICTION = "contradiction"
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@operator("date")
def date(arguments: Arguments, context: Context) -> Reading:
    """A calendar date by its parts: year, month, day, weekday, any of them missing."""
    year, month, day = (whole(arguments, name) for name in ("year", "month", "day"))
    year = _full_year(year, arguments)
    if year is not None and word(arguments, "from") == "text":
        year = _in_century(year, context)
    if year is not None:
        return _with_weekday(arguments, explicit(_explicit(year, month, day)))
    if month is None:
        return _day_of_month(arguments, context)
    found = _yearless(month, day, arguments, context)
    return _with_weekday(arguments, found)


def _full_year(year: int | None, arguments: Arguments) -> int | None:
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
    here = civil((context.following or context.anchor).start or 0)[0]
    candidates = [_explicit(year, month, day) for year in range(here - 9, here + 9) if _exists(year, month, day)]
    if not candidates:
        raise DateRangeError(f"there is no day {day} in month {month}")
    found = _relative_pick(candidates, arguments, context, "past" if day is None else "nearest")
    if context.following is not None:
        return counted_from(context.following, "text", found)
    return counted(found, context)


def _exists(year: int, month: int, day: int | None) -> bool:
    try:
        return bool(_explicit(year, month, day))
    except DateRangeError:
        return False


def _relative_pick(candidates: list[Interval], arguments: Arguments, context: Context, default: str) -> Interval:
    """By "last" (n = -1), "this" (0), "next" (1) where the rule captured it, else by direction."""
    n = whole(arguments, "n")
    if n is None:
        return pick(candidates, context, default=default)
    day = context.day
    if n < 0:
        return [c for c in candidates if c.end is not None and c.end <= day][n]
    if n > 0:
        return [c for c in candidates if c.start is not None and c.start > day][n - 1]
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
    return counted(_relative_pick(fitting, arguments, context, "past"), context)


def _with_weekday(arguments: Arguments, reading: Reading) -> Reading:
    """Notes in the steps when a weekday named along does not fit the date."""
    named = whole(arguments, "weekday")
    interval = reading.interval
    if named is None or interval is None or interval.start is None or weekday(interval.start) == named:
        return reading
    return replace(reading, steps=(*reading.steps, f"{CONTRADICTION}: {to_edtf(interval)} is no such weekday"))


@operator("weekday")
def day_of_week(arguments: Arguments, context: Context) -> Reading:
    """A weekday: the most recent, the publication day included; with "last" before it, with "next" after it."""
    named, n = whole(arguments, "weekday") or 1, whole(arguments, "n")
    if word(arguments, "from") == "text" and context.reference is not None:
        context = replace(context, narrative=True)
    day = context.day
    recent = day - (weekday(day) - named) % 7
    if n is None:
        return _plain_weekday(recent, context)
    if n == 0:
        monday = day - weekday(day) + 1
        return counted(day_interval(monday + named - 1), context)
    found = (recent if recent < day else day - 7) if n < 0 else recent + 7
    return counted(day_interval(found), context, day_interval(found + 7 * n))


def _plain_weekday(recent: int, context: Context) -> Reading:
    day = context.day
    if context.narrative and context.anchored_to == "text":
        return counted(day_interval(recent if recent == day else recent + 7), context)
    other = day - 7 if recent == day else recent + 7
    ahead = context.outlook() == ("future", True)
    found = recent if recent == day or not ahead else recent + 7
    rest = other if found == recent else recent
    return counted(day_interval(found), context, day_interval(rest))


@operator("season")
def season(arguments: Arguments, context: Context) -> Reading:
    """A season of the northern hemisphere: with its year, with last/this/next, or the most recent."""
    month = _SEASON_MONTH[word(arguments, "season")]
    year = _full_year(whole(arguments, "year"), arguments)
    spoken = inner(arguments, context, "in_year")
    if spoken is not None and spoken.interval is not None and spoken.interval.start is not None:
        year = civil(spoken.interval.start)[0]
    if year is not None:
        return explicit(unit(Granularity.SEASON, ordinal(year, month)))
    here = civil(context.day)[0]
    candidates = [unit(Granularity.SEASON, ordinal(y, month)) for y in range(here - 3, here + 4)]
    return counted(_relative_pick(candidates, arguments, context, "past"), context)


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


@operator("holiday")
def holiday(arguments: Arguments, context: Context) -> Reading:
    """A feast by its day ("12-25"), its distance from Easter ("easter-2"), or its name in `holidays` ("US:…")."""
    name, year = word(arguments, "holiday"), whole(arguments, "year")
    if year is not None:
        return explicit(_holiday(name, _full_year(year, arguments) or year))
    here = civil(context.day)[0]
    candidates = [_holiday(name, y) for y in range(here - 2, here + 3)]
    return counted(_relative_pick(candidates, arguments, context, "nearest"), context)


@cache
def _holiday(name: str, year: int) -> Interval:
    feast = re.fullmatch(r"(?:(?P<month>\d\d)-(?P<day>\d\d)|easter(?P<distance>[+-]\d+))", name)
    if feast is None:
        return _public_holiday(name, year)
    if feast["distance"] is None:
        return day_interval(ordinal(year, int(feast["month"]), int(feast["day"])))
    return day_interval(_easter(year) + int(feast["distance"]))


def _easter(year: int) -> int:
    """Easter Sunday of the western churches, which keep it since 326."""
    try:
        return easter(year).toordinal()
    except ValueError:
        raise DateRangeError(f"Easter of the year {year} is not known") from None


def _public_holiday(name: str, year: int) -> Interval:
    country, _, title = name.partition(":")
    title, _, distance = title.partition("+")
    listed = holidays.country_holidays(country, years=year, observed=False, language="en_US")
    for day, titles in sorted(listed.items()):
        if title in titles.split("; "):
            return day_interval(day.toordinal() + int(distance or 0))
    raise DateRangeError(f"there was no {title} in {year}")


@operator("written")
def written_out(arguments: Arguments, context: Context) -> Reading:
    """A written-out date as dateparser reads it."""
    return explicit(read_written(word(arguments, "written"), context.language))
