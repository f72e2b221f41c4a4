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


class Scanner(Protocol):
    """Finds the next match in folded text."""

    def __call__(self, folded: bytes, position: int) -> tuple[int, int] | None:
        """(start, end) of the first match at or after a position, None when there is none."""


def compile_scanner(pattern: str, *, engine: str = "re2") -> Scanner:
    """A scanner for the pattern by the engine "re2" or "re"; by "re" where google-re2 is not installed."""
    encoded = pattern.encode("ascii")
    if engine == "re2" and re2 is not None:
        options = re2.Options()
        options.max_mem = _RE2_MEMORY
        options.encoding = re2.Options.Encoding.LATIN1
        return _scanner(re2.compile(encoded, options).search)
    return _scanner(re.compile(encoded).search)


def _scanner(search: Callable[[bytes, int], Any]) -> Scanner:
    def scan(folded: bytes, position: int) -> tuple[int, int] | None:
        found = search(folded, position)
        return found.span() if found else None

    return scan
