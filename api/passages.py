"""A text as pages show it: its expressions of time set off, each with what it means and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from timeline.display import display
from timeline.explain import explain
from timeline.model import Span, Timex
from timeline.notation import to_edtf


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An expression that was read: its number in the text, and what a reader is told of it.

    `display` and `edtf` are None where it means no days: a duration, or a date that cannot be.
    """

    number: int
    text: str
    display: str | None
    edtf: str | None
    kind: str | None
    explanation: str
    warning: str | None
    rule: str
    others: list[str]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the text, and what was read if they are an expression of time."""

    text: str
    read: Read | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Some of the text in one piece; `follows` says that it goes on from the one before, and nothing is left out."""

    pieces: list[Piece]
    follows: bool


def reads(timexes: Iterable[Timex], published: str | None, language: str) -> list[Read]:
    """What was read in a text, in its order."""
    return [_read(number, timex, published, language) for number, timex in enumerate(timexes, 1)]


def _read(number: int, timex: Timex, published: str | None, language: str) -> Read:
    interval = timex.reading.interval if timex.reading else None
    return Read(
        number=number,
        text=" ".join(timex.text.split()),
        display=display(interval) if interval else None,
        edtf=to_edtf(interval) if interval else None,
        kind=timex.reading.type if timex.reading else None,
        explanation=explain(timex, published, language),
        warning=timex.warning,
        rule=timex.rule,
        others=[display(other) for other in timex.reading.alternatives] if timex.reading else [],
    )


def whole(text: str, timexes: Sequence[Timex], read: Sequence[Read]) -> list[Passage]:
    """All of the text, a line a passage."""
    lines: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        lines.append(Span(start, start + len(line), line))
        start += len(line)
    return _passages(text, [line for line in lines if line.text.strip()], timexes, read, is_whole=True)


def excerpts(text: str, sentences: Iterable[Span], timexes: Sequence[Timex], read: Sequence[Read]) -> list[Passage]:
    """The sentences that name a time, and no other."""
    naming = [one for one in sentences if any(one.start < timex.end and timex.start < one.end for timex in timexes)]
    return _passages(text, naming, timexes, read, is_whole=False)


def _passages(
    text: str, spans: Sequence[Span], timexes: Sequence[Timex], read: Sequence[Read], *, is_whole: bool
) -> list[Passage]:
    shown = []
    end = 0
    for span in spans:
        follows = is_whole or not text[end : span.start].strip()
        shown.append(Passage(list(_pieces(text, span, timexes, read)), follows))
        end = span.end
    return shown


def _pieces(text: str, span: Span, timexes: Sequence[Timex], read: Sequence[Read]) -> Iterator[Piece]:
    at = span.start
    for timex, said in zip(timexes, read, strict=True):
        if at <= timex.start < timex.end <= span.end:
            yield Piece(text[at : timex.start])
            yield Piece(text[timex.start : timex.end], said)
            at = timex.end
    yield Piece(text[at : span.end].rstrip())
