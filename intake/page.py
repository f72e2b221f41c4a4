"""A web page read to an article: its text without what stands around it, its title, address, publisher and dates."""

from __future__ import annotations

from typing import Any

from lxml.etree import LxmlError
from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from intake.evidence import dates_of
from intake.record import MAX_PAGE, RejectError
from timeline.language import is_known

# What stands beside the text: captions, teasers, what belongs to the site. Trafilatura finds most by itself.
_TITLE = 1000
_PUBLISHER = 200
_BESIDE = ["//figure", "//aside", "//nav", "//footer", "//form", "//*[@role='complementary']"]


def article_of_page(page: bytes | str, url: str | None = None) -> dict[str, Any]:
    """The JSON of an article from a page of HTML; members that the page does not give are absent, `published` is null.

    Raises RejectError when it is no page, or one without a text.
    """
    tree = _tree(page)
    language = _language(tree)
    try:
        found = bare_extraction(
            tree, url=url, fast=True, with_metadata=True, include_comments=False, prune_xpath=_BESIDE
        )
    except (LxmlError, ValueError, TypeError, RecursionError) as error:
        raise RejectError(f"the page cannot be read: {error}") from None
    text = found.text if isinstance(found, Document) else None
    title = found.title if isinstance(found, Document) else None
    body = (text or "").strip().removeprefix(title or "").strip()
    if not isinstance(found, Document) or not body:
        raise RejectError("the page holds no text of an article")
    dates = dates_of(_tree(page), found.url or url)
    told = {
        "url": found.url or url,
        "title": (title or body.splitlines()[0])[:_TITLE],
        "text": body,
        "publisher": (found.sitename or found.hostname or "")[:_PUBLISHER],
        "language": language,
        "modified": dates.modified,
        "published_evidence": dates.why,
    }
    return {name: value for name, value in told.items() if value} | {"published": dates.published}


def _tree(page: bytes | str) -> HtmlElement:
    """The page's tree, read anew: trafilatura changes the one it is given."""
    if len(page) > MAX_PAGE:
        raise RejectError(f"the page has {len(page):,} bytes; expected at most {MAX_PAGE:,}")
    try:
        tree = load_html(page)
    except (LxmlError, ValueError, LookupError, RecursionError) as error:
        raise RejectError(f"the page cannot be read: {error}") from None
    if tree is None:
        raise RejectError("this is no page of HTML")
    return tree


def _language(tree: HtmlElement) -> str | None:
    """The language that the page states, None where it states none whose dates can be read."""
    stated = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    code = stated.replace("_", "-").partition("-")[0].lower()
    return code if is_known(code) else None
