"""Which events are worth showing when only a few fit."""

from __future__ import annotations

from collections.abc import Iterable
from math import log2

from timeline.interval import Interval
from timeline.model import Event, Mention
from timeline.standing import stands_alone
from timeline.vocabulary import Vocabulary, kinds, vocabulary

# Classes too wide to be worth an entry of their own where the text does not even date them.
_WIDE = ("other", "statement")
# By these a mention only repeats an event that its sentence or its article tells elsewhere, or tells what is so.
_FOLLOWS = ("main clause", "after its plan", "beside its verb", "named elsewhere", "present")
_STATUS = {"asserted": 1.0, "reported": 0.9, "planned": 0.5, "hypothetical": 0.2, "denied": 0.2}


def is_entry(mention: Mention, language: str) -> bool:
    """Whether a mention says enough to stand in a timeline: when, and in a headline that says who or what.

    Of what the text does not date, only "before publication", a wide class tells a reader nothing.
    """
    interval = mention.interval
    if interval is None or (interval.start is None and interval.end is None):
        return False
    if mention.link in _FOLLOWS or (mention.timex is None and mention.type in _WIDE):
        return False
    words = vocabulary(language)
    return words is None or (not _is_state(mention, words) and stands_alone(mention, words))


def _is_state(mention: Mention, words: Vocabulary) -> bool:
    """Whether it tells what something has or is, or names a figure: no event that a reader would look for."""
    trigger = mention.trigger.text.lower()
    form = words.forms.get(trigger)
    states = words.grammar["have"] | words.grammar["predicates"] | words.grammar["states"]
    if trigger in words.grammar["figures"] or trigger in words.weak:
        return True
    return mention.type == "other" and (trigger in states or (form is not None and form.lemma in states))


def salience(event: Event) -> float:
    """How much an event matters, 0 upwards: who tells it, how precisely it is dated, what kind of event it is.

    Articles of one publisher count as little more than one: agencies' copies are no second source.
    """
    publishers = {citation.publisher or citation.article_id for citation in event.citations}
    articles = {citation.article_id for citation in event.citations}
    told = log2(1 + len(publishers)) + 0.25 * log2(1 + len(articles))
    known = kinds()
    weight = known.get(event.type, known["other"]).weight
    return told * weight * _precision(event.interval) * _STATUS.get(event.status, 1.0)


def top(events: Iterable[Event], n: int) -> list[Event]:
    """The n most salient events, the most salient first; of equals the one with the smaller id."""
    return sorted(events, key=lambda event: (-salience(event), event.id))[: max(n, 0)]


def _precision(interval: Interval) -> float:
    """1 for a day, less for longer stretches, least for an open one."""
    if interval.length is None:
        return 0.2
    return 1 / (1 + 0.15 * log2(interval.length))
