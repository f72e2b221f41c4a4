"""The operator of feasts: days that are kept by the date, by Easter, by the moon, or by a law of their country.

The libraries of the rarer ones are imported when first needed: that takes a while, and few texts name them.
"""

from __future__ import annotations

import re
from functools import cache

from dateutil.easter import easter

from timeline.context import Context
from timeline.errors import DateRangeError
from timeline.interval import Interval, Qualifier, civil, day_interval, ordinal
from timeline.model import Reading
from timeline.notation import one_of
from timeline.operators.calendar import full_year, relative_pick
from timeline.operators.reading import Arguments, explicit, operator, picked, whole, word

_KEY = re.compile(
    r"(?P<month>\d\d)-(?P<day>\d\d)|easter(?P<distance>[+-]\d+)|hijri-(?P<hijri_month>\d\d)(?:-(?P<hijri_day>\d\d))?"
)


@operator("holiday")
def holiday(arguments: Arguments, context: Context) -> Reading:
    """A feast: "12-25", "easter-2", "hijri-10-01", the Islamic month "hijri-09", or "US:…", its name in `holidays`."""
    name, year = word(arguments, "holiday"), whole(arguments, "year")
    if year is not None:
        return explicit(_of_year(name, full_year(year, arguments) or year))
    here = civil(context.day)[0]
    candidates = [feast for y in range(here - 2, here + 3) for feast in _known_in(name, y)]
    if not candidates:
        raise DateRangeError(f"it is not known when {name} was in {here}")
    return picked(relative_pick(candidates, arguments, context, "nearest"), context)


def _of_year(name: str, year: int) -> Interval:
    """The feast of a year; the Islamic year is shorter, so that some years hold a feast twice: one of the two."""
    found = _feasts(name, year)
    if not found:
        raise DateRangeError(f"there was no {name} in {year}")
    return found[0] if len(found) == 1 else one_of(list(found))


def _known_in(name: str, year: int) -> tuple[Interval, ...]:
    try:
        return _feasts(name, year)
    except DateRangeError:
        return ()


@cache
def _feasts(name: str, year: int) -> tuple[Interval, ...]:
    """Every time that a feast begins in a year."""
    key = _KEY.fullmatch(name)
    if key is None:
        return (_public_holiday(name, year),)
    if key["hijri_month"]:
        return _hijri(year, int(key["hijri_month"]), int(key["hijri_day"] or 0))
    if key["distance"]:
        return (day_interval(_easter(year) + int(key["distance"])),)
    return (day_interval(ordinal(year, int(key["month"]), int(key["day"]))),)


def _hijri(year: int, month: int, day: int) -> tuple[Interval, ...]:
    """A day of the Islamic calendar, or with day 0 its month, wherever it begins in a Gregorian year.

    Months begin when the new moon is seen, here or there a day before or after the calendar of Umm al-Qura says:
    therefore about that day. The calendar is known from 1924 to 2077.
    """
    from hijridate import Gregorian, Hijri

    try:
        first = Gregorian(year, 1, 1).to_hijri().year
        months = [(y, Hijri(y, month, day or 1).to_gregorian().toordinal()) for y in range(first, first + 3)]
        lengths = {y: 1 if day else Hijri(y, month, 1).month_length() for y, _ in months}
    except (OverflowError, ValueError):
        raise DateRangeError(f"the Islamic calendar of the year {year} is not known") from None
    found = (Interval(start, start + lengths[y], qualifier=Qualifier.APPROXIMATE) for y, start in months)
    return tuple(feast for feast in found if feast.start is not None and civil(feast.start)[0] == year)


def _easter(year: int) -> int:
    """Easter Sunday of the western churches, which keep it since 326."""
    try:
        return easter(year).toordinal()
    except ValueError:
        raise DateRangeError(f"Easter of the year {year} is not known") from None


def _public_holiday(name: str, year: int) -> Interval:
    import holidays

    country, _, title = name.partition(":")
    title, _, distance = title.partition("+")
    listed = holidays.country_holidays(country, years=year, observed=False, language="en_US")
    for day, titles in sorted(listed.items()):
        if title in titles.split("; "):
            return day_interval(day.toordinal() + int(distance or 0))
    raise DateRangeError(f"there was no {title} in {year}")
