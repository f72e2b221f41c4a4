"""What an article as a whole says about the time of an event that its own sentence leaves open.

Rules, each with the name that a mention's `link` carries; `timeline.companions` and `timeline.retelling` have others:

- "day of the report": what somebody said, or what is so "according to" them, on the day that the article's other
  statements have, else its lead.
- "lead": what the first sentences told goes on.
- "present": what is so when the article is published, also that something "has not been decided".

What other sentences say of an event is no more than likely: such a date carries EDTF's "?", and `proven`, which the
timeline is made of, takes it back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from timeline.companions import follow_nouns, follow_verbs, share_clauses
from timeline.dating import Dating, before
from timeline.interval import Interval
from timeline.linking import ORDERING
from timeline.model import Mention
from timeline.retelling import go_on_with_figures, retell
from timeline.scene import Scene
from timeline.telling import Telling, perhaps
from timeline.words import Verb

_LOOKS_BACK = 7
_LEAD = 2
_MONTH = 31
_SPEAKERS = frozenset(("i", "you", "we"))
_QUOTES = frozenset('"“”`')
_PAST = ("day of the report", "lead", "told elsewhere", "same figures")
_LIKELY = (*_PAST, "named elsewhere", "present", "main clause", "after its plan", "aim", "beside its verb")
# In clauses that these open the present tells of no day, and a report of another one.
_AT_ANY_TIME = frozenset("which until once when as because if unless whether while".split())


def settle(tellings: Sequence[Telling], anchor: Interval | None, headed: bool) -> list[Mention]:
    """The mentions of one article in order, dated also by what the rest of the article tells.

    `headed` where the text itself is headed with the day of its publication, so that it reports that day.
    """
    sentences = [list(told) for _, told in groupby(tellings, key=lambda telling: id(telling.scene))]
    for sentence in sentences:
        share_clauses(sentence, anchor)
    retell(tellings)
    go_on_with_figures(tellings)
    if anchor is not None:
        _by_publication(sentences, anchor, headed)
    for sentence in sentences:
        follow_verbs(sentence)
        follow_nouns(sentence)
    return [telling.mention for telling in tellings]


def proven(mention: Mention, anchor: Interval | None) -> Mention:
    """The mention with no more of a date than its own sentence proves.

    What is only likely to have been on a day is before publication for sure; of a state and a noun nothing is.
    """
    if mention.interval is None or mention.link not in _LIKELY:
        return mention
    known = before(anchor) if anchor is not None and mention.link in _PAST else Dating()
    return replace(mention, interval=known.interval, timex=None, link=known.link, warnings=())


def _by_publication(sentences: Sequence[Sequence[Telling]], anchor: Interval, headed: bool) -> None:
    every = [telling for sentence in sentences for telling in sentence]
    lead = next((day for sentence in sentences[:_LEAD] if (day := _day(sentence, anchor))), anchor if headed else None)
    said = _day([telling for telling in every if telling.trigger.kind == "statement"], anchor) or lead or anchor
    goes_on = headed
    for place, sentence in enumerate(sentences):
        goes_on = lead is not None and _goes_on(sentence[0].scene, lead, goes_on)
        for telling in sentence:
            dating = _likely(telling, said, lead if goes_on else None, anchor, place == 0)
            if dating is not None:
                telling.date(dating)


def _likely(telling: Telling, said: Interval, lead: Interval | None, anchor: Interval, first: bool) -> Dating | None:
    """What publication makes likely of a verb that nothing dates; None where it makes nothing likely."""
    at = telling.trigger.at
    if telling.trigger.lemma in telling.scene.vocabulary.grammar["sources"]:
        return Dating(perhaps(said), None, "day of the report")
    if at is None or telling.trigger.is_noun or not telling.is_open or telling.scene.verbs[at].opener in _AT_ANY_TIME:
        return None
    verb = telling.scene.verbs[at]
    if _is_spoken(telling, verb):
        return Dating(perhaps(said), None, "day of the report")
    if verb.tense == "past" and telling.is_fact and lead is not None and verb.opener not in ORDERING:
        return Dating(perhaps(lead), None, "lead")
    if verb.tense == "perfect" and telling.is_fact and first and _is_main(telling):
        return Dating(perhaps(anchor), None, "lead")
    missing = verb.tense == "perfect" and telling.mention.status == "denied"
    if (verb.tense == "present" or missing) and telling.mention.interval is None and _holds(telling, verb):
        return Dating(perhaps(anchor), None, "present")
    return None


def _is_spoken(telling: Telling, verb: Verb) -> bool:
    """Whether it is what somebody said for the report, or would not say: "said", "couldn't be reached"."""
    if telling.mention.status == "denied":
        silent = telling.trigger.lemma in telling.scene.vocabulary.grammar["unsaid"]
        return silent and verb.tense in ("past", "modal", "infinitive")
    return telling.trigger.kind == "statement" and verb.tense == "past" and telling.is_fact and not verb.passive


def _is_main(telling: Telling) -> bool:
    """Whether it is the main verb, whose present perfect tells the news in a first sentence: "has apologised".

    "Since June it has sent advisers" is of no day.
    """
    if any(word.low in ORDERING for word in telling.scene.words):
        return False
    return telling.trigger.at == next((at for at, verb in enumerate(telling.scene.verbs) if verb.finite), None)


def _goes_on(scene: Scene, lead: Interval, before: bool) -> bool:
    """Whether a sentence goes on with the lead: no earlier day, week or month was named in it, nor since the lead's."""
    named = [when for timex in scene.timexes if (when := timex.dates)]
    turns = any(when.length is not None and when.length <= _MONTH and _precedes(when, lead) for when in named)
    return (before or lead in named) and not turns


def _precedes(one: Interval, other: Interval) -> bool:
    return one.end is not None and other.start is not None and one.end <= other.start


def _holds(telling: Telling, verb: Verb) -> bool:
    """Whether something is so at publication: no "usually arrives", "I think" only where a paper quotes it."""
    clause = {word.low for word in telling.scene.words[verb.start : verb.last]}
    spoken = clause & _SPEAKERS and not any(word.text in _QUOTES for word in telling.scene.words)
    habitual = clause & telling.scene.vocabulary.grammar["habitual"]
    return telling.mention.status != "hypothetical" and not spoken and not habitual


def _day(tellings: Sequence[Telling], anchor: Interval) -> Interval | None:
    """The day shortly before publication that most of some mentions have by an expression, None without one."""
    days = Counter(
        when
        for telling in tellings
        if telling.is_fact and not telling.is_open and (when := telling.mention.interval) and _is_news(when, anchor)
    )
    return max(days, key=lambda day: (days[day], day.start or 0)) if days else None


def _is_news(when: Interval, anchor: Interval) -> bool:
    if when.length != 1 or when.end is None or anchor.end is None:
        return False
    return 0 <= anchor.end - when.end <= _LOOKS_BACK
