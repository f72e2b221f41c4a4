"""Records read to the JSON of an article, which the schema then checks.

What reads pages is imported when one is met: it is large, and most records are JSON.
"""

from __future__ import annotations

from typing import Any

import orjson

from intake.record import Record, RejectError

_TITLE = 200


def decoded(record: Record) -> Any:
    """What the record holds, an article as JSON if it is one. Raises RejectError when it cannot be read."""
    match record.kind:
        case "html":
            return _page(record.raw, record.url)
        case "text":
            return _plain(record.raw)
        case "json":
            article = _json(record.raw)
            is_page = isinstance(article, dict) and isinstance(article.get("html"), str) and "text" not in article
            return with_page(article) if is_page else article
        case "fault":
            raise RejectError(record.raw.decode())


def _json(raw: bytes) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise RejectError(f"not JSON: {error.msg} at column {error.colno}") from None


def with_page(article: dict[str, Any]) -> dict[str, Any]:
    """The article whose text stands in its page `html`; what the article says of itself stands above the page."""
    said = {name: value for name, value in article.items() if name != "html" and value is not None}
    return _page(article["html"], said.get("url")) | said


def _page(page: bytes | str, url: str | None) -> dict[str, Any]:
    from intake.page import article_of_page

    return article_of_page(page, url)


def _plain(raw: bytes) -> dict[str, Any]:
    """A text whose first line is its title, of unknown publication."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best() if not _is_utf8(raw) else None
    text = (str(best) if best else raw.decode("utf-8-sig", "replace")).strip()
    if not text:
        raise RejectError("the file is empty")
    return {"title": text.splitlines()[0].strip()[:_TITLE], "text": text, "published": None}


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
