"""Which events are worth showing when only a few fit."""

from __future__ import annotations

from collections.abc import Iterable
from math import log2

from timeline.interval import Interval
from timeline.model import Event
from timeline.vocabulary import kinds

_STATUS = {"asserted": 1.0, "reported": 0.9, "planned": 0.5, "hypothetical": 0.2, "denied": 0.2}


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
