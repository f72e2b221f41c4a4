"""How far a date can be trusted: of the dates given 0.9, nine in ten are right.

The number comes from a table of shares that were right on news dated by people (`ontology/confidence.toml`): by the
kind of expression, the rule that tied it to the event, how the publication date is known, and the warnings.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from timeline.evidence import DOUBTS_PUBLICATION, doubt_of, source_of
from timeline.explain import confidence_words
from timeline.interval import Granularity
from timeline.model import Article, Doubt, Mention, Timex

_BOUNDS = ("since", "until", "by", "before", "after")
_BY_OPERATOR = {"weekday": "weekday", "shift": "relative_day", "date": "day_of_year"}
_BY_PRECISION = {
    "weekend": "week",
    "week": "week",
    "month": "month",
    "season": "season",
    "quarter": "quarter",
    "half": "quarter",
    "interval": "stretch",
}


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a date can be trusted, 0 to 1 in hundredths, and why in plain words."""

    value: float
    words: str


def trust(mention: Mention, article: Article, doubts: Sequence[Doubt], language: str) -> Trust:
    """How far the date of a mention can be trusted, with `doubts` about it (`doubts_about`); in words of a language."""
    table, timex = _table(), mention.timex
    if timex is None:
        value, names = table["untimed"].get(mention.link, 0.5), [mention.link]
    else:
        kind = expression_class(timex)
        value, names = table["expression"][kind] * table["link"].get(mention.link, 0.8), [mention.link, kind]
    if hangs_on_publication(mention):
        source = source_of(article)
        value, names = value * table["evidence"][source], [*names, source]
    for doubt in doubts:
        value *= table["doubt"][doubt.kind]
    words = confidence_words(names, language)
    return Trust(round(value, 2), "; ".join([*words, *(doubt.text for doubt in doubts)]))


def hangs_on_publication(mention: Mention) -> bool:
    """Whether a date is counted from the day of publication, so that it is as good as that."""
    reading = mention.timex.reading if mention.timex else None
    return reading is None or reading.anchored_to == "publication"


def expression_class(timex: Timex) -> str:
    """Which of the classes of the table an expression is of; it must date something."""
    reading, form = timex.reading, timex.form
    assert reading is not None
    if timex.signal is not None:
        return "bound" if timex.signal.kind in _BOUNDS else "range"
    if reading.anchored_to == "text":
        return "from_text"
    assert reading.interval is not None
    precision = reading.interval.precision
    if precision == Granularity.DAY:
        if reading.anchored_to is None:
            return "day"
        return _BY_OPERATOR.get(form.operator, "time_of_day") if form else "day"
    return _BY_PRECISION.get(precision, "year")


def together(best: float, agreeing: int, disagreeing: int) -> float:
    """Trust in a date that so many independent sources give and so many deny, by that of its best proof."""
    table = _table()["event"]
    value = min(1 - (1 - best) * table["agreeing"] ** (agreeing - 1), table["most"])
    return round(value * agreeing**2 / (agreeing**2 + disagreeing**2), 2)


def doubts_about(mention: Mention, doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """The doubts that lower the trust in a mention: its own expression's, and those about what it is counted from.

    `doubts` are those of its article.
    """
    own = doubt_of(mention.timex) if mention.timex is not None else None
    counted = hangs_on_publication(mention)
    others = (doubt for doubt in doubts if counted and doubt.kind in DOUBTS_PUBLICATION)
    return (*([own] if own else []), *others)


@cache
def _table() -> dict[str, dict[str, float]]:
    return tomllib.loads((files("timeline") / "ontology" / "confidence.toml").read_text("utf-8"))
