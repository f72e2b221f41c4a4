"""A language: its words and rules, read from `languages/<code>.toml` and compiled once.

A pattern is a regular expression of the subset that RE2 and `re` read alike, over folded text (`timeline.folding`),
with two additions: `<month>` stands for any word of the list `month` and captures it, `{day}` stands for any rule of
the class `day` and captures what that rule reads. `<month:opening>` captures under another name. A blank stands for
white space. The order of the file decides: where several rules match at one place the first wins.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from timeline import finder
from timeline.errors import LanguageError
from timeline.folding import fold
from timeline.model import Form

FOLDER = Path(__file__).parent / "languages"
_REFERENCE = re.compile(r"<(?P<words>[a-z_]+)(?::(?P<words_as>[a-z_]+))?>|\{(?P<cls>[a-z_]+)(?::(?P<cls_as>[a-z_]+))?\}")
_LAST_WORDS = re.compile(r"<(?P<words>[a-z_]+)(?::[a-z_]+)?>$")
_BLANK = r"(?: +| ?\n ?)"
_CACHE_SIZE = 50_000

@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What must stand, or must not stand, next to an expression; patterns over folded text."""

    before: re.Pattern[str] | None = None
    not_before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    not_after: re.Pattern[str] | None = None
    capital: bool = False

    def allows(self, text: str, folded: str, start: int, end: int) -> bool:
        """Whether an expression at text[start:end] stands in fitting company."""
        left, right = folded[max(0, start - 40) : start], folded[end : end + 40]
        if self.capital and not text[start].isupper() and not (self.before and self.before.search(left)):
            return False
        if self.before and not self.capital and not self.before.search(left):
            return False
        if self.not_before and self.not_before.search(left):
            return False
        if self.after and not self.after.match(right):
            return False
        return not (self.not_after and self.not_after.match(right))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a language file. `alone` is False for a rule that serves only inside others."""

    name: str
    pattern: str
    operator: str
    classes: tuple[str, ...] = ()
    alone: bool = True
    arguments: tuple[tuple[str, int | float | str], ...] = ()
    guard: Guard | None = None
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRule:
    """Words before an expression that bound it ("since"), or join two into a range ("between" … "and")."""

    kind: str
    before: re.Pattern[str]
    join: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A word list: what each surface means, and a pattern for what cannot be listed (digits)."""

    meanings: Mapping[str, int | float | str]
    pattern: str
    dotted: bool = False


@dataclass
class Language:
    """A compiled language file."""

    code: str
    words: dict[str, Words]
    rules: dict[str, Rule]
    signals: tuple[SignalRule, ...]
    cues: dict[str, re.Pattern[str]]
    templates: dict[str, str]
    published: str
    _parsed: dict[tuple[str, str | None], Form | None] = field(default_factory=dict, repr=False)

    @cached_property
    def scanner(self) -> finder.Scanner:
        """Finds the next place where any rule matches."""
        return finder.compile_scanner("|".join(self._bounded(r) for r in self.rules.values() if r.alone))

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {rule.name: re.compile(self.expand(rule.pattern, capture=True)) for rule in self.rules.values()}

    @cached_property
    def bounded(self) -> dict[str, re.Pattern[str]]:
        """Each rule's pattern between word boundaries, for matching at one place."""
        return {rule.name: re.compile(self._bounded(rule)) for rule in self.rules.values()}

    def _bounded(self, rule: Rule) -> str:
        """The rule's pattern between word boundaries; a list with abbreviations ("Sept.") carries its own."""
        left = "" if rule.pattern.startswith("'") else r"\b"
        last = _LAST_WORDS.search(rule.pattern)
        right = "" if last and self.words[last["words"]].dotted else r"\b"
        return f"{left}(?:{self.expand(rule.pattern)}){right}"

    def expand(self, pattern: str, *, capture: bool = False) -> str:
        """The pattern as a plain regular expression; with named groups when `capture`."""

        def reference(found: re.Match[str]) -> str:
            inner = self._words_pattern(found["words"]) if found["words"] else self._class_pattern(found["cls"])
            name = found["words_as"] or found["cls_as"] or found["words"] or found["cls"]
            return f"(?P<{name}>{inner})" if capture else f"(?:{inner})"

        return _REFERENCE.sub(reference, pattern.replace(" ", _BLANK))

    def _words_pattern(self, name: str) -> str:
        if name not in self.words:
            raise LanguageError(f"{self.code}.toml: there is no word list {name!r}")
        return self.words[name].pattern

    def _class_pattern(self, name: str) -> str:
        members = [self.expand(rule.pattern) for rule in self.rules.values() if name in rule.classes]
        if not members:
            raise LanguageError(f"{self.code}.toml: no rule is of the class {name!r}")
        return "|".join(members)

    def parse(self, expression: str, cls: str | None = None) -> Form | None:
        """The symbolic form of a folded expression by the first rule that reads it whole, None when none does."""
        key = (expression, cls)
        if key not in self._parsed:
            if len(self._parsed) >= _CACHE_SIZE:
                self._parsed.clear()
            self._parsed[key] = self._parse(expression, cls)
        return self._parsed[key]

    def _parse(self, expression: str, cls: str | None) -> Form | None:
        for rule in self.rules.values():
            if cls in rule.classes if cls else rule.alone:
                form = self.apply(rule, expression)
                if form:
                    return form
        return None

    def apply(self, rule: Rule, expression: str) -> Form | None:
        """The form that one rule reads in a folded expression, None when it does not match it whole."""
        found = self._patterns[rule.name].fullmatch(expression)
        if not found:
            return None
        captures = tuple((name, text) for name, text in found.groupdict().items() if text is not None)
        references = self._captured_as(rule)
        arguments = tuple((name, self._value(references[name], text)) for name, text in captures)
        return Form(rule.name, rule.operator, (*rule.arguments, *arguments), captures)

    @cache  # noqa: B019 - languages live as long as the program
    def _captured_as(self, rule: Rule) -> dict[str, tuple[str, bool]]:
        found = _REFERENCE.finditer(rule.pattern)
        return {
            m["words_as"] or m["cls_as"] or m["words"] or m["cls"]: (m["words"] or m["cls"], bool(m["words"]))
            for m in found
        }

    def _value(self, reference: tuple[str, bool], text: str) -> int | float | str | Form:
        name, is_words = reference
        if is_words:
            return meaning(self.words[name], text)
        form = self.parse(text, name)
        assert form is not None
        return form

    def __hash__(self) -> int:
        return hash(self.code)


def meaning(words: Words, text: str) -> int | float | str:
    """What a captured word means: its entry, the number its digits write, or the sum of its number words."""
    text = " ".join(text.replace("-", " - ").split()).replace(" - ", "-")
    if text in words.meanings:
        return words.meanings[text]
    digits = re.match(r"\d[\d,]*(?:\.\d+)?", text)
    if digits:
        number = float(digits[0].replace(",", ""))
        return int(number) if number.is_integer() else number
    return _sum_of_words(words, text)


def _sum_of_words(words: Words, text: str) -> int | float | str:
    """"twenty-four" is 24, "two hundred and fifty" is 250, "several dozen" is the unknown number X."""
    total: float = 0
    for word in re.split(r"[ -]+", text):
        value = words.meanings.get(word)
        if isinstance(value, str):
            return value
        if value is not None:
            total = max(total, 1) * value if value in (100, 1000) else total + value
    return int(total) if float(total).is_integer() else total


@cache
def load(code: str) -> Language:
    """The language of `languages/<code>.toml`. Raises LanguageError when there is none or it is wrong."""
    path = FOLDER / f"{code}.toml"
    if not re.fullmatch(r"[a-z]{2,3}", code) or not path.is_file():
        raise LanguageError(f"there is no language file for {code!r}")
    return from_toml(path.read_text(encoding="utf-8"))


def available() -> list[str]:
    """Codes of the languages that have a file."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def from_toml(source: str) -> Language:
    """A language from the text of a language file. Raises LanguageError naming the rule that is wrong."""
    table = tomllib.loads(source)
    code = table["language"]
    language = Language(
        code=code,
        words={name: _words(entry) for name, entry in table["words"].items()},
        rules={entry["name"]: _rule(code, entry) for entry in table["rule"]},
        signals=tuple(_signal(entry) for entry in table.get("signal", [])),
        cues={name: re.compile(rf"\b(?:{'|'.join(cues)})\b") for name, cues in table.get("cues", {}).items()},
        templates=table.get("templates", {}),
        published=table["published"],
    )
    if len(language.rules) != len(table["rule"]):
        raise LanguageError(f"{code}.toml: two rules have one name")
    return language


def _words(entry: Mapping[str, Any]) -> Words:
    """A word list: `value = [surfaces]`; under `alone` those that never join with others ("a" in "a five-year")."""
    joining = _meanings(entry, skip=("pattern", "alone"))
    alone = _meanings(entry.get("alone", {}))
    dotted = any(surface.endswith(".") for surface in joining)
    word = "|".join(_surface(surface, dotted) for surface in sorted(joining, key=len, reverse=True))
    own = [entry["pattern"].replace("<word>", f"(?:{word})")] if "pattern" in entry else []
    rest = [] if "<word>" in entry.get("pattern", "") else [word]
    pattern = "|".join(part for part in (*own, *rest, *alone) if part)
    return Words(meanings={**joining, **alone}, pattern=pattern, dotted=dotted)


def _meanings(entry: Mapping[str, Any], skip: tuple[str, ...] = ()) -> dict[str, int | float | str]:
    pairs = ((value, surfaces) for value, surfaces in entry.items() if value not in skip)
    return {fold(surface): _literal(value) for value, surfaces in pairs for surface in surfaces}


def _surface(surface: str, dotted: bool) -> str:
    ending = r"\b" if dotted and not surface.endswith(".") else ""
    return re.escape(surface).replace(r"\ ", _BLANK) + ending


def _literal(value: str) -> int | float | str:
    try:
        return int(value)
    except ValueError:
        pass
    try:
        return float(value)
    except ValueError:
        return value


def _rule(code: str, entry: Mapping[str, Any]) -> Rule:
    try:
        guard = entry.get("guard")
        return Rule(
            name=entry["name"],
            pattern=entry["pattern"],
            operator=entry["operator"],
            classes=tuple(entry.get("classes", ())),
            alone=entry.get("alone", True),
            arguments=tuple(entry.get("arguments", {}).items()),
            guard=_guard(guard) if guard else None,
            examples=tuple(entry.get("examples", ())),
            counterexamples=tuple(entry.get("counterexamples", ())),
        )
    except KeyError as missing:
        raise LanguageError(f"{code}.toml: the rule {entry.get('name', '?')!r} has no {missing}") from None


def _guard(entry: Mapping[str, Any]) -> Guard:
    left = {name: re.compile(rf"(?:{entry[name]})$") for name in ("before", "not_before") if name in entry}
    right = {name: re.compile(entry[name]) for name in ("after", "not_after") if name in entry}
    return Guard(capital=entry.get("capital", False), **left, **right)


def _signal(entry: Mapping[str, Any]) -> SignalRule:
    join = re.compile(entry["join"]) if "join" in entry else None
    return SignalRule(kind=entry["kind"], before=re.compile(rf"(?:{entry['before']})$"), join=join)
