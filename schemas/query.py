"""Parameters of the lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from schemas.event import STATUSES
from schemas.fields import Edtf, Text, WholeNumber, Words
from schemas.strict import Strict
from schemas.when import PRECISIONS

DEFAULT_LIMIT = 50
MAX_LIMIT = 200


class PageQuery(Strict):
    """How much, and from where on."""

    limit = WholeNumber(1, MAX_LIMIT, load_default=DEFAULT_LIMIT, metadata={"description": "Items on a page"})
    cursor = Text(most=2000, metadata={"description": "From `next` of the page before; opaque"})


class EventQuery(PageQuery):
    """Which events."""

    start = Edtf(
        most=200,
        data_key="from",
        metadata={
            "description": "Events that may lie on or after the first day of this EDTF date",
            "examples": ["2014-06"],
        },
    )
    end = Edtf(
        most=200,
        data_key="to",
        metadata={
            "description": "Events that may lie on or before the last day of this EDTF date",
            "examples": ["2015"],
        },
    )
    q = Text(most=200, metadata={"description": "Words of the headline or of the quotes"})
    place = Text(most=200, metadata={"description": "A place of the event"})
    source = Text(most=200, metadata={"description": "Publisher of an article that tells it"})
    precision = Words(PRECISIONS, metadata={"description": "How exactly the date is known, one or more by commas"})
    status = Words(
        STATUSES,
        metadata={"description": "What the articles hold of it, one or more by commas", "default": "asserted,reported"},
    )

    @validates_schema
    def _bounded(self, query: Mapping[str, Any], **_: Any) -> None:
        start, end = query.get("start"), query.get("end")
        if start and start.start is None:
            raise ValidationError("has no first day; expected a date or an interval with a start", "from")
        if end and end.end is None:
            raise ValidationError("has no last day; expected a date or an interval with an end", "to")
        if start and end and start.start >= end.end:
            raise ValidationError("is after 'to'; expected a date before it", "from")


class NoQuery(Strict):
    """No parameters at all."""
