"""Events as the start page shows them: by year, then by date, each with the sentences that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from schemas.citation import deep_link, marked, strongest_first
from schemas.event import article_count
from timeline.display import display
from timeline.interval import Granularity, Interval, Qualifier, unit
from timeline.model import Citation, Event
from timeline.notation import publication_interval, to_edtf

# What HTML's <time datetime> can say of EDTF's dates: a day, a month or a year.
_IN_TIME_ELEMENT = (Granularity.DAY, Granularity.MONTH, Granularity.YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One citation: the quote around the words that gave the date (empty where none did), and what it says.

    `differs` is the date of an article that disagrees with the event's, None where it agrees.
    """

    citation: Citation
    before: str
    words: str
    after: str
    link: str | None
    published: str | None
    differs: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event with its proofs, the strongest first, and the number of articles that tell it.

    `machine` is the date that the articles give by themselves, None where nobody has corrected it.
    """

    event: Event
    date: Date
    proofs: list[Proof]
    alternatives: list[str]
    machine: str | None
    article_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A time in words. `machine` is the value of <time datetime>, None where HTML has no word for it."""

    display: str
    machine: str | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What happened at one time."""

    date: Date
    entries: list[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The dates of one year; `name` is its anchor on the page."""

    name: str
    display: str
    dates: list[Day]


def years(events: Iterable[Event]) -> list[Year]:
    """The events of a page, which are in the order of the timeline, under the years that they stand in."""
    grouped = groupby(events, lambda event: _heading(event.interval))
    return [
        Year(name=f"year-{number}", display=heading, dates=list(_dates(told)))
        for number, (heading, told) in enumerate(grouped, 1)
    ]


def _heading(interval: Interval) -> str:
    """Year of the first day, or of the last where the first is open; decades and longer stand for themselves."""
    day = interval.latest if interval.start is None else interval.start
    if day is None:
        return "At some time"
    decades = interval.is_unit and interval.granularity.rank > Granularity.YEAR.rank
    words = display(unit(interval.granularity if decades else Granularity.YEAR, day))
    return words[0].upper() + words[1:]


def _dates(events: Iterable[Event]) -> Iterator[Day]:
    for interval, told in groupby(events, lambda event: event.interval):
        yield Day(date=dated(interval), entries=[entry(event) for event in told])


def dated(interval: Interval) -> Date:
    """A time as it is shown."""
    return Date(display=display(interval), machine=_machine(interval), is_open=is_open(interval))


def is_open(interval: Interval) -> bool:
    """Whether the date is only bounded on one side, approximate, uncertain, or one of several."""
    bounded = interval.start is not None and interval.end is not None
    return not bounded or interval.qualifier is not Qualifier.NONE or bool(interval.choices)


def _machine(interval: Interval) -> str | None:
    edtf = to_edtf(interval)
    plain = interval.is_unit and interval.granularity in _IN_TIME_ELEMENT and not is_open(interval)
    return edtf if plain and edtf[:4].isdecimal() and edtf[:4] != "0000" else None


def entry(event: Event) -> Entry:
    """The event as it is shown."""
    curation = event.curation
    return Entry(
        event=event,
        date=dated(event.interval),
        proofs=[_proof(citation, event) for citation in strongest_first(event)],
        alternatives=[display(interval) for interval in event.alternatives],
        machine=display(curation.interval) if curation and "date" in curation.corrected else None,
        article_count=article_count(event),
    )


def _proof(citation: Citation, event: Event) -> Proof:
    before, words, after = marked(citation)
    return Proof(
        citation=citation,
        before=before,
        words=words,
        after=after,
        link=deep_link(citation.url, citation.quote.text),
        published=display(publication_interval(citation.published)) if citation.published else None,
        differs=display(citation.interval) if citation.interval in event.alternatives else None,
    )
