"""What a sentence says about the time of an event that its own clause does not date: the events told beside it.

Rules, each with the name that a mention's `link` carries:

- "same sentence": a verb joined by "and" to a dated one without a subject of its own, or by "when" and "as".
- "main clause": what is done in doing something else ("opened the road, saying that it was safe").
- "after its plan": what was planned or tried on a day and is not told to have happened.
- "announced": what a dated plan is for ("announced on Friday plans to send troops").
- "aim": what something was done for, likely with it ("went there on Friday to buy the mill"); not what is fought for.
- "beside its verb": a noun whose verb is dated, and the occasion of what somebody said ("at a meeting …, he said").
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.dating import Dating
from timeline.interval import Interval
from timeline.linking import ORDERING, fits
from timeline.scene import Scene
from timeline.telling import Telling, perhaps, verbs_of
from timeline.words import Verb

_TOGETHER = frozenset(("when", "as", "while"))
# What these are done for is not done yet: "launched an offensive to retake the town".
_UNFINISHED = ("offensive", "attack", "deployment", "talks", "protest")
_PLANS = frozenset("plan plans intention intentions decision proposal pledge promise agreement deal".split())
_IN_DOING = frozenset((",", "by", "while", "when"))


def share_clauses(sentence: Sequence[Telling], anchor: Interval | None) -> None:
    verbs = verbs_of(sentence)
    for at, telling in verbs.items():
        other = _partner(telling.scene, at, verbs) if telling.is_open and telling.is_fact else None
        timex = other.mention.timex if other is not None and other.is_fact else None
        if other is not None and timex is not None and fits(telling.scene.verbs[at], timex, anchor):
            telling.date(Dating(other.mention.interval, timex, "same sentence"))


def _partner(scene: Scene, at: int, verbs: dict[int, Telling]) -> Telling | None:
    """The verb that happens at the same time: joined without a subject of its own, or by "when" and "as"."""
    verb = scene.verbs[at]
    if not verb.finite:
        return None
    left = next((k for k in range(at - 1, -1, -1) if scene.verbs[k].finite), None)
    if left is not None and (_shares_subject(scene, at) or verb.opener in _TOGETHER):
        return verbs.get(left) if scene.verbs[left].tense == verb.tense else None
    right = scene.verbs[at + 1] if at + 1 < len(scene.verbs) else None
    if right is not None and right.opener == "when" and right.tense == verb.tense:
        return verbs.get(at + 1)
    return None


def _shares_subject(scene: Scene, at: int) -> bool:
    verb = scene.verbs[at]
    between = [word for word in scene.words[verb.start : verb.first] if word.text.isalpha()]
    grammar = scene.vocabulary.grammar
    joined = bool(between) and between[0].low in grammar["coordinators"]
    return joined and all(word.low in grammar["adverbs"] or word.low.endswith("ly") for word in between[1:])


def follow_verbs(sentence: Sequence[Telling]) -> None:
    """A gerund beside a clause and an infinitive that is carried out happen when their main verb does."""
    verbs = verbs_of(sentence)
    for at, telling in verbs.items():
        main = _main(telling.scene, at) if telling.mention.interval is None else None
        other = verbs.get(main) if main is not None else None
        if other is not None and other.is_fact and other.mention.interval is not None:
            telling.date(Dating(other.mention.interval, other.mention.timex, "main clause"))
        elif telling.mention.interval is None and telling.mention.status == "planned":
            _plan(telling, at, verbs)


def _plan(telling: Telling, at: int, verbs: dict[int, Telling]) -> None:
    """What somebody planned on a day was not done before it; what something was done for was likely done with it."""
    left, verb = telling.scene.verbs[at - 1] if at else None, telling.scene.verbs[at]
    other = verbs.get(at - 1)
    when = other.mention.interval if other is not None and other.is_fact else None
    if left is None or other is None or when is None or when.start is None or when.end is None:
        return
    since = Interval(when.start, None, when.granularity, when.qualifier)
    noun = telling.scene.words[verb.first - 1].low in _PLANS
    planned = noun or left.lemma in telling.scene.vocabulary.grammar["planning"]
    if noun and other.mention.timex is not None:
        telling.date(Dating(since, other.mention.timex, "announced"))
    elif planned or _is_complement(telling.scene, left, verb) or other.trigger.kind in _UNFINISHED:
        telling.date(Dating(since, other.mention.timex, "after its plan"))
    else:
        telling.date(Dating(perhaps(when), other.mention.timex, "aim"))


def _is_complement(scene: Scene, left: Verb, verb: Verb) -> bool:
    """Whether an infinitive says what was tried or meant: nothing but a time stands before it, as in "tried to"."""
    between = range(left.last + 1, verb.first)
    return all(at in scene.timed or scene.words[at].low in scene.vocabulary.grammar["prepositions"] for at in between)


def _main(scene: Scene, at: int) -> int | None:
    """The verb with which a gerund or an infinitive happens: "opened it, saying …", "managed to open it"."""
    verb = scene.verbs[at]
    if verb.tense == "infinitive":
        left = scene.verbs[at - 1] if at > 0 else None
        return at - 1 if left is not None and _carries(scene, left, verb) else None
    before = scene.words[verb.first - 1].low if verb.first else ","
    if verb.tense != "gerund" or (before not in _IN_DOING and not (before == "in" and verb.first == 1)):
        return None
    places = (*range(at - 1, -1, -1), *range(at + 1, len(scene.verbs)))
    return next((k for k in places if scene.verbs[k].finite), None)


def _carries(scene: Scene, left: Verb, verb: Verb) -> bool:
    """Whether an infinitive is done with the verb before it: "began to rain", "rose to close at 12"."""
    grammar = scene.vocabulary.grammar
    if left.lemma in grammar["carrying"] or (left.lemma in grammar["aspectual"] and left.last + 1 == verb.first):
        return True
    priced = scene.vocabulary.verbs.get(left.lemma) == "market" or left.lemma in ("price", "trade", "shed", "add")
    return priced and verb.lemma in grammar["ending"]


def follow_nouns(sentence: Sequence[Telling]) -> None:
    """A noun has the time of the verb in whose clause it stands; what is reported or holds now has its own."""
    verbs = verbs_of(sentence)
    for telling in sentence:
        at = telling.trigger.at
        if not telling.trigger.is_noun or not telling.is_open or not telling.is_fact or at not in verbs:
            continue
        sources = telling.scene.vocabulary.grammar["sources"]
        if _is_nested(telling, at) or _is_ordered(telling) or telling.trigger.lemma in sources:
            continue
        other = verbs[at]
        reported = other.trigger.kind == "statement" and not _is_occasion(telling, at)
        if other.is_fact and other.mention.interval is not None and not reported and other.mention.link != "present":
            telling.date(Dating(other.mention.interval, other.mention.timex, "beside its verb"))


def _is_nested(telling: Telling, at: int) -> bool:
    """Whether another event stands between the verb and the noun: "published a report on the fall of the bridge"."""
    last = telling.scene.verbs[at].last
    return any(last < place < telling.trigger.first for place in telling.scene.strong_nouns)


def _is_ordered(telling: Telling) -> bool:
    """Whether a noun only says what the verb came before or after: "five years after its launch the firm sold"."""
    scene, start = telling.scene, telling.trigger.start
    return start > 0 and scene.words[start - 1].low in ORDERING


def _is_occasion(telling: Telling, at: int) -> bool:
    """Whether a noun says on which occasion somebody spoke: "in a statement …, she said"."""
    scene, start = telling.scene, telling.trigger.start
    before = scene.words[start - 1].low if start else ""
    return start < scene.verbs[at].first and before in ("in", "at", "during", "after")
