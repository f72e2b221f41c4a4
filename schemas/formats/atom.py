"""Atom (RFC 4287): an entry an event, dated by when it came in; the time of the event is its Dublin Core coverage."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from schemas.citation import deep_link, strongest_first
from schemas.event import ServedEvent
from schemas.listing import TITLE, Format, Listing, one_line
from timeline.display import display
from timeline.model import Citation
from timeline.notation import to_edtf

_ATOM = "http://www.w3.org/2005/Atom"
_TERMS = "http://purl.org/dc/terms/"
_BEGINNING = "1970-01-01T00:00:00Z"

Element = ElementTree.Element


def _write(listing: Listing) -> Iterator[str]:
    entries = list(listing.events)
    feed = Element("feed", {"xmlns": _ATOM, "xmlns:dcterms": _TERMS})
    _text(feed, "id", listing.first)
    _text(feed, "title", TITLE)
    _text(feed, "updated", max((served.changed or _BEGINNING for served in entries), default=_BEGINNING))
    _text(ElementTree.SubElement(feed, "author"), "name", TITLE)
    links = {"self": listing.url, "alternate": listing.home, "next": listing.next, "previous": listing.prev}
    for relation, url in links.items():
        if url:
            _link(feed, relation, url)
    for served in entries:
        _entry(feed, served)
    yield '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode")


def _entry(feed: Element, served: ServedEvent) -> None:
    event = served.event
    entry = ElementTree.SubElement(feed, "entry")
    _text(entry, "id", served.url)
    _text(entry, "title", event.headline)
    _text(entry, "updated", served.changed or _BEGINNING)
    _text(entry, "published", served.added or _BEGINNING)
    _link(entry, "alternate", served.url)
    ElementTree.SubElement(entry, "category", {"term": event.type})
    _text(entry, "dcterms:temporal", to_edtf(event.interval))
    for place in event.places:
        _text(entry, "dcterms:spatial", place)
    proofs = strongest_first(event)
    for citation in proofs:
        url = deep_link(citation.url, citation.quote.text)
        if url:
            _link(entry, "via", url, title=citation.title)
    _text(entry, "summary", " ".join([f"{display(event.interval)}.", *map(_proof, proofs)]))


def _proof(citation: Citation) -> str:
    return f"“{citation.quote.text}” ({citation.publisher or citation.title})"


def _text(parent: Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = one_line(text)


def _link(parent: Element, relation: str, url: str, title: str | None = None) -> None:
    attributes = {"rel": relation, "href": url, **({"title": one_line(title)} if title else {})}
    ElementTree.SubElement(parent, "link", attributes)


FORMAT = Format(
    suffix="atom",
    media_type="application/atom+xml",
    parameters="; charset=utf-8",
    title="Atom",
    write=_write,
)
