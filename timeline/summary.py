"""What an event is over all of its mentions: its date with the proofs, its names, its headline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.confidence import Trust, doubts_about, together, trust
from timeline.copies import Sketch, originals, sketch
from timeline.explain import explain, explain_untimed
from timeline.interval import Interval
from timeline.merge import Known, event_id, known, settled_date
from timeline.model import Article, Citation, Doubt, Event, Mention, Span
from timeline.reasons import joining

_CONTEXT = 32
_MAX_NAMES = 8
_GOOD_LENGTH = 60
# So many words in a row are not written twice by chance.
_LONG_QUOTE = 10
# An event is of several articles, which may be in several languages.
_FOR_EVENTS = "en"
_STATUSES = ("asserted", "reported", "planned", "hypothetical", "denied")


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with the article that tells it, what makes that doubtful, and what its text is known by."""

    article: Article
    known: Known
    doubts: tuple[Doubt, ...] = ()
    sketch: Sketch = ()

    @property
    def mention(self) -> Mention:
        """What the article tells."""
        return self.known.mention


def told_by(article: Article, mention: Mention, doubts: tuple[Doubt, ...] = ()) -> Told:
    """The mention as what the article tells."""
    return Told(article, known(article, mention), doubts, sketch(article.text))


def founder(told: Iterable[Told]) -> str:
    """Id of the event that some mentions are, which the one published first gives."""
    return event_id(min((one.article.published or "9999", one.known.id) for one in told)[1])


def summarise(told: Sequence[Told], joins: Mapping[str, str] | None = None) -> Event:
    """The event over all its mentions, whatever their order; `joins` are the ids of mentions, by whom they joined.

    Its date is the finest of those that agree with the most independent sources; the dates of those that disagree stand
    beside it. Every mention must be dated, and there must be one.
    """
    ordered = sorted(told, key=_order)
    if not ordered or any(one.mention.interval is None for one in ordered):
        raise ValueError("an event needs at least one mention, and all of its mentions dated")
    sources = sources_of(ordered)
    when = settled_date([one.known for one in ordered], lambda member: sources[member.article_id])
    agreeing = [one for one in ordered if _date(one).overlaps(when)]
    others = {_date(one) for one in ordered if not _date(one).overlaps(when)}
    shown = max(agreeing, key=_showing).mention
    trusted = _trust(ordered, when, sources)
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
        sources=len(set(sources.values())),
        confidence=trusted.value,
        confidence_explanation=trusted.words,
    )


def sources_of(told: Sequence[Told]) -> dict[str, str]:
    """The independent source that each article is or copies, by its id: a publisher's name, or an id without one.

    An article is a copy of the first that has much of its text, or the very sentence that tells the event.
    """
    articles = {one.article.id: one for one in told}
    copied = originals((id, one.sketch) for id, one in articles.items())
    quoted: dict[str, str] = {}
    for one in told:
        words = one.mention.sentence.text.lower().split()
        if len(words) >= _LONG_QUOTE:
            first = quoted.setdefault(" ".join(words), copied[one.article.id])
            copied[one.article.id] = first
    named = {id: one.article.publisher for id, one in articles.items()}
    return {id: (named[first] or first).casefold() for id, first in copied.items()}


def _trust(told: Sequence[Told], when: Interval, sources: Mapping[str, str]) -> Trust:
    """How far the event's date can be trusted: by its best proof, and by who else gives that date or another."""
    proofs = [one for one in told if one.mention.interval == when]
    best = max((_trust_in(one, _FOR_EVENTS) for one in proofs), key=lambda trust: (trust.value, trust.words))
    agreeing = {sources[one.article.id] for one in proofs}
    against = {sources[one.article.id] for one in told if not _date(one).overlaps(when)} - agreeing
    words = [best.words]
    if len(agreeing) > 1:
        words.append(f"{len(agreeing)} independent sources")
    if against:
        words.append(f"{len(against)} of another date")
    return Trust(together(best.value, len(agreeing), len(against)), "; ".join(words))


def _trust_in(told: Told, language: str) -> Trust:
    return trust(told.mention, told.article, doubts_about(told.mention, told.doubts), language)


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
    trusted = _trust_in(told, article.language)
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
        confidence=trusted.value,
        confidence_explanation=trusted.words,
        warnings=doubts_about(mention, told.doubts),
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
