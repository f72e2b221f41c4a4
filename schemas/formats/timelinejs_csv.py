"""TimelineJS 3 as the spreadsheet that it reads: the same slides, a row each. Its path must end in `.csv`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from schemas.formats.timelinejs import slides
from schemas.listing import Format, Listing
from schemas.proof import Proof, proofs
from timeline.model import Event

_PARTS = ("Year", "Month", "Day")
_COLUMNS = (*_PARTS, *(f"End {part}" for part in _PARTS), "Display Date", "Headline", "Text", "Group")
# The widget makes links of what looks like an address or a mailbox, within our own too; only JSON can tell it not to.
_LINKED = re.compile(r"(?<=:)(?=//)|(?=@)|(?<=www)(?=\.)", re.IGNORECASE)
_WWW = re.compile(r"(?<!/)(www)\.", re.IGNORECASE)
_ADDRESS = ":/?#&=+,;!~|%"
_FORMULA = re.compile(r"[=+\-@|%＝＋－＠]")
_WORD_JOINER = "\u2060"


def _write(listing: Listing) -> Iterator[str]:
    yield _line(_COLUMNS)
    for slide in slides(listing, _proofs):
        yield _line(_row(slide))


def _row(slide: dict[str, Any]) -> list[object]:
    end = slide.get("end_date", {})
    text = slide["text"]
    return [
        *slide["start_date"].values(),
        *(end.get(part.lower()) for part in _PARTS),
        slide["display_date"],
        _cell(text["headline"]),
        text["text"],
        _cell(slide.get("group", "")),
    ]


def _cell(markup: str) -> str:
    """The HTML without what a spreadsheet would run as a formula: the first character is written by its number."""
    return f"&#{ord(markup[0])};{markup[1:]}" if _FORMULA.match(markup) else markup


def _proofs(event: Event) -> list[Proof]:
    return [
        Proof(_unlinked(before), _unlinked(words), _unlinked(after), _unlinked(source), _address(link))
        for before, words, after, source, link in proofs(event)
    ]


def _unlinked(words: str) -> str:
    """The words with something invisible in what would become a link."""
    return _LINKED.sub(_WORD_JOINER, words)


def _address(link: str | None) -> str | None:
    """The same address, in which the widget finds no other: the whole of it is one to it."""
    return _WWW.sub(r"\1%2E", quote(link, safe=_ADDRESS)) if link else None


def _line(cells: list[object] | tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


FORMAT = Format(
    suffix="timelinejs.csv",
    media_type="text/vnd.dateline.timelinejs.csv",
    parameters="; charset=utf-8; header=present",
    title="TimelineJS spreadsheet",
    write=_write,
)
