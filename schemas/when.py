"""A date on the wire: EDTF, first and last day, precision, and words for people."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from marshmallow import Schema, fields, pre_dump

from timeline.display import display
from timeline.interval import Granularity, Interval, Qualifier, day_interval
from timeline.notation import to_edtf

PRECISIONS = (*(unit.value for unit in Granularity), "interval")
_QUALIFIERS = {
    Qualifier.NONE: None,
    Qualifier.UNCERTAIN: "uncertain",
    Qualifier.APPROXIMATE: "approximate",
    Qualifier.BOTH: "uncertain and approximate",
}


class WhenSchema(Schema):
    """Written from an Interval."""

    edtf = fields.String(required=True, metadata={"description": "EDTF (ISO 8601-2)", "examples": ["../2015-05-18"]})
    earliest = fields.String(
        required=True, allow_none=True, metadata={"description": "First day, ISO 8601; null when open"}
    )
    latest = fields.String(
        required=True, allow_none=True, metadata={"description": "Last day, inclusive; null when open"}
    )
    precision = fields.String(required=True, metadata={"enum": list(PRECISIONS)})
    qualifier = fields.String(
        required=True, allow_none=True, metadata={"enum": [*filter(None, _QUALIFIERS.values()), None]}
    )
    display = fields.String(required=True, metadata={"description": "For people, in English"})

    @pre_dump
    def _write(self, interval: Interval, **_: Any) -> dict[str, str | None]:
        return written(interval)


# A page names the same few dates again and again.
@lru_cache(maxsize=10_000)
def written(interval: Interval) -> dict[str, str | None]:
    """The members of a date; not to be changed, since the next who asks gets the same."""
    return {
        "edtf": to_edtf(interval),
        "earliest": day(interval.earliest),
        "latest": day(interval.latest),
        "precision": interval.precision,
        "qualifier": _QUALIFIERS[interval.qualifier],
        "display": display(interval),
    }


def day(number: int | None) -> str | None:
    """ISO date of a day number, of years of more than four digits the year alone as EDTF has it; None when open."""
    return None if number is None else to_edtf(day_interval(number))
