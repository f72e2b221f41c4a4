"""What a web page says of its own date, and which of it is believed: the first publication, never the last change."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

import htmldate
from dateparser.date import DateDataParser
from lxml.html import HtmlElement, tostring

from timeline.errors import NotationError
from timeline.interval import Interval
from timeline.notation import publication_interval, to_edtf

# Names that pages give the time of first publication, in <meta> and in JSON-LD; in small letters.
_PUBLISHED = frozenset(
    "article:published_time og:published_time og:article:published_time datepublished date.issued dc.date.issued "
    "dcterms.issued dcterms.date dc.date dc.date.created dcterms.created pubdate publishdate publish_date publish-date "
    "publication_date publication-date parsely-pub-date sailthru.date cxenseparse:recs:publishtime citation_date "
    "citation_publication_date article.published date".split()
)
_MODIFIED = frozenset(
    "article:modified_time og:updated_time datemodified dcterms.modified dc.date.modified last-modified lastmod".split()
)
_DAY_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?![0-9])")
_IN_UTC = re.compile(r"T\d\d:\d\d.*(?:Z|[+-]00:?00)$")
_MAX_JSON_LD = 1_000_000
_MAX_DEPTH = 8
_MAX_DATE = 60
_MAIL_DATE = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A date that a page gives, as `source` says it: a day, month, year or time in ISO 8601."""

    source: str
    value: str

    @property
    def interval(self) -> Interval:
        """The day, month or year, in the zone it was written in."""
        return publication_interval(self.value)


@dataclass(frozen=True, slots=True)
class Dates:
    """When a page was first published and last changed, None where it does not say; `why` tells the choice."""

    published: str | None
    modified: str | None
    why: str | None


def dates_of(tree: HtmlElement, url: str | None) -> Dates:
    """The dates of a page. The day that most of its evidence names wins; of equals the most trusted."""
    published = list(_published(tree, url, tostring(tree, encoding="unicode")))
    modified = next(_said(tree, _MODIFIED), None)
    chosen = _chosen(published)
    if chosen is None:
        return Dates(None, modified.value if modified else None, None)
    return Dates(chosen.value, modified.value if modified else None, _why(chosen, published))


def _published(tree: HtmlElement, url: str | None, page: str) -> Iterator[Evidence]:
    """All evidence of the first publication, the most trusted first."""
    yield from _said(tree, _PUBLISHED)
    for element in tree.xpath("//time[@pubdate or @itemprop='datePublished']"):
        yield from _evidence("the page's <time>", element.get("datetime"))
    found = _DAY_IN_URL.search(url or "")
    if found:
        year, month, day = found.groups()
        yield from _evidence("the page's address", f"{year}-{int(month):02}-{int(day):02}")
    # Its extensive search reads bylines and, at last, anything that looks like a date.
    with suppress(ValueError, TypeError, RecursionError):
        day = htmldate.find_date(tree, original_date=True, extensive_search=True, url=url)
        if day and _is_written(day, page) and not _may_be_turned(day, page):
            yield Evidence("htmldate", day)


def _is_written(day: str, page: str) -> bool:
    """Whether the page has the day itself in some form: "May 2015" alone would give the first of the month."""
    year, month, number = day.split("-")
    of_month = rf"(?<!\d)0?{int(number)}(?!\d)[^\d<>]{{0,25}}"
    forms = (
        rf"{year}[/.-]?0?{int(month)}[/.-]?0?{int(number)}(?!\d)",
        rf"{of_month}\b0?{int(month)}[/.-]{year}",
        rf"{of_month}{year}",
    )
    return re.search("|".join(forms), page) is not None


def _may_be_turned(day: str, page: str) -> bool:
    """Whether a day is only the reading of something like "03/04/2015" in the page, month first or day first."""
    year, month, number = day.split("-")
    if int(number) > 12 or number == month or day in page:
        return False
    turned = "|".join(rf"0?{int(one)}[/.-]0?{int(other)}" for one, other in ((month, number), (number, month)))
    return re.search(rf"(?<!\d)(?:{turned})[/.-]{year}(?!\d)", page) is not None


def _said(tree: HtmlElement, names: frozenset[str]) -> Iterator[Evidence]:
    """What JSON-LD and <meta> say under some names."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        for name, value in _members(_json_ld(script.text or "")):
            if name.lower() in names:
                yield from _evidence(f"JSON-LD {name}", value)
    for meta in tree.xpath("//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name.lower() in names:
            yield from _evidence(f"meta {name}", meta.get("content"))


def _json_ld(text: str) -> object:
    try:
        return json.loads(text) if len(text) <= _MAX_JSON_LD else None
    except (ValueError, RecursionError):
        return None


def _members(node: object, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Every member of the objects of a graph, outer ones first."""
    if depth > _MAX_DEPTH:
        return
    children = node if isinstance(node, list) else list(node.values()) if isinstance(node, dict) else []
    if isinstance(node, dict):
        yield from ((str(name), value) for name, value in node.items())
    for child in children:
        yield from _members(child, depth + 1)


def _evidence(source: str, value: object) -> Iterator[Evidence]:
    """The evidence that a value is, none where it is no date that is read without guessing."""
    text = value.strip() if isinstance(value, str) else ""
    for read in (text, _mail_date(text), _named_date(text)):
        try:
            publication_interval(read)
        except NotationError:
            continue
        yield Evidence(source, read)
        return


def _mail_date(text: str) -> str:
    """The date of RFC 5322 ("Mon, 18 May 2015 22:30:00 -0500") in ISO 8601, "" when it is none."""
    try:
        return parsedate_to_datetime(text).isoformat() if _MAIL_DATE.match(text) else ""
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""


def _named_date(text: str) -> str:
    """The day of "18 May 2015, 10:30 pm" or "le 18 mai 2015" in ISO 8601, "" for all else: numbers can mislead."""
    if len(text) > _MAX_DATE or not _YEAR.search(text) or not _MONTH.search(text):
        return ""
    read = _parser().get_date_data(text)
    return read.date_obj.date().isoformat() if read.date_obj and read.period == "day" else ""


@cache
def _parser() -> DateDataParser:
    """Reads days that are written out with their year, in any language; it is told no day to count others from."""
    return DateDataParser(settings={"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"]})


def _chosen(found: Sequence[Evidence]) -> Evidence | None:
    """The most trusted evidence for the day that most sources name.

    A time in UTC says less about the publisher's day than the address does: a day apart, the address wins.
    """
    if not found:
        return None
    votes = Counter(one.interval for one in found)
    chosen = max(found, key=lambda one: votes[one.interval])
    if _IN_UTC.search(chosen.value):
        for other in found:
            if other.source == "the page's address" and _days_apart(other, chosen) == 1:
                return other
    return chosen


def _days_apart(one: Evidence, other: Evidence) -> int:
    start, end = one.interval.start, other.interval.start
    assert start is not None
    assert end is not None
    return abs(start - end)


def _why(chosen: Evidence, found: Sequence[Evidence]) -> str:
    """The choice in a sentence, with what agrees and what does not."""
    agreeing = [one.source for one in found if one is not chosen and one.interval == chosen.interval]
    against = [f"{one.source} {to_edtf(one.interval)}" for one in found if one.interval != chosen.interval]
    parts = [f"{chosen.source}: {chosen.value}"]
    for words, sources in (("agreeing", agreeing), ("against", against)):
        if sources:
            parts.append(f"{words}: {', '.join(dict.fromkeys(sources))}")
    return "; ".join(parts)[:1000]
