"""Intervals in words for people: "2 March 2015", "um März 2015", "le 18 mai 2015 au plus tard".

The words are data, the table `[display]` of a language file (`docs/languages.md`); English stands in for a language
without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from timeline.errors import LanguageError
from timeline.interval import Granularity, Interval, Qualifier, civil, unit
from timeline.language import load

_FALLBACK = "en"
_WEEKLY = (Granularity.WEEK, Granularity.WEEKEND)
_KIN = {"winter": "season"}
_NUMBERED = {Granularity.SEASON: 3, Granularity.QUARTER: 3, Granularity.HALF: 6}
_YEARS = {Granularity.CENTURY: 100, Granularity.MILLENNIUM: 1000}
_ROMAN = {1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX"}
_ROMAN |= {5: "V", 4: "IV", 1: "I"}

Words = Mapping[str, Any]


def display(interval: Interval, language: str = "en") -> str:
    """The interval in words of a language, no finer than the text was."""
    return _phrase(interval, words_of(language))["name"]


def display_when(interval: Interval, language: str = "en") -> str:
    """The same as it stands in a sentence: "on 18 May 2015", "in May 2015"."""
    return _phrase(interval, words_of(language))["when"]


def display_part(interval: Interval, mod: str | None, language: str = "en") -> str:
    """The interval with a TIMEX3 mod: "early in April 2015"; mods of quantity are in the interval's qualifier."""
    words = words_of(language)
    return _phrase(interval, words)[mod if mod in ("START", "MID", "END") else "name"]


@cache
def words_of(language: str) -> Words:
    """The words in which a language displays dates: its own, or the English ones."""
    try:
        return load(language).display or load(_FALLBACK).display
    except LanguageError:
        return load(_FALLBACK).display


class _Phrase(dict[str, str]):
    """The parts of a date for templates ("{month} {year}"), and its forms, made when they are asked for.

    A form is a template, a list of them by the number of the unit, or a table of either by unit.
    """

    def __init__(self, words: Words, unit_name: str, **parts: str) -> None:
        super().__init__(parts)
        self.words, self.unit_name = words, unit_name

    def __missing__(self, form: str) -> str:
        template = self.words[form]
        if isinstance(template, Mapping):
            units = (self.unit_name, _KIN.get(self.unit_name, "other"), "other")
            template = next(template[unit_name] for unit_name in units if unit_name in template)
        if isinstance(template, list):
            template = template[int(self["n"]) - 1]
        text: str = template.format_map(self)
        return text


def _phrase(interval: Interval, words: Words) -> _Phrase:
    if interval.choices:
        shown = [_phrase(choice, words)["name"] for choice in interval.choices]
        return _ready(words, words["or"].format(rest=", ".join(shown[:-1]), last=shown[-1]))
    plain = _unqualified(interval, words)
    match interval.qualifier:
        case Qualifier.NONE:
            return plain
        case Qualifier.APPROXIMATE:
            return _ready(words, plain["around"])
        case Qualifier.UNCERTAIN:
            return _ready(words, plain["perhaps"])
    return _ready(words, _ready(words, plain["around"])["perhaps"])


def _ready(words: Words, name: str) -> _Phrase:
    """A phrase that is no single unit any more."""
    return _Phrase(words, "stretch", name=name)


def _unqualified(interval: Interval, words: Words) -> _Phrase:
    if interval.is_unit:
        assert interval.start is not None
        return _unit(interval.granularity, interval.start, words)
    last = interval.end_granularity or interval.granularity
    opening = None if interval.start is None else _bound(interval.granularity, interval.start, words, first=True)
    closing = None if interval.end is None else _bound(last, interval.end - 1, words, first=False)
    if closing is None:
        return _ready(words, opening["after"]) if opening else _ready(words, words["any"])
    if opening is None:
        return _ready(words, closing["before"])
    return _range(opening, closing)


def _range(opening: _Phrase, closing: _Phrase) -> _Phrase:
    if opening["name"] == closing["name"]:
        return opening
    return _ready(opening.words, _Phrase(closing.words, closing.unit_name, **closing, opening=opening["name"])["to"])


def _bound(granularity: Granularity, day: int, words: Words, *, first: bool) -> _Phrase:
    whole = unit(granularity, day)
    edge = whole.earliest if first else whole.latest
    return _unit(Granularity.DAY if granularity in _WEEKLY or edge != day else granularity, day, words)


def _unit(granularity: Granularity, day: int, words: Words) -> _Phrase:
    whole = unit(granularity, day)
    assert whole.start is not None
    assert whole.end is not None
    year, month, of_month = civil(whole.start)
    if granularity.rank >= Granularity.DECADE.rank and year < 1 and (year < 0 or granularity is Granularity.DECADE):
        return _range(*(_unit(Granularity.YEAR, bound, words) for bound in (whole.start, whole.end - 1)))
    number = _number(granularity, year, month)
    parts = {
        "year": _year(year, words),
        "next": f"{(year + 1) % 100:02}" if year > 0 else _year(year + 1, words),
        "month": words["months"][month - 1],
        "day": f"{of_month}{_ending(words['day_endings'], of_month)}",
        "n": str(number),
        "nth": f"{number}{_ending(words['endings'], number)}",
        "roman": _roman(number) + _ending(words["endings"], number),
    }
    if granularity in _WEEKLY:
        parts["monday"] = _unit(Granularity.DAY, whole.start, words)["name"]
    winter = granularity is Granularity.SEASON and month == 12
    return _Phrase(words, "winter" if winter else granularity.value, **parts)


def _number(granularity: Granularity, year: int, month: int) -> int:
    """Which season (spring is the first), quarter, half, century, millennium it is; else which month it begins in."""
    if granularity in _YEARS:
        return year // _YEARS[granularity] + 1
    return (month - 1) // _NUMBERED.get(granularity, 1) + 1


def _year(year: int, words: Words) -> str:
    """Astronomical year 0 is 1 BCE."""
    return str(year) if year > 0 else words["bce"].format(year=1 - year)


def _ending(endings: Mapping[str, str], n: int) -> str:
    """What follows a number, by all of it ("=1"), its last two digits, its last digit; else "other"."""
    keys = (f"={n}", f"{n % 100:02}", str(n % 10))
    return next((endings[key] for key in keys if key in endings), endings["other"])


def _roman(n: int) -> str:
    signs = ""
    for value, sign in _ROMAN.items():
        signs, n = signs + sign * (n // value), n % value
    return signs
