"""The event words of a language: which verb and noun names which class of event, and the words that hold clauses."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from timeline.derivation import weak_nouns
from timeline.errors import LanguageError

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of events; `weight` is its importance in a short timeline, `family` the classes it can be merged with.

    `repeats` where two dates a day apart are two events ("attack"), not two versions of one ("election").
    """

    name: str
    weight: float
    family: str
    repeats: bool


@dataclass(frozen=True, slots=True)
class Form:
    """What a written word can be of a verb: of `lemma`, any of base, s, past, part, ing."""

    lemma: str
    shapes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Event words and grammar words of one language; all words in lower case with straight apostrophes.

    `weak` are the nouns that name something done or undergone, but make no entry of a timeline by themselves. `senses`
    are rows of words that tell one thing.
    """

    kinds: dict[str, Kind]
    verbs: dict[str, str]
    nouns: dict[str, str]
    weak: frozenset[str]
    senses: tuple[tuple[str, ...], ...]
    forms: dict[str, Form]
    grammar: dict[str, frozenset[str]]


@cache
def vocabulary(language: str) -> Vocabulary | None:
    """The event words of a language, None where the project has none for it yet."""
    source = files("timeline") / "ontology" / f"{language}.toml"
    if not language.isalpha() or not source.is_file():
        return None
    try:
        return _build(tomllib.loads(source.read_text("utf-8")))
    except (KeyError, ValueError) as error:
        raise LanguageError(f"ontology/{language}.toml cannot be used: {error!r}") from error


@cache
def kinds() -> dict[str, Kind]:
    """The classes of events, the same in every language, by name; without the words, which take time and room."""
    return _kinds(tomllib.loads((files("timeline") / "ontology" / "en.toml").read_text("utf-8"))["types"])


def _build(raw: dict[str, Any]) -> Vocabulary:
    types, grammar = raw["types"], raw["grammar"]
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}
    for name, entry in types.items():
        for verb in entry["verbs"].split():
            verbs.setdefault(verb, name)
        for noun in entry.get("nouns", "").split():
            nouns.setdefault(noun, name)
    for noun, name in tuple(nouns.items()):
        nouns.setdefault(_with_s(noun), name)
    irregular = _irregular(grammar["irregular"])
    doubling = frozenset(grammar["doubling"].split())
    for lemma in grammar["states"].split():
        verbs.setdefault(lemma, "other")
    weak = weak_nouns(raw["weak"]["nouns"].split(), verbs, frozenset(raw["weak"]["things"].split()))
    return Vocabulary(
        _kinds(types),
        verbs,
        weak | nouns,
        frozenset(weak.keys() - nouns.keys()),
        tuple(tuple(row.split()) for row in raw["senses"]["rows"].strip().splitlines()),
        _forms(verbs, irregular, doubling),
        {key: frozenset(words.split()) for key, words in grammar.items() if key not in ("irregular", "doubling")},
    )


def _kinds(types: dict[str, Any]) -> dict[str, Kind]:
    return {
        name: Kind(name, float(entry["weight"]), entry["family"], bool(entry.get("repeats", False)))
        for name, entry in types.items()
    }


def _irregular(table: str) -> dict[str, tuple[str, str]]:
    rows = (row.split() for row in table.replace("\n", "|").split("|") if row.strip())
    return {base: (past, part) for base, past, part in rows}


def _forms(verbs: dict[str, str], irregular: dict[str, tuple[str, str]], doubling: frozenset[str]) -> dict[str, Form]:
    """Every written form of every verb; where two verbs share one ("found", "lay") the one listed first has it."""
    collected: dict[str, tuple[str, set[str]]] = {}
    for lemma in sorted(verbs, key=lambda verb: verb not in irregular):
        for written, shape in _inflected(lemma, irregular.get(lemma), lemma in doubling):
            owner, shapes = collected.setdefault(written, (lemma, set()))
            if owner == lemma:
                shapes.add(shape)
    return {written: Form(lemma, frozenset(shapes)) for written, (lemma, shapes) in collected.items()}


def _inflected(lemma: str, irregular: tuple[str, str] | None, doubles: bool) -> Iterator[tuple[str, str]]:
    yield lemma, "base"
    yield _with_s(lemma), "s"
    yield _stem(lemma, doubles, before="i") + "ing", "ing"
    if irregular is None:
        past = _stem(lemma, doubles, before="e") + "ed"
        irregular = (past, past)
    yield irregular[0], "past"
    yield irregular[1], "part"


def _with_s(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _stem(lemma: str, doubles: bool, *, before: str) -> str:
    """What an ending is put to: "stop" → "stopp", "make" → "mak", "carry" → "carri" before e, "die" → "dy" before i."""
    if doubles:
        return lemma + lemma[-1]
    if lemma.endswith("ie") and before == "i":
        return lemma[:-2] + "y"
    if lemma.endswith("e") and not (before == "i" and lemma.endswith(("ee", "oe", "ye"))):
        return lemma[:-1]
    if lemma.endswith("y") and before == "e" and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "i"
    return lemma
