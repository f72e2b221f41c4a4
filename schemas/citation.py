"""A citation on the wire: where which article says it, as W3C Web Annotation selectors and as a deep link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from marshmallow import Schema, fields, pre_dump

from schemas.trace import TraceSchema, trace_of
from schemas.when import WhenSchema
from timeline.evidence import DOUBTS
from timeline.model import Citation, Event, Timex
from timeline.notation import to_edtf

_LONGEST_EXACT = 60
_EDGE_WORDS = 5
CONFIDENCE = {"description": "Of dates with this number so many are right", "minimum": 0, "maximum": 1}


class SpanSchema(Schema):
    """Code points of the article's text, end exclusive."""

    text = fields.String(required=True)
    start = fields.Integer(required=True)
    end = fields.Integer(required=True)


class CitedArticleSchema(Schema):
    """The article that a citation is from."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    publisher = fields.String(required=True, allow_none=True)
    url = fields.String(required=True, allow_none=True)
    published = fields.String(required=True, allow_none=True)


class SelectorSchema(Schema):
    """TextQuoteSelector (exact, prefix, suffix) or TextPositionSelector (start, end) of W3C Web Annotation, 4.2."""

    type = fields.String(required=True, metadata={"enum": ["TextQuoteSelector", "TextPositionSelector"]})
    exact = fields.String()
    prefix = fields.String()
    suffix = fields.String()
    start = fields.Integer()
    end = fields.Integer()


@dataclass(frozen=True, slots=True)
class TracedCitation:
    """A citation with the expression it rests on as it was read; None where there is none."""

    citation: Citation
    timex: Timex | None


class JoiningSchema(Schema):
    """Why a citation counts for its event."""

    article = fields.String(
        required=True, attribute="article_id", metadata={"description": "Id of the article that tells the same"}
    )
    because = fields.List(fields.String(), required=True, attribute="reasons")


class WarningSchema(Schema):
    """What speaks against a date."""

    kind = fields.String(required=True, metadata={"enum": list(DOUBTS)})
    text = fields.String(required=True)


class CitationSchema(Schema):
    """Written from a Citation, or from a TracedCitation with its trace."""

    article = fields.Nested(CitedArticleSchema, required=True)
    selector = fields.List(fields.Nested(SelectorSchema), required=True)
    deep_link = fields.String(
        required=True, allow_none=True, metadata={"description": "The article's URL with a text fragment"}
    )
    expression = fields.Nested(
        SpanSchema, required=True, allow_none=True, metadata={"description": "The words that date the event"}
    )
    anchor = fields.String(
        required=True, allow_none=True, metadata={"description": "What they were counted from, EDTF"}
    )
    rule = fields.String(required=True)
    explanation = fields.String(required=True)
    trace = fields.Nested(
        TraceSchema,
        allow_none=True,
        metadata={"description": "Only with `include=trace`; null where publication alone gives the date"},
    )
    when = fields.Nested(WhenSchema, required=True)
    confidence = fields.Float(required=True, metadata=CONFIDENCE)
    confidence_explanation = fields.String(required=True)
    warnings = fields.List(fields.Nested(WarningSchema), required=True)
    joined = fields.Nested(
        JoiningSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Why it is of one event with another; null where others joined this one"},
    )

    @pre_dump
    def _write(self, proof: Citation | TracedCitation, **_: Any) -> dict[str, Any]:
        if isinstance(proof, TracedCitation):
            reading = proof.timex and proof.timex.reading
            return {**_members(proof.citation), "trace": trace_of(reading) if reading else None}
        return _members(proof)


def _members(citation: Citation) -> dict[str, Any]:
    return {
        "article": _article(citation),
        "selector": _selectors(citation),
        "deep_link": deep_link(citation.url, citation.quote.text),
        "expression": citation.expression,
        "anchor": to_edtf(citation.anchor) if citation.anchor else None,
        "rule": citation.rule,
        "explanation": citation.explanation,
        "when": citation.interval,
        "confidence": citation.confidence,
        "confidence_explanation": citation.confidence_explanation,
        "warnings": citation.warnings,
        "joined": citation.joined,
    }


def strongest_first(event: Event) -> list[Citation]:
    """Before all others the citations of the event's very date, and among them those with words that give it."""
    return sorted(event.citations, key=lambda proof: (proof.interval != event.interval, proof.expression is None))


def marked(citation: Citation) -> tuple[str, str, str]:
    """The quote before, at and after the words that gave the date; all of it before them when they lie elsewhere."""
    quote, words = citation.quote, citation.expression
    if words is None or not quote.start <= words.start < words.end <= quote.end:
        return quote.text, "", ""
    start, end = words.start - quote.start, words.end - quote.start
    return quote.text[:start], quote.text[start:end], quote.text[end:]


def _article(citation: Citation) -> dict[str, str | None]:
    return {
        "id": citation.article_id,
        "title": citation.title,
        "publisher": citation.publisher,
        "url": citation.url,
        "published": citation.published,
    }


def _selectors(citation: Citation) -> list[dict[str, Any]]:
    words = {"exact": citation.quote.text, "prefix": citation.prefix, "suffix": citation.suffix}
    place = {"start": citation.quote.start, "end": citation.quote.end}
    return [{"type": "TextQuoteSelector", **words}, {"type": "TextPositionSelector", **place}]


def deep_link(url: str | None, passage: str) -> str | None:
    """The URL that opens the article at a passage; None without a URL.

    A long passage, or one over several blocks of the page, is given by its first and last words, because an exact
    match must lie in one block. Source: URL Fragment Text Directives (WICG), text=start,end.
    """
    words = passage.split()
    if url is None or not words:
        return url
    whole = len(passage) <= _LONGEST_EXACT and "\n" not in passage
    edge = min(_EDGE_WORDS, len(words) // 2)
    parts = [words] if whole or not edge else [words[:edge], words[-edge:]]
    directive = ",".join(_encode(" ".join(part)) for part in parts)
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _encode(words: str) -> str:
    """Percent-encoded, the hyphen too: it separates the parts of a directive."""
    return quote(words, safe="").replace("-", "%2D")
