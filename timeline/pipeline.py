"""The stages in their order: from an article to its expressions of time and the events it tells."""

from __future__ import annotations

from timeline import events, resolver, tagger
from timeline.interval import Interval
from timeline.language import load
from timeline.model import Article, ArticleReading, Timex


def find_times(text: str, anchor: Interval | None, language: str = "en", kind: str | None = None) -> list[Timex]:
    """Every expression of time in the text, resolved against the publication time `anchor`.

    `kind` is "news", "narrative" (dates chain from the text), or None to let the text decide.
    """
    rules = load(language)
    return resolver.resolve(tagger.tag(text, rules), text, anchor, rules, kind)


def read(article: Article) -> ArticleReading:
    """Everything that can be read in an article: its expressions of time and the events it mentions."""
    timexes = find_times(article.text, article.anchor, article.language)
    mentions = events.extract(article, timexes)
    return ArticleReading(timexes=tuple(timexes), mentions=tuple(mentions))
