"""GeoJSON (RFC 7946): a feature an event, at the towns it names, with the `when` of Linked Places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson

from schemas.citation import deep_link, strongest_first
from schemas.event import ServedEvent
from schemas.listing import Format, Listing
from schemas.when import day, written
from timeline.display import display
from timeline.gazetteer import Location, country, locate
from timeline.interval import Granularity, Interval, Qualifier
from timeline.model import Event
from timeline.notation import to_edtf

# What Linked Places takes for a date: ISO 8601 with the qualifiers of EDTF.
_ISO = re.compile(r"-?\d{4}(-(0\d|1[0-2])(-\d\d)?)?[?~%]?", re.ASCII)
_NAMED = (Granularity.DAY, Granularity.MONTH, Granularity.YEAR)


def _write(listing: Listing) -> Iterator[str]:
    features = [_feature(served) for served in listing.events]
    yield orjson.dumps({"type": "FeatureCollection", "features": features}).decode()


def _feature(served: ServedEvent) -> dict[str, Any]:
    event = served.event
    found = (locate(name, event.places) for name in event.places)
    locations = list(dict.fromkeys(location for location in found if location))
    return {
        "type": "Feature",
        "id": event.id,
        "@id": served.url,
        "geometry": _geometry(locations),
        "when": when(event.interval),
        "properties": _properties(served, locations),
    }


def _geometry(locations: list[Location]) -> dict[str, Any] | None:
    points = [[location.longitude, location.latitude] for location in locations]
    if not points:
        return None
    one = {"type": "Point", "coordinates": points[0]}
    return one if len(points) == 1 else {"type": "MultiPoint", "coordinates": points}


def _properties(served: ServedEvent, locations: list[Location]) -> dict[str, Any]:
    event = served.event
    codes = {location.country for location in locations} | set(filter(None, map(country, event.places)))
    return {
        "title": event.headline,
        "type": event.type,
        "status": event.status,
        **written(event.interval),
        "places": event.places,
        "ccodes": sorted(codes),
        "actors": event.actors,
        "source_count": event.sources,
        "url": served.url,
        "citations": _citations(event),
    }


def _citations(event: Event) -> list[dict[str, str | None]]:
    return [
        {
            "label": citation.title,
            "@id": deep_link(citation.url, citation.quote.text),
            "quote": citation.quote.text,
            "published": citation.published,
        }
        for citation in strongest_first(event)
    ]


def when(interval: Interval) -> dict[str, Any] | None:
    """The time in Linked Places' terms; None where both ends are open. Source: Linked Places Format 1.3, "when".

    A span without an end is the time that its start describes, which is somewhere between its earliest and its latest.
    """
    spans = [span for one in interval.choices or (interval,) if (span := _span(one))]
    if not spans:
        return None
    doubtful = interval.choices or interval.qualifier is not Qualifier.NONE
    certainty = {"certainty": "less-certain"} if doubtful else {}
    return {"timespans": spans, "label": display(interval), **certainty}


def _span(interval: Interval) -> dict[str, Any] | None:
    if interval.is_unit and interval.granularity in _NAMED and _ISO.fullmatch(to_edtf(interval)):
        return {"start": {"in": to_edtf(interval)}}
    first, last = day(interval.earliest), day(interval.latest)
    if interval.is_unit or first is None or last is None:
        within = {"earliest": first, "latest": last}
        start = {name: date for name, date in within.items() if date}
        return {"start": start} if start else None
    since, _, until = to_edtf(interval).partition("/")
    return {
        "start": {"in": since if _ISO.fullmatch(since) else first},
        "end": {"in": until if _ISO.fullmatch(until) else last},
    }


FORMAT = Format(suffix="geojson", media_type="application/geo+json", title="GeoJSON", write=_write)
