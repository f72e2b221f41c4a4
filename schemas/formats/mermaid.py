"""Mermaid: a `timeline` diagram, a section for each year, the source of every quote as a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from schemas.drawing import drawn
from schemas.event import ServedEvent
from schemas.listing import TITLE, Format, Listing, one_line
from schemas.proof import proofs, remarks
from timeline.display import display
from timeline.interval import Granularity, unit

# What begins a comment, a directive, a tag or an entity, or ends a statement.
_MARK = re.compile(r"[#:;%<>&{}\"'`\\]")


def _write(listing: Listing) -> Iterator[str]:
    yield f"timeline\n    title {TITLE}\n"
    for year, told in groupby(listing.events, _year):
        yield f"    section {year}\n"
        for served in told:
            yield from _entry(served)


def _year(served: ServedEvent) -> str:
    days = drawn(served.event.interval)
    return display(unit(Granularity.YEAR, days.first)) if days else display(served.event.interval)


def _entry(served: ServedEvent) -> Iterator[str]:
    event = served.event
    told = proofs(event)
    said = [*remarks(event), *(f"{proof.quote} — {proof.source}" for proof in told)]
    for link in filter(None, (proof.link for proof in told)):
        yield f"    %% {link}\n"
    yield f"    {' : '.join(map(_plain, (display(event.interval), event.headline, *said)))}\n"


def _plain(text: str) -> str:
    """The text with Mermaid's own entities for all that it would read as more than text."""
    return _MARK.sub(lambda mark: f"#{ord(mark[0])};", one_line(text))


FORMAT = Format(
    suffix="mmd", media_type="text/vnd.mermaid", parameters="; charset=utf-8", title="Mermaid", write=_write
)
