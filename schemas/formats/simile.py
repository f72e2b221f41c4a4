"""Simile Timeline: four dates an event, the earliest and the latest of its start and of its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson

from schemas.drawing import Stretch, drawn, traits
from schemas.event import ServedEvent
from schemas.listing import Format, Listing, one_line
from schemas.proof import as_html, first_link, proofs, remarks
from timeline.display import display
from timeline.interval import Granularity, Interval, Qualifier, civil, unit

# Its dates have years of four digits.
_YEARS = (-9999, 9999)
# A title is HTML to some of its painters and text to others. Neither sees a tag or an entity with a joiner in it.
_MARK = re.compile(r"<|&(?=[\w#])")
_WORD_JOINER = "\u2060"
# Entities by name it reads itself, again and again, before the browser does: those by number it leaves alone.
_NAMED = {"&amp;": "&#38;", "&lt;": "&#60;", "&gt;": "&#62;", "&quot;": "&#34;"}
_ENTITY = re.compile("|".join(_NAMED))


def _write(listing: Listing) -> Iterator[str]:
    events = [_event(served, days) for served in listing.events if (days := drawn(served.event.interval, _YEARS))]
    yield orjson.dumps({"dateTimeFormat": "iso8601", "events": events}).decode()


def _event(served: ServedEvent, days: Stretch) -> dict[str, Any]:
    event = served.event
    told = proofs(event)
    html = as_html([f"{display(event.interval)}.", *remarks(event)], told)
    return {
        "id": event.id,
        "eventID": event.id,
        "title": _MARK.sub(lambda mark: mark[0] + _WORD_JOINER, one_line(event.headline)),
        "caption": display(event.interval),
        "description": _ENTITY.sub(lambda entity: _NAMED[entity[0]], html),
        **_dates(event.interval, days),
        "classname": " ".join(traits(event)),
        "link": first_link(told),
    }


def _dates(interval: Interval, days: Stretch) -> dict[str, Any]:
    """One for a sure day or an open date; else all four, of a time within which it happened or which it lasted."""
    if interval.start is None or interval.end is None or _is_sure_day(interval):
        return {"start": _date(days.first), "durationEvent": False}
    lasts = not (interval.is_unit or interval.choices)
    begun = unit(interval.granularity, days.first).latest if lasts else days.last
    ended = unit(interval.end_granularity or interval.granularity, days.last).earliest if lasts else days.first
    assert begun is not None
    assert ended is not None
    return {
        "start": _date(days.first),
        "latestStart": _date(min(begun, days.last)),
        "earliestEnd": _date(max(ended, days.first)),
        "end": _date(days.last),
        "durationEvent": lasts,
    }


def _is_sure_day(interval: Interval) -> bool:
    return interval.is_unit and interval.granularity is Granularity.DAY and interval.qualifier is Qualifier.NONE


def _date(day: int) -> str:
    """Midnight in UTC, the zone of its bands where nobody names another."""
    year, month, of_month = civil(day)
    return f"{'-' * (year < 0)}{abs(year):04}-{month:02}-{of_month:02}T00:00:00Z"


FORMAT = Format(
    suffix="simile.json", media_type="application/vnd.dateline.simile+json", title="Simile Timeline", write=_write
)
