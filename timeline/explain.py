"""How a date came about, in one plain sentence that a reader understands, in the language of the text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from timeline.display import display, display_part, display_when
from timeline.errors import LanguageError
from timeline.language import load
from timeline.model import Article, Mention, Reading, Timex
from timeline.notation import publication_interval

_FALLBACK = "en"
_TOLD = {"before publication": "told_past", "after publication": "told_future", "publication": "told_present"}


def explain(timex: Timex, published: str | None, language: str = "en") -> str:
    """One sentence: "'last month', counted from publication on 18 May 2015, is April 2015"."""
    templates = _templates(language)
    reading = timex.reading
    words = " ".join(timex.text.split())
    if timex.warning and (reading is None or reading.interval is None):
        return templates["impossible"].format(text=words, warning=timex.warning)
    if reading is None or reading.interval is None:
        sentence = templates[_dateless(reading)].format(text=words)
    else:
        sentence = templates[reading.anchored_to or "explicit"].format(
            text=words,
            anchor=_anchor(reading, published, language),
            date=display_part(reading.interval, reading.mod, language),
        )
    if timex.signal is not None:
        period = display(timex.signal.period, language)
        sentence += "; " + templates["signal"].format(text=" ".join(timex.signal.text.split()), date=period)
    if timex.warning:
        sentence += ". " + templates["contradiction"].format(warning=timex.warning)
    return sentence


def explain_untimed(mention: Mention, article: Article) -> str:
    """Why an event has a date that is told without any expression of time; the mention must be dated."""
    assert mention.interval is not None
    templates, anchor = _templates(article.language), article.anchor
    published = templates["unpublished"] if anchor is None else display(anchor, article.language)
    template = templates[_TOLD.get(mention.link, "told")]
    return template.format(published=published, date=display(mention.interval, article.language))


def confidence_words(names: Iterable[str], language: str) -> list[str]:
    """What speaks for a date, in words of the language: rules of linking, kinds of expression, kinds of evidence."""
    words = _trust(language)
    return [words[name] for name in names if name in words]


@cache
def _templates(language: str) -> dict[str, str]:
    """The language's templates, with the English ones for those that it has not."""
    english = load(_FALLBACK).templates
    try:
        return english | load(language).templates
    except LanguageError:
        return english


@cache
def _trust(language: str) -> dict[str, str]:
    english = load(_FALLBACK).trust
    try:
        return english | load(language).trust
    except LanguageError:
        return english


def _dateless(reading: Reading | None) -> str:
    if reading is None or not reading.value:
        return "unresolved"
    return reading.type.lower() if reading.type in ("DURATION", "SET") else "nothing"


def _anchor(reading: Reading, published: str | None, language: str) -> str:
    anchor = reading.anchor or (publication_interval(published) if published else None)
    return "" if anchor is None else display_when(anchor, language)
