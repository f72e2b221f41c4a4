"""Operators that count: units from publication or from a time in the text, and units within a longer one."""

from __future__ import annotations

from dataclasses import replace

from timeline.context import Context, UnanchoredError
from timeline.interval import Granularity, Interval, Qualifier, back, civil, day_interval, ordinal, shift, unit, weekday
from timeline.model import Reading
from timeline.operators.reading import (
    Arguments,
    counted,
    counted_from,
    explicit,
    fraction,
    inner,
    moved,
    operator,
    picked,
    whole,
    word,
)
from timeline.picking import Pick, pick

# What "a few days ago" and its like reach back, in units: a reader's guess, always marked approximate.
VAGUE_REACH = {"day": 7, "week": 6, "month": 6, "year": 5, "decade": 3, "century": 3}
# Reports speak of the quarter before for so many days after its end, whatever their verbs look to.
_REPORTED_WITHIN = 60
_YEARS = {Granularity.DECADE: 10, Granularity.CENTURY: 100, Granularity.MILLENNIUM: 1000}
_DAYS_OF_MONTH = 30.44
_OF_YEARS = ("year", "decade", "century")
_SATURDAY = 6
_COMPARED = {Granularity.QUARTER: 4, Granularity.HALF: 2}


@operator("shift")
def shifted(arguments: Arguments, context: Context) -> Reading:
    """The unit n units away: "last month" (-1), "three days ago", "the following spring"; n may be vague (X)."""
    granularity = Granularity(word(arguments, "unit"))
    n, sign = arguments.get("n", 1), whole(arguments, "sign") or 1
    if not isinstance(n, int | float):
        return _vaguely(arguments, context, granularity, sign)
    base, anchored_to = _base(arguments, context)
    if "exact" in arguments and base.start is not None:
        return counted_from(base, anchored_to, day_interval(back(base.start, granularity, -sign * int(n))))
    if granularity is Granularity.WEEKEND and n == 0 and "of" not in arguments:
        n = _this_weekend(word(arguments, "default"), context)
    found = _moved(base, granularity, sign * (n + fraction(arguments)))
    return counted_from(base, anchored_to, found.qualified(base.qualifier))


def _this_weekend(default: str, context: Context) -> int:
    """-1 for the weekend that is over, by the verbs or by default ("marched this weekend", said on Monday), else 0."""
    over = not context.post and (context.outlook().direction or default) == "past"
    return -1 if over and weekday(context.day) < _SATURDAY else 0


def _vaguely(arguments: Arguments, context: Context, granularity: Granularity, sign: int) -> Reading:
    """Some units away: a reference for TIMEX3, and for a reader the stretch that it reaches over."""
    pointing = Reading(type="DATE", value="PAST_REF" if sign < 0 else "FUTURE_REF")
    try:
        base, anchored_to = _base(arguments, context)
    except UnanchoredError:
        return pointing
    return replace(pointing, interval=reach(base, granularity, sign), anchor=base, anchored_to=anchored_to)


def reach(base: Interval, granularity: Granularity, sign: int, n: int | None = None) -> Interval:
    """The days from n units before a time up to it (sign -1), or from it on (sign 1), approximate."""
    if base.start is None:
        raise UnanchoredError("the time to count from is unknown")
    far = back(base.start, granularity, -sign * (n or VAGUE_REACH[granularity]))
    first, last = sorted((far, base.start))
    return Interval(first, last + 1, Granularity.DAY, Qualifier.APPROXIMATE)


def _moved(base: Interval, granularity: Granularity, n: float) -> Interval:
    if n == int(n):
        return shift(base, granularity, int(n))
    if granularity.rank <= Granularity.WEEK.rank:
        return shift(base, Granularity.DAY, round((1 if granularity is Granularity.DAY else 7) * n))
    if granularity is Granularity.MONTH and base.start is not None:
        return unit(granularity, base.start + round(_DAYS_OF_MONTH * n))
    if granularity.rank >= Granularity.DECADE.rank:
        return shift(base, Granularity.YEAR, round(_YEARS[granularity] * n))
    return shift(base, Granularity.MONTH, round(12 * n))


def _base(arguments: Arguments, context: Context) -> tuple[Interval, str]:
    """What to count from: a time named along ("three days before Christmas"), the text's last time, or the anchor.

    "Two years later" means nothing where the text has named no time (`from` is "text"); "the following year" may then
    be counted from the anchor ("text-first").
    """
    of = inner(arguments, context)
    if of is not None and of.interval is not None:
        return of.interval, "text"
    source = word(arguments, "from")
    if source and context.reference is not None:
        by_years = word(arguments, "unit") in _OF_YEARS and not context.narrative
        found = context.last_year if by_years and context.last_year else context.reference
        if source == "text" and found.granularity.rank > Granularity(word(arguments, "unit")).rank:
            raise UnanchoredError(f"the text names no {word(arguments, 'unit')} before to count from")
        return found, "text"
    if source == "text":
        raise UnanchoredError("the text names no time before to count from")
    return context.anchor, context.anchored_to


@operator("same")
def same(arguments: Arguments, context: Context) -> Reading:
    """The time the text last named, at the unit asked for: "that day", "the same month"; n units on: "the next day".

    What was done "the next day" was not done after publication: without a time in the text nobody knows when.
    """
    granularity, n = Granularity(word(arguments, "unit")), whole(arguments, "n") or 0
    if n > 0 and context.reference is None and context.outlook().direction == "past":
        raise UnanchoredError(f"the text names no {granularity} before to count from")
    base = context.reference or context.anchor
    if base.granularity.rank > granularity.rank or not base.is_unit:
        raise UnanchoredError(f"the text names no {granularity} before")
    found = shift(base, granularity, n)
    return counted_from(base, "text" if context.reference else "publication", found)


@operator("year_before")
def year_before(arguments: Arguments, context: Context) -> Reading:
    """A year ago or earlier: of the quarter that the text speaks of the same quarter a year before, else a year."""
    quarter = inner(arguments, context, "in_quarter")
    base = quarter.interval if quarter else context.period
    if base is None and word(arguments, "period") == Granularity.QUARTER:
        base = shift(context.anchor, Granularity.QUARTER, -1)
    if base is not None and base.granularity in _COMPARED:
        return counted_from(base, "text", shift(base, base.granularity, -_COMPARED[base.granularity]))
    return counted(shift(context.anchor, Granularity.YEAR, -1), context)


@operator("latest")
def latest(arguments: Arguments, context: Context) -> Reading:
    """The unit that the text reports on ("the quarter") if it is over, else the last that was over at publication.

    With a year it is the one of that year ("the 1988 quarter"), or the year itself where the text reports on none.
    """
    granularity, year = Granularity(word(arguments, "unit")), inner(arguments, context, "in_year")
    base = context.period if context.period and context.period.granularity is granularity else None
    if year is not None:
        return year if base is None else _in_year(base, year)
    if base is not None and base.end is not None and (context.narrative or base.end <= context.day + 1):
        return counted_from(base, "text", base)
    return counted(shift(context.anchor, granularity, -1), context)


def _in_year(period: Interval, year: Reading) -> Reading:
    """The same quarter or half of another year."""
    if period.start is None or year.interval is None or year.interval.start is None:
        raise UnanchoredError("the year of this period is unknown")
    _, month, _ = civil(period.start)
    return moved(year, unit(period.granularity, ordinal(civil(year.interval.start)[0], month)))


@operator("nth")
def nth(arguments: Arguments, context: Context) -> Reading:
    """The n-th unit of a longer one: "the third quarter of 1989", "the first week of May", "the last day of 2014"."""
    granularity, n = Granularity(word(arguments, "unit")), whole(arguments, "nth") or 1
    of = inner(arguments, context)
    if of is None or of.interval is None:
        return picked(_nth_of_year(granularity, n, context), context)
    if granularity is Granularity.HALF and of.interval.granularity is not Granularity.YEAR:
        return replace(of, interval=_half(of.interval, n), mod="START" if n == 1 else "END")
    return moved(of, _nth_in(of.interval, granularity, n))


def _half(longer: Interval, n: int) -> Interval:
    """The first or second half of a time that is no year: of the 1980s five years, of May fifteen days."""
    if longer.start is None or longer.end is None:
        raise UnanchoredError("the longer time is open")
    if longer.granularity.rank >= Granularity.DECADE.rank:
        split, granularity = ordinal((civil(longer.start)[0] + civil(longer.end)[0]) // 2), Granularity.YEAR
    else:
        split, granularity = (longer.start + longer.end) // 2, Granularity.DAY
    return Interval(longer.start, split, granularity) if n == 1 else Interval(split, longer.end, granularity)


def _nth_in(longer: Interval, granularity: Granularity, n: int) -> Interval:
    if longer.start is None or longer.end is None:
        raise UnanchoredError("the longer time is open")
    if n < 0:
        return shift(day_interval(longer.end - 1), granularity, n + 1)
    first = unit(granularity, longer.start)
    begun_before = first.start is not None and first.start < longer.start
    return shift(first, granularity, n if begun_before else n - 1)


def _nth_of_year(granularity: Granularity, n: int, context: Context) -> Pick:
    """The n-th quarter or half of the year meant; one that has just ended is what reports speak of."""
    year = context.holding(Granularity.YEAR)
    candidates = [_nth_in(shift(year, Granularity.YEAR, k), granularity, n) for k in (-2, -1, 0, 1)]
    before = shift(context.anchor, granularity, -1)
    just_over = before.end is not None and context.day - before.end < _REPORTED_WITHIN
    if before in candidates and just_over:
        return Pick(before, f"the {granularity} that was just over")
    return pick(candidates, context, default="past")


@operator("month_of")
def month_of(arguments: Arguments, context: Context) -> Reading:
    """A month, or a day of it, of a year that is itself relative: "November last year"."""
    year = inner(arguments, context, "in_year")
    if year is None or year.interval is None or year.interval.start is None:
        raise UnanchoredError("the year of this month is unknown")
    month, day = whole(arguments, "month") or 1, whole(arguments, "day")
    found = ordinal(civil(year.interval.start)[0], month, day or 1)
    return moved(year, unit(Granularity.MONTH, found) if day is None else day_interval(found))


@operator("calendar_week")
def calendar_week(arguments: Arguments, context: Context) -> Reading:
    """The week of a number after ISO 8601, of the year named along or the nearest: "calendar week 23"."""
    n, year = whole(arguments, "n") or 1, whole(arguments, "year")
    here = civil(context.day)[0] if year is None else year
    # The first week of a year is that with 4 January.
    weeks = [
        shift(unit(Granularity.WEEK, ordinal(y, 1, 4)), Granularity.WEEK, n - 1) for y in (here - 1, here, here + 1)
    ]
    if year is not None:
        return explicit(weeks[1])
    return picked(pick(weeks, context, default="nearest"), context)
