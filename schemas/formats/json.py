"""JSON: one page, as `schemas.event` writes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import orjson

from schemas.event import EventPageSchema
from schemas.listing import Format, Listing

_NO_EVENTS = '{"events":[]'
_PAGE = ("has_more", "next", "prev", "count")


@lru_cache(maxsize=100)
def _schema(members: Sequence[str]) -> EventPageSchema:
    return EventPageSchema(only=[*(f"events.{name}" for name in members), *_PAGE] if members else None)


def _write(listing: Listing) -> Iterator[str]:
    page: dict[str, Any] = {
        "events": listing.events,
        "has_more": listing.next is not None,
        "next": listing.next,
        "prev": listing.prev,
        **({} if listing.count is None else {"count": listing.count}),
    }
    text = orjson.dumps(_schema(tuple(listing.members)).dump(page)).decode()
    if listing.rendered is None:
        yield text
    else:
        yield f'{{"events":[{",".join(listing.rendered)}]{text.removeprefix(_NO_EVENTS)}'


FORMAT = Format(
    suffix="json", media_type="application/json", title="JSON", write=_write, takes_members=True, takes_rendered=True
)
