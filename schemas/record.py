"""The lines that `tag` and `extract` read and write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields

from schemas.passage import PassageSchema
from timeline.model import Mention, Timex
from timeline.notation import to_edtf


class RecordId(fields.Field[Any]):
    """An id to give back as it came: text or an integer."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str | int:
        if type(value) not in (str, int):
            raise ValidationError("expected text or an integer of at most 64 bits")
        return value  # type: ignore[no-any-return]


class RecordSchema(PassageSchema):
    """One line in: a text with its publication date, which may be missing."""

    id = RecordId(load_default=None, allow_none=True)


def heading(record: Mapping[str, Any]) -> dict[str, Any]:
    """What every line out begins with: the id as it came, the language, and whether that was given."""
    return {name: record[name] for name in ("id", "language", "language_source")}


def tagged(timex: Timex) -> dict[str, Any]:
    """One expression on a line out of `tag`; the timex must have been read."""
    reading = timex.reading
    assert reading is not None
    return {
        "start": timex.start,
        "end": timex.end,
        "text": timex.text,
        "type": reading.type,
        "value": reading.value,
        **({"mod": reading.mod} if reading.mod else {}),
        "edtf": to_edtf(reading.interval) if reading.interval else None,
        "rule": timex.rule,
    }


def extracted(mention: Mention) -> dict[str, Any]:
    """One event mention on a line out of `extract`."""
    return {
        "start": mention.clause.start,
        "end": mention.clause.end,
        "trigger_start": mention.trigger.start,
        "trigger_end": mention.trigger.end,
        "headline": mention.headline,
        "type": mention.type,
        "date": to_edtf(mention.interval) if mention.interval else None,
        **({"confidence": mention.confidence} if mention.interval else {}),
        **({"expression": mention.timex.text} if mention.timex else {}),
        "places": list(mention.places),
        "actors": list(mention.actors),
    }
