"""The pieces of a language file: word lists, rules with their guards, signals; and reading them from its tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any

from timeline.errors import LanguageError
from timeline.folding import fold

# A family name behind what would then be a given name: "June Carter", "August Wilson".
_GIVEN_NAME = re.compile(r" [A-Z][a-z]+")
# White space in a pattern or a listed surface: blanks, or one line break.
BLANK = r"(?: +| ?\n ?)"
# The kinds of signals that join two expressions of one kind.
LISTING = ("range", "either", "list")
SIGNALS = ("since", "from", "until", "by", "before", "after", "range", "either", "list", "part", "within")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What must stand, or must not stand, next to an expression; patterns over folded text."""

    before: re.Pattern[str] | None = None
    not_before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    not_after: re.Pattern[str] | None = None
    capital: bool = False
    no_name: bool = False

    def allows(self, text: str, folded: str, start: int, end: int) -> bool:
        """Whether an expression at text[start:end] stands in fitting company."""
        if self.no_name and _GIVEN_NAME.match(text, end) and not self._fits_before(folded[max(0, start - 40) : start]):
            return False
        return self._allows_after(folded[end : end + 40]) and self._allows_before(
            folded[max(0, start - 40) : start], text[start].isupper()
        )

    def _allows_after(self, right: str) -> bool:
        """Asked first: to match at one place is sooner done than to search."""
        if self.after and not self.after.match(right):
            return False
        return not (self.not_after and self.not_after.match(right))

    def _fits_before(self, left: str) -> bool:
        return self.before is not None and self.before.search(left) is not None

    def _allows_before(self, left: str, is_capital: bool) -> bool:
        if self.capital and not is_capital and not (self.before and self.before.search(left)):
            return False
        if self.before and not self.capital and not self.before.search(left):
            return False
        return not (self.not_before and self.not_before.search(left))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a language file.

    `alone` is False for a rule that serves only inside others, `bounded` for one whose pattern holds its own
    boundaries. `kinds` names the kinds of text it is for, where it is not for all. `follows` is the class of what must
    stand before it, joined by a signal ("May 6 and 7"). `ends` names the capture that the expression ends with, the
    rest of the pattern only standing behind it.
    """

    name: str
    pattern: str
    operator: str
    classes: tuple[str, ...] = ()
    alone: bool = True
    bounded: bool = True
    kinds: tuple[str, ...] = ()
    follows: str = ""
    ends: str = ""
    arguments: tuple[tuple[str, int | float | str], ...] = ()
    guard: Guard | None = None
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRule:
    """Words before an expression that bound it ("since"), or join it with the next ("between" … "and").

    `kind` is one of SIGNALS.
    """

    kind: str
    before: re.Pattern[str]
    join: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A word list: what each surface means, and a pattern for what cannot be listed (digits).

    `dotted` lists hold abbreviations with their stop ("Sept."); a `raw` list's words mean their own text.
    """

    meanings: Mapping[str, int | float | str]
    pattern: str
    dotted: bool = False
    raw: bool = False


def meaning(words: Words, text: str) -> int | float | str:
    """What a captured word means: its entry, the number its digits write, or the sum of its number words."""
    if words.raw:
        return text
    text = " ".join(text.replace("-", " - ").split()).replace(" - ", "-")
    if text in words.meanings:
        return words.meanings[text]
    digits = re.match(r"\d[\d,]*(?:\.\d+)?", text)
    if digits:
        number = float(digits[0].replace(",", ""))
        return int(number) if number.is_integer() else number
    return _sum_of_words(words, text)


def _sum_of_words(words: Words, text: str) -> int | float | str:
    """A sum of words: "twenty-four" is 24, "two hundred and fifty" is 250, "several dozen" is the unknown number X."""
    total: float = 0
    for word in re.split(r"[ -]+", text):
        value = words.meanings.get(word)
        if isinstance(value, str):
            return value
        if value is not None:
            total = max(total, 1) * value if value in (100, 1000) else total + value
    return int(total) if float(total).is_integer() else total


def read_words(entry: Mapping[str, Any], fold: Callable[[str], str] = fold) -> Words:
    """A word list: `value = [surfaces]`; under `alone` those that never join with others ("a" in "a five-year")."""
    joining = _meanings(entry, fold, skip=("pattern", "alone", "raw"))
    alone = _meanings(entry.get("alone", {}), fold)
    dotted = any(surface.endswith(".") for surface in joining)
    # Backwards in the alphabet a surface comes before those it begins with, and stands beside its like, which makes
    # for a small program in RE2.
    word = "|".join(_surface(surface, dotted) for surface in sorted(joining, reverse=True))
    own = [entry["pattern"].replace("<word>", f"(?:{word})")] if "pattern" in entry else []
    rest = [] if "<word>" in entry.get("pattern", "") else [word]
    pattern = "|".join(part for part in (*own, *rest, *alone) if part)
    return Words(meanings={**joining, **alone}, pattern=pattern, dotted=dotted, raw=entry.get("raw", False))


def _meanings(
    entry: Mapping[str, Any], fold: Callable[[str], str], skip: tuple[str, ...] = ()
) -> dict[str, int | float | str]:
    pairs = ((value, surfaces) for value, surfaces in entry.items() if value not in skip)
    return {fold(surface): _literal(value) for value, surfaces in pairs for surface in surfaces}


def _surface(surface: str, dotted: bool) -> str:
    ending = r"\b" if dotted and not surface.endswith(".") else ""
    return re.escape(surface).replace(r"\ ", BLANK) + ending


def _literal(value: str) -> int | float | str:
    try:
        return int(value)
    except ValueError:
        pass
    try:
        return float(value)
    except ValueError:
        return value


def read_rule(code: str, entry: Mapping[str, Any], words: Mapping[str, Words], operators: Container[str]) -> Rule:
    """A rule. Raises LanguageError with its name where it lacks something, or names no operator that there is."""
    if entry.get("operator", "date") not in operators:
        raise LanguageError(f"{code}.toml: the rule {entry.get('name', '?')!r}: no operator {entry['operator']!r}")
    try:
        guard = entry.get("guard")
        return Rule(
            name=entry["name"],
            pattern=entry["pattern"],
            operator=entry["operator"],
            classes=tuple(entry.get("classes", ())),
            alone=entry.get("alone", "follows" not in entry),
            bounded=entry.get("bounded", True),
            kinds=tuple(entry.get("kinds", ())),
            follows=entry.get("follows", ""),
            ends=entry.get("ends", ""),
            arguments=tuple(entry.get("arguments", {}).items()),
            guard=_guard(guard, words) if guard else None,
            examples=tuple(entry.get("examples", ())),
            counterexamples=tuple(entry.get("counterexamples", ())),
        )
    except KeyError as missing:
        raise LanguageError(f"{code}.toml: the rule {entry.get('name', '?')!r} has no {missing}") from None


def _guard(entry: Mapping[str, Any], words: Mapping[str, Words]) -> Guard:
    """The guard of a rule; `<month>` in its patterns stands for any word of that list."""
    patterns = {
        name: re.sub("<([a-z_]+)>", lambda found: f"(?:{words[found[1]].pattern})", pattern)
        for name, pattern in entry.items()
        if name not in ("capital", "no_name")
    }
    left = {name: re.compile(rf"(?:{pattern})$") for name, pattern in patterns.items() if name.endswith("before")}
    right = {name: re.compile(pattern) for name, pattern in patterns.items() if name.endswith("after")}
    return Guard(capital=entry.get("capital", False), no_name=entry.get("no_name", False), **left, **right)


def read_signal(code: str, entry: Mapping[str, Any]) -> SignalRule:
    if entry["kind"] not in SIGNALS:
        raise LanguageError(f"{code}.toml: no signal is of the kind {entry['kind']!r}; expected {', '.join(SIGNALS)}")
    join = re.compile(entry["join"]) if "join" in entry else None
    return SignalRule(kind=entry["kind"], before=re.compile(rf"(?:{entry['before']})$"), join=join)
