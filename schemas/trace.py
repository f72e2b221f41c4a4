"""How an expression became its date, on the wire."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from timeline.model import Reading
from timeline.notation import to_edtf


class TraceSchema(Schema):
    """How the expression became its date."""

    steps = fields.List(fields.String(), required=True)
    anchor = fields.String(required=True, allow_none=True, metadata={"description": "What it was counted from, EDTF"})
    anchored_to = fields.String(
        required=True, allow_none=True, metadata={"description": "publication, text (an earlier expression) or null"}
    )


def trace_of(reading: Reading) -> dict[str, Any]:
    """The members of a trace."""
    return {
        "steps": reading.steps,
        "anchor": to_edtf(reading.anchor) if reading.anchor else None,
        "anchored_to": reading.anchored_to,
    }
