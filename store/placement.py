"""Where an interval stands on the line of days: integers that a database can sort and compare.

`position` is the first day, or the last day where the start is open: "before 19 May 2015" stands among the events of
18 May. `latest` is the last day. An open end is the sentinel OPEN, far outside of any day that can be written.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.interval import Interval

OPEN = 10**9
# Longest interval of each bucket, in days. A bucket bounds how far back an overlapping event can have begun, so that
# an index on (bucket, position) answers a range in time that does not grow with the table.
LENGTHS = (1, 31, 366, 3_660)
LONG, OPEN_END, OPEN_START = range(len(LENGTHS), len(LENGTHS) + 3)
BUCKETS = range(OPEN_START + 1)


@dataclass(frozen=True, slots=True)
class Placement:
    """The three integers of an interval, as columns."""

    bucket: int
    position: int
    latest: int


def place(interval: Interval | None) -> Placement:
    """The placement of an interval; None, a time nobody knows, stands after everything else."""
    if interval is None or (interval.start is None and interval.end is None):
        return Placement(OPEN_START, OPEN, OPEN)
    latest = OPEN if interval.end is None else interval.end - 1
    if interval.start is None:
        return Placement(OPEN_START, latest, latest)
    return Placement(_bucket(interval.length), interval.start, latest)


def _bucket(length: int | None) -> int:
    if length is None:
        return OPEN_END
    return next((bucket for bucket, longest in enumerate(LENGTHS) if length <= longest), LONG)


def clamp(day: int) -> int:
    """The day itself, or OPEN with its sign: integers of any size become ones that SQLite can hold."""
    return max(-OPEN, min(day, OPEN))
