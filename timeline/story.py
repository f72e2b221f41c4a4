"""Whether two articles tell one story: how far the names that they write agree."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from math import log, sqrt

from timeline.vocabulary import vocabulary

_NAME = re.compile(r"\b[A-Z][^\W\d_]{2,}|\b\d{3,}\b")


def same_story(one: str, other: str) -> float:
    """Likeness of two texts by the words that they write with a capital, 0 to 1 (the cosine of their counts)."""
    here, there = _names(one), _names(other)
    if len(here) > len(there):
        here, there = there, here
    return sum(weight * there[word] for word, weight in here.items() if word in there)


# An article is compared with many, one after the other.
@lru_cache(maxsize=512)
def _names(text: str) -> dict[str, float]:
    """The capitalised words of a text, each with the logarithm of its count, together of length 1."""
    words = vocabulary("en")
    assert words is not None
    empty = words.grammar["no_names"] | words.grammar["prepositions"] | words.grammar["pronouns"]
    counted = Counter(word for word in _NAME.findall(text) if word.lower() not in empty)
    weights = {word: 1 + log(times) for word, times in counted.items()}
    length = sqrt(sum(weight**2 for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}
