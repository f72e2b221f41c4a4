"""What the word that names an event says, whatever its form: "gunned down", "shooting" and "shot" are one thing."""

from __future__ import annotations

from functools import cache, lru_cache

from timeline.vocabulary import vocabulary

# What nouns and verbs of one stem differ by, the longest first.
_ENDINGS = (
    *("ation", "ition", "ution", "ment", "sion", "tion", "ance", "ence", "ion"),
    *("ing", "ate", "ize", "al", "er", "or", "e", "y", "i"),
)
_SHORTEST = 3


@lru_cache(maxsize=8192)
def sense(trigger: str) -> str:
    """What a trigger of one or several words says; of several the first that the rows of senses know."""
    roots = [root(word) for word in trigger.lower().split()]
    rows = _rows()
    return next((rows[each] for each in roots if each in rows), " ".join(roots))


@lru_cache(maxsize=8192)
def root(word: str) -> str:
    """The stem that the forms of a word and the nouns made of it have in common: "nominated", "nominee" → "nomin"."""
    words = vocabulary("en")
    assert words is not None
    low = word.lower()
    lemma = words.forms[low].lemma if low in words.forms else low
    if lemma == low and len(low) > _SHORTEST and low.endswith("s") and not low.endswith("ss"):
        lemma = low[:-1]
    ending = next((end for end in _ENDINGS if lemma.endswith(end) and len(lemma) - len(end) >= _SHORTEST), "")
    return lemma.removesuffix(ending)


@cache
def _rows() -> dict[str, str]:
    words = vocabulary("en")
    assert words is not None
    rows: dict[str, str] = {}
    for row in words.senses:
        for word in row:
            rows.setdefault(root(word), root(row[0]))
    return rows
