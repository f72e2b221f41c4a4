"""Which articles are copies of one text: what an agency wrote and many papers print says it once.

A text is known by the least of the hashes of its runs of words (bottom-k sketch; Broder 1997, On the resemblance and
containment of documents). Two texts whose sketches have much in common share most of their sentences, be one cut short.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_RUN = 5
_KEPT = 64
# Share of the smaller sketch. Two reports of one day that quote one speech have a few hundredths in common; two short
# texts may tell one thing in much the same words.
_COPIED = 0.3
_COPIED_WHEN_SHORT = 0.8

Sketch = tuple[int, ...]


def sketch(text: str) -> Sketch:
    """The least hashes of the text's runs of five words, in order; of a text with fewer words those of the whole."""
    words = _WORD.findall(text.lower())
    runs = {" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))}
    return tuple(sorted(_hashed(run) for run in runs)[:_KEPT])


def _hashed(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")


def originals(articles: Iterable[tuple[str, Sketch]]) -> dict[str, str]:
    """The article that each is a copy of, by id, itself where it is none; the first of a text is the original."""
    found: dict[str, str] = {}
    sizes: dict[str, int] = {}
    by_hash: dict[int, list[str]] = {}
    for id, kept in articles:
        shared = Counter(other for value in kept for other in by_hash.get(value, ()))
        like = [other for other, number in shared.most_common() if number >= _least(min(len(kept), sizes[other]))]
        found[id] = like[0] if like else id
        if not like:
            sizes[id] = len(kept)
            for value in kept:
                by_hash.setdefault(value, []).append(id)
    return found


def _least(size: int) -> float:
    """How many hashes two texts must share, by the size of the smaller sketch."""
    return size * (_COPIED if size == _KEPT else _COPIED_WHEN_SHORT)
