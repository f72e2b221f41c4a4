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
from timeline.outlook import outlook
from timeline.signals import bind

# A text counts as a narrative when it names at least so many explicit years, this share of them far from publication.
_NARRATIVE_YEARS = 6
_NARRATIVE_SHARE = 0.65
# A publication known only to the month leaves "Thursday" four or five choices; more are given as a stretch.
_MAX_CHOICES = 6
# Operators that count from publication: where they abound a text is news, however much history it tells.
_TOPICAL = ("weekday", "shift", "year_before", "day_part")


_OPENING = re.compile(r"(?:^|[.!?:\n][\"')]* *)(?:\w+ ){0,3}$")


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
    for index, timex in enumerate(timexes):
        following = _following_date(timexes, index, document)
        found = _resolve_one(timex, document, anchor, reference, narrative, following)
        resolved.append(found)
        reference = _new_reference(found, reference, document)
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
    topical = sum(_is_topical(timex) for timex in timexes)
    return far >= _NARRATIVE_SHARE * len(named) and 2 * topical <= far


def _is_topical(timex: Timex) -> bool:
    form = timex.form
    return form is not None and form.operator in _TOPICAL and ("from", "text") not in form.arguments


def _explicit_year(timex: Timex) -> int | None:
    year = dict(timex.form.arguments).get("year") if timex.form else None
    return year if isinstance(year, int) else None


def _following_date(timexes: Sequence[Timex], index: int, document: Document) -> Interval | None:
    """The explicit date that this expression is joined to: "between March and April 1918" lends March its year."""
    if index + 1 == len(timexes):
        return None
    timex, other = timexes[index], timexes[index + 1]
    if _explicit_year(other) is None or other.form is None or other.form.operator != "date":
        return None
    between = document.folded[timex.end : other.start]
    if not any(rule.join and rule.join.fullmatch(between) for rule in document.language.signals):
        return None
    try:
        return _read(other, Context(publication=None)).interval
    except DateRangeError:
        return None


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


def _opens(timex: Timex, document: Document) -> bool:
    """Whether an expression opens its sentence or line ("In 1976, …"): there a narrative moves on."""
    return _OPENING.search(document.folded[max(0, timex.start - 30) : timex.start]) is not None


def _resolve_one(
    timex: Timex,
    document: Document,
    anchor: Interval | None,
    reference: Interval | None,
    narrative: bool,
    following: Interval | None,
) -> Timex:
    context = Context(
        publication=anchor,
        language=document.language.code,
        reference=reference,
        narrative=narrative,
        following=following,
        outlook=lambda: outlook(document.folded, timex.start, timex.end, document.language.cues),
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
