"""The words and marks of a sentence, and what a verb group of them is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from timeline.model import Span

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:-[^\W\d_]+)?|n['’]t\b|['’](?:s|ll|ve|re|d|m)\b|\d[\d.,]*\d(?![^\W_])"
    r"|[^\W\d_]+?(?=n['’]t\b)|[^\W_]+(?:(?!['’](?:ve|ll|re)\b)[-'’&][^\W_]{2,})*|[^\w\s]"
)


class Token(NamedTuple):
    """A word or mark; offsets in the article, `low` folded to lower case with straight apostrophes.

    A tuple, since every word of every article becomes one.
    """

    start: int
    end: int
    text: str
    low: str

    @property
    def is_name(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A verb group: tokens[first] to tokens[last], the last one its main verb.

    `tense` is past, perfect, pluperfect, present, future, modal, infinitive, participle or gerund.
    `start` to `end` are the tokens of its clause, end exclusive; `opener` the word that opens it ("after", "who", "").
    """

    first: int
    last: int
    lemma: str
    tense: str
    negated: bool = False
    passive: bool = False
    progressive: bool = False
    hedged: bool = False
    start: int = 0
    end: int = 0
    opener: str = ""

    @property
    def finite(self) -> bool:
        """Whether it has a subject of its own."""
        return self.tense not in ("infinitive", "participle", "gerund")


@lru_cache(maxsize=256)
def union(*sets: frozenset[str]) -> frozenset[str]:
    """The words of several sets in one, put together once: for what is asked of every word."""
    return frozenset().union(*sets)


def tokens(sentence: Span) -> list[Token]:
    """The words and marks of a sentence, and what a verb group of them is."""
    return [
        Token(sentence.start + found.start(), sentence.start + found.end(), word, word.lower().replace("’", "'"))
        for found in _TOKEN.finditer(sentence.text)
        for word in (found.group(),)
    ]
