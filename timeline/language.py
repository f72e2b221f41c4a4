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

from timeline import finder, written
from timeline.errors import LanguageError
from timeline.folding import fold, fold_any_script
from timeline.grammar import BLANK, Rule, SignalRule, Words, meaning, read_rule, read_signal, read_words
from timeline.model import Form

FOLDER = Path(__file__).parent / "languages"
_REFERENCE = re.compile(
    r"<(?P<words>[a-z_]+)(?::(?P<words_as>[a-z_]+))?>|\{(?P<cls>[a-z_]+)(?::(?P<cls_as>[a-z_]+))?\}"
)
_LAST_WORDS = re.compile(r"<(?P<words>[a-z_]+)(?::[a-z_]+)?>$")
_CACHE_SIZE = 50_000


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
    any_script: bool = False
    _open: set[str] = field(default_factory=set, repr=False)
    _parsed: dict[tuple[str, str | None], Form | None] = field(default_factory=dict, repr=False)

    @cached_property
    def scanner(self) -> finder.Scanner:
        """Opens a folded text for finding the next place where any rule matches."""
        return finder.unicode_scanner(self.scanned) if self.any_script else finder.ascii_scanner(self.scanned)

    @property
    def scanned(self) -> str:
        """All rules that stand alone, in their order, as one regular expression."""
        return "|".join(self._bounded(rule) for rule in self.rules.values() if rule.alone)

    def fold(self, text: str) -> str:
        """The text as the rules see it, as long as the original."""
        return fold_any_script(text) if self.any_script else fold(text)

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {rule.name: re.compile(self.expand(rule.pattern, capture=True)) for rule in self.rules.values()}

    @cached_property
    def bounded(self) -> dict[str, re.Pattern[str]]:
        """Each rule's pattern between word boundaries, for matching at one place."""
        return {rule.name: re.compile(self._bounded(rule)) for rule in self.rules.values()}

    def _bounded(self, rule: Rule) -> str:
        """The rule's pattern between word boundaries; a list with abbreviations ("Sept.") carries its own."""
        if not rule.bounded:
            return f"(?:{self.expand(rule.pattern)})"
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

        return _REFERENCE.sub(reference, pattern.replace(" ", BLANK))

    def _words_pattern(self, name: str) -> str:
        if name not in self.words:
            raise LanguageError(f"{self.code}.toml: there is no word list {name!r}")
        return self.words[name].pattern

    def _class_pattern(self, name: str) -> str:
        if name in self._open:
            raise LanguageError(f"{self.code}.toml: the class {name!r} contains itself")
        self._open.add(name)
        members = [self.expand(rule.pattern) for rule in self.rules.values() if name in rule.classes]
        self._open.remove(name)
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


def load(code: str) -> Language:
    """The language of a code ("en", "pt-BR"): its file, or without one its explicit dates by dateparser.

    Raises LanguageError when neither knows it.
    """
    primary = re.split("[-_]", code.lower())[0]
    return _load(primary)


@cache
def _load(code: str) -> Language:
    path = FOLDER / f"{code}.toml"
    if re.fullmatch(r"[a-z]{2,3}", code) and path.is_file():
        return from_toml(path.read_text(encoding="utf-8"))
    return from_table(written.language_table(code))


def available() -> list[str]:
    """Codes of the languages that have a file."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def is_known(code: str) -> bool:
    """Whether `load` can give the language of a code: it has a file, or dateparser knows its dates."""
    primary = re.split("[-_]", code.lower())[0]
    return primary in available() or written.knows(primary)


def from_toml(source: str) -> Language:
    """A language from the text of a language file. Raises LanguageError naming the rule that is wrong."""
    return from_table(tomllib.loads(source))


def from_table(table: Mapping[str, Any]) -> Language:
    """A language from the table that a language file holds."""
    code = table["language"]
    words = {name: read_words(entry) for name, entry in table["words"].items()}
    language = Language(
        code=code,
        words=words,
        rules={entry["name"]: read_rule(code, entry, words) for entry in table["rule"]},
        signals=tuple(read_signal(entry) for entry in table.get("signal", [])),
        cues={name: re.compile(rf"\b(?:{'|'.join(cues)})\b") for name, cues in table.get("cues", {}).items()},
        templates=table.get("templates", {}),
        published=table["published"],
        any_script=table.get("any_script", False),
    )
    if len(language.rules) != len(table["rule"]):
        raise LanguageError(f"{code}.toml: two rules have one name")
    return language
