"""One event told by several articles: when two mentions are the same event, and what the event is over all of them."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.explain import explain, explain_untimed
from timeline.interval import Interval
from timeline.likeness import WEAK, content, kind_of, reality, similarity, towns, trigger_stem
from timeline.model import Article, Citation, Event, Mention, Span

_COMPARED = "compared with"
_CONTEXT = 32
_MAX_NAMES = 8
_GOOD_LENGTH = 60
_MAX_KEYS = 12
_VAGUE_DAYS = 62
# How many days before publication an event may lie that an article tells without a date.
_NEWS_LOOKS_BACK = 200
_DISAGREEMENT_DAYS = 2
_ALIKE = 0.5
_ALIKE_WHEN_VAGUE = 0.65
_MARGIN = 0.15
_STATUSES = ("asserted", "reported", "planned", "hypothetical", "denied")


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with the article that tells it."""

    article: Article
    mention: Mention


def mention_id(article_id: str, mention: Mention) -> str:
    """Id of a mention, derived from its article, its sentence and its trigger's place in the sentence."""
    offset = mention.trigger.start - mention.sentence.start
    parts = (article_id, mention.sentence.text, str(offset), mention.trigger.text)
    return "mnt_" + _digest("\x1f".join(parts))


def event_id(mention_id: str) -> str:
    """Id of the event that a mention founds: "evt_" and 16 characters of base32 in lower case."""
    return "evt_" + _digest(mention_id)


def _digest(text: str) -> str:
    hashed = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(hashed[:10]).decode("ascii").lower()


def block_keys(told: Told) -> frozenset[str]:
    """Index keys of a mention; two mentions can only be one event when they share one.

    Family of classes with each place and each actor; for classes as wide as "statement" with the trigger's word too.
    """
    mention = told.mention
    head = kind_of(mention).family
    if mention.type in WEAK:
        head = f"{head}|{trigger_stem(mention)}"
    named = [*mention.places, *mention.actors] or sorted(content(mention.headline), key=len, reverse=True)
    keys = {f"{head}|{name.lower()}" for name in named[:_MAX_KEYS]}
    return frozenset(keys | {f"{told.article.id}|{mention.sentence.start}"})


def match(told: Told, candidates: Mapping[str, Sequence[Told]]) -> str | None:
    """Id of the known event that a mention repeats, None where it is like none, or like two and too vague to choose."""
    scored = sorted(
        ((score, id) for id, others in candidates.items() if (score := _likeness(told, others)) > 0),
        key=lambda pair: (-pair[0], pair[1]),
    )
    if not scored:
        return None
    rivals = [id for score, id in scored[1:] if scored[0][0] - score < _MARGIN]
    if rivals and _is_vague(told.mention.interval) and _apart(candidates, [scored[0][1], *rivals]):
        return None
    return scored[0][1]


def _apart(candidates: Mapping[str, Sequence[Told]], ids: Sequence[str]) -> bool:
    """Whether some of the events lie at different times."""
    times = [when for id in ids if (when := _when(candidates[id]))]
    return any(not one.overlaps(other) for one in times for other in times)


def _likeness(told: Told, others: Sequence[Told]) -> float:
    """How much a mention is like an event, 0 where it cannot be the same."""
    when = _when(others)
    if when is None or not _dates_agree(told, others, when):
        return 0.0
    if any(one.mention.link == _COMPARED for one in (told, *others)):
        return 0.0
    vague = _is_vague(told.mention.interval) or _is_vague(when)
    if any(_told_twice(told, other) for other in others):
        return 1.0
    if vague and not any(_tied(told.mention, other.mention) for other in others):
        return 0.0
    score = max(similarity(told.mention, other.mention) for other in others)
    return score if score >= (_ALIKE_WHEN_VAGUE if vague else _ALIKE) else 0.0


def _tied(one: Mention, other: Mention) -> bool:
    """Whether two mentions have more in common than their words: the class and a town, or without towns an actor."""
    if one.type != other.type:
        return False
    here, there = towns(one), towns(other)
    return bool(here & there) or (not (here and there) and bool(set(one.actors) & set(other.actors)))


def _told_twice(told: Told, other: Told) -> bool:
    """Whether one sentence says one thing with a verb and a noun: "an avalanche buried", dated by the same words."""
    one, two = told.mention, other.mention
    same = told.article.id == other.article.id and one.sentence == two.sentence and one.interval == two.interval
    if not same or one.timex is None or reality(one) != reality(two):
        return False
    words, their_words = content(one.headline), content(two.headline)
    return bool(words & their_words) and (words <= their_words or their_words <= words)


def _dates_agree(told: Told, others: Sequence[Told], when: Interval) -> bool:
    """Whether the dates are compatible, or so close that two articles may disagree on one event."""
    own = told.mention.interval
    if own is None:
        return False
    if own.overlaps(when):
        return _in_reach(own, when) and _in_reach(when, own)
    elsewhere = all(other.article.id != told.article.id for other in others)
    return elsewhere and not kind_of(told.mention).repeats and _gap(own, when) <= _DISAGREEMENT_DAYS


def _in_reach(vague: Interval, other: Interval) -> bool:
    """Whether what is only known to lie before a day can be the other event: news does not look back for long."""
    if vague.start is not None or vague.end is None:
        return True
    return other.end is None or vague.end - other.end <= _NEWS_LOOKS_BACK


def _gap(one: Interval, other: Interval) -> float:
    """Days from one precise interval to another, infinite where either is vague."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return float("inf")
    if max(one.end - one.start, other.end - other.start) > 7:
        return float("inf")
    return max(one.start - other.end + 1, other.start - one.end + 1, 0)


def _is_vague(interval: Interval | None) -> bool:
    return interval is None or interval.length is None or interval.length > _VAGUE_DAYS


def summarise(event_id: str, told: Sequence[Told]) -> Event:
    """The event over all its mentions, whatever their order.

    Its date is the finest of those that agree with the most articles; the dates of articles that disagree stand beside
    it. Undated mentions are no proof and are left out; at least one must be dated.
    """
    ordered = sorted((one for one in told if one.mention.interval is not None), key=_order)
    when = _when(ordered)
    if when is None:
        raise ValueError("an event needs at least one dated mention")
    agreeing = [one for one in ordered if one.mention.interval is not None and one.mention.interval.overlaps(when)]
    others = {
        one.mention.interval for one in ordered if one.mention.interval and not one.mention.interval.overlaps(when)
    }
    shown = max(agreeing, key=_showing).mention
    return Event(
        id=event_id,
        headline=shown.headline,
        type=shown.type,
        status=min((one.mention.status for one in agreeing), key=_STATUSES.index),
        interval=when,
        places=_frequent(agreeing, lambda mention: mention.places),
        actors=_frequent(agreeing, lambda mention: mention.actors),
        citations=tuple(_citations(ordered, when)),
        alternatives=tuple(sorted(others, key=_earliest)),
    )


def _order(told: Told) -> tuple[str, str, int, int]:
    article, mention = told.article, told.mention
    return (article.published or "9999", article.id, mention.sentence.start, mention.trigger.start)


def _earliest(interval: Interval) -> tuple[float, float]:
    return (
        float("-inf") if interval.start is None else interval.start,
        float("inf") if interval.end is None else interval.end,
    )


def _when(told: Sequence[Told]) -> Interval | None:
    """The finest of the dates that agree with the most articles; of equals the one told first."""
    dated = [(one.article.id, one.mention.interval) for one in sorted(told, key=_order) if one.mention.interval]
    if not dated:
        return None
    every = list(dict.fromkeys(interval for _, interval in dated))
    finest = [one for one in every if not any(one != other and one.contains(other) for other in every)] or every

    def rank(interval: Interval) -> tuple[int, float, int]:
        agreeing = {article for article, other in dated if other.overlaps(interval)}
        exact = {article for article, other in dated if other == interval}
        return (len(agreeing), -_days(interval), len(exact))

    return max(finest, key=rank)


def _days(interval: Interval) -> float:
    return float("inf") if interval.length is None else interval.length


def _showing(told: Told) -> tuple[bool, bool, bool, int, str]:
    """How well a mention's headline shows the event: whole, with an actor, with a place, then near 60 code points."""
    mention = told.mention
    named = any(place in mention.headline for place in mention.places)
    whole = not mention.headline.endswith("…")
    return (whole, bool(mention.actors), named, -abs(len(mention.headline) - _GOOD_LENGTH), mention.headline)


def _frequent(told: Iterable[Told], names: Callable[[Mention], Sequence[str]]) -> tuple[str, ...]:
    counted = Counter(name for one in told for name in names(one.mention))
    return tuple(sorted(counted, key=lambda name: (-counted[name], name))[:_MAX_NAMES])


def _citations(told: Sequence[Told], when: Interval) -> list[Citation]:
    """One citation for each sentence that tells the event; of two mentions in one sentence the better dated."""
    best: dict[tuple[str, int], Told] = {}
    for one in told:
        key = (one.article.id, one.mention.sentence.start)
        if key not in best or _proof(one, when) > _proof(best[key], when):
            best[key] = one
    return [citation(one) for one in best.values()]


def _proof(told: Told, when: Interval) -> tuple[bool, bool, float]:
    interval = told.mention.interval
    assert interval is not None
    return (interval.overlaps(when), told.mention.timex is not None, -_days(interval))


def citation(told: Told) -> Citation:
    """The proof that a dated mention is: its sentence, its expression of time, and how that became the date."""
    article, mention = told.article, told.mention
    assert mention.interval is not None
    start, end = mention.sentence.start, mention.sentence.end
    timex = mention.timex
    return Citation(
        article_id=article.id,
        title=article.title,
        publisher=article.publisher,
        url=article.url,
        published=article.published,
        quote=mention.sentence,
        prefix=article.text[max(0, start - _CONTEXT) : start],
        suffix=article.text[end : end + _CONTEXT],
        interval=mention.interval,
        expression=None if timex is None else Span(timex.start, timex.end, timex.text),
        anchor=timex.reading.anchor if timex and timex.reading and timex.reading.anchor else article.anchor,
        rule=timex.rule if timex else mention.link,
        explanation=_explanation(told),
        warnings=mention.warnings,
    )


def _explanation(told: Told) -> str:
    """Why the mention has its date; without the "since" that an event compared with an earlier one does not share."""
    mention, article = told.mention, told.article
    if mention.timex is None:
        return explain_untimed(mention, article)
    bounded = mention.interval == mention.timex.dates
    timex = mention.timex if bounded else replace(mention.timex, signal=None)
    return explain(timex, article.published, article.language)
