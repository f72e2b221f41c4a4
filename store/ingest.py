"""Writing: one article with what was read in it, in one transaction, all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Literal

from store import changes, expressions, kinship, mentions
from store.codec import dump
from store.database import database, session, writing
from store.errors import UnstorableError
from store.folding import is_storable
from store.grouping import regroup
from store.mentions import Tale
from store.placement import place
from store.tables import ArticleRow, BlockRow, MentionRow
from timeline.copies import sketch
from timeline.model import Article, ArticleReading

Guard = Callable[[str | None], None]
"""Looks at the digest of what is stored, None for nothing, before that is written over; raises to forbid it."""


def anything(_: str | None) -> None:
    """The guard that forbids nothing."""


def ingest(
    article: Article, reading: ArticleReading, guard: Guard = anything, record: str | None = None
) -> Literal["added", "replaced", "unchanged"]:
    """Store an article and what was read in it; the same again changes nothing, ids included.

    A changed article, or one that a newer version reads otherwise, replaces what it said before. What is stored then is
    what would be if all articles had come in any other order. Everything is stored or, at any failure, nothing.
    `record` is the digest that `is_loaded` will know the article by. Raises UnstorableError for a field that is no
    UTF-8 and NotationError for a publication date that is none.
    """
    _check(article)
    digest = hashlib.sha256((dump(article) + dump(reading)).encode()).hexdigest()
    tales = mentions.prepare(article, reading)
    with writing():
        before = ArticleRow.select(ArticleRow.digest).where(ArticleRow.id == article.id).scalar()
        guard(before)
        if before != digest:
            _save_article(article, digest, reading)
        if record is not None:
            ArticleRow.update(record=record).where(ArticleRow.id == article.id).execute()
        if before == digest:
            return "unchanged"
        expressions.save(article.id, reading.timexes)
        _retell(article.id, tales)
    return "added" if before is None else "replaced"


def is_loaded(record: str) -> bool:
    """Whether an article is stored that was last loaded from the record of that digest, and not deleted since.

    What was changed in it by hand since then stays: who loads the same record again has nothing new to say.
    """
    return ArticleRow.select().where(ArticleRow.record == record).exists()


@contextmanager
def rehearsal() -> Iterator[None]:
    """Whatever is written inside is there until the end, for who wrote it, and then was never there."""
    with session(), database.atomic("IMMEDIATE") as transaction:
        try:
            yield
        finally:
            transaction.rollback()


def remove(article_id: str, guard: Guard = anything) -> bool:
    """Delete an article with all that it told, so that what is left is as if it had never come; False when unknown."""
    if not is_storable(article_id):
        return False
    with writing():
        guard(ArticleRow.select(ArticleRow.digest).where(ArticleRow.id == article_id).scalar())
        # While its citations are still there, so that the events are seen to change.
        _retell(article_id, [])
        deleted = ArticleRow.delete().where(ArticleRow.id == article_id).execute()
    return bool(deleted)


def remerge() -> None:
    """Merge all mentions anew where an older version of the program left them without keys to be found by."""
    with session():
        if not _is_unmerged():
            return
    with writing():
        entries = mentions.index_anew() if _is_unmerged() else []
        kinship.rejoin(entries)
        done: set[str] = set()
        for id in entries:
            done |= regroup({id}, {}) if id not in done else set()


def _is_unmerged() -> bool:
    return MentionRow.select().where(MentionRow.event.is_null(False)).exists() and not BlockRow.select().exists()


def _check(article: Article) -> None:
    for name, value in asdict(article).items():
        if value is not None and not is_storable(value):
            raise UnstorableError(f"the article's {name} holds half of a surrogate pair; expected Unicode text")


def _save_article(article: Article, digest: str, reading: ArticleReading) -> None:
    where = place(article.anchor)
    columns = asdict(article) | {
        "position": where.position,
        "latest": where.latest,
        "digest": digest,
        "doubts": dump(reading.doubts),
        "sketch": dump(sketch(article.text)),
        "ingested_at": changes.now(),
    }
    ArticleRow.insert(**columns).on_conflict(conflict_target=[ArticleRow.id], update=columns).execute()


def _retell(article_id: str, tales: Sequence[Tale]) -> None:
    """Write the mentions of an article in place of those it had, and bring all events up to date that they touch."""
    outdated = list(MentionRow.select().where(MentionRow.article == article_id))
    stirred: set[str] = set()
    for row in outdated:
        stirred |= kinship.stirred(row.id)
        mentions.delete(row.id)
    for tale in tales:
        mentions.insert(tale)
        stirred |= kinship.stirred(tale.id)
    changed = kinship.rejoin(stirred)
    told = {tale.id for tale in tales if tale.is_entry}
    regroup(changed | told, {row.id: row.event_id for row in outdated if row.event_id is not None})
