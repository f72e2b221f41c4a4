"""Who does what a verb says: the tokens of its subject."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.forms import STRICT_DETERMINERS
from timeline.scene import Scene
from timeline.wording import MARKS
from timeline.words import Token, Verb, union

_OBJECT_CONTROL = frozenset(
    "ask allow force help enable tell urge order persuade cause want expect require permit call let make".split()
)
# A subject is sought so many verbs back; farther no reader would find it.
_FARTHEST = 12


# Parts of a subject that names a place with its state.
_PLACED = 3
_DASHES = frozenset("_—–")
_CUT = frozenset(";:—–-()[]")


def subject_of(scene: Scene, at: int) -> list[int]:
    """Tokens of who does what a verb says, [] when the sentence does not tell."""
    if at not in scene.subjects:
        scene.subjects[at] = _sought(scene, at)
    return scene.subjects[at]


def _sought(scene: Scene, at: int) -> list[int]:
    for _ in range(_FARTHEST):
        verb = scene.verbs[at]
        own = _own_subject(scene, at, verb)
        if own:
            return own
        if at == 0:
            return _noun_phrase(scene, verb.start, verb.first)
        at = _governing(scene, at)
    return []


def _governing(scene: Scene, at: int) -> int:
    """The verb whose subject one without its own shares: the one before, for a finite verb the finite one before."""
    left = at - 1
    while scene.verbs[at].finite and left > 0 and not scene.verbs[left].finite:
        left -= 1
    return left


def _own_subject(scene: Scene, at: int, verb: Verb) -> list[int]:
    left = scene.verbs[at - 1] if at else None
    if verb.tense == "infinitive" or verb.tense == "gerund":
        controlled = left is not None and left.lemma in _OBJECT_CONTROL and verb.tense == "infinitive"
        return _noun_phrase(scene, left.last + 1, verb.first) if controlled and left else []
    relative = verb.opener in scene.vocabulary.grammar["relative"]
    if left and verb.finite and left.tense == "infinitive" and left.start < left.first and verb.start == verb.first:
        return _noun_phrase(scene, left.start, left.first) + list(range(left.first, verb.first))
    if at > 1 and left and left.tense == "participle" and left.start == left.first and verb.start == verb.first:
        told = scene.verbs[at - 2]
        if scene.vocabulary.verbs.get(told.lemma) == "statement":
            return _noun_phrase(scene, told.last + 1, left.first)  # "said that sales [for the year ended in May] fell"
    joined = scene.words[verb.first - 1].low in scene.vocabulary.grammar["coordinators"] if verb.first else False
    phrase = [] if joined and at else _noun_phrase(scene, verb.start, verb.first)
    if phrase and not (relative and len(phrase) == 1 and scene.words[phrase[0]].low == verb.opener):
        return phrase
    if relative or (verb.passive and verb.tense == "participle"):
        return _antecedent(scene, left.last + 1 if left else 0, verb.start if relative else verb.first)
    return []


def _noun_phrase(scene: Scene, start: int, end: int) -> list[int]:
    """The subject among tokens: without what opens the clause, phrases set before a comma, and marks."""
    grammar = scene.vocabulary.grammar
    colon = max((at for at in range(start, end) if _closes(scene, at)), default=start - 1)
    kept = _behind_dateline(scene, [at for at in range(colon + 1, end) if at not in scene.timed])
    opening = ("coordinators", "subordinators", "if", "adverbs")
    first = kept[0] if kept else start
    led = bool(kept) and scene.words[first].low in grammar["subordinators"]
    while kept and _opens_clause(scene.words[kept[0]], grammar, opening):
        kept.pop(0)
    if kept and kept[0] > 0 and scene.words[kept[0]].low in grammar["relative"]:
        kept.pop(0)
    if led and (start in scene.timed or scene.words[first].low in grammar["prepositions"]):
        kept = _after_comma(scene, kept) or kept
    placed = bool(kept) and scene.words[kept[0]].low in grammar["prepositions"]
    while kept and scene.words[kept[0]].low in union(grammar["prepositions"], grammar["sources"]):
        kept = _after_comma(scene, kept)
    if placed and kept and (named := _parts(scene, kept)[-1:]) and named[0] and scene.words[named[0][0]].is_name:
        kept = named[0]  # "in Paris, France's capital, Prime Minister Blum"
    kept = _until_mark(scene, kept)
    return kept[_second_phrase(scene, kept) :] if led else kept


def _closes(scene: Scene, at: int) -> bool:
    """Whether a mark ends what goes before: a colon, and a stop behind a word that is no abbreviation."""
    word = scene.words[at].text
    return word == ":" or (word == "." and at > 0 and scene.words[at - 1].text.islower())


def _behind_dateline(scene: Scene, kept: list[int]) -> list[int]:
    """Without the place in capitals that an agency's text begins with: "NEW YORK — A woman"."""
    capitals = next((k for k, at in enumerate(kept) if not scene.words[at].text.isupper()), 0)
    if capitals and scene.words[kept[capitals]].text in ("A", "An", "The"):
        return kept[capitals:]
    if capitals > 1 and scene.words[kept[capitals - 1]].text == "A":
        return kept[capitals - 1 :]
    dash = next((k for k, at in enumerate(kept) if scene.words[at].text in _DASHES), 0)
    return kept[dash + 1 :] if dash and all(not scene.words[at].text.islower() for at in kept[:dash]) else kept


def _second_phrase(scene: Scene, kept: list[int]) -> int:
    """Where the subject begins behind a time told by a noun: "before [the war] the plant supplied"."""
    grammar = scene.vocabulary.grammar
    joining = grammar["prepositions"] | grammar["coordinators"] | grammar["determiners"]
    for k in range(len(kept) - 1, 0, -1):
        if scene.words[kept[k]].low in STRICT_DETERMINERS and scene.words[kept[k - 1]].low not in joining:
            return k if scene.words[kept[k]].low != "'s" else 0
    return 0


def _opens_clause(word: Token, grammar: dict[str, frozenset[str]], opening: Sequence[str]) -> bool:
    return word.text in MARKS or any(word.low in grammar[name] for name in opening) or word.low.endswith("ly")


def _after_comma(scene: Scene, kept: list[int]) -> list[int]:
    comma = next((k for k, at in enumerate(kept) if scene.words[at].text == ","), None)
    return [] if comma is None else kept[comma + 1 :]


def _until_mark(scene: Scene, kept: list[int]) -> list[int]:
    seat = next((k for k, at in enumerate(kept) if scene.words[at].low.endswith("based")), -1)
    if all(scene.words[at].is_name or scene.words[at].text in ",.-" for at in kept[: max(seat, 0)]):
        kept = kept[seat + 1 :]
    parts = _parts(scene, kept)
    if len(parts) == _PLACED and parts[2] and scene.words[parts[0][0]].low in STRICT_DETERMINERS:
        return parts[0] + parts[2]  # "the Van Nuys, Calif., thrift"
    for k, at in enumerate(kept):
        if scene.words[at].text in _CUT or scene.words[at].text == ",":
            return kept[:k] if k else _until_mark(scene, kept[1:])
    return kept


def _parts(scene: Scene, kept: list[int]) -> list[list[int]]:
    """The tokens between commas; the stop of an abbreviation counts for nothing."""
    parts: list[list[int]] = [[]]
    for at in kept:
        if scene.words[at].text == ",":
            parts.append([])
        elif scene.words[at].text != ".":
            parts[-1].append(at)
    return parts if all(parts[:1]) else []


def _antecedent(scene: Scene, start: int, end: int) -> list[int]:
    """The noun phrase that stands before a relative clause: from the last preposition but "of" on."""
    prepositions = scene.vocabulary.grammar["prepositions"] - {"of"}
    kept = [at for at in range(start, end) if at not in scene.timed]
    while kept and (scene.words[kept[-1]].text in MARKS or scene.words[kept[-1]].low.endswith("ly")):
        kept.pop()
    for k in range(len(kept) - 1, -1, -1):
        word = scene.words[kept[k]]
        if word.low in prepositions or word.text in _CUT or word.text == "," or word.low in ("and", "but"):
            return kept[k + 1 :]
    return kept
