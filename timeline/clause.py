"""The clauses of a sentence: where the clause of each verb group begins and ends, and the word that opens it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from timeline.verbs import verb_groups
from timeline.vocabulary import Vocabulary
from timeline.words import Token, Verb

_BARE = frozenset("let make allow help".split())
_SUBJECTS = frozenset("he she they we i".split())
_OPENERS = frozenset("if unless whether and but or that".split())
# Subordinators that a noun follows: no clause begins with them.
_NO_OPENERS = frozenset("amid despite during following upon".split())
# Who says it stands so near: "…, police said".
_NEAR = 5
_PERIODS = frozenset(("quarter", "year", "period", "months", "half", "weeks"))
_MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
_QUOTES = frozenset('"“”')
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
        can_be = can_be and left.lemma not in ("be", "have", "do")
        reporting = vocabulary.verbs.get(left.lemma) == "statement"
        beside = _boundary(words, left, right, vocabulary) == right.first or _is_inserted(words, left, right)
        if can_be and right.finite and not reporting and beside:
            found[k] = replace(left, tense="participle", passive=True)
        elif _is_reduced(words, left, right, vocabulary):
            found[k + 1] = replace(right, tense="participle", passive=True)
        bare = right.tense == "present" and right.first == right.last
        if left.lemma in _BARE and bare and not any(word.text in ",;:" for word in words[left.last : right.first]):
            found[k + 1] = replace(right, tense="infinitive")
    return found


def _is_inserted(words: Sequence[Token], left: Verb, right: Verb) -> bool:
    """Whether a past form stands with what follows it between commas: "the model, adopted in haste, is new"."""
    closed = any(words[at].text == "," for at in range(left.last + 1, right.first))
    return closed and left.first > 1 and words[left.first - 1].text == "," and words[right.first - 1].text == ","


def _is_reduced(words: Sequence[Token], left: Verb, right: Verb, vocabulary: Vocabulary) -> bool:
    """Whether a past form behind a finite verb only describes the noun before it: "was charged in a suit filed in"."""
    form = vocabulary.forms.get(words[right.last].low)
    ambiguous = right.tense == "past" and right.first == right.last and (form is None or "part" in form.shapes)
    following = words[right.last + 1].low if right.last + 1 < len(words) else ""
    described = words[right.first - 1].low not in vocabulary.grammar["pronouns"]
    behind = following in vocabulary.grammar["prepositions"] or following == "to" or following[:3] in _MONTHS
    if not (ambiguous and described and behind):
        return False
    if words[right.first - 1].low in _PERIODS and right.lemma == "end":
        return True
    clausal = vocabulary.verbs.get(left.lemma) == "statement" or left.lemma in vocabulary.grammar["clausal"]
    start = _boundary(words, left, right, vocabulary)
    unopened = start == right.first or words[start].low in _NO_OPENERS or words[start].text in _QUOTES
    return not clausal and unopened and right.first > left.last + 1


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
    subject = _subject_pronoun(words, between, grammar) if right.finite else None
    if subject is not None:
        return subject
    marks = [at for at in between if words[at].text in _BREAKS or words[at].text == ","]
    openers = grammar["subordinators"] | grammar["relative"] | grammar["if"]
    strong = [at for at in between if words[at].low in openers and (not marks or at > marks[-1])]
    if strong and right.finite:
        return strong[-1]
    if marks and vocabulary.verbs.get(right.lemma) == "statement" and right.first - marks[-1] <= _NEAR:
        return marks[-1]
    if marks:
        return _at_mark(words, marks, grammar)
    if right.tense in ("infinitive", "gerund", "participle"):
        return right.first
    if vocabulary.verbs.get(left.lemma) == "statement" or (left.lemma in grammar["clausal"] and not left.passive):
        return left.last + 1
    joined = [at for at in between if words[at].low in grammar["coordinators"]]
    return joined[-1] if joined else right.first


def _subject_pronoun(words: Sequence[Token], between: range, grammar: dict[str, frozenset[str]]) -> int | None:
    """The place of a pronoun that can only be a subject, where it or its adverbs end before a finite verb."""
    for at in reversed(between):
        if words[at].low in _SUBJECTS:
            opened = (
                at > between.start and words[at - 1].low in _OPENERS | grammar["subordinators"] | grammar["relative"]
            )
            return None if opened or words[at - 1].text in _BREAKS or words[at - 1].text == "," else at
        if words[at].low not in grammar["adverbs"] and not words[at].low.endswith("ly"):
            return None
    return None


def _at_mark(words: Sequence[Token], marks: list[int], grammar: dict[str, frozenset[str]]) -> int:
    """Of several marks the one before "and" or "but", else the first."""
    for mark in reversed(marks):
        if mark + 1 < len(words) and words[mark + 1].low in grammar["coordinators"]:
            return mark
    return marks[0]
