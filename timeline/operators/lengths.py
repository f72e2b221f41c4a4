"""Operators of lengths, repetitions, times of day and references: what dates nothing, or a part of a day."""

from __future__ import annotations

from dataclasses import replace

from timeline.context import Context, UnanchoredError
from timeline.errors import DateRangeError
from timeline.interval import Granularity, Qualifier, shift
from timeline.model import Reading
from timeline.notation import to_timex3
from timeline.operators.counting import VAGUE_REACH, reach
from timeline.operators.reading import Arguments, inner, operator, whole, word

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
}
_YEARS = {"decade": 10, "century": 100}
_APPROXIMATE = {"APPROX", "LESS_THAN", "MORE_THAN"}


@operator("part")
def part(arguments: Arguments, context: Context) -> Reading:
    """The beginning, middle or end of a time: the time itself with TIMEX3's mod, which EDTF cannot write."""
    of = inner(arguments, context)
    if of is None:
        raise UnanchoredError("this is a part of nothing")
    mod = word(arguments, "mod")
    interval = of.interval
    if interval is not None and mod in _APPROXIMATE:
        interval = interval.qualified(Qualifier.APPROXIMATE)
    return replace(of, mod=mod, interval=interval)


@operator("clock")
def clock(arguments: Arguments, context: Context) -> Reading:
    """A time of day, on the day named along or else the anchor's: value with T, interval that day."""
    hour, minute = whole(arguments, "hour") or 0, whole(arguments, "minute") or 0
    half = word(arguments, "half")
    if (half and hour > 12) or hour > 24 or minute > 59:
        raise DateRangeError(f"there is no time {hour}:{minute:02}")
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return _timed(arguments, context, f"T{hour:02}:{minute:02}")


@operator("day_part")
def day_part(arguments: Arguments, context: Context) -> Reading:
    """A part of a day: "tonight", "Friday evening": TIMEX3's TMO, TMI, TAF, TEV, TNI, TDT."""
    return _timed(arguments, context, f"T{word(arguments, 'part')}")


def _timed(arguments: Arguments, context: Context, time: str) -> Reading:
    of = inner(arguments, context)
    if of is not None and of.interval is not None:
        return replace(of, type="TIME", value=of.value + time)
    n = whole(arguments, "n") or 0
    base = context.reference if word(arguments, "from") == "text" and context.reference else context.anchor
    found = shift(base, Granularity.DAY, n) if base.is_unit and base.granularity is Granularity.DAY else None
    name = "text" if base is context.reference else context.anchored_to
    if found is None:
        raise UnanchoredError("the day of this time is unknown")
    return Reading(type="TIME", value=to_timex3(found) + time, interval=found, anchor=base, anchored_to=name)


@operator("duration")
def duration(arguments: Arguments, context: Context) -> Reading:
    """A length of time, P2Y or PXM: it dates nothing."""
    return Reading(type="DURATION", value=_length(arguments), mod=word(arguments, "mod") or None)


def _length(arguments: Arguments) -> str:
    n, letter = arguments.get("n", "X"), _DURATION_LETTERS.get(word(arguments, "unit"), "Y")
    if word(arguments, "unit") in _YEARS and isinstance(n, int | float):
        n = int(n * _YEARS[word(arguments, "unit")])
    elif word(arguments, "unit") in _YEARS:
        letter = {"decade": "DE", "century": "CE"}[word(arguments, "unit")]
    time = "T" if letter.startswith("T") else ""
    extra = whole(arguments, "and")
    if extra is not None:
        tail = _DURATION_LETTERS[word(arguments, "and_unit")]
        mark = "T" if tail.startswith("T") and not time else ""
        return f"P{time}{n}{letter.removeprefix('T')}{mark}{extra}{tail.removeprefix('T')}"
    return f"P{time}{n}{letter.removeprefix('T')}"


@operator("stretch")
def stretch(arguments: Arguments, context: Context) -> Reading:
    """A length that touches publication: "the past two years", "in recent days"; TIMEX3 still calls it a duration."""
    reading = duration(arguments, context)
    name = word(arguments, "unit")
    sign = whole(arguments, "sign") or -1
    if name not in VAGUE_REACH:
        return reading
    n = whole(arguments, "n")
    interval = reach(context.anchor, Granularity(name), sign, n)
    return replace(reading, interval=interval, anchor=context.anchor, anchored_to=context.anchored_to)


@operator("repeated")
def repeated(arguments: Arguments, context: Context) -> Reading:
    """A repeated time, TIMEX3's SET: "every day", "each Thursday", "annually"; it dates nothing."""
    named, month = whole(arguments, "weekday"), whole(arguments, "month")
    if named is not None:
        return Reading(type="SET", value=f"XXXX-WXX-{named}")
    if month is not None:
        return Reading(type="SET", value=f"XXXX-{month:02}")
    if "part" in arguments:
        return Reading(type="SET", value=f"XXXX-XX-XXT{word(arguments, 'part')}")
    return Reading(type="SET", value=_length({"n": 1, **arguments}))


@operator("reference")
def reference(arguments: Arguments, context: Context) -> Reading:
    """A word that points at the present, the past or the future and dates nothing."""
    return Reading(type="DATE", value=word(arguments, "value"))
