"""The two written forms of an interval: EDTF (ISO 8601-2:2019) and the TIMEX3 value of TimeML.

EDTF out and in: level 0 and level 1 of the Library of Congress profile, the quarters 33–36 and halves 40–41 of
level 2, and level 2's "one of a set" `[a,b]` and `[a..b]`. EDTF has no week: a week is written as an interval of days,
and a half, whose code few readers know, as an interval of months.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from timeline.errors import DateRangeError, NotationError
from timeline.interval import Granularity, Interval, Qualifier, civil, day_interval, iso_week, ordinal, unit

EDTF_LEVEL = "level 0 and 1, with quarters 33-36, halves 40-41 and one-of-a-set [a,b] of level 2"

_SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
_SEASON_CODES = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
# Units without a code of their own, with the unit in which their bounds are written.
_BOUNDS = {
    Granularity.WEEK: Granularity.DAY,
    Granularity.WEEKEND: Granularity.DAY,
    Granularity.HALF: Granularity.MONTH,
}
_MAX_SET = 64
_DATE = re.compile(
    r"(?P<sign>-?)(?:Y(?P<long>-?\d{5,6})|(?P<year>\d{4}|\d{3}X|\d{2}XX|\dXXX))"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<qualifier>[?~%]?)",
    re.ASCII,
)
_TIME = re.compile(r"T(?:[01]\d|2[0-4]):[0-5]\d(:[0-5]\d)?(Z|[+-][01]\d:?[0-5]\d)?$", re.ASCII)


def to_edtf(interval: Interval) -> str:
    """EDTF of an interval: "2015-04", "2014-22", "../2015-05-18", "2003/2011", "[2015-03-05,2015-03-12]"."""
    if interval.choices:
        return "[" + ",".join(to_edtf(choice) for choice in interval.choices) + "]"
    if interval.is_unit and interval.granularity not in _BOUNDS:
        assert interval.start is not None
        return _edtf_unit(interval.granularity, interval.start) + interval.qualifier
    last = interval.end_granularity or interval.granularity
    return f"{_edtf_start(interval)}/{_edtf_end(interval, last)}"


def _edtf_start(interval: Interval) -> str:
    if interval.start is None:
        return ".."
    return _edtf_bound(interval.granularity, interval.start, first=True) + interval.qualifier


def _edtf_end(interval: Interval, granularity: Granularity) -> str:
    if interval.end is None:
        return ".."
    return _edtf_bound(granularity, interval.end - 1, first=False) + interval.qualifier


def _edtf_bound(granularity: Granularity, day: int, *, first: bool) -> str:
    """One bound in its granularity, or as a day where the unit's own edge is not where the bound lies."""
    granularity = _BOUNDS.get(granularity, granularity)
    whole = unit(granularity, day)
    edge = whole.earliest if first else whole.latest
    return _edtf_unit(granularity if edge == day else Granularity.DAY, day)


def _edtf_unit(granularity: Granularity, day: int) -> str:
    start = unit(granularity, day).start
    assert start is not None
    year, month, of_month = civil(start)
    if abs(year) > 9999 and granularity.rank < Granularity.DECADE.rank:
        return _edtf_year(year)  # EDTF writes years of five digits alone, with no month behind them
    match granularity:
        case Granularity.DAY:
            return f"{_edtf_year(year)}-{month:02}-{of_month:02}"
        case Granularity.MONTH:
            return f"{_edtf_year(year)}-{month:02}"
        case Granularity.SEASON:
            return f"{_edtf_year(year)}-{20 + (month // 3):02}"
        case Granularity.QUARTER:
            return f"{_edtf_year(year)}-{33 + (month - 1) // 3}"
        case Granularity.YEAR:
            return _edtf_year(year)
        case _:
            return _edtf_years(granularity, year)


def _edtf_years(granularity: Granularity, year: int) -> str:
    digits = {Granularity.DECADE: 1, Granularity.CENTURY: 2, Granularity.MILLENNIUM: 3}[granularity]
    if 0 <= year <= 9999:
        return f"{year:04}"[:-digits] + "X" * digits
    return f"{_edtf_year(year)}/{_edtf_year(year + 10**digits - 1)}"


def _edtf_year(year: int) -> str:
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


def from_edtf(text: str) -> Interval:
    """The interval that an EDTF string writes.

    A time of day is read and dropped: intervals are days. Raises NotationError when the string is not EDTF of the
    levels above, is longer than 2000 characters, or names a day that does not exist.
    """
    try:
        return _from_edtf(text)
    except DateRangeError as error:
        raise NotationError(f"{text[:80]!r} is not a date: {error}") from None


def _from_edtf(text: str) -> Interval:
    if len(text) > 2000:
        raise NotationError("an EDTF string has at most 2000 characters")
    if text.startswith("[") and text.endswith("]"):
        return _read_set(text)
    first, slash, last = text.partition("/")
    if not slash:
        return _read_date(first)
    return _read_interval(text, first, last)


def _read_interval(text: str, first: str, last: str) -> Interval:
    opening = None if first in ("", "..") else _read_date(first)
    closing = None if last in ("", "..") else _read_date(last)
    if opening is None and closing is None:
        raise NotationError(f"{text!r} has no date; expected one on at least one side, such as 2015-03/..")
    named = opening or closing
    assert named is not None
    start = opening.start if opening else None
    end = closing.end if closing else None
    if start is not None and end is not None and end <= start:
        raise NotationError(f"{text!r} ends before it starts")
    ends = closing.granularity if opening and closing and closing.granularity is not opening.granularity else None
    qualifier = (opening.qualifier if opening else Qualifier.NONE) or (closing.qualifier if closing else Qualifier.NONE)
    return Interval(start, end, named.granularity, qualifier, ends)


def _read_set(text: str) -> Interval:
    body = text[1:-1]
    if ".." in body:
        first, _, last = body.partition("..")
        return _read_interval(text, first.strip(), last.strip())
    parts = [part.strip() for part in body.split(",")]
    if not 1 <= len(parts) <= _MAX_SET or not all(parts):
        raise NotationError(f"{text[:80]!r} is not a set of 1 to {_MAX_SET} dates, such as [2015-03-05,2015-03-12]")
    return one_of([_read_date(part) for part in parts])


def one_of(choices: list[Interval]) -> Interval:
    """One of several times, the text does not say which; alone, a choice is itself."""
    ordered = tuple(sorted(set(choices), key=lambda choice: (choice.start or 0, choice.end or 0)))
    if len(ordered) == 1:
        return ordered[0]
    return replace(ordered[0], end=max(choice.end or 0 for choice in ordered), choices=ordered)


def _read_date(text: str) -> Interval:
    date, _, _ = text.partition("T") if _TIME.search(text) else (text, "", "")
    found = _DATE.fullmatch(date)
    if not found or text.startswith("-Y"):
        raise NotationError(f"{text[:80]!r} is not an EDTF date; expected one such as 2015, 2015-03 or 2015-03-02")
    qualifier = Qualifier(found["qualifier"])
    if found["long"] is not None:
        if found["month"]:
            raise NotationError(f"{text[:80]!r} names a month of a year of five digits, which EDTF cannot write")
        year = int(found["long"])
    elif "X" in found["year"]:
        return _read_years(text, found).qualified(qualifier)
    else:
        year = int(found["sign"] + found["year"])
    return _read_calendar(text, year, found["month"], found["day"]).qualified(qualifier)


def _read_years(text: str, found: re.Match[str]) -> Interval:
    digits = found["year"].count("X")
    if found["month"] or found["sign"]:
        raise NotationError(f"{text!r} leaves the year open and cannot name a month or lie before year 0")
    granularity = (Granularity.DECADE, Granularity.CENTURY, Granularity.MILLENNIUM)[digits - 1]
    return unit(granularity, ordinal(int(found["year"].replace("X", "0"))))


def _read_calendar(text: str, year: int, month: str | None, day: str | None) -> Interval:
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise NotationError(f"{text!r} names a day without a month")
        return unit(Granularity.YEAR, ordinal(year))
    number = int(month)
    if day not in (None, "XX"):
        return day_interval(ordinal(year, number, int(day)))
    if number in _SEASON_MONTHS:
        return unit(Granularity.SEASON, ordinal(year, _SEASON_MONTHS[number]))
    if 33 <= number <= 36:
        return unit(Granularity.QUARTER, ordinal(year, (number - 33) * 3 + 1))
    if number in (40, 41):
        return unit(Granularity.HALF, ordinal(year, (number - 40) * 6 + 1))
    return unit(Granularity.MONTH, ordinal(year, number))


# Checked when it comes in, then used.
@lru_cache(maxsize=1024)
def publication_interval(published: str) -> Interval:
    """The day, month or year in which an article was published: what its expressions are read against.

    A time of day is dropped without converting it, so that the day is the publisher's own:
    "2015-05-18T22:30:00-05:00" is 18 May. Raises NotationError on anything but a date, a month, a year or a time.
    """
    text = published.strip()
    text = text.replace(" ", "T", 1) if re.match(r"\d{4}-\d\d-\d\d \d\d:", text) else text
    text = re.sub(r"(?<=:\d\d)\.\d{1,9}", "", text)
    interval = from_edtf(text)
    if not interval.is_unit or interval.granularity not in (Granularity.DAY, Granularity.MONTH, Granularity.YEAR):
        raise NotationError(f"{text!r} is no publication date; expected one such as 2015-05-18, 2015-05 or 2015")
    return interval


def to_timex3(interval: Interval) -> str:
    """TIMEX3 value of one calendar unit ("2015-W12", "1998-SU", "201"), or "start/end" of a longer stretch.

    Source: TimeML 1.2.1, TIMEX3 value, after TIDES 2003.
    """
    if interval.start is None or not interval.is_unit:
        return to_edtf(replace(interval, qualifier=Qualifier.NONE))
    year, month, day = civil(interval.start)
    match interval.granularity:
        case Granularity.WEEK | Granularity.WEEKEND:
            iso_year, week = iso_week(interval.start)
            return f"{iso_year:04}-W{week:02}" + ("-WE" if interval.granularity is Granularity.WEEKEND else "")
        case Granularity.SEASON:
            return f"{_timex_year(year)}-{_SEASON_CODES[month]}"
        case Granularity.QUARTER:
            return f"{_timex_year(year)}-Q{(month - 1) // 3 + 1}"
        case Granularity.HALF:
            return f"{_timex_year(year)}-H{(month - 1) // 6 + 1}"
        case Granularity.DECADE | Granularity.CENTURY | Granularity.MILLENNIUM:
            return to_edtf(replace(interval, qualifier=Qualifier.NONE)).rstrip("X")
        case Granularity.YEAR:
            return _timex_year(year)
        case Granularity.MONTH:
            return f"{_timex_year(year)}-{month:02}"
        case Granularity.DAY:
            return f"{_timex_year(year)}-{month:02}-{day:02}"


def _timex_year(year: int) -> str:
    """TIDES writes years before the first as BC0490, where EDTF counts 1 BCE as year 0."""
    return f"{year:04}" if year > 0 else f"BC{1 - year:04}"
