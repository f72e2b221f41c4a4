"""Which verb of a sentence a time belongs to, told by clauses, tense and the words around both."""

from __future__ import annotations

from itertools import pairwise

from timeline.interval import Granularity, Interval
from timeline.model import Timex
from timeline.scene import Scene, covered, noun_phrase
from timeline.words import Verb

PAST = frozenset(("past", "perfect", "pluperfect", "participle"))
# Days before publication from which on a time is not of the present perfect any more.
_LONG_AGO = 62
ORDERING = frozenset(("after", "before", "since", "until", "till", "ahead"))


def dates(scene: Scene, at: int, timex: Timex, anchor: Interval | None) -> bool:
    """Whether a time says when the verb at a position happened."""
    verb = scene.verbs[at]
    first = next(iter(covered(scene.words, timex.start, timex.end)), 0)
    habitual = {word.low for word in scene.words[verb.start : verb.last]} & scene.vocabulary.grammar["habitual"]
    if verb.tense == "present" and habitual:
        return False
    if not fits(verb, timex, anchor) or _of_subject(scene, verb, timex):
        return False
    if _is_inserted(scene, verb, timex) or _before_relative(scene, verb, first):
        return False
    if _is_compared(scene, verb, _phrase_start(scene, timex, first)) or (
        first > verb.last and _attributive(scene, timex)
    ):
        return False
    if scene.vocabulary.verbs.get(verb.lemma) == "statement" and _of_report(scene, verb, first):
        return False
    own = owner(scene, timex)
    if own == at:
        return not (at > 0 and _hangs_on(scene, at, first) and _is_purpose(scene, at, timex, anchor))
    return own == at + 1 and _hangs_on(scene, own, first)


def _phrase_start(scene: Scene, timex: Timex, first: int) -> int:
    """The first word of a time with the words that bound it: of "from 2003 to 2011" the "from"."""
    if timex.signal is None:
        return first
    return next(iter(covered(scene.words, timex.signal.start, timex.signal.end)), first)


def _of_report(scene: Scene, verb: Verb, first: int) -> bool:
    """Whether a time is that of what is reported: "announced a loss for the third quarter"."""
    return any(word.low == "for" for word in scene.words[max(verb.last + 1, first - 2) : first])


def _hangs_on(scene: Scene, at: int, first: int) -> bool:
    """Whether a time behind an infinitive is that of the past verb before it: "rose to close at 12 today"."""
    verb, left = scene.verbs[at], scene.verbs[at - 1]
    chained = verb.tense == "infinitive" or (verb.tense == "gerund" and left.last + 1 == verb.first)
    return chained and verb.start == verb.first and first > verb.last and left.tense in PAST


def _is_purpose(scene: Scene, at: int, timex: Timex, anchor: Interval | None) -> bool:
    """Whether an infinitive only says what for: "launched an offensive to retake the town yesterday" retook nothing."""
    left, when = scene.verbs[at - 1], timex.dates
    past = when is None or anchor is None or when.start is None or anchor.end is None or when.start < anchor.end
    carried = left.lemma in scene.vocabulary.grammar["aspectual"] or left.lemma in scene.vocabulary.grammar["carrying"]
    return scene.verbs[at].tense == "infinitive" and past and not (carried and scene.verbs[at].first == left.last + 1)


def _is_compared(scene: Scene, verb: Verb, first: int) -> bool:
    """Whether a figure is compared with that of the time: "fell to 12 from 14 a year earlier"."""
    comparing = scene.vocabulary.grammar["comparing"]
    for at in range(verb.last + 1, first):
        following = scene.words[at + 1].text
        if scene.words[at].low in comparing and (at + 1 == first or following in "$£€#" or following[0].isdigit()):
            return True
        if scene.words[at].low in ("compared", "versus"):
            return True
    return False


def _attributive(scene: Scene, timex: Timex) -> bool:
    """Whether a time describes the noun behind it: "Friday's attack", "the 1988 recapitalization"."""
    places = list(covered(scene.words, timex.start, timex.end))
    if not places or places[-1] + 1 >= len(scene.words):
        return False
    following = scene.words[places[-1] + 1]
    if following.low == "'s" or timex.text.endswith(("'s", "’s", "s'", "s’")):
        return True
    interval = timex.dates
    coarse = interval is not None and interval.granularity.rank >= Granularity.MONTH.rank
    return coarse and _describes(scene, places[-1] + 1)


def _describes(scene: Scene, at: int) -> bool:
    word = scene.words[at]
    grammar = scene.vocabulary.grammar
    if not word.text.isalpha() or word.is_name or at in scene.grouped:
        return False
    closed = ("prepositions", "coordinators", "subordinators", "relative", "determiners", "pronouns", "adverbs", "if")
    return not any(word.low in grammar[name] for name in closed)


def _of_subject(scene: Scene, verb: Verb, timex: Timex) -> bool:
    """Whether the time belongs to the event that is the subject: "the departure of troops in 2011 left a gap".

    A figure has no time but its verb's: "income for the third quarter fell".
    """
    first = next(iter(covered(scene.words, timex.start, timex.end)), verb.first)
    if first >= verb.first or verb.lemma in scene.vocabulary.grammar["aspectual"]:
        return False
    fronted = any(word.text == "," for word in scene.words[first : verb.first])
    kinds = scene.vocabulary.nouns
    figures = scene.vocabulary.verbs.get(verb.lemma) == "market"
    inside = (at for at in scene.strong_nouns if verb.start <= at < first)
    inside = (
        at
        for at in inside
        if not (figures and kinds.get(scene.words[at].low, "other") in ("market", "business", "other"))
    )
    return not fronted and any(first < noun_phrase(scene, at)[1] for at in inside)


def fits(verb: Verb, timex: Timex, anchor: Interval | None) -> bool:
    """Whether the tense allows the time: nothing past lies after publication, nothing planned wholly before it.

    The present perfect names no time of long ago: nobody "has built it in 1955".
    """
    when = timex.dates
    if anchor is None or when is None:
        return True
    if verb.tense == "perfect" and timex.signal is None and _is_long_ago(when, anchor):
        return False
    if verb.tense in PAST:
        return when.start is None or anchor.end is None or when.start < anchor.end
    if verb.tense == "future":
        return when.end is None or anchor.start is None or when.end > anchor.start
    return True


def _is_long_ago(when: Interval, anchor: Interval) -> bool:
    return when.end is not None and anchor.start is not None and anchor.start - when.end > _LONG_AGO


def _is_inserted(scene: Scene, verb: Verb, timex: Timex) -> bool:
    """Whether a time stands in what is added to a subject: "Brown, born on 24 May 1955, retired"."""
    places = list(covered(scene.words, timex.start, timex.end))
    if not places or places[-1] >= verb.first:
        return False
    commas = [at for at in range(verb.start, verb.first) if scene.words[at].text == "," and at not in places]
    opening = max((at for at in commas if at < places[0]), default=None)
    closes = any(at > places[-1] for at in commas)
    if opening is None or not closes or opening == verb.start:
        return False
    grammar = scene.vocabulary.grammar
    loose = grammar["prepositions"] | grammar["determiners"] | grammar["adverbs"] | grammar["subordinators"]
    added = [at for at in range(opening + 1, places[0]) if scene.words[at].low not in loose]
    return bool(added) and scene.words[verb.start].low not in loose - grammar["determiners"]


def _before_relative(scene: Scene, verb: Verb, first: int) -> bool:
    """Whether a relative clause with the verb begins behind the time: "on Friday the mayor, who was ill, left"."""
    words, relative = scene.words, scene.vocabulary.grammar["relative"] - {"that"}
    opened = range(max(first, verb.start) + 1, verb.first)
    return any(words[at].low in relative and words[at - 1].text == "," for at in opened)


def owner(scene: Scene, timex: Timex) -> int | None:
    """Position in `scene.verbs` of the verb whose clause a time belongs to; None where a noun alone has it."""
    places = list(covered(scene.words, timex.start, timex.end))
    if not places or not scene.verbs:
        return None
    first, last = places[0], places[-1]
    at = next((k for k, verb in enumerate(scene.verbs) if verb.start <= first < verb.end), len(scene.verbs) - 1)
    verb = scene.verbs[at]
    if at > 0 and not _attributive(scene, timex) and _belongs_left(scene, at, first, last):
        at -= 1
        verb = scene.verbs[at]
    compared = verb.last < first and compares(scene, verb.last, first, timex)
    return None if compared or _after_noun_clause(scene, verb, timex, first) else at


def _belongs_left(scene: Scene, at: int, first: int, last: int) -> bool:
    """Whether a time stands right behind the verb before, or before the verb of a clause that nothing opens."""
    left, right = scene.verbs[at - 1], scene.verbs[at]
    if first - left.last <= 2 and all(scene.words[k].text.isalpha() for k in range(left.last + 1, first)):
        return True
    opener = scene.words[right.start]
    opened = not opener.text.isalpha() or right.opener or opener.low in scene.vocabulary.grammar["coordinators"]
    return last < right.first and not opened and last + 1 != right.first


def _after_noun_clause(scene: Scene, verb: Verb, timex: Timex, first: int) -> bool:
    """Whether "after talks in Baghdad" stands between the verb and the time, so that the time is that of the talks."""
    start = timex.signal.start if timex.signal else timex.start
    between = scene.words[verb.last + 1 : first] if verb.last < first else scene.words[verb.start : first]
    prepositions = scene.vocabulary.grammar["prepositions"]
    comma = max((word.start for word in between if word.text == ","), default=-1)
    return any(
        word.start > comma and word.low in ORDERING and word.start < start and following.low not in prepositions
        for word, following in pairwise(between)
    )


def compares(scene: Scene, start: int, end: int, timex: Timex) -> bool:
    superlative = {word.low for word in scene.words[start:end]} & scene.vocabulary.grammar["superlatives"]
    return bool(superlative) and timex.signal is not None and timex.signal.kind == "since"
