"""CSV (RFC 4180): one event a row, with its strongest proof."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from schemas.citation import deep_link, strongest_first
from schemas.event import ServedEvent
from schemas.listing import Format, Listing
from schemas.when import written

# What makes spreadsheets take a cell for a formula, the wide forms of East Asia among it.
_FORMULA = re.compile(r"[\s\x00]*[=+\-@|%＝＋－＠]|[\t\r\n]")
_WHEN = ("edtf", "earliest", "latest", "precision", "qualifier", "display")
_COLUMNS = (
    "id",
    "headline",
    "type",
    "status",
    *_WHEN,
    "places",
    "actors",
    "source_count",
    "quote",
    "expression",
    "deep_link",
    "article_title",
    "publisher",
    "published",
    "url",
)


def _write(listing: Listing) -> Iterator[str]:
    yield _line(_COLUMNS)
    for served in listing.events:
        yield _line(_row(served))


def _row(served: ServedEvent) -> list[str | int | None]:
    event = served.event
    # Dates begin with a minus where they lie before the year 0; they are written here, not quoted from anybody.
    when = written(event.interval)
    return [
        event.id,
        _text(event.headline),
        event.type,
        event.status,
        *(when[name] for name in _WHEN),
        _text("; ".join(event.places)),
        _text("; ".join(event.actors)),
        event.sources,
        *_proof(served),
        served.url,
    ]


def _proof(served: ServedEvent) -> list[str | None]:
    for citation in strongest_first(served.event):
        words = citation.expression
        return [
            _text(citation.quote.text),
            _text(words.text if words else None),
            deep_link(citation.url, citation.quote.text),
            _text(citation.title),
            _text(citation.publisher),
            citation.published,
        ]
    return [None] * 6


def _text(text: str | None) -> str | None:
    """The text, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text and _FORMULA.match(text) else text


def _line(cells: list[str | int | None] | tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


FORMAT = Format(
    suffix="csv", media_type="text/csv", parameters="; charset=utf-8; header=present", title="CSV", write=_write
)
