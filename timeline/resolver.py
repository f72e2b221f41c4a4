"""Reads each expression against its context: publication, what the text named before, the verbs around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from timeline.context import Context, UnanchoredError
from timeline.errors import DateRangeError
from timeline.grammar import LISTING
from timeline.interval import Granularity, Interval, Qualifier, day_interval, unit
from timeline.kind import explicit_year, kind_of
from timeline.language import Language
from timeline.model import Reading, Timex
from timeline.neighbours import agree
from timeline.notation import one_of, to_timex3
from timeline.operators import read
from timeline.outlook import Outlook, outlook
from timeline.signals import bind

# A publication known only to the month leaves "Thursday" four or five choices; more are given as a stretch.
_MAX_CHOICES = 6
_MAX_DAYS = 31
_MONTHS = 12
_LONGEST_LIST = 6
_SENTENCE_END = re.compile(r"[.!?]\s|[.!?]$|\n")
_OPENING = re.compile(r"(?:^|[.!?:\n][\"')]* *)(?:\w+ ){0,3}$")


@dataclass(frozen=True, slots=True)
class Document:
    """The text under reading, as it is and folded, what holds for all of it, and the coarse readings made in it.

    `day_first` is how it writes dates in numbers, None where nothing tells.
    """

    text: str
    folded: str
    language: Language
    anchor: Interval | None
    kind: str
    day_first: bool | None
    coarse: dict[object, Reading] = field(default_factory=dict)


def resolve(
    timexes: Sequence[Timex], text: str, anchor: Interval | None, language: Language, kind: str | None = None
) -> list[Timex]:
    """The expressions with their readings, signals and warnings.

    `anchor` is the publication day, month or year; `kind` is one of `KINDS`, or None to let the text decide.
    """
    kind = kind or kind_of(timexes, anchor)
    document = Document(text, language.fold(text), language, anchor, kind, _day_first(timexes))
    resolved: list[Timex] = []
    reference: Interval | None = None
    period: Interval | None = None
    last_year: Interval | None = None
    for index, timex in enumerate(timexes):
        around = {
            "following": _following_date(timexes, index, document, reference),
            "within": _longer_before(timex, resolved, document),
            "beside": _beside(resolved, timex, document),
            "last_year": last_year,
        }
        found = _resolve_one(timex, document, _context(timex, document, reference=reference, period=period, **around))
        resolved.append(found)
        period = _new_period(found, period)
        reference = _new_reference(found, reference, document)
        last_year = _new_reference(found, None, document) or last_year
    return bind(agree(resolved, document.folded, language), text, document.folded, language)


def _day_first(timexes: Sequence[Timex]) -> bool | None:
    """Whether the text writes dates in numbers day first ("25/04/2015"); None where nothing tells, or both."""
    shown = set()
    for timex in timexes:
        arguments = dict(timex.form.arguments) if timex.form else {}
        day, first = arguments.get("day"), arguments.get("first")
        if first and isinstance(day, int) and day > _MONTHS:
            shown.add(first == "day")
    return shown.pop() if len(shown) == 1 else None


def _longer_before(timex: Timex, resolved: Sequence[Timex], document: Document) -> Interval | None:
    """The year or month of what stands before a date that lacks it: "next year, in June", "May 6 and 7"."""
    before = resolved[-1] if resolved else None
    named = before.reading.interval if before and before.reading and before.reading.type == "DATE" else None
    if before is None or named is None or named.start is None or timex.form is None:
        return None
    if _lacks_month(timex) and named.granularity is Granularity.DAY:
        return unit(Granularity.MONTH, named.start) if _is_between(before, timex, document, LISTING) else None
    if timex.form.operator not in ("date", "season") or explicit_year(timex):
        return None
    is_year = named.granularity is Granularity.YEAR and named.is_unit
    return named if is_year and _is_between(before, timex, document, ("within",)) else None


def _lacks_month(timex: Timex) -> bool:
    return "day" in _parts(timex) and "month" not in _parts(timex)


def _is_between(first: Timex, last: Timex, document: Document, kinds: tuple[str, ...]) -> bool:
    """Whether a signal of one of these kinds joins two expressions."""
    return document.language.joins(document.folded[first.end : last.start], kinds)


def _following_date(
    timexes: Sequence[Timex], index: int, document: Document, reference: Interval | None
) -> Interval | None:
    """The date this one is joined to and lacks a part of: "March and April 1918", "10 to 12 October"."""
    timex = timexes[index]
    wanted = {"year", "month"} - _parts(timex) if _parts(timex) else set()
    if "year" not in wanted:
        return None
    other = next((joined for joined in _joined(timexes, index, document) if _parts(joined) & wanted), None)
    if other is None or ("month" not in wanted and "year" not in _parts(other)):
        return None
    found = _resolve_one(other, document, _context(other, document, reference=reference)).dates
    if found is not None and found.end is not None and _lacks_month(other):
        return day_interval(found.end - 1)  # of "9, 1918" alone is known that it lies in the year
    return found


def _joined(timexes: Sequence[Timex], index: int, document: Document) -> Iterator[Timex]:
    """The calendar dates that are joined to this one by "and", "to" or commas: the fullest first."""
    found: list[Timex] = []
    while index + 1 < len(timexes) and len(found) < _LONGEST_LIST and _parts(timexes[index + 1]):
        if not _is_between(timexes[index], timexes[index + 1], document, LISTING):
            break
        index += 1
        found.append(timexes[index])
    yield from sorted(found, key=lambda timex: -len(_parts(timex) - {"day"}))


def _beside(resolved: Sequence[Timex], timex: Timex, document: Document) -> Interval | None:
    """The day that the same sentence last named before an expression whose rule asks for it."""
    if timex.form is None or ("from", "sentence") not in timex.form.arguments:
        return None
    for other in reversed(resolved[-_LONGEST_LIST:]):
        if _SENTENCE_END.search(document.folded, other.end, timex.start):
            return None
        if other.dates is not None and other.dates.is_unit and other.dates.granularity is Granularity.DAY:
            return other.dates
    return None


def _parts(timex: Timex) -> set[str]:
    """Which parts of a calendar date an expression names; empty where it is no such date."""
    if timex.form is None or timex.form.operator != "date":
        return set()
    return {"year", "month", "day"} & set(dict(timex.form.arguments))


def _new_reference(timex: Timex, reference: Interval | None, document: Document) -> Interval | None:
    """The time a later "two days after" counts from: the last that was named as a date, not coarser than a year."""
    reading = timex.reading
    if reading is None or reading.type not in ("DATE", "TIME") or reading.interval is None:
        return reference
    if timex.form is not None and timex.form.operator == "year_before":
        return reference  # "from $3 million a year earlier" is an aside, the story goes on where it was
    if not reading.interval.is_unit or reading.interval.granularity.rank > Granularity.YEAR.rank:
        return reference
    if reference is not None and reading.interval.granularity is Granularity.YEAR and not _opens(timex, document):
        return reference  # a year in passing ("a client state in 1939", "planned for 1976") moves no story
    return reading.interval


def _new_period(timex: Timex, period: Interval | None) -> Interval | None:
    """The quarter or half that the text reports on; none while it reports on so many months or a year."""
    reading, form = timex.reading, timex.form
    if reading is None or form is None or form.operator == "year_before" or "in_year" in dict(form.arguments):
        return period  # what it is compared with
    if reading.type == "DURATION" and re.fullmatch(r"P(?:[1-9]\d*M|1Y)", reading.value):
        return None
    named = reading.interval if reading.type == "DATE" else None
    reported = named is not None and named.is_unit and named.granularity in (Granularity.QUARTER, Granularity.HALF)
    return named if reported else period


def _opens(timex: Timex, document: Document) -> bool:
    """Whether an expression opens its sentence or line ("In 1976, …"): there a narrative moves on."""
    return _OPENING.search(document.folded[max(0, timex.start - 30) : timex.start]) is not None


def _context(timex: Timex, document: Document, **named: Interval | None) -> Context:
    """What an expression is read against; `named` are the times that the text names around it."""
    return Context(
        publication=document.anchor,
        language=document.language.code,
        narrative=document.kind == "narrative",
        post=document.kind == "post",
        day_first=document.day_first,
        outlook=partial(outlook, document.text, timex.start, timex.end, document.language.cues),
        **named,
    )


def _resolve_one(timex: Timex, document: Document, context: Context) -> Timex:
    anchor = context.publication
    try:
        if anchor is None or anchor.granularity is Granularity.DAY or context.anchored_to == "text":
            reading = _read(timex, context)
        else:
            looks = context.outlook()
            key = (timex.form, replace(context, outlook=Outlook), looks)
            reading = document.coarse.get(key) or _read_coarsely(timex, _looking(looks, context), anchor)
            document.coarse[key] = reading
    except DateRangeError as error:
        return timex.read_as(Reading(type="DATE", value=""), str(error))
    return timex.read_as(reading, _contradiction(reading))


def _looking(looks: Outlook, context: Context) -> Context:
    """The context with its outlook known, for the many days of a month."""
    return replace(context, outlook=lambda: looks)


def _contradiction(reading: Reading) -> str | None:
    return next((step for step in reading.steps if step.startswith("contradiction")), None)


def _read(timex: Timex, context: Context) -> Reading:
    assert timex.form is not None
    try:
        return read(timex.form, context)
    except UnanchoredError as error:
        return Reading(type="DATE", value="", steps=(str(error),))


def _read_coarsely(timex: Timex, context: Context, anchor: Interval) -> Reading:
    """The reading when publication is known only to the month or year: what holds for each of its days.

    "Thursday" becomes one of four or five days, "yesterday" an uncertain stretch: a set of days, not a guess. Readings
    move with the day they are read against, so that the first and the last day bound all others.
    """
    assert anchor.start is not None
    assert anchor.end is not None
    first, last = (_read_on(timex, context, day) for day in (anchor.start, anchor.end - 1))
    reading = replace(first, anchor=anchor if first.anchor else None, alternatives=())
    if first.interval == last.interval or first.interval is None or last.interval is None:
        return reading
    found = _choices(timex, context, anchor)
    if found is None:
        found = Interval(first.interval.start, last.interval.end, Granularity.DAY, Qualifier.UNCERTAIN)
    return replace(reading, interval=found, value=to_timex3(found))


def _read_on(timex: Timex, context: Context, day: int) -> Reading:
    return _read(timex, replace(context, publication=day_interval(day)))


def _choices(timex: Timex, context: Context, anchor: Interval) -> Interval | None:
    """One of the few times that the days of a month lead to, None where they are many."""
    assert anchor.start is not None
    if (anchor.length or 0) > _MAX_DAYS:
        return None
    readings = (_read_on(timex, context, anchor.start + k) for k in range(anchor.length or 0))
    intervals = {reading.interval for reading in readings if reading.interval is not None}
    return one_of(list(intervals)) if len(intervals) <= _MAX_CHOICES else None
