"""Reads each expression against its context: publication, what the text named before, the verbs around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.context import Context, UnanchoredError
from timeline.errors import DateRangeError
from timeline.interval import Granularity, Interval, Qualifier, day_interval
from timeline.language import Language
from timeline.model import Reading, Timex
from timeline.notation import one_of, to_timex3
from timeline.operators import read
from timeline.signals import bind

# A text counts as a narrative when it names at least so many explicit years, this share of them far from publication.
_NARRATIVE_YEARS = 6
_NARRATIVE_SHARE = 0.7
# A publication known only to the month leaves "Thursday" four or five choices; more are given as a stretch.
_MAX_CHOICES = 6
_WINDOW = 160
_STOPS = (". ", "? ", "! ", "\n")


@dataclass(frozen=True, slots=True)
class Document:
    """The text under reading, folded, with its language."""

    text: str
    folded: str
    language: Language


def resolve(
    timexes: Sequence[Timex], text: str, anchor: Interval | None, language: Language, kind: str | None = None
) -> list[Timex]:
    """The expressions with their readings, signals and warnings.

    `anchor` is the publication day, month or year; `kind` is "news", "narrative", or None to let the text decide.
    """
    document = Document(text, language.fold(text), language)
    narrative = _is_narrative(timexes, anchor) if kind is None else kind == "narrative"
    resolved: list[Timex] = []
    reference: Interval | None = None
    for timex in timexes:
        found = _resolve_one(timex, document, anchor, reference, narrative)
        resolved.append(found)
        reference = _new_reference(found, reference)
    return bind(resolved, text, document.folded, language)


def _is_narrative(timexes: Sequence[Timex], anchor: Interval | None) -> bool:
    years = [_explicit_year(timex) for timex in timexes]
    named = [year for year in years if year is not None]
    if len(named) < _NARRATIVE_YEARS:
        return False
    if anchor is None or anchor.start is None:
        return True
    published = int(to_timex3(day_interval(anchor.start))[:4])
    far = sum(abs(year - published) > 1 for year in named)
    return far >= _NARRATIVE_SHARE * len(named)


def _explicit_year(timex: Timex) -> int | None:
    year = dict(timex.form.arguments).get("year") if timex.form else None
    return year if isinstance(year, int) else None


def _new_reference(timex: Timex, reference: Interval | None) -> Interval | None:
    """The time a later "two days after" counts from: the last that was named as a date, not coarser than a year."""
    reading = timex.reading
    if reading is None or reading.type not in ("DATE", "TIME") or reading.interval is None:
        return reference
    if timex.form is not None and timex.form.operator == "year_before":
        return reference  # "from $3 million a year earlier" is an aside, the story goes on where it was
    usable = reading.interval.is_unit and reading.interval.granularity.rank <= Granularity.YEAR.rank
    return reading.interval if usable else reference


def _resolve_one(
    timex: Timex, document: Document, anchor: Interval | None, reference: Interval | None, narrative: bool
) -> Timex:
    def direction() -> str:
        return _direction(timex, document)

    context = Context(
        publication=anchor,
        language=document.language.code,
        reference=reference,
        narrative=narrative,
        direction=direction,
    )
    try:
        if anchor is None or anchor.granularity is Granularity.DAY or context.anchored_to == "text":
            reading = _read(timex, context)
        else:
            reading = _read_coarsely(timex, context, anchor)
    except DateRangeError as error:
        return replace(timex, reading=Reading(type="DATE", value=""), warning=str(error))
    return replace(timex, reading=reading, warning=_contradiction(reading))


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

    "Thursday" becomes one of four or five days, "yesterday" an uncertain stretch: a set of days, not a guess.
    """
    assert anchor.start is not None
    assert anchor.end is not None
    readings = [_read(timex, replace(context, publication=day_interval(d))) for d in range(anchor.start, anchor.end)]
    intervals = {reading.interval for reading in readings if reading.interval is not None}
    first = replace(readings[0], anchor=anchor if readings[0].anchor else None, alternatives=())
    if len(intervals) <= 1:
        return first
    if len(intervals) <= _MAX_CHOICES:
        found = one_of(list(intervals))
    else:
        starts = [i.start for i in intervals if i.start is not None]
        ends = [i.end for i in intervals if i.end is not None]
        found = Interval(min(starts), max(ends), Granularity.DAY, Qualifier.UNCERTAIN)
    return replace(first, interval=found, value=to_timex3(found))


def _direction(timex: Timex, document: Document) -> str:
    """Where the verbs around the expression look: "future", "past", or "" when they do not tell."""
    left = document.folded[max(0, timex.start - _WINDOW) : timex.start]
    for stop in _STOPS:
        left = left.rpartition(stop)[2]
    right = document.folded[timex.end : timex.end + _WINDOW]
    for stop in _STOPS:
        right = right.partition(stop)[0]
    cues = document.language.cues
    for prefix in ("", "weak_"):
        names = [name for name in ("past", "future") if prefix + name in cues]
        found = _nearest(names, [cues[prefix + name] for name in names], left, right)
        if found:
            return found
    return ""


def _nearest(names: list[str], cues: list[re.Pattern[str]], left: str, right: str) -> str:
    """The name of the cue that ends last before the expression, else of the one that comes first after it."""
    ends = [max((found.end() for found in cue.finditer(left)), default=-1) for cue in cues]
    if max(ends, default=-1) >= 0:
        return names[ends.index(max(ends))]
    firsts = [found.start() if (found := cue.search(right)) else len(right) for cue in cues]
    return names[firsts.index(min(firsts))] if min(firsts, default=len(right)) < len(right) else ""
