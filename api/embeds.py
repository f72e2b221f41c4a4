"""Code to put a kept timeline on a page, for every widget: the examples of docs/widgets.md with its own addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path

_EXAMPLES = Path(__file__).parent.parent / "docs" / "widgets.md"
_SECTION = re.compile(r"^## (?P<name>.+?)\n(?P<text>.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"^```(?:html|jsx)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_SERVER = "http://127.0.0.1:8000"
# The list of events that an example asks for: its format, if it has one, and its filters.
_LIST = re.compile(re.escape(_SERVER) + r"/api/v1/events(?:\.(?P<suffix>[\w.]+))?\?[^\"]*")
_LABEL = 'label="What happened"'
_FIRST = "event-timeline"


def embeds(title: str, url: str, feeds: Mapping[str, str], server: str) -> dict[str, list[str]]:
    """The code by the name of the widget, our own first: that of a timeline with its URL, and its feeds by suffix."""
    label = f'label="{escape(title)}"'

    def own(found: re.Match[str]) -> str:
        suffix = found["suffix"]
        return f"{feeds[suffix]}?limit=200" if suffix else url

    return {
        name: [_LIST.sub(own, code).replace(_SERVER, server).replace(_LABEL, label) for code in parts]
        for name, parts in _examples()
    }


@cache
def _examples() -> list[tuple[str, list[str]]]:
    """The name of every widget and the files of its example; none where the documentation is not installed."""
    if not _EXAMPLES.exists():
        return []
    sections = _SECTION.finditer(_EXAMPLES.read_text("utf-8"))
    found = [(section["name"], _CODE.findall(section["text"])) for section in sections]
    return sorted(found, key=lambda example: example[0] != _FIRST)
