"""Operators of lengths, repetitions, times of day and references: what dates nothing, or a part of a day."""

from __future__ import annotations

from dataclasses import replace

from timeline.context import Context, UnanchoredError
from timeline.errors import DateRangeError
from timeline.interval import Granularity, Interval, Qualifier, hull, shift
from timeline.model import Form, Reading
from timeline.notation import to_timex3
from timeline.operators.calendar import with_weekday
from timeline.operators.counting import VAGUE_REACH, reach
from timeline.operators.reading import Arguments, fraction, inner, operator, whole, word

_CLOCK_LETTERS = {"second": "S", "minute": "M", "hour": "H"}
_CALENDAR_LETTERS = {
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
}
_YEARS = {"decade": 10, "century": 100}
_APPROXIMATE = {"APPROX", "LESS_THAN", "MORE_THAN"}


@operator("part")
def part(arguments: Arguments, context: Context) -> Reading:
    """The beginning, middle or end of a time: the time itself with TIMEX3's mod, which EDTF cannot write."""
    of = inner(arguments, context)
    if of is None:
        raise UnanchoredError("this is a part of nothing")
    mod = word(arguments, "mod") or None
    interval = of.interval
    if interval is not None and mod in _APPROXIMATE:
        interval = interval.qualified(Qualifier.APPROXIMATE)
    return replace(of, mod=mod, interval=interval)


@operator("clock")
def clock(arguments: Arguments, context: Context) -> Reading:
    """A time of day, on the day named along or else the anchor's: value with T (and Z), interval that day."""
    hour, minute = whole(arguments, "hour") or 0, whole(arguments, "minute") or 0
    half = word(arguments, "half")
    if hour > 12 and half == "pm":
        half = ""  # "15:37 p.m." says it twice
    if (half and hour > 12) or hour > 24 or minute > 59:
        raise DateRangeError(f"there is no time {hour}:{minute:02}")
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return _timed(arguments, context, f"T{hour:02}:{minute:02}{word(arguments, 'zone')}")


@operator("day_part")
def day_part(arguments: Arguments, context: Context) -> Reading:
    """A part of a day: "tonight", "Friday evening": TIMEX3's TMO, TMI, TAF, TEV, TNI, TDT."""
    return with_weekday(arguments, _timed(arguments, context, f"T{word(arguments, 'part')}"))


@operator("overnight")
def overnight(arguments: Arguments, context: Context) -> Reading:
    """The night before publication, or where a verb looks ahead the one that follows: an evening and a morning."""
    base, anchored_to = _day_meant(arguments, context)
    follows = anchored_to == "text" or context.outlook().direction == "future"
    evening = shift(base, Granularity.DAY, 0 if follows else -1)
    night = hull(evening, shift(evening, Granularity.DAY, 1))
    value = f"{to_timex3(evening)}TNI"
    return Reading(type="TIME", value=value, interval=night, anchor=base, anchored_to=anchored_to)


def _timed(arguments: Arguments, context: Context, time: str) -> Reading:
    of = inner(arguments, context)
    if of is not None and of.interval is not None:
        return replace(of, type="TIME", value=of.value + time)
    base, anchored_to = _day_meant(arguments, context)
    if arguments.get("from") == "text" and "n" in arguments and anchored_to != "text":
        raise UnanchoredError("the text names no day before to count from")
    found = shift(base, Granularity.DAY, whole(arguments, "n") or 0)
    return Reading(type="TIME", value=to_timex3(found) + time, interval=found, anchor=base, anchored_to=anchored_to)


def _day_meant(arguments: Arguments, context: Context) -> tuple[Interval, str]:
    """The day that a time of day belongs to: the text's last where it names days, else the publication day.

    `from` is "text" for the last that the text named, "sentence" for one that the same sentence named; with `told` it
    is publication's only where a verb looks back or ahead.
    """
    source = word(arguments, "from")
    wanted = context.reference if source == "text" or context.narrative else None
    beside = context.beside if source == "sentence" else None
    told = "told" not in arguments or context.post or context.outlook().direction
    published = context.publication if told else None  # "when I get up in the morning" is of no day
    for base, name in ((beside, "text"), (wanted, "text"), (published, "publication")):
        if base is not None and base.is_unit and base.granularity is Granularity.DAY:
            return base, name
    raise UnanchoredError("the day of this time is unknown")


@operator("duration")
def duration(arguments: Arguments, context: Context) -> Reading:
    """A length of time, P2Y or PXM: it dates nothing."""
    return Reading(type="DURATION", value=_length(arguments), mod=word(arguments, "mod") or None)


def _length(arguments: Arguments) -> str:
    """TIMEX3's duration, after ISO 8601: P2Y, PT90M, PXM where the number is vague; a decade counts ten years."""
    n = arguments.get("n", "X")
    parts = [(n + fraction(arguments) if isinstance(n, int | float) else n, word(arguments, "unit"))]
    if "and" in arguments:
        parts.append((arguments["and"], word(arguments, "and_unit")))
    days = "".join(_counted(n, unit) for n, unit in parts if unit not in _CLOCK_LETTERS)
    hours = "".join(f"{n}{_CLOCK_LETTERS[unit]}" for n, unit in parts if unit in _CLOCK_LETTERS)
    return f"P{days}" + (f"T{hours}" if hours else "")


def _counted(n: int | float | str | Form, unit: str) -> str:
    if unit == "quarter" and isinstance(n, int | float) and n != 1:
        return f"{int(n * 3)}M"
    if unit in _YEARS and isinstance(n, int | float):
        return f"{int(n * _YEARS[unit])}Y"
    return f"{n}{_CALENDAR_LETTERS[unit]}"


@operator("stretch")
def stretch(arguments: Arguments, context: Context) -> Reading:
    """A length that touches publication: "the past two years", "in recent days"; TIMEX3 still calls it a duration."""
    reading = duration(arguments, context)
    name = word(arguments, "unit")
    sign = whole(arguments, "sign") or -1
    if name not in VAGUE_REACH:
        return reading
    if sign > 0 and not context.narrative and context.outlook().direction == "past":
        return reading  # "over the next two years he wrote" counts from a time that the text tells in its own words
    interval = reach(context.anchor, Granularity(name), sign, whole(arguments, "n"))
    return replace(reading, interval=interval, anchor=context.anchor, anchored_to=context.anchored_to)


@operator("repeated")
def repeated(arguments: Arguments, context: Context) -> Reading:
    """A repeated time, TIMEX3's SET: "every day", "each Thursday", "every 3 May"; it dates nothing."""
    named, month = whole(arguments, "weekday"), whole(arguments, "month")
    if named is not None:
        return Reading(type="SET", value=f"XXXX-WXX-{named}")
    if month is not None:
        day = f"-{whole(arguments, 'day'):02}" if "day" in arguments else ""
        return Reading(type="SET", value=f"XXXX-{month:02}{day}")
    if "season" in arguments:
        return Reading(type="SET", value=f"XXXX-{word(arguments, 'season')}")
    if "part" in arguments:
        return Reading(type="SET", value=f"XXXX-XX-XXT{word(arguments, 'part')}")
    return Reading(type="SET", value=_length({"n": 1, **arguments}))


@operator("reference")
def reference(arguments: Arguments, context: Context) -> Reading:
    """A word that points at the present, the past or the future and dates nothing."""
    return Reading(type="DATE", value=word(arguments, "value"))
