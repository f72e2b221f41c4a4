"""How a match of a pattern can begin: its first word, so that a rule is tried only where it has a chance.

An opening is a word in lower case, `DIGIT` for a number, or one character of another kind; after a word so frequent
that it tells little ("the"), it holds the next word too: "the third". Openings are worked out from the pattern alone,
and may name more than can match, never less. Patterns are of the subset that language files use: letters, classes,
groups, alternatives, counts, and references to word lists and classes of rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial, reduce
from typing import NamedTuple, Self

DIGIT = "0"
# A class of more letters than these ("[a-z]") stands for any beginning.
_FEW = 4
_TOKEN = re.compile(
    r"(?P<letters>[a-z]+(?![?*+]|\{\d))|(?P<open>\((?:\?:|\?P<\w+>)?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<count>[?*+]|\{\d+(?:,\d*)?\})|(?P<reference><[a-z_]+(?::[a-z_]+)?>|\{[a-z_]+(?::[a-z_]+)?\})"
    r"|(?P<edge>\\b)|(?P<set>\.|\[(?:\\.|[^\]\\])+\]|\\[dws])|\\(?P<escaped>.)|(?P<plain>.)",
    re.DOTALL,
)


class Openings(NamedTuple):
    """`whole` words and `begun` ones, which may go on; `live` are the letters so far where the word is still open."""

    whole: frozenset[str] = frozenset()
    begun: frozenset[str] = frozenset()
    live: frozenset[str] = frozenset()

    def then(self, following: Openings, frequent: frozenset[str]) -> Openings:
        """The openings of this pattern and behind it another, looking beyond `frequent` words."""
        whole, begun, live = set(self.whole), set(self.begun), set[str]()
        for word in self.live:
            live |= {word + more for more in following.live}
            begun |= {word + more if _joins(word, more) else word for more in following.begun}
            for more in following.whole:
                goes_on = (more == " " and word in frequent) or not (word or more)
                (live if goes_on else whole).add(word + more if goes_on or _joins(word, more) else word)
        # "the " and behind it an opening that is itself "the end": two words are enough.
        long = {word for word in live | begun if word.count(" ") > 1}
        whole = {" ".join(word.split(" ")[:2]) for word in whole | long}
        return Openings(frozenset(whole), frozenset(begun - long), frozenset(live - long))

    def either(self, other: Openings) -> Openings:
        """The openings of this pattern or another."""
        return Openings(self.whole | other.whole, self.begun | other.begun, self.live | other.live)

    def counted(self, count: str) -> Openings:
        """The openings of this pattern so many times: "?", "*", "+", "{1,3}"."""
        repeated = self if count in ("?", "{1}") else self._repeated()
        return repeated.either(NOTHING) if count[0] in "?*" or count.startswith("{0") else repeated

    def _repeated(self) -> Openings:
        words = self.live - {""}
        return Openings(self.whole, self.begun | words, self.live & {""})

    def finished(self) -> Self:
        """The openings of a pattern that ends here: what is still open may go on."""
        return self._replace(begun=self.begun | self.live, live=frozenset())


NOTHING = Openings(live=frozenset({""}))
# Ends the word before it, and lets one begin behind it.
_EDGE = Openings(whole=frozenset({""}))

Refer = Callable[[str], Openings]


def _joins(word: str, more: str) -> bool:
    """Whether a word goes on with what follows it, and does not end before."""
    return not word or word.endswith(" ") or not more or more[0].isalpha()


def openings(pattern: str, refer: Refer, frequent: frozenset[str] = frozenset()) -> Openings:
    """The openings of a pattern; `refer` gives those of a reference such as "<month>" or "{day:of}"."""
    return _alternatives(_TOKEN.finditer(pattern), refer, frequent)


def _alternatives(tokens: Iterator[re.Match[str]], refer: Refer, frequent: frozenset[str]) -> Openings:
    """Reads up to the bracket that closes the group, or the end."""
    sequences: list[list[Openings]] = [[]]
    for token in tokens:
        if token["close"]:
            break
        if token["bar"]:
            sequences.append([])
        elif token["count"]:
            sequences[-1].append(sequences[-1].pop().counted(token["count"]))
        else:
            found = _alternatives(tokens, refer, frequent) if token["open"] else _part(token, refer)
            sequences[-1].append(found)
    then = partial(_then, frequent)
    return reduce(Openings.either, (reduce(then, sequence, NOTHING) for sequence in sequences))


def _then(frequent: frozenset[str], first: Openings, following: Openings) -> Openings:
    return first.then(following, frequent) if first.live else first


def _part(token: re.Match[str], refer: Refer) -> Openings:
    if token["letters"]:
        return Openings(live=frozenset({token["letters"]}))
    if token["reference"]:
        return refer(token["reference"])
    if token["edge"]:
        return _EDGE
    return _set(token["set"]) if token["set"] else _character(token["escaped"] or token["plain"])


def _character(char: str) -> Openings:
    if char.isalpha():
        return Openings(live=frozenset({char}))
    return Openings(whole=frozenset({DIGIT if char.isdigit() else char}))


def _set(text: str) -> Openings:
    """A class of characters; of many letters it may begin any word."""
    one = re.compile(text, re.DOTALL)
    members = [chr(code) for code in range(128) if one.fullmatch(chr(code))]
    signs = [member for member in members if not member.isalpha()]
    if len(members) - len(signs) > _FEW:
        return reduce(Openings.either, map(_character, signs), Openings(begun=frozenset({""})))
    return reduce(Openings.either, map(_character, members), Openings())
