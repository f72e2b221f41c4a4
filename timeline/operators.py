"""The closed set of meanings: each operator turns what a rule captured into a reading at its place in a text.

Rules name these functions; adding a meaning is adding a function here. An operator gets the form's arguments by name
and the context, and raises `UnanchoredError` where it would have to guess what to count from, `DateRangeError` where
the text names a day that does not exist. After the operators of Bethard, "A synchronous context free grammar for time
normalization" (EMNLP 2013), and the values of TIMEX3 (TimeML 1.2.1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import holidays

from timeline.context import Context, UnanchoredError, pick
from timeline.errors import DateRangeError
from timeline.interval import (
    Granularity,
    Interval,
    Qualifier,
    back,
    civil,
    day_interval,
    ordinal,
    shift,
    unit,
    weekday,
)
from timeline.model import Form, Reading
from timeline.notation import to_edtf, to_timex3

type_ = str
Arguments = Mapping[str, "int | float | str | Form"]
Operator = Callable[[Arguments, Context], Reading]

_DURATION_LETTERS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "D",
    "weekend": "WE",
    "week": "W",
    "month": "M",
    "season": "S",
    "quarter": "Q",
    "half": "H",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "millennium": "ML",
}
# What "recent days" and its like reach back, in units: a reader's guess, always marked approximate.
_VAGUE_REACH = {"day": 7, "week": 6, "month": 6, "year": 5, "decade": 3, "century": 3}
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_APPROXIMATE = {"APPROX", "LESS_THAN", "MORE_THAN"}


def read(form: Form, context: Context) -> Reading:
    """The reading of a form: its operator applied to its arguments."""
    reading = OPERATORS[form.operator](dict(form.arguments), context)
    step = f"{form.operator}({', '.join(f'{k}={_shown(v)}' for k, v in form.arguments)}) = {reading.value}"
    return replace(reading, steps=(*reading.steps, step))


def _shown(value: int | float | str | Form) -> str:
    return value.operator if isinstance(value, Form) else str(value)


def _dated(interval: Interval, context: Context | None = None, **more: object) -> Reading:
    """A DATE; with the context it was counted in, unless the words alone gave it."""
    reading = Reading(type="DATE", value=to_timex3(interval), interval=interval)
    if context is not None:
        reading = replace(reading, anchor=context.anchor, anchored_to=context.anchored_to)
    return replace(reading, **more)  # type: ignore[arg-type]


def _whole(arguments: Arguments, name: str) -> int | None:
    value = arguments.get(name)
    return value if isinstance(value, int) else int(value) if isinstance(value, float) else None


def _word(arguments: Arguments, name: str) -> str:
    return str(arguments.get(name, ""))


def _inner(arguments: Arguments, context: Context, name: str = "of") -> Reading | None:
    form = arguments.get(name)
    return read(form, context) if isinstance(form, Form) else None


def date(arguments: Arguments, context: Context) -> Reading:
    """A calendar date by its parts: year, month, day, weekday, any of them missing."""
    year, month, day = (_whole(arguments, name) for name in ("year", "month", "day"))
    year = _full_year(year, arguments)
    if year is not None:
        return _with_weekday(arguments, _dated(_explicit(year, month, day)))
    if month is None:
        return _day_of_month(day or 0, context)
    found = _yearless(month, day, arguments, context)
    return _with_weekday(arguments, found)


def _full_year(year: int | None, arguments: Arguments) -> int | None:
    """Two digits mean the year between 1930 and 2029 ("'98"), "BC" counts from year 0 = 1 BCE downwards."""
    if year is None:
        return None
    if _word(arguments, "era") == "BC":
        return 1 - year
    if _whole(arguments, "century") is not None:
        return (_whole(arguments, "century") or 0) * 100 + year
    if year < 100 and "era" not in arguments:
        return year + (1900 if year >= 30 else 2000)
    return year


def _explicit(year: int, month: int | None, day: int | None) -> Interval:
    if month is None:
        return unit(Granularity.YEAR, ordinal(year))
    if day is None:
        return unit(Granularity.MONTH, ordinal(year, month))
    return day_interval(ordinal(year, month, day))


def _yearless(month: int, day: int | None, arguments: Arguments, context: Context) -> Reading:
    """Month + day is the nearest in time; a bare month the most recent, unless verbs or "next" look forward."""
    here = civil(context.day)[0]
    candidates = [_explicit(year, month, day) for year in range(here - 9, here + 9) if _exists(year, month, day)]
    if not candidates:
        raise DateRangeError(f"there is no day {day} in month {month}")
    found = _relative_pick(candidates, arguments, context, "past" if day is None else "nearest")
    return _dated(found, context)


def _exists(year: int, month: int, day: int | None) -> bool:
    try:
        return bool(_explicit(year, month, day))
    except DateRangeError:
        return False


def _relative_pick(candidates: list[Interval], arguments: Arguments, context: Context, default: str) -> Interval:
    """By "last" (n = -1), "this" (0), "next" (1) where the rule captured it, else by direction."""
    n = _whole(arguments, "n")
    if n is None:
        return pick(candidates, context, default=default)
    day = context.day
    if n < 0:
        return [c for c in candidates if c.end is not None and c.end <= day][n]
    if n > 0:
        return [c for c in candidates if c.start is not None and c.start > day][n - 1]
    year = unit(Granularity.YEAR, day)
    return next((c for c in candidates if c.contains(context.anchor) or year.contains(c)), candidates[-1])


def _day_of_month(day: int, context: Context) -> Reading:
    year, month, _ = civil(context.day)
    months = [(year + (month + k - 1) // 12, (month + k - 1) % 12 + 1) for k in range(-3, 4)]
    candidates = [_explicit(y, m, day) for y, m in months if _exists(y, m, day)]
    return _dated(pick(candidates, context, default="past"), context)


def _with_weekday(arguments: Arguments, reading: Reading) -> Reading:
    """Notes in the steps when a weekday named along does not fit the date."""
    named = _whole(arguments, "weekday")
    interval = reading.interval
    if named is None or interval is None or interval.start is None or weekday(interval.start) == named:
        return reading
    return replace(reading, steps=(*reading.steps, f"{CONTRADICTION}: {to_edtf(interval)} is no such weekday"))


CONTRADICTION = "contradiction"


def day_of_week(arguments: Arguments, context: Context) -> Reading:
    """A weekday: the most recent, the publication day included; with "last" before it, with "next" after it."""
    named, n = _whole(arguments, "weekday") or 1, _whole(arguments, "n")
    day = context.day
    recent = day - (weekday(day) - named) % 7
    if n is None:
        return _plain_weekday(recent, context)
    if n == 0:
        monday = day - weekday(day) + 1
        return _dated(day_interval(monday + named - 1), context)
    found = (recent if recent < day else day - 7) if n < 0 else recent + 7
    return _dated(day_interval(found), context, alternatives=(day_interval(found + 7 * n),))


def _plain_weekday(recent: int, context: Context) -> Reading:
    day = context.day
    if context.narrative and context.anchored_to == "text":
        return _dated(day_interval(recent if recent == day else recent + 7), context)
    other = day - 7 if recent == day else recent + 7
    ahead = context.direction() == "future"
    found = recent if recent == day or not ahead else recent + 7
    rest = other if found == recent else recent
    return _dated(day_interval(found), context, alternatives=(day_interval(rest),))


def shifted(arguments: Arguments, context: Context) -> Reading:
    """The unit n units away: "last month" (-1), "three days ago", "the following spring"; n may be vague (X)."""
    granularity = Granularity(_word(arguments, "unit"))
    base = _base(arguments, context)
    n = arguments.get("n", 1)
    sign = _whole(arguments, "sign") or 1
    if not isinstance(n, int | float) or isinstance(n, str):
        reference = "PAST_REF" if sign < 0 else "FUTURE_REF"
        return Reading(type="DATE", value=reference, anchor=base, anchored_to=_base_name(arguments, context))
    found = _moved(base, granularity, sign * n)
    return _dated(found, None, anchor=base, anchored_to=_base_name(arguments, context))


def _moved(base: Interval, granularity: Granularity, n: float) -> Interval:
    if granularity.rank <= Granularity.WEEK.rank and n != int(n):
        return shift(base, Granularity.DAY, round(7 * n))
    if n != int(n):
        return shift(base, Granularity.MONTH, round(12 * n))
    return shift(base, granularity, int(n))


def _base(arguments: Arguments, context: Context) -> Interval:
    """What to count from: a time named along ("three days before Christmas"), the text's last time, or the anchor."""
    inner = _inner(arguments, context)
    if inner is not None and inner.interval is not None:
        return inner.interval
    if _word(arguments, "from") == "text" and context.reference is not None:
        return context.reference
    return context.anchor


def _base_name(arguments: Arguments, context: Context) -> str:
    if "of" in arguments or (_word(arguments, "from") == "text" and context.reference is not None):
        return "text"
    return context.anchored_to


def season(arguments: Arguments, context: Context) -> Reading:
    """A season of the northern hemisphere: with its year, with last/this/next, or the most recent."""
    month = _SEASON_MONTH[_word(arguments, "season")]
    year = _full_year(_whole(arguments, "year"), arguments)
    if year is not None:
        return _dated(unit(Granularity.SEASON, ordinal(year, month)))
    here = civil(context.day)[0]
    candidates = [unit(Granularity.SEASON, ordinal(y, month)) for y in range(here - 3, here + 4)]
    return _dated(_relative_pick(candidates, arguments, context, "past"), context)


def part(arguments: Arguments, context: Context) -> Reading:
    """The beginning, middle or end of a time: the time itself with TIMEX3's mod, which EDTF cannot write."""
    inner = _inner(arguments, context)
    assert inner is not None
    mod = _word(arguments, "mod")
    interval = inner.interval
    if interval is not None and mod in _APPROXIMATE:
        interval = interval.qualified(Qualifier.APPROXIMATE)
    return replace(inner, mod=mod, interval=interval)


def nth(arguments: Arguments, context: Context) -> Reading:
    """The n-th unit of a longer one: "the third quarter of 1989", "the first week of May", "the last day of 2014"."""
    granularity, n = Granularity(_word(arguments, "unit")), _whole(arguments, "nth") or 1
    inner = _inner(arguments, context)
    if inner is None or inner.interval is None:
        return _nth_of_unknown(granularity, n, context)
    return replace(inner, value=to_timex3(found := _nth_in(inner.interval, granularity, n)), interval=found, mod=None)


def _nth_in(whole: Interval, granularity: Granularity, n: int) -> Interval:
    assert whole.start is not None
    assert whole.end is not None
    if n < 0:
        return shift(day_interval(whole.end - 1), granularity, n + 1)
    first = unit(granularity, whole.start)
    if first.start is not None and first.start < whole.start:
        n += 1  # a week or weekend that began before the month belongs to the month before
    return shift(first, granularity, n - 1)


def _nth_of_unknown(granularity: Granularity, n: int, context: Context) -> Reading:
    year = context.holding(Granularity.YEAR)
    candidates = [_nth_in(shift(year, Granularity.YEAR, k), granularity, n) for k in (-2, -1, 0, 1)]
    return _dated(pick(candidates, context, default="past"), context)


def weekday_in(arguments: Arguments, context: Context) -> Reading:
    """The n-th weekday of a month: "the third Monday of January"."""
    inner = _inner(arguments, context)
    assert inner is not None
    assert inner.interval is not None
    assert inner.interval.start is not None
    assert inner.interval.end is not None
    named, n = _whole(arguments, "weekday") or 1, _whole(arguments, "nth") or 1
    first = inner.interval.start + (named - weekday(inner.interval.start)) % 7
    last = inner.interval.end - 1 - (weekday(inner.interval.end - 1) - named) % 7
    found = day_interval(first + 7 * (n - 1) if n > 0 else last)
    if not inner.interval.contains(found):
        raise DateRangeError(f"there is no weekday number {n} in that month")
    return replace(inner, value=to_timex3(found), interval=found)


def decade(arguments: Arguments, context: Context) -> Reading:
    """The ten years of a decade ("the 1980s", "the eighties", "the first decade of the 21st century")."""
    year = _whole(arguments, "year") or 0
    start = year if year >= 100 else 1900 + year if year >= 30 else 2000 + year
    return _dated(unit(Granularity.CENTURY if _word(arguments, "unit") == "century" else Granularity.DECADE, ordinal(start)))


def century(arguments: Arguments, context: Context) -> Reading:
    """The hundred years of a century as EDTF writes them: the 20th is 19XX."""
    n = _whole(arguments, "nth") or 1
    if _word(arguments, "era") == "BC":
        return _dated(Interval(ordinal(1 - 100 * n), ordinal(1 - 100 * (n - 1)), Granularity.YEAR), value=f"BC{n - 1:02}")
    return _dated(unit(Granularity.CENTURY, ordinal(max((n - 1) * 100, 0))))


def clock(arguments: Arguments, context: Context) -> Reading:
    """A time of day, on the day named along or else the anchor's: value with T, interval that day."""
    hour, minute = _whole(arguments, "hour") or 0, _whole(arguments, "minute") or 0
    half = _word(arguments, "half")
    if (half and hour > 12) or hour > 24 or minute > 59:
        raise DateRangeError(f"there is no time {hour}:{minute:02}")
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return _timed(arguments, context, f"T{hour:02}:{minute:02}")


def day_part(arguments: Arguments, context: Context) -> Reading:
    """A part of a day: "tonight", "Friday evening": TIMEX3's TMO, TMI, TAF, TEV, TNI, TDT."""
    return _timed(arguments, context, f"T{_word(arguments, 'part')}")


def _timed(arguments: Arguments, context: Context, time: str) -> Reading:
    inner = _inner(arguments, context)
    if inner is not None and inner.interval is not None:
        return replace(inner, type="TIME", value=inner.value + time)
    n = _whole(arguments, "n") or 0
    base = context.reference if _word(arguments, "from") == "text" and context.reference else context.anchor
    found = shift(base, Granularity.DAY, n) if base.is_unit and base.granularity is Granularity.DAY else None
    name = "text" if base is context.reference else context.anchored_to
    if found is None:
        raise UnanchoredError("the day of this time is unknown")
    return Reading(type="TIME", value=to_timex3(found) + time, interval=found, anchor=base, anchored_to=name)


def duration(arguments: Arguments, context: Context) -> Reading:
    """A length of time, P2Y or PXM: it dates nothing."""
    return Reading(type="DURATION", value=_length(arguments), mod=_word(arguments, "mod") or None)


def _length(arguments: Arguments) -> str:
    n, letter = arguments.get("n", "X"), _DURATION_LETTERS[_word(arguments, "unit")]
    time = "T" if letter.startswith("T") else ""
    extra = _whole(arguments, "and")
    if extra is not None:
        tail = _DURATION_LETTERS[_word(arguments, "and_unit")]
        mark = "T" if tail.startswith("T") and not time else ""
        return f"P{time}{n}{letter.removeprefix('T')}{mark}{extra}{tail.removeprefix('T')}"
    return f"P{time}{n}{letter.removeprefix('T')}"


def stretch(arguments: Arguments, context: Context) -> Reading:
    """A length that touches publication: "the past two years", "in recent days"; TIMEX3 still calls it a duration."""
    reading = duration(arguments, context)
    name = _word(arguments, "unit")
    sign = _whole(arguments, "sign") or -1
    if name not in _VAGUE_REACH:
        return reading
    n = arguments.get("n", "X")
    reach = int(n) if isinstance(n, int | float) else _VAGUE_REACH[name]
    day = context.day
    far = back(day, Granularity(name), -sign * reach)
    bounds = (far, day + 1) if sign < 0 else (day, far + 1)
    interval = Interval(*bounds, Granularity.DAY, Qualifier.APPROXIMATE)
    return replace(reading, interval=interval, anchor=context.anchor, anchored_to=context.anchored_to)


def repeated(arguments: Arguments, context: Context) -> Reading:
    """A repeated time, TIMEX3's SET: "every day", "each Thursday", "annually"; it dates nothing."""
    named, month = _whole(arguments, "weekday"), _whole(arguments, "month")
    if named is not None:
        return Reading(type="SET", value=f"XXXX-WXX-{named}")
    if month is not None:
        return Reading(type="SET", value=f"XXXX-{month:02}")
    if "part" in arguments:
        return Reading(type="SET", value=f"XXXX-XX-XXT{_word(arguments, 'part')}")
    return Reading(type="SET", value=_length({"n": 1, **arguments}))


def reference(arguments: Arguments, context: Context) -> Reading:
    """A word that points at the present, the past or the future and dates nothing."""
    return Reading(type="DATE", value=_word(arguments, "value"))


def same(arguments: Arguments, context: Context) -> Reading:
    """The time the text last named, at the unit asked for: "that day", "the same month"; n units on: "the next day"."""
    granularity = Granularity(_word(arguments, "unit"))
    base = context.reference or context.anchor
    if base.granularity.rank > granularity.rank or not base.is_unit:
        raise UnanchoredError(f"the text names no {granularity} before")
    found = shift(base, granularity, _whole(arguments, "n") or 0)
    return _dated(found, None, anchor=base, anchored_to="text" if context.reference else "publication")


def holiday(arguments: Arguments, context: Context) -> Reading:
    """A public holiday by its name in the `holidays` library, of the year named or the one nearest in time."""
    name, year = _word(arguments, "holiday"), _whole(arguments, "year")
    if year is not None:
        return _dated(_holiday(name, _full_year(year, arguments) or year))
    here = civil(context.day)[0]
    candidates = [_holiday(name, y) for y in range(here - 2, here + 3)]
    return _dated(_relative_pick(candidates, arguments, context, "nearest"), context)


@cache
def _holiday(name: str, year: int) -> Interval:
    country, _, title = name.partition(":")
    offset = title.partition("+")[2]
    for day, titles in sorted(holidays.country_holidays(country, years=year, observed=False, language="en_US").items()):
        if title.partition("+")[0] in titles.split("; "):
            return day_interval(day.toordinal() + int(offset or 0))
    raise DateRangeError(f"there was no {title} in {year}")


def month_of(arguments: Arguments, context: Context) -> Reading:
    """A month of a year that is itself relative: "November last year"."""
    year = _inner(arguments, context, "in_year")
    if year is None or year.interval is None or year.interval.start is None:
        raise UnanchoredError("the year of this month is unknown")
    month = ordinal(civil(year.interval.start)[0], _whole(arguments, "month") or 1)
    found = unit(Granularity.MONTH, month)
    return replace(year, value=to_timex3(found), interval=found)


def weekday_of_week(arguments: Arguments, context: Context) -> Reading:
    """A weekday of a week named along: "Thursday of last week"."""
    week = _inner(arguments, context)
    if week is None or week.interval is None or week.interval.start is None:
        raise UnanchoredError("the week of this day is unknown")
    found = day_interval(week.interval.start + (_whole(arguments, "weekday") or 1) - 1)
    return replace(week, value=to_timex3(found), interval=found)


OPERATORS: dict[str, Operator] = {
    "date": date,
    "weekday": day_of_week,
    "shift": shifted,
    "season": season,
    "part": part,
    "nth": nth,
    "weekday_in": weekday_in,
    "decade": decade,
    "century": century,
    "clock": clock,
    "day_part": day_part,
    "duration": duration,
    "stretch": stretch,
    "repeated": repeated,
    "reference": reference,
    "same": same,
    "holiday": holiday,
    "month_of": month_of,
    "weekday_of_week": weekday_of_week,
}
