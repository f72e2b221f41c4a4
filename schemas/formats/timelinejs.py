"""TimelineJS 3: a slide an event. Its dates are parts, its headlines and texts HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import orjson

from schemas.drawing import Stretch, drawn
from schemas.listing import Format, Listing
from schemas.proof import Proof, as_html, escape, proofs, remarks
from timeline.display import display
from timeline.interval import civil
from timeline.model import Event

_PARTS = ("year", "month", "day")


def _write(listing: Listing) -> Iterator[str]:
    yield orjson.dumps({"events": list(slides(listing))}).decode()


def slides(listing: Listing, proofs: Callable[[Event], list[Proof]] = proofs) -> Iterator[dict[str, Any]]:
    """The slides of the events; one without any known day, which would have no place, is left out."""
    for served in listing.events:
        days = drawn(served.event.interval)
        if days:
            yield _slide(served.event, days, as_html(remarks(served.event), proofs(served.event)))


def _slide(event: Event, days: Stretch, text: str) -> dict[str, Any]:
    return {
        "unique_id": event.id,
        "start_date": _date(days.first),
        # An end equal to the start would be dropped.
        **({"end_date": _date(days.last)} if days.last > days.first else {}),
        "display_date": display(event.interval),
        "text": {"headline": escape(event.headline), "text": text},
        # Its markup is removed once before it is taken for HTML.
        **({"group": escape(escape(event.places[0]))} if event.places else {}),
        # It would make links of what stands in a quote, and break ours.
        "autolink": False,
    }


def _date(day: int) -> dict[str, int]:
    return dict(zip(_PARTS, civil(day), strict=True))


FORMAT = Format(
    suffix="timelinejs.json", media_type="application/vnd.dateline.timelinejs+json", title="TimelineJS", write=_write
)
