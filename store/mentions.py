"""Mentions in their rows, and the known event that a mention tells again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields

from peewee import chunked, fn

from store.codec import dump, load
from store.events import CHUNK
from store.placement import place
from store.tables import ArticleRow, BlockRow, EventRow, MentionRow
from timeline.merge import Told, block_keys, match, mention_id
from timeline.model import Article, Mention
from timeline.occasion import proven
from timeline.salience import is_entry

# How many known events a mention is compared with at most: those that share the most keys with it, nearest in time.
CANDIDATES = 64
_ARTICLE_FIELDS = tuple(field.name for field in fields(Article))


@dataclass(frozen=True, slots=True)
class Tale:
    """A mention ready to be stored: all that can be worked out without looking into the database."""

    id: str
    number: int
    told: Told
    body: str
    keys: frozenset[str]

    @property
    def is_entry(self) -> bool:
        """Whether it says enough to make an event."""
        return is_entry(self.told.mention, self.told.article.language)


def prepare(article: Article, mentions: Iterable[Mention]) -> list[Tale]:
    """The mentions of an article, ready to be stored; one that is told twice in the very same words counts once.

    Stored is what the article proves; a day that is only likely stays out of the timeline.
    """
    tales: dict[str, Tale] = {}
    for number, mention in enumerate(mentions):
        id = mention_id(article.id, mention)
        if id not in tales:
            told = Told(article, proven(mention, article.anchor))
            tales[id] = Tale(id, number, told, dump(told.mention), block_keys(told))
    return list(tales.values())


def article_of(row: ArticleRow) -> Article:
    """The article of a row."""
    return Article(**{name: getattr(row, name) for name in _ARTICLE_FIELDS})


def told_of(events: Collection[int]) -> dict[int, dict[str, Told]]:
    """Everything told of the events with those keys, by mention id, in the order of article ids and of their texts."""
    rows = (
        MentionRow.select(MentionRow, ArticleRow)
        .join(ArticleRow)
        .where(MentionRow.event.in_(list(events)))
        .order_by(MentionRow.article, MentionRow.number)
    )
    told: dict[int, dict[str, Told]] = {event: {} for event in events}
    for row in rows:
        if row.event_id is not None:
            told[row.event_id][row.id] = Told(article_of(row.article), load(Mention, row.body))
    return told


def known_event(tale: Tale, outdated: Mapping[str, MentionRow]) -> int | None:
    """Key of the event that a mention tells, None when it is the first to tell it.

    `outdated` are the mentions that its article had before, by id. The same mention stays with its event as long as it
    says the same, or nobody else tells that event: an id is kept wherever it still means the same thing.
    """
    old = outdated.get(tale.id)
    if old is not None and old.event_id is not None and (old.body == tale.body or _is_alone(old.event_id, outdated)):
        return old.event_id
    near = _near(tale)
    told = told_of(near)
    candidates = {near[key]: _current(mentions, outdated) for key, mentions in told.items()}
    found = match(tale.told, candidates)
    return next((key for key, id in near.items() if id == found), None)


def _is_alone(event: int, outdated: Mapping[str, MentionRow]) -> bool:
    mentions = MentionRow.select(MentionRow.id).where(MentionRow.event == event)
    return all(row.id in outdated for row in mentions)


def _current(mentions: Mapping[str, Told], outdated: Mapping[str, MentionRow]) -> list[Told]:
    """What is told of an event now; what was told before counts only where there is nothing else."""
    return [told for id, told in mentions.items() if id not in outdated] or list(mentions.values())


def _near(tale: Tale) -> dict[int, str]:
    """Key and id of the known events that share a merge key with a mention, at most CANDIDATES of them."""
    position = place(tale.told.mention.interval).position
    rows = (
        EventRow.select(EventRow.key, EventRow.id)
        .join(MentionRow)
        .join(BlockRow)
        .where(BlockRow.key.in_(list(tale.keys)))
        .group_by(EventRow.key)
        .order_by(fn.COUNT(BlockRow.key.distinct()).desc(), fn.ABS(EventRow.position - position), EventRow.key)
        .limit(CANDIDATES)
    )
    return {row.key: row.id for row in rows}


def insert(tale: Tale, event: int | None) -> None:
    """Write a mention that is not there yet."""
    MentionRow.insert(
        id=tale.id, article=tale.told.article.id, event=event, number=tale.number, body=tale.body
    ).execute()
    if event is not None and tale.keys:
        BlockRow.insert_many([(key, tale.id) for key in sorted(tale.keys)]).execute()


def delete(ids: Iterable[str]) -> None:
    """Delete mentions; their events stay as they are until they are summarised again."""
    for some in chunked(ids, CHUNK):
        MentionRow.delete().where(MentionRow.id.in_(some)).execute()
