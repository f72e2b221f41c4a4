"""The clauses of a sentence: where the clause of each verb group begins and ends, and the word that opens it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from timeline.verbs import verb_groups
from timeline.vocabulary import Vocabulary
from timeline.words import Token, Verb

_BARE = frozenset("let make allow help".split())
_BREAKS = frozenset(';:—–()"“”')


def verbs(words: Sequence[Token], vocabulary: Vocabulary) -> list[Verb]:
    """The verb groups of a sentence in order, each with its clause."""
    return _with_clauses(words, verb_groups(words, vocabulary), vocabulary)


def _with_clauses(words: Sequence[Token], groups: list[Verb], vocabulary: Vocabulary) -> list[Verb]:
    """The same groups, each with the tokens of its clause."""
    if not groups:
        return []
    groups = _with_participles(words, groups, vocabulary)
    starts = [0] + [_boundary(words, left, right, vocabulary) for left, right in pairwise(groups)]
    ends = [*starts[1:], len(words)]
    return [
        replace(verb, start=start, end=end, opener=_opener(words, start, verb.first, vocabulary))
        for verb, start, end in zip(groups, starts, ends, strict=True)
    ]


def _with_participles(words: Sequence[Token], groups: list[Verb], vocabulary: Vocabulary) -> list[Verb]:
    """Past forms that a finite verb follows with nothing between are participles: "militias allied with Iran are"."""
    found = list(groups)
    for k, (left, right) in enumerate(pairwise(groups)):
        form = vocabulary.forms.get(words[left.last].low)
        can_be = left.first == left.last and left.tense == "past" and (form is None or "part" in form.shapes)
        reporting = vocabulary.verbs.get(left.lemma) == "statement"
        if can_be and right.finite and not reporting and _boundary(words, left, right, vocabulary) == right.first:
            found[k] = replace(left, tense="participle", passive=True)
        bare = right.tense == "present" and right.first == right.last
        if left.lemma in _BARE and bare and not any(word.text in ",;:" for word in words[left.last : right.first]):
            found[k + 1] = replace(right, tense="infinitive")
    return found


def _opener(words: Sequence[Token], start: int, first: int, vocabulary: Vocabulary) -> str:
    grammar = vocabulary.grammar
    for word in words[start : min(first + 1, start + 4)]:
        if word.low in grammar["subordinators"] or word.low in grammar["relative"] or word.low in grammar["if"]:
            return word.low
        if word.low not in grammar["coordinators"] and word.text not in ',—–"“‘':
            break
    return ""


def _boundary(words: Sequence[Token], left: Verb, right: Verb, vocabulary: Vocabulary) -> int:
    """The token at which the clause of `right` begins, after that of `left`."""
    grammar = vocabulary.grammar
    between = range(left.last + 1, right.first)
    marks = [at for at in between if words[at].text in _BREAKS or words[at].text == ","]
    openers = grammar["subordinators"] | grammar["relative"] | grammar["if"]
    strong = [at for at in between if words[at].low in openers and (not marks or at > marks[-1])]
    if strong and right.finite:
        return strong[-1]
    if marks:
        return _at_mark(words, marks, grammar)
    if right.tense in ("infinitive", "gerund", "participle"):
        return right.first
    if vocabulary.verbs.get(left.lemma) == "statement":
        return left.last + 1
    joined = [at for at in between if words[at].low in grammar["coordinators"]]
    return joined[-1] if joined else right.first


def _at_mark(words: Sequence[Token], marks: list[int], grammar: dict[str, frozenset[str]]) -> int:
    """Of several marks the one before "and" or "but", else the first."""
    for mark in reversed(marks):
        if mark + 1 < len(words) and words[mark + 1].low in grammar["coordinators"]:
            return mark
    return marks[0]
