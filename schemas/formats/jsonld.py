"""JSON-LD: a schema.org Event each, about which NewsArticles say what is quoted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from schemas.citation import deep_link, strongest_first
from schemas.event import ServedEvent
from schemas.listing import Format, Listing
from schemas.when import day
from timeline.display import display
from timeline.gazetteer import country, locate
from timeline.interval import Granularity, Interval, Qualifier
from timeline.model import Citation, Event
from timeline.notation import to_edtf

_CONTEXT = "https://schema.org"
_NAMED = (Granularity.DAY, Granularity.MONTH, Granularity.YEAR)


def _write(listing: Listing) -> Iterator[str]:
    graph = [_event(served) for served in listing.events]
    # So that a headline cannot end the script element that the text is put into.
    yield orjson.dumps({"@context": _CONTEXT, "@graph": graph}).decode().replace("<", "\\u003c")


def _event(served: ServedEvent) -> dict[str, Any]:
    event = served.event
    return {
        "@type": "Event",
        "@id": served.url,
        "identifier": event.id,
        "url": served.url,
        "name": event.headline,
        "description": display(event.interval),
        **_dates(event.interval),
        "location": [_place(name, event) for name in event.places],
        "actor": [{"@type": "Thing", "name": name} for name in event.actors],
        "subjectOf": [_article(citation) for citation in strongest_first(event)],
    }


def _dates(interval: Interval) -> dict[str, str]:
    """First and last day, of what is known as a month or a year no more than that; nothing for an open end.

    EDTF's marks have no place in ISO 8601: they stand in the `temporalCoverage` of the articles, and the description
    says them.
    """
    if interval.is_unit and interval.granularity in _NAMED:
        named = to_edtf(interval.qualified(Qualifier.NONE))
        return {"startDate": named, "endDate": named}
    found = {"startDate": day(interval.earliest), "endDate": day(interval.latest)}
    return {name: date for name, date in found.items() if date}


def _place(name: str, event: Event) -> dict[str, Any]:
    place: dict[str, Any] = {"@type": "Place", "name": name}
    found = locate(name, event.places)
    code = found.country if found else country(name)
    if code:
        place["address"] = {"@type": "PostalAddress", "addressCountry": code}
    if found:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": found.latitude, "longitude": found.longitude}
    return place


def _article(citation: Citation) -> dict[str, Any]:
    said = {
        "url": citation.url,
        "datePublished": citation.published,
        "publisher": {"@type": "Organization", "name": citation.publisher} if citation.publisher else None,
    }
    link = deep_link(citation.url, citation.quote.text)
    quote = {"@type": "Quotation", "text": citation.quote.text, **({"url": link} if link else {})}
    return {
        "@type": "NewsArticle",
        "identifier": citation.article_id,
        "headline": citation.title,
        **{name: value for name, value in said.items() if value},
        "temporalCoverage": to_edtf(citation.interval),
        "hasPart": quote,
    }


FORMAT = Format(suffix="jsonld", media_type="application/ld+json", title="JSON-LD", write=_write)
