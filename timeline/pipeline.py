"""The stages in their order: from an article to its expressions of time and the events it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline import events, resolver, tagger
from timeline.confidence import doubts_about, trust
from timeline.evidence import check
from timeline.interval import Interval
from timeline.kind import is_post, kind_of
from timeline.language import load
from timeline.model import Article, ArticleReading, Doubt, Mention, Timex


@dataclass(frozen=True, slots=True)
class Times:
    """The expressions of time in a text, and the kind of text they were read as: one of `kind.KINDS`."""

    timexes: list[Timex]
    kind: str


def read_times(text: str, anchor: Interval | None, language: str = "en", kind: str | None = None) -> Times:
    """Every expression of time in the text, resolved against the publication time `anchor`.

    `kind` is "news", "narrative" (dates chain from the text), "post" (a short message), or None to let the text decide.
    """
    rules = load(language)
    if kind is None and is_post(text):
        kind = "post"
    found = tagger.tag(text, rules, kind)
    kind = kind or kind_of(found, anchor)
    return Times(resolver.resolve(found, text, anchor, rules, kind), kind)


def find_times(text: str, anchor: Interval | None, language: str = "en", kind: str | None = None) -> list[Timex]:
    """The expressions of `read_times` alone."""
    return read_times(text, anchor, language, kind).timexes


def read(article: Article, kind: str | None = None) -> ArticleReading:
    """Everything that can be read in an article: its expressions of time and the events it mentions.

    `kind` as for `read_times`.
    """
    timexes = find_times(article.text, article.anchor, article.language, kind)
    mentions = events.extract(article, timexes)
    doubts = check(article, timexes, mentions)
    trusted = tuple(_trusted(mention, article, doubts) for mention in mentions)
    return ArticleReading(timexes=tuple(timexes), mentions=trusted, doubts=doubts)


def _trusted(mention: Mention, article: Article, doubts: Sequence[Doubt]) -> Mention:
    if mention.interval is None:
        return mention
    found = trust(mention, article, doubts_about(mention, doubts), article.language)
    return replace(mention, confidence=found.value)
