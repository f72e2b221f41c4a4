"""How a date came about, in one plain sentence that a reader understands."""

from __future__ import annotations

from timeline.display import display
from timeline.errors import LanguageError
from timeline.interval import Interval
from timeline.language import load
from timeline.model import Reading, Timex
from timeline.notation import publication_interval

_MODS = {
    "START": "early in ",
    "MID": "in the middle of ",
    "END": "late in ",
    "APPROX": "about ",
    "LESS_THAN": "less than ",
    "MORE_THAN": "more than ",
}
_FALLBACK = "en"


def explain(timex: Timex, published: str | None, language: str = "en") -> str:
    """One sentence: "'last month', counted from publication on 18 May 2015, is April 2015"."""
    templates = _templates(language)
    reading = timex.reading
    words = " ".join(timex.text.split())
    if reading is None or reading.interval is None:
        return templates[_dateless(reading)].format(text=words)
    template = templates[reading.anchored_to or "explicit"]
    anchor = _anchor(reading, published)
    sentence = template.format(
        text=words, anchor=_on(anchor), date=_MODS.get(reading.mod or "", "") + display(reading.interval)
    )
    if timex.signal is not None:
        sentence += "; " + templates["signal"].format(text=timex.signal.text, date=display(timex.signal.period))
    if timex.warning:
        sentence += f". But the text contradicts itself: {timex.warning}"
    return sentence


def _templates(language: str) -> dict[str, str]:
    try:
        return load(language).templates
    except LanguageError:
        return load(_FALLBACK).templates


def _dateless(reading: Reading | None) -> str:
    if reading is None or not reading.value:
        return "unresolved"
    return reading.type.lower() if reading.type in ("DURATION", "SET") else "nothing"


def _anchor(reading: Reading, published: str | None) -> Interval | None:
    if reading.anchor is not None:
        return reading.anchor
    return publication_interval(published) if published else None


def _on(anchor: Interval | None) -> str:
    if anchor is None:
        return ""
    return f"on {display(anchor)}" if anchor.precision == "day" else f"in {display(anchor)}"
