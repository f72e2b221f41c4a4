"""Corrections by hand: as they come in, and as an event shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, pre_dump, validates_schema

from schemas.fields import Edtf, Text
from schemas.strict import Strict
from schemas.when import WhenSchema
from timeline.model import Curation
from timeline.notation import to_edtf

MAX_NOTE = 1_000
MAX_PLACES = 200


class Flag(fields.Boolean):
    """true or false, and not one of the words that marshmallow takes for them."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("expected true or false")
        return value


class CorrectionInSchema(Strict):
    """What an event is said to be by hand; a merge patch names what changes, null leaves it to the articles again."""

    date = Edtf(
        most=200,
        allow_none=True,
        metadata={"description": "When it was, in EDTF", "examples": ["2015-04-02"]},
    )
    headline = Text(most=300, allow_none=True)
    hidden = Flag(allow_none=True, metadata={"description": "Whether the timeline leaves it out"})
    note = Text(most=MAX_NOTE, allow_none=True, metadata={"description": "Why, for those who read the event"})

    @post_load
    def _read(self, record: dict[str, Any], **_: Any) -> dict[str, Any]:
        dated = {"date": to_edtf(record["date"])} if record.get("date") else {}
        return {name: value for name, value in (record | dated).items() if value}

    @validates_schema
    def _bounded(self, record: Mapping[str, Any], **_: Any) -> None:
        date = record.get("date")
        if date is not None and date.start is None and date.end is None:
            raise ValidationError("has no first and no last day; expected a date that says something", "date")


class MergeInSchema(Strict):
    """Which event is the same as this one."""

    other = Text(
        most=200,
        required=True,
        data_key="with",
        metadata={"description": "Id of the event that is the same", "examples": ["evt_g4yn4tlm2knjqr27"]},
    )
    note = Text(most=MAX_NOTE, load_default=None, allow_none=True)


class SplitInSchema(Strict):
    """Which citations tell another event."""

    citations = fields.List(
        fields.Integer(strict=True),
        required=True,
        metadata={"minItems": 1, "maxItems": MAX_PLACES, "description": "Places in `citations`, from 0"},
    )
    note = Text(most=MAX_NOTE, load_default=None, allow_none=True)

    @validates_schema
    def _counted(self, record: Mapping[str, Any], **_: Any) -> None:
        places = record["citations"]
        if not 1 <= len(places) <= MAX_PLACES or min(places) < 0:
            raise ValidationError(f"expected 1 to {MAX_PLACES} places from 0 on", "citations")


class ReadingSchema(Schema):
    """What the articles give by themselves."""

    headline = fields.String(required=True)
    when = fields.Nested(WhenSchema, required=True)
    confidence = fields.Float(required=True, metadata={"minimum": 0, "maximum": 1})


class CurationSchema(Schema):
    """Written from a Curation."""

    by = fields.String(required=True, metadata={"description": "Name of the key that did it last"})
    at = fields.String(required=True, metadata={"format": "date-time"})
    note = fields.String(required=True, allow_none=True)
    corrected = fields.List(fields.String(), required=True, metadata={"description": "`date`, `headline`"})
    machine = fields.Nested(ReadingSchema, required=True, metadata={"description": "What it is without that"})
    taken_from = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Events that some of its mentions were in before it was merged or split by hand"},
    )

    @pre_dump
    def _write(self, curation: Curation, **_: Any) -> dict[str, Any]:
        return {
            "by": curation.by,
            "at": curation.at,
            "note": curation.note,
            "corrected": curation.corrected,
            "machine": {
                "headline": curation.headline,
                "when": curation.interval,
                "confidence": curation.confidence,
            },
            "taken_from": curation.taken_from,
        }
