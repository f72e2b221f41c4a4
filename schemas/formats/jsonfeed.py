"""JSON Feed 1.1: an item an event, dated by when it came in; the event's own date is in the extension."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from schemas.citation import deep_link, strongest_first
from schemas.event import ServedEvent
from schemas.listing import TITLE, Format, Listing
from schemas.when import written
from timeline.display import display

_VERSION = "https://jsonfeed.org/version/1.1"


def _write(listing: Listing) -> Iterator[str]:
    feed = {
        "version": _VERSION,
        "title": TITLE,
        "home_page_url": listing.home,
        "feed_url": listing.first,
        "authors": [{"name": TITLE}],
        **({"next_url": listing.next} if listing.next else {}),
        "items": [_item(served) for served in listing.events],
    }
    yield orjson.dumps(feed).decode()


def _item(served: ServedEvent) -> dict[str, Any]:
    event = served.event
    proofs = strongest_first(event)
    link = next((link for proof in proofs if (link := deep_link(proof.url, proof.quote.text))), None)
    dates = {"date_published": served.added, "date_modified": served.changed}
    return {
        "id": event.id,
        "url": served.url,
        **({"external_url": link} if link else {}),
        "title": event.headline,
        "content_text": "\n\n".join([display(event.interval), *(f"“{proof.quote.text}”" for proof in proofs)]),
        **{name: date for name, date in dates.items() if date},
        "tags": [event.type, *event.places],
        "_dateline": {
            "when": written(event.interval),
            "status": event.status,
            "actors": event.actors,
        },
    }


FORMAT = Format(suffix="jsonfeed", media_type="application/feed+json", title="JSON Feed", write=_write)
