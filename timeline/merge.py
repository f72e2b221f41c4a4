"""One event told by several articles: which mentions are the same event.

Mentions stand in one order that has nothing to do with when they came in: the finest dates first (`rank`). Each joins
the one before it that it is most like, or none, and what hangs together is one event. Whom a mention joins depends on
the mentions near it and on nothing else: articles may come in any order, and taking one out leaves what would be there
without it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from timeline.interval import Interval
from timeline.likeness import WEAK, content, kind_of, reality, retold, similarity, towns, trigger_stem
from timeline.model import Article, Mention
from timeline.story import same_story

_COMPARED = "compared with"
_MAX_KEYS = 12
_VAGUE_DAYS = 62
_MOST_DAYS = 9_999_999
# How many days before publication an event may lie that an article tells without a date.
_NEWS_LOOKS_BACK = 200
_DISAGREEMENT_DAYS = 2
_ALIKE = 0.5
_ALIKE_WHEN_VAGUE = 0.65
_MARGIN = 0.15
# From this likeness on two sentences tell one event, where neither names a town or an actor of it.
_RETOLD = 0.7


@dataclass(frozen=True, slots=True)
class Known:
    """A dated mention as merging sees it; `rank` is its place in the order of all mentions."""

    id: str
    article_id: str
    rank: str
    mention: Mention

    @property
    def when(self) -> Interval:
        """Its date, which a mention must have to be merged."""
        assert self.mention.interval is not None
        return self.mention.interval


def known(article: Article, mention: Mention) -> Known:
    """What merging must know of an article's dated mention."""
    id = mention_id(article.id, mention)
    return Known(id, article.id, rank(id, article.published, mention), mention)


def mention_id(article_id: str, mention: Mention) -> str:
    """Id of a mention, derived from its article, its sentence and its trigger's place in the sentence."""
    offset = mention.trigger.start - mention.sentence.start
    parts = (article_id, mention.sentence.text, str(offset), mention.trigger.text)
    hashed = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return "mnt_" + base64.b32encode(hashed[:10]).decode("ascii").lower()


def event_id(mention_id: str) -> str:
    """Id of the event that a mention is the first to tell: "evt_" and the same 16 characters."""
    return "evt_" + mention_id.removeprefix("mnt_")


def founding_mention(event_id: str) -> str:
    """Id of the mention that gave an event its id."""
    return "mnt_" + event_id.removeprefix("evt_")


def rank(id: str, published: str | None, mention: Mention) -> str:
    """Place of a mention in the order of all, as text that sorts: the finest date, one with a town, published first.

    So a day never joins a month, and nothing that names a town what names none: neither can tie two events together.
    """
    length = mention.interval.length if mention.interval else None
    days = _MOST_DAYS if length is None else min(length, _MOST_DAYS)
    return f"{days:07}{'t' if towns(mention) else 'z'}|{published or '9999'}|{id}"


def block_keys(known: Known) -> frozenset[str]:
    """Index keys of a mention; two mentions can only be one event when they share one.

    Family of classes with each place and each actor; for classes as wide as "statement" with the trigger's word too.
    """
    mention = known.mention
    head = kind_of(mention).family
    if mention.type in WEAK:
        head = f"{head}|{trigger_stem(mention)}"
    named = [*mention.places, *mention.actors] or sorted(content(mention.headline), key=lambda word: (-len(word), word))
    keys = {f"{head}|{name.lower()}" for name in named[:_MAX_KEYS]}
    return frozenset(keys | {f"{known.article_id}|{mention.sentence.start}"})


def joined(own: Known, others: Iterable[Known]) -> Known | None:
    """The mention before it that a mention repeats; None where it is like none, or like two that differ.

    Of those that are alike, one with an agreeing date before one that disagrees.
    """
    bonds = [(likeness(own, other), other) for other in others if other.rank < own.rank]
    bonds = sorted(
        ((score, other) for score, other in bonds if score),
        key=lambda bond: (not agree(own.when, bond[1].when), -bond[0], bond[1].rank),
    )
    if not bonds:
        return None
    best, first = bonds[0]
    rivals = [other for score, other in bonds if best - score < _MARGIN]
    return None if _cannot_choose(own, rivals) else first


def may_be_torn(own: Known) -> bool:
    """Whether a mention may join none because it is like two that differ; any other joins the first it is most like."""
    return is_vague(own.when) or not towns(own.mention)


def _cannot_choose(own: Known, rivals: Sequence[Known]) -> bool:
    """Whether the mentions that one is like are two events, and it does not say enough to be one of them."""
    if not may_be_torn(own):
        return False
    vague, placeless = is_vague(own.when), not towns(own.mention)
    return any(
        (vague and not _dates_fit(one, other)) or (placeless and _in_other_towns(one, other))
        for one, other in combinations(rivals, 2)
    )


def _in_other_towns(one: Known, other: Known) -> bool:
    here, there = towns(one.mention), towns(other.mention)
    return bool(here and there) and not here & there


def likeness(one: Known, other: Known) -> float:
    """How much two mentions are alike, 0 where they cannot be one event; whichever comes first."""
    if not _dates_fit(one, other) or _COMPARED in (one.mention.link, other.mention.link):
        return 0.0
    if is_told_twice(one, other):
        return 1.0
    vague = is_vague(one.when) or is_vague(other.when)
    if vague and not _tied(one.mention, other.mention):
        return 0.0
    score = similarity(one.mention, other.mention)
    return score if score >= (_ALIKE_WHEN_VAGUE if vague else _ALIKE) else 0.0


def _tied(one: Mention, other: Mention) -> bool:
    """Whether two mentions have more in common than their words: the class and a town, or without towns an actor.

    Without those, words of one sense in sentences that name the same things.
    """
    if one.type != other.type:
        return False
    here, there = towns(one), towns(other)
    if here & there or (not (here and there) and set(one.actors) & set(other.actors)):
        return True
    beside = same_story(one.sentence.text, other.sentence.text)
    return one.type not in WEAK and retold(one, other, beside) >= _RETOLD


def is_told_twice(known: Known, other: Known) -> bool:
    """Whether one sentence says one thing with a verb and a noun: "an avalanche buried", dated by the same words."""
    one, two = known.mention, other.mention
    same = known.article_id == other.article_id and one.sentence == two.sentence and one.interval == two.interval
    if not same or one.timex is None or reality(one) != reality(two):
        return False
    words, their_words = content(one.headline), content(two.headline)
    return bool(words & their_words) and (words <= their_words or their_words <= words)


def _dates_fit(one: Known, other: Known) -> bool:
    """Whether the dates are compatible, or so close that two articles may disagree on one event."""
    if one.when.overlaps(other.when):
        return agree(one.when, other.when)
    repeats = kind_of(one.mention).repeats or kind_of(other.mention).repeats
    return one.article_id != other.article_id and not repeats and apart(one.when, other.when) <= _DISAGREEMENT_DAYS


def agree(one: Interval, other: Interval) -> bool:
    """Whether two dates can be the same: they share a day, and none reaches back longer than news does."""
    return one.overlaps(other) and _in_reach(one, other) and _in_reach(other, one)


def _in_reach(vague: Interval, other: Interval) -> bool:
    """Whether what is only known to lie before a day can be the other event: news does not look back for long."""
    if vague.start is not None or vague.end is None:
        return True
    return other.end is None or vague.end - other.end <= _NEWS_LOOKS_BACK


def apart(one: Interval, other: Interval) -> float:
    """Days from one precise interval to another, infinite where either is vague."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return float("inf")
    if max(one.end - one.start, other.end - other.start) > 7:
        return float("inf")
    return max(one.start - other.end + 1, other.start - one.end + 1, 0)


def is_vague(interval: Interval) -> bool:
    """Whether a date is too wide to tell two events of one kind apart."""
    return interval.length is None or interval.length > _VAGUE_DAYS


def parted(members: Iterable[Known]) -> list[list[Known]]:
    """Mentions that hang together, as one event each.

    Several only where a chain of them reaches too far in time, or where an article tells of two dates: an event's
    dates lie at most two days apart, and no article disagrees with itself.
    """
    parts, rest = [], sorted(members, key=lambda member: member.rank)
    while rest:
        when = settled_date(rest, lambda member: member.article_id)
        agreeing = {member.article_id for member in rest if agree(member.when, when)}
        own = [member for member in rest if _belongs(member, when, agreeing)]
        parts.append(own)
        taken = {member.id for member in own}
        rest = [member for member in rest if member.id not in taken]
    return parts


def _belongs(member: Known, when: Interval, agreeing: set[str]) -> bool:
    if agree(member.when, when):
        return True
    return member.article_id not in agreeing and apart(member.when, when) <= _DISAGREEMENT_DAYS


def settled_date(members: Sequence[Known], source: Callable[[Known], Hashable]) -> Interval:
    """The finest of the dates that agree with the most sources; of equals the one of the first member."""
    every = list(dict.fromkeys(member.when for member in members))
    finest = [one for one in every if not any(one != other and one.contains(other) for other in every)] or every

    def weight(interval: Interval) -> tuple[int, float, int]:
        agreeing = {source(member) for member in members if member.when.overlaps(interval)}
        exact = {member.article_id for member in members if member.when == interval}
        days = float("inf") if interval.length is None else interval.length
        return (len(agreeing), -days, len(exact))

    return max(finest, key=weight)
