"""What an event is over all of its mentions: its date with the proofs, its names, its headline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.explain import explain, explain_untimed
from timeline.interval import Interval
from timeline.merge import Known, event_id, known, settled_date
from timeline.model import Article, Citation, Event, Mention, Span
from timeline.reasons import joining

_CONTEXT = 32
_MAX_NAMES = 8
_GOOD_LENGTH = 60
_STATUSES = ("asserted", "reported", "planned", "hypothetical", "denied")


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with the article that tells it."""

    article: Article
    known: Known

    @property
    def mention(self) -> Mention:
        """What the article tells."""
        return self.known.mention


def told_by(article: Article, mention: Mention) -> Told:
    """The mention as what the article tells."""
    return Told(article, known(article, mention))


def founder(told: Iterable[Told]) -> str:
    """Id of the event that some mentions are, which the one published first gives."""
    return event_id(min((one.article.published or "9999", one.known.id) for one in told)[1])


def summarise(told: Sequence[Told], joins: Mapping[str, str] | None = None) -> Event:
    """The event over all its mentions, whatever their order; `joins` are the ids of mentions, by whom they joined.

    Its date is the finest of those that agree with the most articles; the dates of articles that disagree stand beside
    it. Every mention must be dated, and there must be one.
    """
    ordered = sorted(told, key=_order)
    if not ordered or any(one.mention.interval is None for one in ordered):
        raise ValueError("an event needs at least one mention, and all of its mentions dated")
    when = settled_date([one.known for one in ordered], lambda member: member.article_id)
    agreeing = [one for one in ordered if _date(one).overlaps(when)]
    others = {_date(one) for one in ordered if not _date(one).overlaps(when)}
    shown = max(agreeing, key=_showing).mention
    return Event(
        id=founder(ordered),
        headline=shown.headline,
        type=shown.type,
        status=min((one.mention.status for one in agreeing), key=_STATUSES.index),
        interval=when,
        places=_frequent(agreeing, lambda mention: mention.places),
        actors=_frequent(agreeing, lambda mention: mention.actors),
        citations=tuple(_citations(ordered, when, joins or {})),
        alternatives=tuple(sorted(others, key=_earliest)),
    )


def _date(told: Told) -> Interval:
    assert told.mention.interval is not None
    return told.mention.interval


def _order(told: Told) -> tuple[str, str, int, int]:
    article, mention = told.article, told.mention
    return (article.published or "9999", article.id, mention.sentence.start, mention.trigger.start)


def _earliest(interval: Interval) -> tuple[float, float]:
    return (
        float("-inf") if interval.start is None else interval.start,
        float("inf") if interval.end is None else interval.end,
    )


def _showing(told: Told) -> tuple[bool, bool, bool, int, str]:
    """How well a mention's headline shows the event: whole, with an actor, with a place, then near 60 code points."""
    mention = told.mention
    named = any(place in mention.headline for place in mention.places)
    whole = not mention.headline.endswith("…")
    return (whole, bool(mention.actors), named, -abs(len(mention.headline) - _GOOD_LENGTH), mention.headline)


def _frequent(told: Iterable[Told], names: Callable[[Mention], Sequence[str]]) -> tuple[str, ...]:
    counted = Counter(name for one in told for name in names(one.mention))
    return tuple(sorted(counted, key=lambda name: (-counted[name], name))[:_MAX_NAMES])


def _citations(told: Sequence[Told], when: Interval, joins: Mapping[str, str]) -> list[Citation]:
    """One citation for each sentence that tells the event; of two mentions in one sentence the better dated."""
    best: dict[tuple[str, int], Told] = {}
    for one in told:
        key = (one.article.id, one.mention.sentence.start)
        if key not in best or _proof(one, when) > _proof(best[key], when):
            best[key] = one
    members = {one.known.id: one.known for one in told}
    return [_citation(one, members, joins) for one in best.values()]


def _proof(told: Told, when: Interval) -> tuple[bool, bool, float]:
    interval = _date(told)
    days = float("inf") if interval.length is None else interval.length
    return (interval.overlaps(when), told.mention.timex is not None, -days)


def _citation(told: Told, members: Mapping[str, Known], joins: Mapping[str, str]) -> Citation:
    """The proof that a mention is: its sentence, its expression of time, how that became the date, whom it joined."""
    article, mention = told.article, told.mention
    start, end = mention.sentence.start, mention.sentence.end
    timex = mention.timex
    earlier = members.get(joins.get(told.known.id, ""))
    return Citation(
        article_id=article.id,
        title=article.title,
        publisher=article.publisher,
        url=article.url,
        published=article.published,
        quote=mention.sentence,
        prefix=article.text[max(0, start - _CONTEXT) : start],
        suffix=article.text[end : end + _CONTEXT],
        interval=_date(told),
        expression=None if timex is None else Span(timex.start, timex.end, timex.text),
        anchor=timex.reading.anchor if timex and timex.reading and timex.reading.anchor else article.anchor,
        rule=timex.rule if timex else mention.link,
        explanation=_explanation(told),
        warnings=mention.warnings,
        joined=None if earlier is None else joining(told.known, earlier),
    )


def _explanation(told: Told) -> str:
    """Why the mention has its date; without the "since" that an event compared with an earlier one does not share."""
    mention, article = told.mention, told.article
    if mention.timex is None:
        return explain_untimed(mention, article)
    bounded = mention.interval == mention.timex.dates
    timex = mention.timex if bounded else replace(mention.timex, signal=None)
    return explain(timex, article.published, article.language)
