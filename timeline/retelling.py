"""What other sentences of an article say about the time of an event: where it is told again, and figures of one period.

Rules, each with the name that a mention's `link` carries:

- "named elsewhere", "told elsewhere": the same event, a noun or a verb, is dated in another sentence.
- "same figures": revenue is of the period that the figures before it had, a price of the day.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.dating import Dating
from timeline.interval import Interval
from timeline.likeness import content, similarity, stem
from timeline.model import Mention, Timex
from timeline.scene import Scene
from timeline.telling import Telling, perhaps
from timeline.words import Verb

_MONTH = 31
_FEBRUARY = 28
_YEAR = 366
_ALIKE = 0.45
# With so many dated events of one word at most another one is compared, so that the time taken stays linear.
_MOST = 32
_DEFINITE = frozenset(("the", "that", "this", "his", "her", "its", "their", "'s"))


def retell(tellings: Sequence[Telling]) -> None:
    """The date of the same event where it is told again; none where two that differ could be it."""
    dated: dict[str, list[Telling]] = {}
    for telling in tellings:
        if telling.is_fact and not telling.is_open and _is_fine(telling.mention.interval):
            dated.setdefault(stem(telling.trigger.lemma), []).append(telling)
    for telling in tellings:
        if not telling.is_open or not telling.is_fact or telling.trigger.kind in ("statement", "market"):
            continue
        near = dated.get(stem(telling.trigger.lemma), [])[:_MOST]
        others = [other for other in near if other.scene is not telling.scene]
        known = _one([other for other in others if _repeats(telling, other)])
        if known is not None:
            link = "named elsewhere" if telling.trigger.is_noun else "told elsewhere"
            telling.date(Dating(perhaps(known[0]), known[1], link))


def _one(others: Sequence[Telling]) -> tuple[Interval, Timex | None] | None:
    """The time that all of some mentions have, None where they differ or there are none."""
    times = {other.mention.interval: other.mention.timex for other in reversed(others) if other.mention.interval}
    return next(iter(times.items())) if len(times) == 1 else None


def _repeats(telling: Telling, other: Telling) -> bool:
    if not telling.trigger.is_noun:
        return similarity(telling.mention, other.mention) >= _ALIKE
    before = [word.low for word in telling.scene.words[telling.trigger.start : telling.trigger.first]]
    if not _DEFINITE & set(before) or set(before) & telling.scene.vocabulary.grammar["other_time"]:
        return False
    if other.scene.sentence.start > telling.scene.sentence.start:
        return False
    return content(telling.mention.clause.text) <= content(other.scene.sentence.text)


def _is_fine(interval: Interval | None) -> bool:
    return interval is not None and interval.length is not None and interval.length <= _MONTH


def go_on_with_figures(tellings: Sequence[Telling]) -> None:
    """Figures of a report go on with the period last named for them, prices with the day."""
    last: dict[str, Dating] = {}
    for telling in tellings:
        trigger = telling.trigger
        if trigger.is_noun and telling.is_fact and trigger.lemma in telling.scene.vocabulary.grammar["figures"]:
            _count_noun(telling, last)
        if trigger.at is None or trigger.is_noun or not telling.is_fact:
            continue
        verb = telling.scene.verbs[trigger.at]
        series = _series(telling, verb)
        if _names_other_period(telling.scene):
            last.pop("figures", None)
        if series in last and telling.is_open and verb.tense == "past":
            telling.date(last[series])
        elif verb.finite and not telling.is_open:
            _keep(last, series, telling.mention)


def _count_noun(telling: Telling, last: dict[str, Dating]) -> None:
    """Date a noun that is a figure by the period last named, or keep the period that it names itself."""
    if not telling.is_open:
        _keep(last, "figures", telling.mention)
    elif "figures" in last and not _names_other_period(telling.scene) and telling.mention.interval is None:
        telling.date(last["figures"])


def _names_other_period(scene: Scene) -> bool:
    """Whether a sentence names a stretch of time that has no date: "in the first nine months"."""
    return any(timex.reading is not None and timex.reading.type == "DURATION" for timex in scene.timexes)


def _keep(last: dict[str, Dating], series: str | None, mention: Mention) -> None:
    """Keep the period of a mention for the figures that follow; never one before it, with which it is compared."""
    when = mention.interval
    known = last["figures"].interval if "figures" in last else None
    if when is None or when.start is None or when.length is None:
        return
    dating = Dating(perhaps(when), mention.timex, "same figures")
    if when.length == 1 and series == "prices":
        last["prices"] = dating
    earlier = known is not None and known.start is not None and known.start > when.start
    if series != "prices" and _FEBRUARY <= when.length <= _YEAR and not earlier:
        last["figures"] = dating


def _series(telling: Telling, verb: Verb) -> str | None:
    """Whether the subject is a figure or a price, by the last word of either kind before the verb."""
    grammar = telling.scene.vocabulary.grammar
    for word in reversed(telling.scene.words[verb.start : verb.first]):
        for series in ("prices", "figures"):
            if word.low in grammar[series]:
                return series
    return None
