"""The words around expressions: "since", "by", "between … and …", "the last two weeks of …"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from timeline.errors import DateRangeError
from timeline.grammar import SignalRule
from timeline.interval import Granularity, Interval, add_months, back, hull, shift, unit
from timeline.language import Language
from timeline.model import Reading, Signal, Timex
from timeline.notation import one_of, to_timex3

_LOOK_BACK = 40
# Signals that stand between two expressions and bound neither.
_BETWEEN = ("list", "part", "within")


def bind(timexes: Sequence[Timex], text: str, folded: str, language: Language) -> list[Timex]:
    """The expressions with the signals that bound or join them."""
    bound = list(timexes)
    for index in range(len(bound) - 1):
        first, last = bound[index], bound[index + 1]
        if language.joins(folded[first.end : last.start], ("part",)) and _dates(last):
            bound[index : index + 2] = _part(first, last, text)
    for index, timex in enumerate(bound):
        if timex.signal is None and _dates(timex):
            _bind_one(bound, index, text, folded, language)
    return bound


def _part(first: Timex, last: Timex, text: str) -> tuple[Timex, Timex]:
    """A length at the beginning or end of a time: "the last two weeks of April" reach to no other day."""
    form, reading = first.form, first.reading
    if form is None or reading is None or reading.type != "DURATION" or form.operator not in ("duration", "stretch"):
        return first, last
    first = replace(first, reading=replace(reading, interval=None, anchor=None, anchored_to=None))
    arguments, longer = dict(form.arguments), last.dates
    n, name = arguments.get("n"), arguments.get("unit")
    at_start = arguments.get("sign") == 1
    placed = "sign" in arguments or form.operator == "stretch"
    if not placed or not isinstance(n, int) or longer is None or name not in _COUNTED:
        return first, last
    period = _end_of(longer, Granularity(str(name)), n, at_start=at_start)
    if period is None:
        return first, last
    signal = Signal(kind="part", start=first.start, end=last.end, text=text[first.start : last.end], period=period)
    return replace(first, signal=signal), replace(last, signal=signal)


_COUNTED = ("day", "week", "month", "quarter", "year", "decade")


def _end_of(longer: Interval, counted: Granularity, n: int, *, at_start: bool) -> Interval | None:
    """The first or last n units of a longer time, None where it has not so many."""
    if longer.start is None or longer.end is None or not longer.is_unit:
        return None
    start = longer.start if at_start else back(longer.end, counted, n)
    end = back(longer.start, counted, -n) if at_start else longer.end
    granularity = Granularity.DAY if counted is Granularity.WEEK else counted
    return Interval(start, end, granularity) if longer.start <= start < end <= longer.end else None


def _dates(timex: Timex) -> bool:
    reading = timex.reading
    return reading is not None and reading.type in ("DATE", "TIME") and reading.interval is not None


def _bind_one(timexes: list[Timex], index: int, text: str, folded: str, language: Language) -> None:
    timex = timexes[index]
    left = folded[max(0, timex.start - _LOOK_BACK) : timex.start]
    for rule, length in _signals_ending(left, language):
        start = timex.start - length
        if rule.join is None:
            _bound(timexes, index, rule, start, text)
            return
        if index + 1 < len(timexes) and _joins(rule, timexes[index], timexes[index + 1], folded):
            if length == 0 and not _are_alike(timexes[index], timexes[index + 1]):
                return  # "a revision on Friday to December's figures"
            _join(timexes, index, rule, start, text)
            return


# Tables and lists have the same few words before every date.
@lru_cache(1024)
def _signals_ending(left: str, language: Language) -> tuple[tuple[SignalRule, int], ...]:
    """The signals that the text before an expression ends with, each with its length in code points."""
    found = ((rule, rule.before.search(left)) for rule in language.signals if rule.kind not in _BETWEEN)
    return tuple((rule, len(left) - match.start()) for rule, match in found if match)


def _joins(rule: SignalRule, first: Timex, last: Timex, folded: str) -> bool:
    between = folded[first.end : last.start]
    return _dates(last) and rule.join is not None and rule.join.fullmatch(between) is not None


def _are_alike(first: Timex, last: Timex) -> bool:
    """Whether two expressions name the same unit."""
    one, other = (timex.reading.interval if timex.reading else None for timex in (first, last))
    return one is not None and other is not None and one.granularity is other.granularity


def _join(timexes: list[Timex], index: int, rule: SignalRule, start: int, text: str) -> None:
    first, last = timexes[index], timexes[index + 1]
    assert first.reading is not None and first.reading.interval is not None
    assert last.reading is not None and last.reading.interval is not None
    if rule.kind == "either":
        if first.reading.interval.granularity is not last.reading.interval.granularity:
            return
        period = one_of([first.reading.interval, last.reading.interval])
    else:
        first = _weekday_before(first, last.reading.interval)
        assert first.reading is not None and first.reading.interval is not None
        last = _not_before(first.reading.interval, last)
        assert last.reading is not None and last.reading.interval is not None
        try:
            period = hull(first.reading.interval, last.reading.interval)
        except DateRangeError:
            return
    kind = "either" if rule.kind == "either" else "range"
    signal = Signal(kind=kind, start=start, end=last.end, text=text[start : last.end], period=period)
    timexes[index], timexes[index + 1] = replace(first, signal=signal), replace(last, signal=signal)


def _read_as(timex: Timex, reading: Reading, interval: Interval) -> Timex:
    return replace(timex, reading=replace(reading, interval=interval, value=to_timex3(interval)))


def _not_ahead(timex: Timex) -> Timex:
    """What something lasts since has begun: "since June 3", said in May, is of the year before."""
    reading = timex.reading
    if reading is None or reading.interval is None or reading.interval.start is None or timex.form is None:
        return timex
    if "n" in dict(timex.form.arguments):
        return timex  # "since next June" says itself which one
    ahead = (
        reading.anchor is not None and reading.anchor.end is not None and reading.interval.start >= reading.anchor.end
    )
    if (
        not ahead
        or reading.anchored_to != "publication"
        or timex.form.operator != "date"
        or not reading.interval.is_unit
    ):
        return timex
    earlier = unit(reading.interval.granularity, add_months(reading.interval.start, -12))
    return _read_as(timex, reading, earlier)


def _weekday_before(first: Timex, last: Interval) -> Timex:
    """The first end of a range, in the week that its second end names: "Monday to Friday last week"."""
    assert first.reading is not None and first.reading.interval is not None and first.form is not None
    start = first.reading.interval.start
    if (
        first.form.operator != "weekday"
        or start is None
        or last.start is None
        or not last.start < start < last.start + 7
    ):
        return first
    earlier = shift(first.reading.interval, Granularity.DAY, -7)
    return _read_as(first, first.reading, earlier)


def _not_before(first: Interval, last: Timex) -> Timex:
    """The second end of a range where it was read as the one before the first: the next such, as in "April to June"."""
    assert last.reading is not None and last.form is not None
    interval = last.reading.interval
    if interval is None or interval.start is None or first.start is None or interval.start >= first.start:
        return last
    if last.form.operator == "weekday":
        later = shift(interval, Granularity.DAY, 7)
    elif last.form.operator == "date" and "year" not in dict(last.form.arguments) and interval.is_unit:
        months = 12 if "month" in dict(last.form.arguments) else 1
        later = unit(interval.granularity, add_months(interval.start, months))
    else:
        return last
    return _read_as(last, last.reading, later)


def _bound(timexes: list[Timex], index: int, rule: SignalRule, start: int, text: str) -> None:
    timex = _not_ahead(timexes[index]) if rule.kind == "since" else timexes[index]
    assert timex.reading is not None and timex.reading.interval is not None
    if timex.reading.type == "TIME" and rule.kind in ("before", "after"):
        return  # "after 9 p.m. on Saturday" is still Saturday
    interval = timex.reading.interval
    kind = "by" if rule.kind == "before" and timex.reading.mod == "END" else rule.kind
    kind = "since" if kind == "from" else kind
    period = _period(kind, interval)
    if period is not None:
        phrase = text[start : timex.end]
        signal = Signal(kind=kind, start=start, end=timex.end, text=phrase, period=period)
        timexes[index] = replace(timex, signal=signal)


def _period(kind: str, interval: Interval) -> Interval | None:
    """What a bound leaves open: since [start, ..), after [end, ..), until and by (.., end), before (.., start)."""
    start, end, unit, qualifier = interval.start, interval.end, interval.granularity, interval.qualifier
    match kind:
        case "since" if start is not None:
            return Interval(start, None, unit, qualifier)
        case "after" if end is not None:
            return Interval(end, None, unit, qualifier)
        case "until" | "by" if end is not None:
            return Interval(None, end, unit, qualifier)
        case "before" if start is not None:
            return Interval(None, start, unit, qualifier)
    return None
