"""The words of the field as types: article, span, timex, mention, citation, event.

Offsets are Unicode code points of the article's text, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.interval import Interval
from timeline.notation import publication_interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text with the date of its publication.

    `published` is ISO 8601: a time with its zone, a day, a month or a year; None when nobody knows.
    `modified` and `published_evidence` are evidence (`timeline.evidence`), nothing is read against them.
    """

    id: str
    title: str
    text: str
    published: str | None
    url: str | None = None
    publisher: str | None = None
    language: str = "en"
    modified: str | None = None
    published_evidence: str | None = None

    @property
    def anchor(self) -> Interval | None:
        """Publication day (or month, or year) in the publisher's own zone, None when unknown."""
        return None if self.published is None else publication_interval(self.published)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the article's text: text[start:end] == span.text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """The symbolic form of an expression: an operator and what it is applied to, before any date is known."""

    rule: str
    operator: str
    arguments: tuple[tuple[str, int | float | str | Form], ...]
    captures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """The words around an expression that bound it: "since", "until", "between … and …".

    `kind` is one of since, until, by, before, after, range, either, part; `period` what expression and signal mean
    together; `start`, `end`, `text` the whole phrase.
    """

    kind: str
    start: int
    end: int
    text: str
    period: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an expression means at its place in an article.

    `type` is TimeML's DATE, TIME, DURATION or SET; `value` its TIMEX3 value; `interval` None where it dates nothing
    (durations, repeated times, "now"). `anchored_to` says against what it was read: "publication", "text" (an earlier
    expression), or None for an explicit date. `steps` tells the way in words, one operator each.
    """

    type: str
    value: str
    mod: str | None = None
    interval: Interval | None = None
    anchor: Interval | None = None
    anchored_to: str | None = None
    steps: tuple[str, ...] = ()
    alternatives: tuple[Interval, ...] = ()

    def after(self, step: str) -> Reading:
        """The same reading with one more step; for every expression, hence not by `dataclasses.replace`."""
        return Reading(
            type=self.type,
            value=self.value,
            mod=self.mod,
            interval=self.interval,
            anchor=self.anchor,
            anchored_to=self.anchored_to,
            steps=(*self.steps, step),
            alternatives=self.alternatives,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """An expression of time found in a text, and once resolved its reading.

    `captures` are the words that the rule named, folded to lower case. `warning` is set where the text contradicts
    itself ("yesterday (Monday)" in an article of a Wednesday).
    """

    start: int
    end: int
    text: str
    rule: str
    captures: tuple[tuple[str, str], ...] = ()
    form: Form | None = field(default=None, repr=False)
    reading: Reading | None = None
    signal: Signal | None = None
    warning: str | None = None

    def read_as(self, reading: Reading, warning: str | None) -> Timex:
        """The same expression with what it means; for every expression, hence not by `dataclasses.replace`."""
        return Timex(
            start=self.start,
            end=self.end,
            text=self.text,
            rule=self.rule,
            captures=self.captures,
            form=self.form,
            reading=reading,
            signal=self.signal,
            warning=warning,
        )

    @property
    def dates(self) -> Interval | None:
        """The time it gives to an event: its own interval, widened or bounded by the signal around it."""
        if self.signal is not None:
            return self.signal.period
        return self.reading.interval if self.reading else None


@dataclass(frozen=True, slots=True)
class Doubt:
    """What speaks against a date: one of `timeline.evidence.DOUBTS`, and a plain sentence."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One article saying that something happened.

    `interval` is None when nothing can be said about the time. `timex` is the expression that dates it, None where the
    date comes from publication alone. `link` names the rule that bound them ("own clause", "before publication" …).
    `status` is asserted, planned, reported, denied or hypothetical. `confidence` is how far the date can be trusted,
    from 0 to 1, see `timeline.confidence`.
    `loose` where its words hang on another clause and tell no news of their own ("the gap created by it").
    """

    sentence: Span
    clause: Span
    trigger: Span
    headline: str
    type: str
    status: str = "asserted"
    interval: Interval | None = None
    timex: Timex | None = None
    link: str = "none"
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    confidence: float = 0.0
    loose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleReading:
    """Everything that was read in an article, and what makes its dates doubtful."""

    timexes: tuple[Timex, ...]
    mentions: tuple[Mention, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Joining:
    """Why a mention is of one event with another: the article that tells the other, and the reasons in plain words."""

    article_id: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The proof of a date: where which article says it, and how the words became the date.

    `joined` says why it counts for the event, None where the others joined this one.
    """

    article_id: str
    title: str
    publisher: str | None
    url: str | None
    published: str | None
    quote: Span
    prefix: str
    suffix: str
    interval: Interval
    expression: Span | None
    anchor: Interval | None
    rule: str
    explanation: str
    confidence: float = 0.0
    confidence_explanation: str = ""
    warnings: tuple[Doubt, ...] = ()
    joined: Joining | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Curation:
    """What people did to an event, and what it is without that.

    `headline`, `interval` and `confidence` are what the articles give by themselves; `corrected` says which of "date"
    and "headline" is another now. `taken_from` are the events that mentions of it were in before they were moved by
    hand. `by`, `at` (UTC) and `note` are of what was done last.
    """

    by: str
    at: str
    note: str | None
    headline: str
    interval: Interval
    confidence: float
    corrected: tuple[str, ...] = ()
    taken_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, over all articles that mention it.

    `interval` is the finest date that agrees with the most independent sources, `confidence` how far it can be trusted;
    `alternatives` are the dates of those that disagree, each with its citations among `citations`. Of the articles that
    tell it, copies of one text and articles of one publisher are one source. `curation` is there where people have
    changed something.
    """

    id: str
    headline: str
    type: str
    status: str
    interval: Interval
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    alternatives: tuple[Interval, ...] = field(default=())
    sources: int = 1
    confidence: float = 0.0
    confidence_explanation: str = ""
    curation: Curation | None = None
