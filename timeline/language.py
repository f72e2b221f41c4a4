"""A language: its words and rules, read from `languages/<code>.toml` and compiled once.

A pattern is a regular expression of the subset that RE2 and `re` read alike, over folded text (`timeline.folding`),
with two additions: `<month>` stands for any word of the list `month` and captures it, `{day}` stands for any rule of
the class `day` and captures what that rule reads. `<month:opening>` captures under another name. A blank stands for
white space. The order of the file decides: where several rules match at one place the first wins.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from timeline import written
from timeline.errors import LanguageError
from timeline.finder import Finder, Pattern, finder
from timeline.folding import fold, fold_any_script
from timeline.grammar import BLANK, LISTING, Rule, SignalRule, Words, meaning, read_rule, read_signal, read_words
from timeline.model import Form
from timeline.openings import Openings, openings
from timeline.operators import OPERATORS
from timeline.outlook import Cues, read_cues

FOLDER = Path(__file__).parent / "languages"
_REFERENCE = re.compile(
    r"<(?P<words>[a-z_]+)(?::(?P<words_as>[a-z_]+))?>|\{(?P<cls>[a-z_]+)(?::(?P<cls_as>[a-z_]+))?\}"
)
_CLASS = re.compile(r"\{[a-z_]+(?::[a-z_]+)?\}")
_ANYTHING = "(?s:.+)"
_LAST_WORDS = re.compile(r"<(?P<words>[a-z_]+)(?::[a-z_]+)?>$")
_REMEMBERED = 50_000
_LONGEST_JOIN = 20


@dataclass(eq=False)
class Language:
    """A compiled language file."""

    code: str
    words: dict[str, Words]
    rules: dict[str, Rule]
    signals: tuple[SignalRule, ...]
    cues: Cues
    templates: dict[str, str]
    trust: dict[str, str]
    display: dict[str, Any]
    published: str
    any_script: bool = False
    engine: str = "re2"
    _open: set[str] = field(default_factory=set, repr=False)

    @cached_property
    def finder(self) -> Finder:
        """Finds where the rules match."""
        patterns = [
            Pattern(
                outline=self.expand(_CLASS.sub(_ANYTHING, rule.pattern)),
                bounded=self._bounded(rule),
                capturing=self.expand(rule.pattern, capture=True),
                alone=rule.alone,
                openings=partial(self._openings, rule),
            )
            for rule in self._in_order
        ]
        return finder(patterns, engine=self.engine, any_script=self.any_script)

    @cached_property
    def _in_order(self) -> tuple[Rule, ...]:
        return tuple(self.rules.values())

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.rules)}

    def joins(self, between: str, kinds: tuple[str, ...]) -> bool:
        """Whether a signal of one of these kinds joins two expressions with these folded words between them."""
        return len(between) <= _LONGEST_JOIN and any(join.fullmatch(between) for join in self._joins(kinds))

    @cache  # noqa: B019
    def _joins(self, kinds: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
        return tuple(rule.join for rule in self.signals if rule.join and rule.kind in kinds)

    def fold(self, text: str) -> str:
        """The text as the rules see it, as long as the original."""
        return fold_any_script(text) if self.any_script else fold(text)

    def _bounded(self, rule: Rule) -> str:
        """The rule's pattern between word boundaries; a list with abbreviations ("Sept.") ends with its own.

        Rules of text in any script hold their own boundaries.
        """
        if self.any_script:
            return f"(?:{self.expand(rule.pattern)})"
        left = "" if rule.pattern.startswith("'") else r"\b"
        return f"{left}(?:{self.expand(rule.pattern)}){self._right_edge(rule)}"

    def _right_edge(self, rule: Rule) -> str:
        last = _LAST_WORDS.search(rule.pattern)
        return r"\b" if rule.bounded and not (last and self.words[last["words"]].dotted) else ""

    def _openings(self, rule: Rule, frequent: frozenset[str]) -> Openings:
        """How the rule's matches can begin, looking beyond frequent words."""
        refer = partial(self._openings_of_reference, frequent=frequent)
        return openings(f"(?:{rule.pattern}){self._right_edge(rule)}", refer, frequent).finished()

    @cache  # noqa: B019
    def _openings_of_reference(self, text: str, frequent: frozenset[str]) -> Openings:
        found = _REFERENCE.fullmatch(text)
        assert found is not None
        pattern = self._words_pattern(found["words"]) if found["words"] else self._class_source(found["cls"])
        refer = partial(self._openings_of_reference, frequent=frequent)
        return openings(pattern.replace(BLANK, " "), refer, frequent)

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
        pattern = self.expand(self._class_source(name))
        self._open.remove(name)
        return pattern

    def _class_source(self, name: str) -> str:
        members = [rule.pattern for rule in self.rules.values() if name in rule.classes]
        if not members:
            raise LanguageError(f"{self.code}.toml: no rule is of the class {name!r}")
        return "|".join(members)

    # Most expressions of a newspaper are the same few thousand. Languages live as long as the program.
    @lru_cache(_REMEMBERED)  # noqa: B019
    def parse(self, expression: str, cls: str | None = None) -> Form | None:
        """The symbolic form of a folded expression by the first rule that reads it whole, None when none does."""
        for place in self.finder.choices(expression, 0):
            rule = self._in_order[place]
            if cls in rule.classes if cls else rule.alone:
                form = self._apply(place, expression)
                if form:
                    return form
        return None

    def later_choices(self, folded: str, start: int, refused: str) -> Iterator[tuple[Form, int]]:
        """What the rules behind the refused one read at a place, in their order: the form and its end."""
        for place in self.finder.choices(folded, start):
            rule = self._in_order[place]
            end = self.finder.match(place, folded, start) if rule.alone and place > self._places[refused] else None
            form = self._apply(place, folded[start:end]) if end is not None else None
            if end is not None and form is not None:
                yield form, end

    def followers(self, rule: str, folded: str, end: int) -> Iterator[tuple[Form, int, int]]:
        """What may stand joined behind a rule's expression that ends there: the form, its start and its end."""
        for cls in self.rules[rule].classes:
            for place, pattern in self._following.get(cls, ()):
                found = pattern.match(folded, end)
                form = self._apply(place, found[1]) if found else None
                if found and form is not None:
                    yield form, *found.span(1)

    @cached_property
    def _following(self) -> dict[str, list[tuple[int, re.Pattern[str]]]]:
        """The rules that follow a class, by that class, behind what joins expressions."""
        found: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
        joins = "|".join(join.pattern for join in self._joins(LISTING))
        for place, rule in enumerate(self._in_order):
            if rule.follows:
                pattern = re.compile(f"(?:{joins})({self.expand(rule.pattern)}){self._right_edge(rule)}")
                found.setdefault(rule.follows, []).append((place, pattern))
        return found

    @lru_cache(_REMEMBERED)  # noqa: B019
    def _apply(self, place: int, expression: str) -> Form | None:
        """The form that one rule reads in a folded expression, None when it does not match it whole."""
        captured = self.finder.captures(place, expression)
        if captured is None:
            return None
        rule = self._in_order[place]
        captures = tuple(captured.items())
        references = self._captured_as(rule.pattern)
        arguments = tuple((name, self._value(references[name], text)) for name, text in captures)
        return Form(rule.name, rule.operator, (*rule.arguments, *arguments), captures)

    @staticmethod
    @cache
    def _captured_as(pattern: str) -> dict[str, tuple[str, bool]]:
        found = _REFERENCE.finditer(pattern)
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


@cache
def available() -> tuple[str, ...]:
    """Codes of the languages that have a file."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def is_known(code: str) -> bool:
    """Whether `load` can give the language of a code: it has a file, or dateparser knows its dates."""
    primary = re.split("[-_]", code.lower())[0]
    return primary in available() or written.knows(primary)


def from_toml(source: str) -> Language:
    """A language from the text of a language file. Raises LanguageError naming the rule or signal that is wrong."""
    return from_table(tomllib.loads(source))


def from_table(table: Mapping[str, Any]) -> Language:
    """A language from the table that a language file holds."""
    code = table["language"]
    any_script = table.get("any_script", False)
    words = {name: read_words(entry, fold_any_script if any_script else fold) for name, entry in table["words"].items()}
    language = Language(
        code=code,
        words=words,
        rules={entry["name"]: read_rule(code, entry, words, OPERATORS) for entry in table["rule"]},
        signals=tuple(read_signal(code, entry) for entry in table.get("signal", [])),
        cues=read_cues(table.get("cues", {})),
        templates=table.get("templates", {}),
        trust=table.get("trust", {}),
        display=table.get("display", {}),
        published=table["published"],
        any_script=any_script,
    )
    if len(language.rules) != len(table["rule"]):
        raise LanguageError(f"{code}.toml: two rules have one name")
    return language
