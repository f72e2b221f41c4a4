"""An event on the wire, and a page of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, pre_dump

from schemas.citation import CitationSchema
from schemas.when import WhenSchema
from timeline.model import Event

STATUSES = ("asserted", "planned", "reported", "denied", "hypothetical")


@dataclass(frozen=True, slots=True)
class ServedEvent:
    """An event with the URL it is served at.

    `added` and `changed` say when the first and the last article that tells it came in, UTC; None where nobody asked.
    """

    event: Event
    url: str
    added: str | None = None
    changed: str | None = None


class LinksSchema(Schema):
    """Where a thing is served."""

    self = fields.String(required=True, metadata={"format": "uri"})


class EventSchema(Schema):
    """Written from a ServedEvent."""

    id = fields.String(required=True)
    headline = fields.String(required=True)
    type = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": list(STATUSES)})
    when = fields.Nested(WhenSchema, required=True)
    places = fields.List(fields.String(), required=True)
    actors = fields.List(fields.String(), required=True)
    citations = fields.List(fields.Nested(CitationSchema), required=True)
    alternatives = fields.List(
        fields.Nested(WhenSchema), required=True, metadata={"description": "Dates of articles that disagree"}
    )
    source_count = fields.Integer(required=True, metadata={"description": "Number of articles that tell it"})
    links = fields.Nested(LinksSchema, required=True)

    @pre_dump
    def _write(self, served: ServedEvent, **_: Any) -> dict[str, Any]:
        event = served.event
        return {
            "id": event.id,
            "headline": event.headline,
            "type": event.type,
            "status": event.status,
            "when": event.interval,
            "places": event.places,
            "actors": event.actors,
            "citations": event.citations,
            "alternatives": event.alternatives,
            "source_count": source_count(event),
            "links": {"self": served.url},
        }


def source_count(event: Event) -> int:
    """Number of articles that tell an event."""
    return len({citation.article_id for citation in event.citations})


def _paths(schema: Schema, within: str = "") -> Iterator[str]:
    """The names of all members, those inside of others with dots."""
    for name, field in schema.dump_fields.items():
        yield within + name
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            yield from _paths(inner.schema, f"{within}{name}.")


MEMBERS = frozenset(_paths(EventSchema()))


class EventPageSchema(Schema):
    """One page of the timeline."""

    events = fields.List(fields.Nested(EventSchema), required=True)
    has_more = fields.Boolean(required=True)
    next = fields.String(
        required=True, allow_none=True, metadata={"description": "URL of the next page", "format": "uri"}
    )
    prev = fields.String(
        required=True, allow_none=True, metadata={"description": "URL of the page before", "format": "uri"}
    )
    count = fields.Integer(metadata={"description": "Number of all events that match; only with `count=exact`"})
