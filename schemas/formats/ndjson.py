"""NDJSON: one event a line, as JSON has it, written as it is read."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from schemas.event import EventSchema
from schemas.listing import Format, Listing


def _write(listing: Listing) -> Iterator[str]:
    schema = EventSchema(only=listing.members or None)
    for served in listing.events:
        yield orjson.dumps(schema.dump(served)).decode() + "\n"


FORMAT = Format(
    suffix="ndjson",
    media_type="application/x-ndjson",
    title="NDJSON",
    write=_write,
    takes_members=True,
    takes_all=True,
)
