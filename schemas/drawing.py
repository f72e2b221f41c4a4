"""Where a date is drawn on a line of time, for widgets that know only first and last days."""

from __future__ import annotations

from typing import NamedTuple

from timeline.interval import Interval, Qualifier, civil, ordinal
from timeline.model import Event

# A JavaScript Date holds the years -271821 to 275760, in every time zone those between.
YEARS = (-271_000, 275_000)
_DOUBTS = {
    Qualifier.NONE: (),
    Qualifier.UNCERTAIN: ("uncertain",),
    Qualifier.APPROXIMATE: ("approximate",),
    Qualifier.BOTH: ("uncertain", "approximate"),
}


class Stretch(NamedTuple):
    """First and last day, both inclusive."""

    first: int
    last: int


def drawn(interval: Interval, years: tuple[int, int] = YEARS) -> Stretch | None:
    """The days to draw, between the years that the widget can; None where no day is known.

    Where one end is open it is the day that is known: how long before it may have been, nobody says.
    """
    known = [day for day in (interval.earliest, interval.latest) if day is not None]
    if not known:
        return None
    lowest, highest = ordinal(years[0]), ordinal(years[1], 12, 31)
    return Stretch(max(lowest, min(known[0], highest)), max(lowest, min(known[-1], highest)))


def traits(event: Event) -> list[str]:
    """Names of how well the event is known, for style sheets: its precision, what is doubtful of it, its status."""
    interval = event.interval
    ends = {"open-start": interval.start is None, "open-end": interval.end is None, "disputed": event.alternatives}
    found = (name for name, holds in ends.items() if holds)
    choices = ("one-of",) if interval.choices else ()
    return [interval.precision, *found, *_DOUBTS[interval.qualifier], *choices, event.status]


def iso(day: int) -> str:
    """ISO 8601 date as JavaScript reads it: years beyond 0 to 9999 have a sign and six digits."""
    year, month, of_month = civil(day)
    written = f"{year:04}" if 0 <= year <= 9999 else f"{year:+07}"
    return f"{written}-{month:02}-{of_month:02}"
