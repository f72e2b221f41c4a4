"""What an article would tell, on the wire."""

from __future__ import annotations

from marshmallow import Schema, fields

from schemas.article import ArticleInSchema
from schemas.event import EventSchema
from schemas.fields import Text
from schemas.resolve import MAX_RESOLVED, TimexSchema


class PreviewInSchema(ArticleInSchema):
    """An article that is short enough to be read for anybody."""

    text = Text(most=MAX_RESOLVED, required=True)


class PreviewSchema(Schema):
    """Every expression of time in an article, and the events as they would be with it."""

    outcome = fields.String(required=True, metadata={"enum": ["added", "replaced", "unchanged"]})
    language = fields.String(required=True)
    timexes = fields.List(fields.Nested(TimexSchema), required=True)
    events = fields.List(fields.Nested(EventSchema), required=True)
