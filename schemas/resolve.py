"""Expressions of time on the wire: what /resolve takes and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, pre_dump

from schemas.citation import SpanSchema
from schemas.fields import Text
from schemas.passage import PassageSchema
from schemas.trace import TraceSchema, trace_of
from schemas.when import WhenSchema
from timeline.explain import explain
from timeline.kind import KINDS
from timeline.model import Reading, Timex
from timeline.notation import to_edtf

MAX_RESOLVED = 100_000


class ResolveInSchema(PassageSchema):
    """A short text to read, and when it was published."""

    text = Text(most=MAX_RESOLVED, required=True, metadata={"examples": ["Tikrit was recaptured last month."]})


@dataclass(frozen=True, slots=True)
class ExplainedTimex:
    """An expression with the publication date it was read against, and the language to explain it in."""

    timex: Timex
    published: str | None
    language: str = "en"


class SignalSchema(SpanSchema):
    """The words around an expression that bound it, and what both mean together."""

    kind = fields.String(required=True, metadata={"examples": ["since"]})
    when = fields.Nested(WhenSchema, required=True, attribute="period")


class TimexSchema(SpanSchema):
    """Written from an ExplainedTimex; `type`, `value` and `mod` are TimeML's TIMEX3 attributes."""

    type = fields.String(required=True, allow_none=True, metadata={"enum": ["DATE", "TIME", "DURATION", "SET", None]})
    edtf = fields.String(required=True, allow_none=True)
    value = fields.String(required=True, allow_none=True)
    mod = fields.String(required=True, allow_none=True)
    when = fields.Nested(WhenSchema, required=True, allow_none=True)
    rule = fields.String(required=True)
    captures = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    trace = fields.Nested(TraceSchema, required=True)
    signal = fields.Nested(SignalSchema, required=True, allow_none=True)
    explanation = fields.String(required=True)
    alternatives = fields.List(fields.Nested(WhenSchema), required=True)
    warning = fields.String(required=True, allow_none=True)

    @pre_dump
    def _write(self, explained: ExplainedTimex, **_: Any) -> dict[str, Any]:
        timex = explained.timex
        return {
            "text": timex.text,
            "start": timex.start,
            "end": timex.end,
            **_reading(timex.reading),
            "rule": timex.rule,
            "captures": dict(timex.captures),
            "signal": timex.signal,
            "explanation": explain(timex, explained.published, explained.language),
            "warning": timex.warning,
        }


def _reading(reading: Reading | None) -> dict[str, Any]:
    if reading is None:
        nothing = dict.fromkeys(("type", "edtf", "value", "mod", "when"))
        return {**nothing, "alternatives": (), "trace": {"steps": (), "anchor": None, "anchored_to": None}}
    return {
        "type": reading.type,
        "edtf": to_edtf(reading.interval) if reading.interval else None,
        "value": reading.value,
        "mod": reading.mod,
        "when": reading.interval,
        "alternatives": reading.alternatives,
        "trace": trace_of(reading),
    }


class ResolvedSchema(Schema):
    """Every expression of time in the text, in its order."""

    published = fields.String(required=True, allow_none=True)
    language = fields.String(required=True)
    language_source = fields.String(
        required=True,
        metadata={
            "enum": ["given", "detected", "assumed"],
            "description": "Whether the request named it, the text showed it, or nothing did and it is English",
        },
    )
    kind = fields.String(required=True, metadata={"enum": list(KINDS), "description": "How the text was read"})
    kind_source = fields.String(
        required=True,
        metadata={"enum": ["given", "text"], "description": "Whether the request named the kind or the text told"},
    )
    timexes = fields.List(fields.Nested(TimexSchema), required=True)
