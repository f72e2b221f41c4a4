"""One pass over a text by all rules at once: google-re2 where it is to be had, `re` otherwise.

RE2 runs in linear time whatever the text and scans some sixty times faster than `re`; both take the leftmost match and
among the rules the first, so that they find the same spans.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol

try:
    import re2
except ImportError:  # pragma: no cover - the same spans, slower
    re2 = None

_RE2_MEMORY = 1 << 28


Search = Callable[[int], tuple[int, int] | None]


class Scanner(Protocol):
    """Opens a folded text for searching."""

    def __call__(self, folded: str) -> Search:
        """A search that takes a position and gives (start, end) of the next match, None when there is none."""


def ascii_scanner(pattern: str, *, engine: str = "re2") -> Scanner:
    """A scanner of ASCII text by the engine "re2" or "re"; by "re" where google-re2 is not installed."""
    encoded = pattern.encode("ascii")
    if engine == "re2" and re2 is not None:
        options = re2.Options()
        options.max_mem = _RE2_MEMORY
        options.encoding = re2.Options.Encoding.LATIN1
        search = re2.compile(encoded, options).search
    else:
        search = re.compile(encoded).search
    return lambda folded: _spans(search, folded.encode("ascii"))


def unicode_scanner(pattern: str) -> Scanner:
    """A scanner of text in any script; by `re`, whose word boundaries know letters beyond ASCII."""
    search = re.compile(pattern).search
    return lambda folded: _spans(search, folded)


def _spans(search: Callable[..., Any], text: str | bytes) -> Search:
    def find(position: int) -> tuple[int, int] | None:
        found = search(text, position)
        return found.span() if found else None

    return find
