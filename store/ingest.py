"""Writing: one article with what was read in it, in one transaction, all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import count
from types import MappingProxyType
from typing import Literal

from peewee import chunked

from store import changes, events, expressions, mentions
from store.codec import dump
from store.database import writing
from store.errors import UnstorableError
from store.folding import is_storable
from store.mentions import Tale
from store.placement import place
from store.tables import ArticleRow, EventRow, MentionRow
from timeline.merge import event_id, summarise
from timeline.model import Article, ArticleReading

Guard = Callable[[str | None], None]
"""Looks at the digest of what is stored, None for nothing, before that is written over; raises to forbid it."""


def anything(_: str | None) -> None:
    """The guard that forbids nothing."""


def ingest(
    article: Article, reading: ArticleReading, guard: Guard = anything
) -> Literal["added", "replaced", "unchanged"]:
    """Store an article and what was read in it; the same again changes nothing, ids included.

    A changed article, or one that a newer version reads otherwise, replaces what it said before: its mentions, and the
    events that nobody else tells. Everything is stored or, at any failure, nothing. Raises UnstorableError for a field
    that is no UTF-8 and NotationError for a publication date that is none.
    """
    _check(article)
    digest = hashlib.sha256((dump(article) + dump(reading)).encode()).hexdigest()
    tales = mentions.prepare(article, reading.mentions)
    with writing():
        before = ArticleRow.select(ArticleRow.digest).where(ArticleRow.id == article.id).scalar()
        guard(before)
        if before == digest:
            return "unchanged"
        _save_article(article, digest)
        expressions.save(article.id, reading.timexes)
        _retell(article.id, tales)
    return "added" if before is None else "replaced"


def remove(article_id: str, guard: Guard = anything) -> bool:
    """Delete an article with its mentions, citations and the events that nobody else tells; False when unknown."""
    if not is_storable(article_id):
        return False
    with writing():
        guard(ArticleRow.select(ArticleRow.digest).where(ArticleRow.id == article_id).scalar())
        affected = _events_told_by(article_id)
        MentionRow.delete().where(MentionRow.article == article_id).execute()
        # While its citations are still there, so that the events are seen to change.
        _summarise(affected)
        deleted = ArticleRow.delete().where(ArticleRow.id == article_id).execute()
    return bool(deleted)


def _check(article: Article) -> None:
    for name, value in asdict(article).items():
        if value is not None and not is_storable(value):
            raise UnstorableError(f"the article's {name} holds half of a surrogate pair; expected Unicode text")


def _save_article(article: Article, digest: str) -> None:
    where = place(article.anchor)
    columns = asdict(article) | {
        "position": where.position,
        "latest": where.latest,
        "digest": digest,
        "ingested_at": changes.now(),
    }
    ArticleRow.insert(**columns).on_conflict(conflict_target=[ArticleRow.id], update=columns).execute()


def _retell(article_id: str, tales: Sequence[Tale]) -> None:
    """Write the mentions of an article in place of those it had, and bring all events up to date that they touch."""
    affected = _events_told_by(article_id)
    outdated = {row.id: row for row in MentionRow.select().where(MentionRow.article == article_id)}
    moved: dict[int, int] = {}
    for tale in tales:
        event = mentions.known_event(tale, outdated) if tale.is_entry else None
        if event is not None:
            affected.add(event)
        elif tale.is_entry:
            event = _found(tale)
        before = outdated.pop(tale.id, None)
        if before is not None:
            mentions.delete([tale.id])
        if before is not None and before.event_id is not None and event is not None:
            moved[before.event_id] = event
        mentions.insert(tale, event)
    mentions.delete(outdated)
    _summarise(affected, moved)


def _events_told_by(article_id: str) -> set[int]:
    rows = MentionRow.select(MentionRow.event).where(MentionRow.article == article_id)
    return {row.event_id for row in rows if row.event_id is not None}


def _found(tale: Tale) -> int:
    """Key of a new event, which this mention is the first to tell."""
    return events.save(None, summarise(_free_id(tale.id), [tale.told]))


def _free_id(founding: str) -> str:
    """An id for the event that a mention founds, another one where a living event was founded by it before."""
    ids = (event_id(founding if number == 0 else f"{founding}#{number}") for number in count())
    return next(id for id in ids if not EventRow.select().where(EventRow.id == id).exists())


def _summarise(keys: Iterable[int], moved: Mapping[int, int] = MappingProxyType({})) -> None:
    """Bring events in line with their mentions; one that has none left is deleted.

    `moved` says which event tells now what another one told, by their keys.
    """
    for some in chunked(sorted(keys), events.CHUNK):
        told = mentions.told_of(some)
        for row in EventRow.select(EventRow.key, EventRow.id).where(EventRow.key.in_(some)):
            if told[row.key]:
                events.save(row.key, summarise(row.id, list(told[row.key].values())))
            else:
                events.drop(row.key, _id_of(moved.get(row.key)))


def _id_of(key: int | None) -> str | None:
    """Id of the event with that key, None without one or where it is gone."""
    id: str | None = EventRow.select(EventRow.id).where(EventRow.key == key).scalar()
    return id
