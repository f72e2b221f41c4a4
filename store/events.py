"""An event in its rows: the event itself, its citations, what it can be filtered by, and its words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlsplit

from peewee import chunked

from store import changes, fulltext, rendering, spots, statements
from store.codec import dump, load
from store.folding import fold
from store.placement import place
from store.tables import ArticleRow, CitationRow, EventRow, FacetRow
from timeline.model import Citation, Event

# SQLite takes a limited number of values in one statement.
CHUNK = 500


def save(key: int | None, event: Event) -> int:
    """Write an event over the one with that key, or as a new one; the key it has.

    It counts as changed when something of it or of its citations is another than before.
    """
    body, proofs = dump(replace(event, citations=())), list(map(dump, event.citations))
    if key is None:
        key = _insert(event, body)
    elif (body, proofs) == _written(key):
        # Of an article's language neither says anything.
        _save_facets(key, event)
        return key
    else:
        stamp = changes.following()
        columns = _columns(event, body) | {"updated": stamp.at, "change": stamp.change}
        fulltext.forget(key)
        EventRow.update(**columns).where(EventRow.key == key).execute()
        rendering.save(key, event, EventRow.get_by_id(key).added, stamp.at)
    _save_citations(key, event.citations, proofs)
    _save_facets(key, event)
    spots.save(key, event)
    fulltext.index(key, event)
    return key


def _insert(event: Event, body: str) -> int:
    stamp = changes.following()
    changes.unearth(event.id)
    stamps = {"added": stamp.at, "updated": stamp.at, "change": stamp.change}
    key = statements.insert_one(EventRow, **_columns(event, body), **stamps)
    rendering.save(key, event, stamp.at, stamp.at)
    return key


def _columns(event: Event, body: str) -> dict[str, Any]:
    return asdict(place(event.interval)) | {
        "id": event.id,
        "status": event.status,
        "precision": event.interval.precision,
        "confidence": round(100 * event.confidence),
        "sources": event.sources,
        "body": body,
    }


def _written(key: int) -> tuple[str, list[str]]:
    """What is stored of an event and of its citations."""
    proofs = CitationRow.select(CitationRow.body).where(CitationRow.event == key).order_by(CitationRow.number)
    return EventRow.get_by_id(key).body, [row.body for row in proofs]


def _save_citations(key: int, citations: Sequence[Citation], bodies: Sequence[str]) -> None:
    statements.delete(CitationRow, "event_id", key)
    proofs = enumerate(zip(citations, bodies, strict=True))
    values = ((key, number, citation.article_id, body) for number, (citation, body) in proofs)
    statements.insert(CitationRow, ("event_id", "number", "article_id", "body"), values)


def _save_facets(key: int, event: Event) -> None:
    statements.delete(FacetRow, "event_id", key)
    facets = {(kind, fold(name)) for kind, names in FACETS.items() for name in names(event)}
    statements.insert(FacetRow, ("kind", "value", "event_id"), ((kind, value, key) for kind, value in sorted(facets)))


def _publishers(event: Event) -> Iterator[str]:
    """The name that each article's source is shown by: its publisher, or where it has none its host."""
    for citation in event.citations:
        name = citation.publisher or _host(citation)
        if name:
            yield name


def _sources(event: Event) -> Iterator[str]:
    """Every name that a source goes by: its publisher, and its host."""
    for citation in event.citations:
        yield from filter(None, (citation.publisher, _host(citation)))


def _host(citation: Citation) -> str | None:
    """Host of the article's address without "www.", None where it has none."""
    try:
        host = urlsplit(citation.url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _languages(event: Event) -> Iterator[str]:
    """The language of each article."""
    told_by = [citation.article_id for citation in event.citations]
    for some in chunked(told_by, CHUNK):
        yield from (row.language for row in ArticleRow.select(ArticleRow.language).where(ArticleRow.id.in_(some)))


# What an event is found by under each kind, as it is shown; compared folded.
FACETS: Mapping[str, Callable[[Event], Iterable[str]]] = {
    "place": lambda event: event.places,
    "actor": lambda event: event.actors,
    "type": lambda event: (event.type,),
    "source": _sources,
    "publisher": _publishers,
    "language": _languages,
}


def state_of(event: Event) -> str:
    """A digest that changes with anything that is said of an event, or in proof of it."""
    return hashlib.sha256(dump(event).encode()).hexdigest()


def drop(key: int, into: str | None = None) -> None:
    """Delete an event that no mention tells any more; `into` is the id of one that tells what it told."""
    changes.bury(EventRow.get_by_id(key).id, into)
    fulltext.forget(key)
    EventRow.delete().where(EventRow.key == key).execute()


def with_citations(found: Iterable[EventRow]) -> list[Event]:
    """The events of some rows, in their order, with all their citations by one query more."""
    events = list(found)
    citations: dict[int, list[Citation]] = {row.key: [] for row in events}
    for some in chunked(citations, CHUNK):
        proofs = CitationRow.select().where(CitationRow.event.in_(some)).order_by(CitationRow.event, CitationRow.number)
        for proof in proofs:
            citations[proof.event_id].append(load(Citation, proof.body))
    return [replace(load(Event, row.body), citations=tuple(citations[row.key])) for row in events]
