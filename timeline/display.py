"""Intervals in words for people: "2 March 2015", "around March 2015", "on or before 18 May 2015"."""

from __future__ import annotations

from dataclasses import replace

from timeline.interval import Granularity, Interval, Qualifier, civil, unit

_MONTHS = "January February March April May June July August September October November December".split()
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
_ORDINALS = ("first", "second", "third", "fourth")
_QUALIFIERS = {
    Qualifier.NONE: "",
    Qualifier.APPROXIMATE: "around ",
    Qualifier.UNCERTAIN: "perhaps ",
    Qualifier.BOTH: "perhaps around ",
}


def display(interval: Interval) -> str:
    """The interval in English words, no finer than the text was."""
    if interval.choices:
        shown = [display(choice) for choice in interval.choices]
        return f"{', '.join(shown[:-1])} or {shown[-1]}"
    word = _QUALIFIERS[interval.qualifier]
    if interval.is_unit:
        assert interval.start is not None
        return word + _unit(interval.granularity, interval.start)
    return word + _stretch(replace(interval, qualifier=Qualifier.NONE))


def _stretch(interval: Interval) -> str:
    last = interval.end_granularity or interval.granularity
    opening = None if interval.start is None else _bound(interval.granularity, interval.start, first=True)
    closing = None if interval.end is None else _bound(last, interval.end - 1, first=False)
    if opening is None:
        return f"{'on or before' if last is Granularity.DAY else 'in or before'} {closing}"
    if closing is None:
        return f"{'on or after' if interval.granularity is Granularity.DAY else 'in or after'} {opening}"
    return opening if opening == closing else f"{opening} to {closing}"


def _bound(granularity: Granularity, day: int, *, first: bool) -> str:
    whole = unit(granularity, day)
    edge = whole.earliest if first else whole.latest
    weekly = granularity in (Granularity.WEEK, Granularity.WEEKEND)
    return _unit(Granularity.DAY if weekly or edge != day else granularity, day)


def _unit(granularity: Granularity, day: int) -> str:
    whole = unit(granularity, day)
    assert whole.start is not None
    year, month, of_month = civil(whole.start)
    if granularity in (Granularity.WEEK, Granularity.WEEKEND):
        return f"the {granularity} of {_unit(Granularity.DAY, whole.start)}"
    if granularity.rank >= Granularity.DECADE.rank:
        return _age(granularity, year)
    return _part_of_year(granularity, month, of_month) + _year(year) + _winter(granularity, year, month)


def _part_of_year(granularity: Granularity, month: int, of_month: int) -> str:
    match granularity:
        case Granularity.DAY:
            return f"{of_month} {_MONTHS[month - 1]} "
        case Granularity.MONTH:
            return f"{_MONTHS[month - 1]} "
        case Granularity.SEASON:
            return f"{_SEASONS[month]} "
        case Granularity.QUARTER:
            return f"the {_ORDINALS[month // 3]} quarter of "
        case Granularity.HALF:
            return f"the {_ORDINALS[month // 7]} half of "
    return ""


def _winter(granularity: Granularity, year: int, month: int) -> str:
    """A winter begins in December and is named by both its years."""
    return f"–{(year + 1) % 100:02}" if granularity is Granularity.SEASON and month == 12 else ""


def _age(granularity: Granularity, year: int) -> str:
    if granularity is Granularity.DECADE:
        return f"the {_year(year)}s"
    if granularity is Granularity.CENTURY:
        return f"the {_nth(year // 100 + 1)} century"
    return f"the {_nth(year // 1000 + 1)} millennium"


def _year(year: int) -> str:
    """Astronomical year 0 is 1 BCE."""
    return str(year) if year > 0 else f"{1 - year} BCE"


def _nth(n: int) -> str:
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"
