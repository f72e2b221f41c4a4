"""Markdown (CommonMark): a list for people, each event with its date, and the sentence that proves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.citation import deep_link, strongest_first
from schemas.event import ServedEvent
from schemas.listing import TITLE, Format, Listing, one_line
from timeline.display import display
from timeline.model import Citation

_MARKS = re.compile(r"[\\`*_{}\[\]<>()#|~&!:@]")


def _write(listing: Listing) -> Iterator[str]:
    yield f"# {TITLE}\n"
    for served in listing.events:
        yield from _entry(served)
    for text, url in (("Previous page", listing.prev), ("Next page", listing.next)):
        if url:
            yield f"\n{_link(text, url)}\n"


def _entry(served: ServedEvent) -> Iterator[str]:
    event = served.event
    yield f"\n- **{_plain(display(event.interval))}** {_link(event.headline, served.url)}\n"
    for citation in strongest_first(event):
        yield f"\n  > {_plain('“' + citation.quote.text + '”')}\n"
        yield f"  > — {_source(citation)}\n"


def _source(citation: Citation) -> str:
    name = ", ".join(filter(None, (citation.publisher or citation.title, citation.published)))
    link = deep_link(citation.url, citation.quote.text)
    return _link(name, link) if link else _plain(name)


def _link(text: str, url: str) -> str:
    return f"[{_plain(text)}](<{url.replace('&', '&amp;')}>)"


def _plain(text: str) -> str:
    """The text as text: one line, a backslash before all that could begin a mark, a tag, an entity or a link."""
    return _MARKS.sub(r"\\\g<0>", one_line(text))


FORMAT = Format(suffix="md", media_type="text/markdown", parameters="; charset=utf-8", title="Markdown", write=_write)
