"""The words of a sentence that name its events, verbs and nouns, each with its class and its clause."""

from __future__ import annotations

from timeline.scene import REACH, Scene, Trigger, noun_phrase
from timeline.words import Verb

_NEAR = 6


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
    before = max(clause, verb.first - REACH) if verb.lemma in grammar["aspectual"] else verb.first
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


def _class_of(scene: Scene, at: int) -> str:
    """The class of events that a noun names; a form in -ing has its verb's."""
    low = scene.words[at].low
    vocabulary = scene.vocabulary
    return vocabulary.nouns.get(low) or vocabulary.verbs.get(vocabulary.forms[low].lemma, "other")


def _of_noun(scene: Scene, at: int) -> Trigger:
    start, end = noun_phrase(scene, at)
    word = scene.words[at]
    kind = _class_of(scene, at)
    if word.low == "fall" and not any(name.kind == "place" and name.first in (at + 2, at + 3) for name in scene.names):
        kind = "other"
    return Trigger(
        first=at, last=at, lemma=word.low, kind=kind, is_noun=True, at=_holding(scene, at), start=start, end=end
    )


def _holding(scene: Scene, at: int) -> int | None:
    return next((place for place, verb in enumerate(scene.verbs) if verb.start <= at < verb.end), None)
