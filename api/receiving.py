"""Taking articles in: one, or many with a result for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import flask
import orjson
from marshmallow import ValidationError
from webargs.flaskparser import abort
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from api.bodies import lines, parsed, refuse_at
from api.errors import UNAVAILABLE, problem
from api.served import served_article
from api.storage import opened
from intake.decode import with_page
from intake.record import RejectError
from schemas.article import ArticleInSchema, PageInSchema, ReceiptSchema, ServedArticle
from store import query as store
from store.database import writing
from store.errors import StoreError
from store.ingest import Guard, anything, ingest
from timeline.model import Article
from timeline.pipeline import read

T = TypeVar("T")
MOST = 100
STATUS = {"added": 201, "replaced": 200, "unchanged": 200}


def article_of(record: Any) -> Article:
    """The article of a JSON object, or of the page in it; 422 that points to what is wrong in it."""
    try:
        is_page = isinstance(record, dict) and "html" in record
        article: Article = ArticleInSchema().load(_of_page(record) if is_page else record)
    except ValidationError as error:
        abort(422, messages={"json": error.messages})
    return article


def _of_page(record: dict[str, Any]) -> dict[str, Any]:
    try:
        return with_page(PageInSchema().load(record))
    except RejectError as error:
        raise ValidationError({"html": [str(error)]}) from None


def take(article: Article, guard: Guard = anything) -> tuple[str, ServedArticle]:
    """Read an article and store it: "added", "replaced" or "unchanged", and the article as it is then."""
    reading = read(article)
    with opened(), writing():
        outcome = ingest(article, reading, guard)
        stored = store.article(article.id)
        assert stored is not None
        return outcome, served_article(stored, store.events_of(article.id))


def take_batch(records: list[Any]) -> list[dict[str, Any]]:
    """What became of each article of a list, in its order. One that is refused keeps no other out."""
    if len(records) > MOST:
        refuse_at((), f"has {len(records):,} articles; expected at most {MOST}, or NDJSON, which takes any number")
    return [{"index": index, **_result(article_of, record)} for index, record in enumerate(records)]


def take_lines() -> Iterator[str]:
    """The same for a body of NDJSON, a line for a line, each written as soon as its article is stored.

    Ends at the first one that the database has no room or no time for.
    """
    receipt = ReceiptSchema()
    for number, line in lines():
        try:
            result = _result(_article_on, line)
        except StoreError as error:
            flask.current_app.logger.error("%s", error)
            result = _refused(ServiceUnavailable(UNAVAILABLE))
        yield orjson.dumps(receipt.dump({"line": number, **result})).decode() + "\n"
        if result["status"] == ServiceUnavailable.code:
            return


def _article_on(line: bytes) -> Article:
    return article_of(parsed(line))


def _result(load: Callable[[T], Article], record: T) -> dict[str, Any]:
    try:
        outcome, taken = take(load(record))
    except HTTPException as error:
        return _refused(error)
    return {"status": STATUS[outcome], "outcome": outcome, "article": taken}


def _refused(error: HTTPException) -> dict[str, Any]:
    return {"status": error.code, "problem": problem(error)}
