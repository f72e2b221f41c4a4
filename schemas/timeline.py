"""Timelines on the wire: sets of filters with a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_dump

from schemas.fields import Text
from schemas.query import OrderedQuery
from schemas.strict import Strict

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
MAX_SLUG = 80


def is_slug(text: str) -> bool:
    """Whether it can name a timeline: small letters and digits, with a hyphen between words."""
    return len(text) <= MAX_SLUG and SLUG.fullmatch(text) is not None


class Filters(fields.Dict):
    """Parameters of /events, checked as they are there; read as they were written."""

    default_error_messages = {
        "invalid": "expected a JSON object of parameters of /api/v1/events",
        "required": "missing",
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(keys=fields.String(), values=fields.String(), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if not isinstance(value, dict):
            raise self.make_error("invalid")
        wrong = {name: ["expected text in quotes"] for name, asked in value.items() if not isinstance(asked, str)}
        if wrong:
            raise ValidationError(wrong)
        OrderedQuery().load(value)
        return value


class TimelineInSchema(Strict):
    """A title, and what to ask for."""

    title = Text(most=200, required=True, metadata={"examples": ["The war for Tikrit"]})
    description = Text(most=5000, load_default=None, allow_none=True)
    filters = Filters(
        required=True,
        metadata={
            "description": "Parameters of /api/v1/events by their names: its filters, and `sort`",
            "examples": [{"place": "Tikrit", "from": "2014"}],
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedTimeline:
    """A timeline with its URLs: its own, and those of its events by the suffix of the format."""

    timeline: Any
    url: str
    feeds: Mapping[str, str]


class TimelineLinksSchema(Schema):
    """Where a timeline is served."""

    self = fields.String(required=True, metadata={"format": "uri"})
    events = fields.Dict(
        keys=fields.String(),
        values=fields.String(metadata={"format": "uri"}),
        required=True,
        metadata={"description": "Its events in every format, by suffix"},
    )


class TimelineSchema(Schema):
    """Written from a ServedTimeline."""

    slug = fields.String(required=True)
    title = fields.String(required=True)
    description = fields.String(required=True, allow_none=True)
    filters = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    created = fields.String(required=True, metadata={"format": "date-time"})
    updated = fields.String(required=True, metadata={"format": "date-time"})
    links = fields.Nested(TimelineLinksSchema, required=True)

    @pre_dump
    def _write(self, served: ServedTimeline, **_: Any) -> dict[str, Any]:
        kept = served.timeline
        members = {name: getattr(kept, name) for name in self.dump_fields if name != "links"}
        return {**members, "links": {"self": served.url, "events": served.feeds}}


class TimelinesSchema(Schema):
    """All timelines."""

    timelines = fields.List(fields.Nested(TimelineSchema), required=True)
