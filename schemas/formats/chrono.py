"""react-chrono: `items`, whose texts are text. Their titles are the dates in words: its own dates are whole days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from schemas.event import ServedEvent
from schemas.listing import Format, Listing, one_line
from schemas.proof import first_link, proofs, remarks
from timeline.display import display


def _write(listing: Listing) -> Iterator[str]:
    yield orjson.dumps({"items": [_item(served) for served in listing.events]}).decode()


def _item(served: ServedEvent) -> dict[str, Any]:
    event = served.event
    told = proofs(event)
    link = first_link(told)
    return {
        "id": event.id,
        "title": display(event.interval),
        "cardTitle": one_line(event.headline),
        "cardSubtitle": one_line(", ".join(event.places)),
        "cardDetailedText": [*remarks(event), *(f"{proof.quote} — {proof.source}" for proof in told)],
        **({"url": link} if link else {}),
    }


FORMAT = Format(
    suffix="chrono.json", media_type="application/vnd.dateline.chrono+json", title="react-chrono", write=_write
)
