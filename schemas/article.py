"""An article on the wire: as it comes in, and as it is served."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, missing, post_load, pre_dump

from schemas.citation import WarningSchema
from schemas.event import EventSchema, LinksSchema, ServedEvent
from schemas.fields import Identifier, Language, Published, Text, WebAddress
from schemas.passage import LANGUAGE
from schemas.problem import ProblemSchema
from schemas.strict import Strict
from timeline.detection import detect
from timeline.evidence import SOURCES, source_of
from timeline.model import Article, Doubt
from timeline.notation import to_edtf
from timeline.publication import stated_publication

_MAX_PAGE = 20_000_000


class ArticleInSchema(Strict):
    """Read as an Article. `published` must stand there; null says that nobody knows it, unless the text itself does."""

    id = Identifier(metadata={"description": "Yours; without it one is made from the URL, or from the content"})
    url = WebAddress(load_default=None, allow_none=True)
    title = Text(most=1000, required=True)
    text = Text(required=True)
    published = Published(
        required=True,
        allow_none=True,
        metadata={
            "description": "ISO 8601 day, month, year or time, in the publisher's zone",
            "examples": ["2015-05-18"],
        },
    )
    publisher = Text(most=200, load_default=None, allow_none=True)
    language = Language(metadata={"description": LANGUAGE})
    modified = Published(load_default=None, allow_none=True)
    published_evidence = Text(most=1000, load_default=None, allow_none=True)

    @post_load
    def _read(self, record: dict[str, Any], **_: Any) -> Article:
        language = record.get("language") or detect(record["text"]).language
        return Article(**{"id": article_id(record), **record, "language": language, **_publication(record, language)})


def _publication(record: Mapping[str, Any], language: str) -> dict[str, str]:
    """When an article of unknown date says itself that it was published, and where it does."""
    stated = stated_publication(record["text"], language) if record["published"] is None else None
    if stated is None:
        return {}
    day, line = stated
    return {"published": to_edtf(day), "published_evidence": f"the text says: {line.text.strip()[:200]}"}


def article_id(record: Mapping[str, Any]) -> str:
    """Id of an article that has none: "art_" and 16 lower-case base32 characters of its URL's or content's hash."""
    content = [str(record.get(name)) for name in ("publisher", "published", "title", "text")]
    named = record.get("url") or "\x00".join(content)
    digest = hashlib.sha256(named.encode()).digest()[:10]
    return "art_" + b32encode(digest).decode().lower()


def _changeable(field: fields.Field[Any]) -> fields.Field[Any]:
    changed = copy(field)
    changed.required, changed.allow_none, changed.load_default = False, True, missing
    return changed


ArticleChangeSchema = Strict.from_dict(
    {name: _changeable(field) for name, field in ArticleInSchema().fields.items() if name != "id"},
    name="ArticleChangeSchema",
)
"""The members that a merge patch of an article may name; for the document, since what comes out of it is checked."""


_BESIDE_PAGE = {name: _changeable(field) for name, field in ArticleInSchema().fields.items() if name != "text"}
PageInSchema = Strict.from_dict(_BESIDE_PAGE | {"html": Text(most=_MAX_PAGE, required=True)}, name="PageInSchema")
"""A web page to read an article from; what stands beside it counts more than what the page says."""


def as_sent(article: Article) -> dict[str, Any]:
    """The members that an article could have come in with, those that say nothing left out."""
    return {name: value for name in ArticleInSchema().fields if (value := getattr(article, name))}


@dataclass(frozen=True, slots=True)
class ServedArticle:
    """An article with the URL it is served at."""

    article: Article
    url: str
    ingested_at: str
    event_count: int
    doubts: Sequence[Doubt] = ()
    events: Sequence[ServedEvent] = ()


class ArticleSchema(Schema):
    """Written from a ServedArticle. The text itself is not served: it belongs to its publisher."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)
    publisher = fields.String(required=True, allow_none=True)
    published = fields.String(required=True, allow_none=True)
    modified = fields.String(required=True, allow_none=True)
    published_evidence = fields.String(required=True, allow_none=True)
    published_source = fields.String(
        required=True, metadata={"enum": list(SOURCES), "description": "How the publication date is known"}
    )
    warnings = fields.List(
        fields.Nested(WarningSchema), required=True, metadata={"description": "What makes its dates doubtful"}
    )
    language = fields.String(required=True)
    text_length = fields.Integer(required=True, metadata={"description": "Code points of the text"})
    event_count = fields.Integer(required=True, metadata={"description": "Number of events that it tells"})
    ingested_at = fields.String(required=True, metadata={"format": "date-time"})
    links = fields.Nested(LinksSchema, required=True)

    @pre_dump
    def _write(self, served: ServedArticle, **_: Any) -> dict[str, Any]:
        article = served.article
        return {
            "id": article.id,
            "title": article.title,
            "url": article.url,
            "publisher": article.publisher,
            "published": article.published,
            "modified": article.modified,
            "published_evidence": article.published_evidence,
            "published_source": source_of(article),
            "warnings": served.doubts,
            "language": article.language,
            "text_length": len(article.text),
            "event_count": served.event_count,
            "ingested_at": served.ingested_at,
            "links": {"self": served.url},
            "events": served.events,
        }


class ArticleWithEventsSchema(ArticleSchema):
    """An article with the events it tells."""

    events = fields.List(fields.Nested(EventSchema), required=True)


class ArticlePageSchema(Schema):
    """One page of articles."""

    articles = fields.List(fields.Nested(ArticleSchema), required=True)
    has_more = fields.Boolean(required=True)
    next = fields.String(
        required=True, allow_none=True, metadata={"description": "URL of the next page", "format": "uri"}
    )
    prev = fields.String(
        required=True, allow_none=True, metadata={"description": "URL of the page before", "format": "uri"}
    )


class IngestedSchema(Schema):
    """What became of an article that was sent."""

    outcome = fields.String(required=True, metadata={"enum": ["added", "replaced", "unchanged"]})
    article = fields.Nested(ArticleWithEventsSchema, required=True)


class ReceiptSchema(Schema):
    """What became of one of many: its place, the status that it would have been answered with alone, and the rest."""

    index = fields.Integer(metadata={"description": "Place in the list, from 0"})
    line = fields.Integer(metadata={"description": "Line of NDJSON, from 1"})
    status = fields.Integer(required=True)
    outcome = fields.String(metadata={"enum": ["added", "replaced", "unchanged"]})
    article = fields.Nested(ArticleSchema)
    problem = fields.Nested(ProblemSchema, metadata={"description": "Why it was refused"})


class BatchSchema(Schema):
    """What became of each article of a list."""

    results = fields.List(fields.Nested(ReceiptSchema), required=True)
