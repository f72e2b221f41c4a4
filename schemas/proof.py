"""The proof of an event as widgets show it: who wrote which sentence, and where to read it. All of it is one line."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemas.citation import deep_link, marked, strongest_first
from schemas.listing import one_line
from timeline.display import display
from timeline.model import Citation, Event
from timeline.notation import publication_interval


class Proof(NamedTuple):
    """A sentence before, at and after the words that date the event, its source and a link to it where there is one.

    The source is such as "The Courier, 18 May 2015".
    """

    before: str
    words: str
    after: str
    source: str
    link: str | None

    @property
    def quote(self) -> str:
        """The sentence in quotation marks."""
        return f"“{self.before}{self.words}{self.after}”"


def proofs(event: Event) -> list[Proof]:
    """The proofs of an event, the strongest first; a sentence that dates it twice is there once."""
    found: dict[tuple[str, str], Proof] = {}
    for proof in map(_proof, strongest_first(event)):
        found.setdefault((proof.quote, proof.source), proof)
    return list(found.values())


def _proof(citation: Citation) -> Proof:
    before, words, after = map(_in_line, marked(citation))
    published = display(publication_interval(citation.published)) if citation.published else None
    source = ", ".join(filter(None, (citation.publisher or citation.title, published)))
    return Proof(before, words, after, one_line(source), deep_link(citation.url, citation.quote.text))


def _in_line(text: str) -> str:
    """One line, with the blanks at its edges."""
    return one_line(f"|{text}|")[1:-1]


def first_link(told: Iterable[Proof]) -> str | None:
    """The link of the strongest proof that has one."""
    return next((proof.link for proof in told if proof.link), None)


def remarks(event: Event) -> Iterator[str]:
    """What must be said with the date: that nobody asserts the event, that articles disagree about its time."""
    if event.status != "asserted":
        yield f"{event.status.capitalize()}."
    if event.alternatives:
        yield f"Other articles say: {'; '.join(map(display, event.alternatives))}."


def as_html(said: Iterable[str], told: Iterable[Proof]) -> str:
    """Remarks and proofs for widgets that take HTML. Nothing of an article is a tag in it."""
    return "".join([*(f"<p>{escape(remark)}</p>" for remark in said), *map(_quoted, told)])


def _quoted(proof: Proof) -> str:
    source = escape(proof.source)
    if proof.link:
        source = f'<a href="{escape(proof.link)}" target="_blank" rel="noopener">{source}</a>'
    before, words, after = map(html.escape, (proof.before, proof.words, proof.after))
    quote = f"“{before}<mark>{words}</mark>{after}”" if words else f"“{before}”"
    return f"<blockquote>{quote}</blockquote><p>{source}</p>"


def escape(text: str) -> str:
    """The text in one line, for HTML and for attributes in it."""
    return html.escape(one_line(text))
