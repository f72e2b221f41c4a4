"""Where rules match: google-re2 where it is to be had, `re` otherwise, with the same answers.

RE2 runs in linear time whatever the text: one pass finds every place where any rule matches, and one call names the
rules that match at a place. `re` would try rule after rule at every character; so it tries at the beginning of words
alone, and there those rules that can begin with that word (`timeline.openings`). Both take the leftmost match, and
among the rules the first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Protocol

from timeline.grammar import BLANK
from timeline.openings import DIGIT, Openings

try:
    import re2
except ImportError:  # pragma: no cover - the same spans, slower
    re2 = None

# A bound, not what is used: below it RE2 gives up its fast way, and its sets name no rule at all.
_RE2_MEMORY = 1 << 28
# No expression is longer, in code points.
_LONGEST = 300
_REMEMBERED_WORDS = 1 << 16
_LONGEST_WORD = 40
# A word that opens more rules than these says too little alone.
_MANY = 20
_NEXT_WORD = re.compile(rf"{BLANK}([a-z]{{1,{_LONGEST_WORD}}}|[^ \n])")

Span = tuple[int, int]
Search = Callable[[int], Span | None]
Match = Callable[[str, int], re.Match[str] | None]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule's pattern as regular expressions: `bounded` by the edges of words, `capturing` in named groups.

    `outline` matches wherever the rule does and elsewhere too: any text stands in it for a class of other rules.
    `alone` is False for a rule that serves only inside others. `openings` tells how a match can begin, looking beyond
    the words it is given.
    """

    outline: str
    bounded: str
    capturing: str
    alone: bool
    openings: Callable[[frozenset[str]], Openings]


class Finder(Protocol):
    """Matches the rules of a language, each known by its place in their order, in folded text."""

    def open(self, folded: str) -> Search:
        """A search that takes a position and gives (start, end) of the next match, None when there is none."""

    def choices(self, folded: str, start: int) -> Iterable[int]:
        """The rules that may match at a place, in their order; some of them may not, but no other can."""

    def match(self, rule: int, folded: str, start: int) -> int | None:
        """The end of a rule's match at a place, None when it does not match."""

    def captures(self, rule: int, expression: str) -> Mapping[str, str] | None:
        """What a rule captures in an expression, by name in order; None when it does not match it whole."""


def finder(patterns: Sequence[Pattern], *, engine: str, any_script: bool) -> Finder:
    """The finder of a language by the engine "re2" or "re"; by "re" where google-re2 is not installed.

    Text in any script is left to `re`, whose word boundaries know letters beyond ASCII.
    """
    if any_script:
        return TryingFinder(patterns)
    return LinearFinder(patterns) if engine == "re2" and re2 is not None else WordFinder(patterns)


class TryingFinder:
    """By `re`, trying every rule."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = patterns
        self._bounded = lru_cache(None)(lambda rule: re.compile(patterns[rule].bounded))
        self._capturing = lru_cache(None)(lambda rule: re.compile(patterns[rule].capturing))

    def open(self, folded: str) -> Search:
        search = self._any.search

        def find(position: int) -> Span | None:
            found = search(folded, position)
            return found.span() if found else None

        return find

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile(_alternation(self._patterns))

    def choices(self, folded: str, start: int) -> Iterable[int]:
        return range(len(self._patterns))

    def match(self, rule: int, folded: str, start: int) -> int | None:
        found = self._bounded(rule).match(folded, start)
        return found.end() if found else None

    def captures(self, rule: int, expression: str) -> Mapping[str, str] | None:
        found = self._capturing(rule).fullmatch(expression)
        return {name: text for name, text in found.groupdict().items() if text is not None} if found else None


class WordFinder(TryingFinder):
    """By `re`, trying at the beginning of words the rules that can begin with them."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        super().__init__(patterns)
        self._by_opening = lru_cache(_REMEMBERED_WORDS)(self._rules_opening)
        self._alone_by_opening = lru_cache(_REMEMBERED_WORDS)(self._matching_alone)

    def open(self, folded: str) -> Search:
        words, opening, rules_opening = self._words.finditer, self._opening, self._alone_by_opening

        def find(position: int) -> Span | None:
            for word in words(folded, position):
                for match in rules_opening(opening(word)):
                    found = match(folded, word.start())
                    if found:
                        return word.start(), found.end()
            return None

        return find

    def choices(self, folded: str, start: int) -> Iterable[int]:
        word = self._words.match(folded, start)
        return self._by_opening(self._opening(word)) if word else ()

    def _opening(self, word: re.Match[str]) -> str:
        """The word, and behind a frequent one the next, as `timeline.openings` has them."""
        text = word[0]
        following = _NEXT_WORD.match(word.string, word.end()) if text in self._frequent else None
        return f"{text} {following[1]}" if following else text

    @cached_property
    def _openings(self) -> list[Openings]:
        return [pattern.openings(self._frequent) for pattern in self._patterns]

    @cached_property
    def _frequent(self) -> frozenset[str]:
        """The words that open many rules."""
        counts = Counter(word for pattern in self._patterns for word in pattern.openings(frozenset()).whole)
        return frozenset(word for word, count in counts.items() if count > _MANY and word.isalpha())

    @cached_property
    def _words(self) -> re.Pattern[str]:
        signs = {word for found in self._openings for word in found.whole if not word[0].isalnum()}
        own = "".join(rf"|{re.escape(sign)}" for sign in sorted(signs))
        return re.compile(rf"(?<![a-z])[a-z]{{1,{_LONGEST_WORD}}}|(?<![0-9])[0-9]{own}")

    @cached_property
    def _rules(self) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
        """Rules by the whole opening that they can begin with, and by how that can begin."""
        whole: dict[str, set[int]] = {}
        begun: dict[str, set[int]] = {}
        for rule, found in enumerate(self._openings):
            for words, rules in ((found.whole, whole), (found.begun, begun)):
                for word in words:
                    rules.setdefault(word, set()).add(rule)
        return whole, begun

    def _rules_opening(self, opening: str) -> tuple[int, ...]:
        whole, begun = self._rules
        opening = re.sub("[0-9]", DIGIT, opening)
        beginnings = (opening[:length] for length in range(len(opening) + 1))
        first = opening.partition(" ")[0]
        found = whole.get(first, set()) | whole.get(opening, set())
        return tuple(sorted(found.union(*(begun.get(beginning, set()) for beginning in beginnings))))

    def _matching_alone(self, opening: str) -> tuple[Match, ...]:
        rules = self._by_opening(opening)
        return tuple(self._bounded(rule).match for rule in rules if self._patterns[rule].alone)


class LinearFinder(TryingFinder):
    """By google-re2, over bytes: folded text is ASCII.

    A rule that RE2 names is matched by `re`, which answers sooner and has few such rules to compile; what a rule
    captures is read once and remembered, by RE2, which compiles sooner.
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        super().__init__(patterns)
        self._options = re2.Options()
        self._options.max_mem = _RE2_MEMORY
        self._options.encoding = re2.Options.Encoding.LATIN1
        self._named = lru_cache(None)(self._compile_capturing)

    def _compile_capturing(self, rule: int) -> tuple[Any, dict[str, int]]:
        """The pattern and the places of its groups, which RE2 gives by name alone."""
        compiled = self._compile(self._patterns[rule].capturing)
        places = sorted(compiled.groupindex.items(), key=lambda named: named[1])
        return compiled, {name.decode("ascii"): place for name, place in places}

    def _compile(self, pattern: str) -> Any:
        return re2.compile(pattern.encode("ascii"), self._options)

    def open(self, folded: str) -> Search:
        search, text = self._scanner.search, folded.encode("ascii")

        def find(position: int) -> Span | None:
            found = search(text, position)
            return found.span() if found else None

        return find

    @cached_property
    def _scanner(self) -> Any:
        return self._compile(_alternation(self._patterns))

    @cached_property
    def _set(self) -> Any:
        found = re2.Set.MatchSet(self._options)
        for pattern in self._patterns:
            found.Add(pattern.outline.encode("ascii"))
        found.Compile()
        return found

    def choices(self, folded: str, start: int) -> Iterable[int]:
        return sorted(self._set.Match(folded[start : start + _LONGEST].encode("ascii")))

    def captures(self, rule: int, expression: str) -> Mapping[str, str] | None:
        compiled, places = self._named(rule)
        found = compiled.fullmatch(expression.encode("ascii"))
        if not found:
            return None
        return {name: text.decode("ascii") for name, place in places.items() if (text := found[place]) is not None}


def _alternation(patterns: Sequence[Pattern]) -> str:
    return "|".join(pattern.bounded for pattern in patterns if pattern.alone)
