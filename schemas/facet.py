"""Counts on the wire: of names, and of stretches of time."""

from __future__ import annotations

from marshmallow import Schema, fields

from schemas.when import WhenSchema


class LocationSchema(Schema):
    """Where a town lies, WGS 84; written from a Location."""

    latitude = fields.Float(required=True)
    longitude = fields.Float(required=True)
    country = fields.String(required=True, metadata={"description": "ISO 3166-1 code"})


class FacetLinksSchema(Schema):
    """Where what was counted is served."""

    events = fields.String(required=True, metadata={"format": "uri"})


class FacetSchema(Schema):
    """A name, and how many of the events have it."""

    name = fields.String(required=True)
    count = fields.Integer(required=True)
    links = fields.Nested(FacetLinksSchema, required=True)


class PlaceSchema(FacetSchema):
    """A place, and how many of the events are there."""

    location = fields.Nested(
        LocationSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The most populous town of the name; null for countries, areas and unknown ones"},
    )


class FacetPageSchema(Schema):
    """One page of names, those of the most events first."""

    has_more = fields.Boolean(required=True)
    next = fields.String(
        required=True, allow_none=True, metadata={"description": "URL of the next page", "format": "uri"}
    )


class PlacePageSchema(FacetPageSchema):
    """One page of places."""

    places = fields.List(fields.Nested(PlaceSchema), required=True)


class ActorPageSchema(FacetPageSchema):
    """One page of actors."""

    actors = fields.List(fields.Nested(FacetSchema), required=True)


class TypePageSchema(FacetPageSchema):
    """One page of types."""

    types = fields.List(fields.Nested(FacetSchema), required=True)


class SourcePageSchema(FacetPageSchema):
    """One page of sources."""

    sources = fields.List(fields.Nested(FacetSchema), required=True)


class BucketSchema(Schema):
    """A stretch of time, and how many of the events lie in it."""

    when = fields.Nested(WhenSchema, required=True)
    count = fields.Integer(required=True)


class HistogramSchema(Schema):
    """Numbers of events by time."""

    interval = fields.String(required=True)
    buckets = fields.List(
        fields.Nested(BucketSchema), required=True, metadata={"description": "In order; those without events left out"}
    )
    coarser = fields.Integer(
        required=True, metadata={"description": "Events that lie in no single one: known less exactly, open, or across"}
    )
    total = fields.Integer(required=True)
