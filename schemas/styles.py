"""What to cite for an event, as reference managers read it: one reference for every article that tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from schemas.citation import strongest_first
from schemas.listing import one_line
from timeline.interval import Granularity, Interval, civil
from timeline.model import Citation, Event
from timeline.notation import publication_interval

DEFAULT_STYLE = "csl-json"
# What TeX takes for a command, with how it is written as text.
_TEX = {char: f"\\{char}" for char in "%&#$_"} | {
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    # BibTeX counts braces even after a backslash.
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
}


@dataclass(frozen=True, slots=True)
class Style:
    """A way to write references, its media type and that one's parameters."""

    media_type: str
    write: Callable[[Event], str]
    parameters: str = ""

    @property
    def content_type(self) -> str:
        """The media type with its parameters."""
        return self.media_type + self.parameters


def _articles(event: Event) -> list[Citation]:
    """The strongest citation of every article."""
    by_article: dict[str, Citation] = {}
    for citation in strongest_first(event):
        by_article.setdefault(citation.article_id, citation)
    return list(by_article.values())


def _date(citation: Citation) -> list[int]:
    """Year, month and day of publication, as many as are known of an article; none of an unknown day."""
    if citation.published is None:
        return []
    return _parts(publication_interval(citation.published))


def _parts(interval: Interval) -> list[int]:
    known = {Granularity.YEAR: 1, Granularity.MONTH: 2, Granularity.DAY: 3}.get(interval.granularity, 0)
    return [] if interval.start is None else list(civil(interval.start)[:known])


def _csl(event: Event) -> str:
    return orjson.dumps([_csl_item(citation) for citation in _articles(event)]).decode()


def _csl_item(citation: Citation) -> dict[str, Any]:
    date = _date(citation)
    told = {
        "container-title": citation.publisher,
        "issued": {"date-parts": [date]} if date else None,
        "URL": citation.url,
    }
    return {
        "id": citation.article_id,
        "type": "article-newspaper",
        "title": citation.title,
        **{name: value for name, value in told.items() if value},
        "note": citation.quote.text,
    }


def _bibtex(event: Event) -> str:
    return "\n".join(_bibtex_entry(citation) for citation in _articles(event))


def _bibtex_entry(citation: Citation) -> str:
    date = _date(citation)
    members = {
        "title": "{" + _tex(citation.title) + "}",
        "journal": _tex(citation.publisher or ""),
        "year": f"{date[0]:04}" if date else "",
        "month": str(date[1]) if len(date) > 1 else "",
        "day": str(date[2]) if len(date) > 2 else "",
        "url": citation.url or "",
        "note": _tex(citation.quote.text),
    }
    # Ids hold no colon and keys no tilde.
    key = citation.article_id.replace("~", ":")
    lines = [f"  {name} = {{{value}}},\n" for name, value in members.items() if value]
    return f"@article{{{key},\n{''.join(lines)}}}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in one_line(text))


def _ris(event: Event) -> str:
    return "\r\n".join(line for citation in _articles(event) for line in _ris_lines(citation))


def _ris_lines(citation: Citation) -> Iterator[str]:
    date = _date(citation)
    told = {
        "ID": citation.article_id,
        "TI": citation.title,
        "T2": citation.publisher,
        "PY": f"{date[0]:04}" if date else None,
        "DA": "/".join(f"{part:0{width}}" for part, width in zip(date, (4, 2, 2), strict=False)),
        "UR": citation.url,
        "N1": citation.quote.text,
    }
    yield "TY  - NEWS"
    yield from (f"{tag}  - {one_line(value)}" for tag, value in told.items() if value)
    yield "ER  - "
    yield ""


STYLES: Mapping[str, Style] = {
    "csl-json": Style("application/vnd.citationstyles.csl+json", _csl),
    "bibtex": Style("application/x-bibtex", _bibtex, "; charset=utf-8"),
    "ris": Style("application/x-research-info-systems", _ris, "; charset=utf-8"),
}
