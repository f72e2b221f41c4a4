"""What there is to say about one expression of time, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from api.underline import printable
from timeline.explain import explain
from timeline.model import Reading, Timex
from timeline.notation import to_edtf


def account(timex: Timex, published: str | None, language: str) -> Iterator[str]:
    """Line by line: what it means and why, its date, the rule with its captures, the steps, the anchor, the rest."""
    yield printable(timex.text)
    yield f"  {printable(explain(timex, published, language))}"
    reading = timex.reading
    if reading:
        date = to_edtf(reading.interval) if reading.interval else "no date"
        yield f"  {reading.type} {date} (TIMEX3 {reading.value}{' ' + reading.mod if reading.mod else ''})"
    captures = ", ".join(f"{name} = {printable(text)!r}" for name, text in timex.captures)
    yield f"  rule {timex.rule}{': ' + captures if captures else ''}"
    if reading:
        yield from _way(reading)
    if timex.signal:
        yield f"  with {printable(timex.signal.text)!r}: {to_edtf(timex.signal.period)}"


def _way(reading: Reading) -> Iterator[str]:
    for step in reading.steps:
        yield f"  step {printable(step)}"
    if reading.anchor:
        yield f"  counted from {to_edtf(reading.anchor)} ({reading.anchored_to})"
    for other in reading.alternatives:
        yield f"  or else {to_edtf(other)}"
