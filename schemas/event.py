"""An event on the wire, and a page of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from marshmallow import Schema, fields, pre_dump

from schemas.citation import CONFIDENCE, CitationSchema, TracedCitation
from schemas.curation import CurationSchema
from schemas.when import WhenSchema
from timeline.model import Citation, Event, Timex
from timeline.usual import usual_name

# What is long in an event; without a choice the first two are sent.
PARTS = ("citations", "alternatives", "articles", "trace")
STATUSES = ("asserted", "planned", "reported", "denied", "hypothetical")


@dataclass(frozen=True, slots=True)
class ServedEvent:
    """An event with the URL it is served at.

    `added` and `changed` say when it came in and when it last became another, UTC. `articles` are those that tell it
    (`schemas.article.ServedArticle`), `timexes` its expressions as they were read, by article and start; None where
    nobody asked.
    """

    event: Event
    url: str
    added: str | None = None
    changed: str | None = None
    articles: Sequence[Any] | None = None
    timexes: Mapping[tuple[str, int], Timex] | None = None

    @property
    def citations(self) -> Sequence[Citation | TracedCitation]:
        """The proofs, with their traces where they were asked for."""
        if self.timexes is None:
            return self.event.citations
        return [TracedCitation(citation, self._timex(citation)) for citation in self.event.citations]

    def _timex(self, citation: Citation) -> Timex | None:
        words = citation.expression
        return self.timexes.get((citation.article_id, words.start)) if self.timexes and words else None


class LinksSchema(Schema):
    """Where a thing is served."""

    self = fields.String(required=True, metadata={"format": "uri"})


class EventSchema(Schema):
    """Written from a ServedEvent."""

    id = fields.String(required=True)
    headline = fields.String(required=True)
    name = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What the event usually goes by, where its type and town give it: Fall of Ramadi"},
    )
    type = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": list(STATUSES)})
    when = fields.Nested(WhenSchema, required=True)
    places = fields.List(fields.String(), required=True)
    actors = fields.List(fields.String(), required=True)
    citations = fields.List(fields.Nested(CitationSchema), required=True)
    alternatives = fields.List(
        fields.Nested(WhenSchema), required=True, metadata={"description": "Dates of articles that disagree"}
    )
    articles = fields.List(
        # By its name, since an article is in turn served with its events.
        fields.Nested("ArticleSchema"),
        metadata={"description": "Those that tell it; only with `include=articles`"},
    )
    confidence = fields.Float(required=True, metadata=CONFIDENCE)
    confidence_explanation = fields.String(required=True)
    source_count = fields.Integer(
        required=True, metadata={"description": "Number of independent sources: publishers, copies left out"}
    )
    article_count = fields.Integer(required=True, metadata={"description": "Number of articles that tell it"})
    updated = fields.String(
        required=True,
        allow_none=True,
        metadata={"format": "date-time", "description": "When it came in or last became another (RFC 3339)"},
    )
    curation = fields.Nested(
        CurationSchema, metadata={"description": "What was done to it by hand; only where something was"}
    )
    links = fields.Nested(LinksSchema, required=True)

    @pre_dump
    def _write(self, served: ServedEvent, **_: Any) -> dict[str, Any]:
        event = served.event
        return {
            "id": event.id,
            "headline": event.headline,
            "name": usual_name(event),
            "type": event.type,
            "status": event.status,
            "when": event.interval,
            "places": event.places,
            "actors": event.actors,
            "citations": served.citations,
            "alternatives": event.alternatives,
            **({} if served.articles is None else {"articles": served.articles}),
            "confidence": event.confidence,
            "confidence_explanation": event.confidence_explanation,
            "source_count": event.sources,
            "article_count": article_count(event),
            "updated": served.changed,
            **({} if event.curation is None else {"curation": event.curation}),
            "links": {"self": served.url},
        }


def article_count(event: Event) -> int:
    """Number of articles that tell an event."""
    return len({citation.article_id for citation in event.citations})


def _paths(schema: Schema, within: str = "") -> Iterator[str]:
    """The names of all members, those inside of others with dots."""
    for name, field in schema.dump_fields.items():
        yield within + name
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            yield from _paths(inner.schema, f"{within}{name}.")


@cache
def member_names() -> frozenset[str]:
    """Every member of an event, by dotted names."""
    return frozenset(_paths(EventSchema()))


@cache
def members_with(parts: frozenset[str]) -> tuple[str, ...]:
    """The members of an event that is sent with these of its long PARTS; a trace comes in its citation."""
    wanted = parts | ({"citations"} if "trace" in parts else set())
    return tuple(name for name in EventSchema().dump_fields if name not in PARTS or name in wanted)


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
