"""Changes of the timeline on the wire."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, pre_dump

from schemas.event import EventSchema, ServedEvent

KINDS = ("added", "updated", "deleted", "merged")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedChange:
    """What became of an event: `event` as it is now, None when it is gone, then `into` may be what tells it now."""

    number: int
    id: str
    at: str
    event: ServedEvent | None
    into: str | None = None


class ChangeSchema(Schema):
    """Written from a ServedChange."""

    number = fields.Integer(required=True, metadata={"description": "Greater than that of every change before it"})
    kind = fields.String(
        required=True,
        metadata={"enum": list(KINDS), "description": "updated: another than when it came in; merged: see `into`"},
    )
    id = fields.String(required=True, metadata={"description": "Id of the event"})
    at = fields.String(required=True, metadata={"format": "date-time"})
    event = fields.Nested(EventSchema, required=True, allow_none=True, metadata={"description": "Null when it is gone"})
    into = fields.String(
        required=True, allow_none=True, metadata={"description": "Id of the event that tells what this one told"}
    )

    @pre_dump
    def _write(self, change: ServedChange, **_: Any) -> dict[str, Any]:
        return {
            "number": change.number,
            "kind": _kind(change),
            "id": change.id,
            "at": change.at,
            "event": change.event,
            "into": change.into,
        }


def _kind(change: ServedChange) -> str:
    if change.event is None:
        return "merged" if change.into else "deleted"
    return "added" if change.event.added == change.event.changed else "updated"


class ChangePageSchema(Schema):
    """Some changes in their order; every event stands at its last one."""

    changes = fields.List(fields.Nested(ChangeSchema), required=True)
    has_more = fields.Boolean(required=True)
    next = fields.String(
        required=True, metadata={"format": "uri", "description": "URL of what comes after these, now or later"}
    )
