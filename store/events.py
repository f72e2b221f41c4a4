"""An event in its rows: the event itself, its citations, what it can be filtered by, and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from urllib.parse import urlsplit

from peewee import chunked

from store import fulltext
from store.codec import dump, load
from store.folding import fold
from store.placement import place
from store.tables import CitationRow, EventRow, FacetRow
from timeline.model import Citation, Event

# SQLite takes a limited number of values in one statement.
CHUNK = 500


def save(key: int | None, event: Event) -> int:
    """Write an event over the one with that key, or as a new one; the key it has."""
    columns = asdict(place(event.interval)) | {
        "id": event.id,
        "status": event.status,
        "precision": event.interval.precision,
        "body": dump(replace(event, citations=())),
    }
    if key is None:
        key = EventRow.insert(**columns).execute()
    else:
        EventRow.update(**columns).where(EventRow.key == key).execute()
        CitationRow.delete().where(CitationRow.event == key).execute()
        FacetRow.delete().where(FacetRow.event == key).execute()
    _save_citations(key, event.citations)
    _save_facets(key, event)
    fulltext.index(key, event)
    return key


def _save_citations(key: int, citations: Sequence[Citation]) -> None:
    rows = [(key, number, citation.article_id, dump(citation)) for number, citation in enumerate(citations)]
    for some in chunked(rows, CHUNK):
        CitationRow.insert_many(some).execute()


def _save_facets(key: int, event: Event) -> None:
    facets = {(kind, fold(name)) for kind, names in FACETS.items() for name in names(event)}
    for some in chunked([(kind, value, key) for kind, value in sorted(facets)], CHUNK):
        FacetRow.insert_many(some).execute()


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


# What an event is found by under each kind, as it is shown; compared folded.
FACETS: Mapping[str, Callable[[Event], Iterable[str]]] = {
    "place": lambda event: event.places,
    "actor": lambda event: event.actors,
    "type": lambda event: (event.type,),
    "source": _sources,
    "publisher": _publishers,
}


def drop(key: int) -> None:
    """Delete an event that no mention tells any more."""
    fulltext.forget(key)
    EventRow.delete().where(EventRow.key == key).execute()


def with_citations(found: Iterable[EventRow]) -> list[Event]:
    """The events of some rows, in their order, with all their citations by one query more."""
    rows = list(found)
    citations: dict[int, list[Citation]] = {row.key: [] for row in rows}
    for some in chunked(citations, CHUNK):
        proofs = CitationRow.select().where(CitationRow.event.in_(some)).order_by(CitationRow.event, CitationRow.number)
        for proof in proofs:
            citations[proof.event_id].append(load(Citation, proof.body))
    return [replace(load(Event, row.body), citations=tuple(citations[row.key])) for row in rows]
