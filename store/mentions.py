"""Mentions in their rows, with the keys that merging finds them by."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields

from peewee import chunked

from store import statements
from store.codec import dump, load
from store.events import CHUNK
from store.placement import place
from store.tables import ArticleRow, BlockRow, MentionRow
from timeline.merge import Known, block_keys, known
from timeline.model import Article, ArticleReading, Doubt, Mention
from timeline.occasion import proven
from timeline.salience import is_entry
from timeline.summary import Told

_ARTICLE_FIELDS = tuple(field.name for field in fields(Article))


@dataclass(frozen=True, slots=True)
class Tale:
    """A mention ready to be stored: all that can be worked out without looking into the database."""

    number: int
    known: Known
    body: str
    is_entry: bool
    """Whether it says enough to make an event."""

    @property
    def id(self) -> str:
        """Id of the mention."""
        return self.known.id


def prepare(article: Article, reading: ArticleReading) -> list[Tale]:
    """The mentions of an article, ready to be stored; one that is told twice in the very same words counts once.

    Stored is what the article proves; a day that is only likely stays out of the timeline.
    """
    tales: dict[str, Tale] = {}
    for number, mention in enumerate(reading.mentions):
        tale = _tale(number, article, proven(mention, article.anchor))
        tales.setdefault(tale.id, tale)
    return list(tales.values())


def _tale(number: int, article: Article, mention: Mention) -> Tale:
    return Tale(number, known(article, mention), dump(mention), is_entry(mention, article.language))


def article_of(row: ArticleRow | Article) -> Article:
    """The article of a row, or of an article with what was stored about it."""
    return Article(**{name: getattr(row, name) for name in _ARTICLE_FIELDS})


def insert(tale: Tale) -> None:
    """Write a mention that is not there yet; one that makes an event can be found by its keys from now on."""
    known = tale.known
    statements.insert_one(MentionRow, id=known.id, article_id=known.article_id, number=tale.number, body=tale.body)
    if tale.is_entry:
        _index(known)


def _index(known: Known) -> None:
    position = place(known.when).position
    rows = [(key, position, known.rank, known.id) for key in sorted(block_keys(known))]
    statements.insert(BlockRow, ("key", "position", "rank", "mention_id"), rows)


def index_anew() -> list[str]:
    """Give all mentions that make events the keys they are found by; their ids."""
    rows = MentionRow.select(MentionRow, ArticleRow).join(ArticleRow).where(MentionRow.event.is_null(False))
    ids = []
    for row in rows.order_by(MentionRow.article, MentionRow.number).iterator():
        _index(known(article_of(row.article), load(Mention, row.body)))
        ids.append(row.id)
    return ids


def delete(id: str) -> None:
    """Delete a mention; its event stays as it is until it is brought up to date."""
    MentionRow.delete().where(MentionRow.id == id).execute()


def told_of(ids: Collection[str]) -> Iterator[tuple[MentionRow, Told]]:
    """The rows of some mentions that make events, with what they tell."""
    for some in chunked(sorted(ids), CHUNK):
        rows = MentionRow.select(MentionRow, ArticleRow).join(ArticleRow).where(MentionRow.id.in_(some))
        for row in rows:
            yield row, told(row.article, load(Mention, row.body))


def told(row: ArticleRow, mention: Mention) -> Told:
    """What the article of a row tells, with what is stored about the article."""
    article = article_of(row)
    doubts = load(tuple[Doubt, ...], row.doubts)
    return Told(article, known(article, mention), doubts, load(tuple[int, ...], row.sketch))
