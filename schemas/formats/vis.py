"""vis-timeline: `items` and `groups` for its data sets. A single day is a point, all else is a range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from schemas.drawing import Stretch, drawn, iso, traits
from schemas.event import ServedEvent
from schemas.listing import Format, Listing
from schemas.proof import as_html, escape, first_link, proofs, remarks
from timeline.display import display

_NOWHERE = "place:"


def _write(listing: Listing) -> Iterator[str]:
    items = [_item(served, days) for served in listing.events if (days := drawn(served.event.interval))]
    groups = [{"id": name, "content": _heading(name)} for name in dict.fromkeys(item["group"] for item in items)]
    yield orjson.dumps({"items": items, "groups": groups}).decode()


def _item(served: ServedEvent, days: Stretch) -> dict[str, Any]:
    """Text is HTML to it; an item needs a group as soon as there are any."""
    event = served.event
    told = proofs(event)
    return {
        "id": event.id,
        "group": _NOWHERE + (event.places[0] if event.places else ""),
        "content": f"<small>{escape(display(event.interval))}</small> {escape(event.headline)}",
        "title": as_html(remarks(event), told),
        "start": iso(days.first),
        # Exclusive; a date without an end on either side is drawn as the day that is known.
        **({"type": "range", "end": iso(days.last + 1)} if days.last > days.first else {"type": "point"}),
        "className": " ".join(traits(event)),
        "link": first_link(told),
    }


def _heading(group: str) -> str:
    return escape(group.removeprefix(_NOWHERE)) or "elsewhere"


FORMAT = Format(suffix="vis.json", media_type="application/vnd.dateline.vis+json", title="vis-timeline", write=_write)
