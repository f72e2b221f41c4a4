"""One sentence with all that was read in it, and the triggers: the words that name its events."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from timeline.clause import verbs
from timeline.entities import Name, countries, names
from timeline.model import Span, Timex
from timeline.vocabulary import Vocabulary
from timeline.words import Token, Verb, tokens

_REACH = 8
_NEAR = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A sentence: its words, verb groups, names and times.

    `timed` holds the tokens that belong to a time, `grouped` those of verb groups, `event_nouns` those that are nouns
    naming events.
    """

    sentence: Span
    words: tuple[Token, ...]
    verbs: tuple[Verb, ...]
    names: tuple[Name, ...]
    timexes: tuple[Timex, ...]
    timed: frozenset[int]
    grouped: frozenset[int]
    vocabulary: Vocabulary
    event_nouns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The words that name an event: tokens[first] to tokens[last].

    `at` is the position in `scene.verbs` of its verb, or of the verb whose clause holds the noun; None without verbs.
    `start` to `end` are the tokens of its clause (of a noun: of its phrase), end exclusive.
    """

    first: int
    last: int
    lemma: str
    kind: str
    is_noun: bool
    at: int | None
    start: int
    end: int


def scene(sentence: Span, timexes: Sequence[Timex], vocabulary: Vocabulary) -> Scene:
    """A sentence read: words, verb groups and clauses, names, and its own times among `timexes`."""
    words = _recased(tokens(sentence), vocabulary)
    own = tuple(timex for timex in timexes if sentence.start <= timex.start and timex.end <= sentence.end)
    timed = frozenset(at for timex in own for at in covered(words, timex.start, timex.end))
    found = [verb for verb in verbs(words, vocabulary) if verb.last not in timed]
    grouped = frozenset(at for verb in found for at in range(verb.first, verb.last + 1))
    read = Scene(
        sentence=sentence,
        words=words,
        verbs=tuple(found),
        names=tuple(names(words, vocabulary, timed | grouped)),
        timexes=own,
        timed=timed,
        grouped=grouped,
        vocabulary=vocabulary,
    )
    return replace(read, event_nouns=tuple(at for at in range(len(words)) if _names_event(read, at)))


def _recased(words: list[Token], vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The words, with an opening in capitals ("IRAN HAS SENT a ship") written as elsewhere in a text."""
    end = next((at for at, word in enumerate(words) if not word.text.isupper()), len(words))
    if end < 2 or not any(
        word.low in vocabulary.forms or word.low in vocabulary.grammar["have"] for word in words[:end]
    ):
        return tuple(words)
    lowered = vocabulary.forms.keys() | frozenset().union(*vocabulary.grammar.values())
    opening = (replace(word, text=_in_small_letters(word, lowered)) for word in words[:end])
    return (*opening, *words[end:])


def _in_small_letters(word: Token, lowered: Container[str]) -> str:
    """A word of capitals as elsewhere in a text: a verb small, a name with one capital, "NATO" and "EU" as they are."""
    if word.low in lowered:
        return word.low
    return word.text if len(word.text) < 5 and word.low.title() not in countries() else word.low.title()


def covered(words: Sequence[Token], start: int, end: int) -> Iterator[int]:
    """Positions of the tokens that share a code point with a stretch of the text."""
    return (at for at, word in enumerate(words) if word.start < end and start < word.end)


def triggers(scene: Scene) -> list[Trigger]:
    """The words of a sentence that name events, verbs and nouns, in order of the text."""
    found = [_of_verb(scene, at) for at, verb in enumerate(scene.verbs) if _tells(scene, verb)]
    absorbed = {trigger.last for trigger in found if trigger.last > trigger.first}
    found += [_of_noun(scene, at) for at in scene.event_nouns if at not in absorbed]
    return sorted(found, key=lambda trigger: trigger.first)


def _tells(scene: Scene, verb: Verb) -> bool:
    """Whether a verb group says that something happens: no bare "was", no "has to", no "known as"."""
    loose = not verb.finite and verb.lemma in scene.vocabulary.grammar["states"]
    if verb.lemma == "be":
        return predicate(scene, verb) is not None
    bound = verb.lemma == "have" and scene.words[min(verb.last + 1, len(scene.words) - 1)].low == "to"
    return verb.lemma != "do" and not loose and not bound


def predicate(scene: Scene, verb: Verb) -> int | None:
    """The adjective of "was willing", None where a form of "be" has none that tells an event."""
    grammar = scene.vocabulary.grammar
    for at in range(verb.last + 1, min(verb.end, verb.last + _NEAR)):
        low = scene.words[at].low
        if low in grammar["predicates"]:
            return at
        if low not in grammar["adverbs"] and low != "not" and not low.endswith("ly"):
            break
    return None


def _of_verb(scene: Scene, at: int) -> Trigger:
    verb = scene.verbs[at]
    told = predicate(scene, verb) if verb.lemma == "be" else None
    if told is not None:
        word = scene.words[told].low
        return Trigger(
            first=told, last=told, lemma=word, kind="other", is_noun=False, at=at, start=verb.start, end=verb.end
        )
    noun = beside(scene, verb)
    own = scene.vocabulary.verbs.get(verb.lemma, "other")
    named = scene.vocabulary.nouns[scene.words[noun].low] if noun is not None else "other"
    kind = _by_context(scene, verb, own if named == "other" else named)
    last = noun if noun is not None and noun > verb.last else verb.last
    return Trigger(
        first=verb.last, last=last, lemma=verb.lemma, kind=kind, is_noun=False, at=at, start=verb.start, end=verb.end
    )


def beside(scene: Scene, verb: Verb) -> int | None:
    """The noun that says what a light or aspectual verb is about: "launched an attack", "the operation began"."""
    grammar = scene.vocabulary.grammar
    relative = verb.opener in grammar["relative"]
    clause = 0 if relative or verb.start == verb.first else verb.start
    after = min(verb.end, verb.last + _NEAR) if verb.lemma in grammar["light"] else 0
    before = max(clause, verb.first - _REACH) if verb.lemma in grammar["aspectual"] else verb.first
    places: list[int] = [*range(verb.last + 1, after), *range(verb.first - 1, before - 1, -1)]
    for at in places:
        if scene.words[at].low in scene.vocabulary.nouns and at not in scene.timed:
            return at
        if scene.words[at].low in grammar["prepositions"] and at > verb.last:
            break
    return None


def _by_context(scene: Scene, verb: Verb, kind: str) -> str:
    """The class of a verb whose neighbours change it: "sent troops", "the city fell", "an earthquake struck"."""
    grammar = scene.vocabulary.grammar
    before = scene.words[verb.start : verb.first]
    if verb.lemma == "send" and any(
        word.low in grammar["groups"] for word in scene.words[verb.last + 1 : verb.last + 6]
    ):
        return "deployment"
    if verb.lemma in ("leave", "pull", "quit"):
        return kind if _leaves_place(scene, verb) else "other"
    if verb.lemma == "fall" and (_falls_to(scene, verb) or _place_before(scene, verb)):
        return "capture"
    disaster = any(scene.vocabulary.nouns.get(word.low) == "disaster" for word in before)
    return "disaster" if disaster and verb.lemma in grammar["disastrous"] else kind


def _place_before(scene: Scene, verb: Verb) -> bool:
    return any(name.kind == "place" and verb.start <= name.first < verb.first for name in scene.names)


def _leaves_place(scene: Scene, verb: Verb) -> bool:
    """Whether what is left is a place, or nothing is named: "left Iraq", "left the city", "left on Friday"."""
    following = range(verb.last + 1, min(verb.last + 4, len(scene.words)))
    grammar = scene.vocabulary.grammar
    if not following or following[0] in scene.timed or scene.words[following[0]].low in grammar["prepositions"]:
        return True
    named = any(name.kind == "place" and name.first in following for name in scene.names)
    marked = not scene.words[following[0]].text[0].isalnum()
    return named or marked or any(scene.words[at].low in grammar["left_behind"] for at in following)


def _falls_to(scene: Scene, verb: Verb) -> bool:
    """Whether something falls to somebody: "the town had fallen to the militants"."""
    following = scene.words[verb.last + 1 : verb.last + 5]
    to = bool(following) and following[0].low == "to"
    return to and any(word.low in scene.vocabulary.grammar["groups"] or word.is_name for word in following[1:])


def _names_event(scene: Scene, at: int) -> bool:
    """Whether the token is a noun that names an event: the head of its phrase, no name, no part of a verb group."""
    word = scene.words[at]
    vocabulary = scene.vocabulary
    if word.low not in vocabulary.nouns or at in scene.timed or at in scene.grouped:
        return False
    if word.is_name and at > 0 and not _named_event(scene, at):
        return False
    return not _modifies(scene, at)


def _named_event(scene: Scene, at: int) -> bool:
    """Whether a capitalised noun names an event all the same: "the Beiji Operation", "The Operation to retake"."""
    return scene.words[at - 1].low == "the" or any(name.last == at - 1 for name in scene.names)


def _modifies(scene: Scene, at: int) -> bool:
    """Whether another noun follows, so that this one only describes it: "attack helicopter", "election campaign"."""
    if at + 1 >= len(scene.words) or at + 1 in scene.timed:
        return False
    following = scene.words[at + 1]
    if not following.text.isalpha() or following.is_name or at + 1 in scene.grouped:
        return False
    grammar = scene.vocabulary.grammar
    closed = ("prepositions", "coordinators", "subordinators", "relative", "determiners", "pronouns", "adverbs", "if")
    return not any(following.low in grammar[name] for name in closed) and following.low not in (
        "to",
        "not",
        "so",
        "ago",
    )


def _of_noun(scene: Scene, at: int) -> Trigger:
    start, end = noun_phrase(scene, at)
    word = scene.words[at]
    kind = scene.vocabulary.nouns[word.low]
    if word.low == "fall" and not any(name.kind == "place" and name.first in (at + 2, at + 3) for name in scene.names):
        kind = "other"
    return Trigger(
        first=at, last=at, lemma=word.low, kind=kind, is_noun=True, at=_holding(scene, at), start=start, end=end
    )


def _holding(scene: Scene, at: int) -> int | None:
    return next((place for place, verb in enumerate(scene.verbs) if verb.start <= at < verb.end), None)


def noun_phrase(scene: Scene, at: int) -> tuple[int, int]:
    """Tokens of the phrase around a noun: its article and adjectives, and what "of", "on", "by" add after it."""
    start = at
    while start > 0 and at - start < _REACH and not _bounds_left(scene, start - 1):
        start -= 1
    end = at + 1
    while end < len(scene.words) and end - at < 2 * _REACH and not _bounds_right(scene, end):
        end += 1
    return start, end


def _bounds_left(scene: Scene, at: int) -> bool:
    word = scene.words[at]
    grammar = scene.vocabulary.grammar
    if at in scene.grouped or at in scene.timed or word.text in ',;:—–()"“”':
        return True
    return any(
        word.low in grammar[name] for name in ("prepositions", "coordinators", "subordinators", "relative", "if")
    )


def _bounds_right(scene: Scene, at: int) -> bool:
    word = scene.words[at]
    grammar = scene.vocabulary.grammar
    if at in scene.grouped or word.text in ',;:—–()"“”.!?' or _opens_phrase(scene, at):
        return True
    return any(word.low in grammar[name] for name in ("coordinators", "subordinators", "relative", "if"))


def _opens_phrase(scene: Scene, at: int) -> bool:
    """Whether an article begins another phrase: "before the war | the plant supplied"."""
    before = scene.words[at - 1]
    joining = scene.vocabulary.grammar["prepositions"] | scene.vocabulary.grammar["determiners"]
    return scene.words[at].low in ("the", "a", "an") and before.low not in joining and before.text.isalpha()
