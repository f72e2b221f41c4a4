"""Expressions of time as they were found in articles, on the wire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, pre_dump

from schemas.citation import CitedArticleSchema
from schemas.resolve import ExplainedTimex, TimexSchema
from timeline.model import Article, Timex


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedMention:
    """An expression with its article, and the ids of the events that it dates."""

    id: str
    timex: Timex
    article: Article
    events: Sequence[str]


class MentionSchema(TimexSchema):
    """Written from a ServedMention."""

    id = fields.String(required=True, metadata={"description": "Id of the article and where in its text it starts"})
    article = fields.Nested(CitedArticleSchema, required=True)
    events = fields.List(
        fields.String(), required=True, metadata={"description": "Ids of the events that it dates; often none"}
    )

    @pre_dump
    def _write(self, mention: ServedMention, **options: Any) -> dict[str, Any]:
        article = mention.article
        explained = ExplainedTimex(mention.timex, article.published, article.language)
        return {
            **super()._write(explained, **options),
            "id": mention.id,
            "article": article,
            "events": mention.events,
        }


class MentionPageSchema(Schema):
    """One page of expressions."""

    mentions = fields.List(fields.Nested(MentionSchema), required=True)
    has_more = fields.Boolean(required=True)
    next = fields.String(
        required=True, allow_none=True, metadata={"description": "URL of the next page", "format": "uri"}
    )
    prev = fields.String(
        required=True, allow_none=True, metadata={"description": "URL of the page before", "format": "uri"}
    )
