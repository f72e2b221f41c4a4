"""Written-out dates, by dateparser: the languages that have no file of their own, and odd forms in those that have.

dateparser is no tagger: it takes "may" and "second" for dates. So the patterns here decide what is a date (day, month
and year, or month and year, in the language's own month names and order), and dateparser only reads it, one at a time.
It is imported when first needed: a language with a file of its own rarely does, and the import takes a while.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from timeline.errors import DateRangeError, LanguageError
from timeline.interval import Granularity, Interval, ordinal, unit

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_MONTHS = "january february march april may june july august september october november december".split()
# dateparser fills missing parts from a base; patterns let no date through that misses its year, so any base will do.
_BASE = datetime(2000, 1, 1)  # noqa: DTZ001 - dates have no zone
_PERIODS = {"day": Granularity.DAY, "month": Granularity.MONTH, "year": Granularity.YEAR}
_YEAR = "(?:1[0-9]{3}|20[0-9]{2})"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"
_NUMBER = "(?:1[0-2]|0?[1-9])"
# Punctuation and short words between the parts of a date: "2. März 2015", "2 de marzo de 2015", "2 березня 2015".
_BETWEEN = r"[.,º°]?\s?(?:(?:de|del|d')\s)?"


@cache
def _reader(language: str) -> DateDataParser:
    from dateparser.date import DateDataParser

    settings = {"RELATIVE_BASE": _BASE, "PREFER_DAY_OF_MONTH": "first", "STRICT_PARSING": False}
    return DateDataParser(languages=[language], settings=settings)


def read_written(text: str, language: str) -> Interval:
    """The day, month or year that a written-out date names; its precision is what the text has.

    Raises DateRangeError when dateparser reads nothing in it ("30. Februar 2015").
    """
    found = _reader(language).get_date_data(text)
    date = found.date_obj
    if date is None or found.period not in _PERIODS or not _agrees(text, date, language):
        raise DateRangeError(f"there is no date {text!r}")
    return unit(_PERIODS[found.period], ordinal(date.year, date.month, date.day))


def _agrees(text: str, date: datetime, language: str) -> bool:
    """Whether dateparser read the year and the month name that stand there; of some languages it mixes them up."""
    names = month_names(language)
    return str(date.year) in text and (
        not any(name in text for month in names for name in month)
        or any(name in text for name in names[date.month - 1])
    )


@cache
def month_names(language: str) -> tuple[tuple[str, ...], ...]:
    """The names of the twelve months that dateparser knows of a language, in lower case."""
    locale = _locale(language)
    return tuple(tuple(name.lower() for name in locale.get(month, [])) for month in _MONTHS)


def _locale(language: str) -> dict[str, Any]:
    from dateparser.languages.loader import default_loader

    return default_loader.get_locale(language).info  # type: ignore[no-any-return]


def knows(code: str) -> bool:
    """Whether dateparser has the language's month names."""
    from dateparser.data.languages_info import language_order

    return code in language_order


def language_table(code: str) -> dict[str, Any]:
    """The word lists and rules of a language that has no file, in the shape of one: explicit dates only.

    Raises LanguageError when dateparser does not know the language either.
    """
    if not knows(code):
        raise LanguageError(f"the language {code!r} is not known; expected an ISO 639 code such as en or de")
    locale = _locale(code)
    names = sorted({name for month in month_names(code) for name in month}, key=len, reverse=True)
    patterns = _patterns("|".join(re.escape(name) for name in names), locale.get("date_order", "DMY"))
    return {
        "language": code,
        "published": "2015-05-18",
        "any_script": True,
        "words": {name.replace("-", "_"): {"pattern": pattern, "raw": True} for name, pattern in patterns.items()},
        "rule": [_rule(name) for name in patterns],
    }


def _patterns(month: str, order: str) -> dict[str, str]:
    numeric = {"D": _DAY, "M": _NUMBER, "Y": _YEAR}
    return {
        "iso-date": rf"{_YEAR}-(?:1[0-2]|0[1-9])-(?:3[01]|[12][0-9]|0[1-9])",
        "cjk-date": rf"{_YEAR}年{_NUMBER}月(?:{_DAY}日)?",
        "day-month-year": rf"{_DAY}{_BETWEEN}(?:{month})(?!\w){_BETWEEN}{_YEAR}",
        "month-day-year": rf"(?:{month})(?!\w)[.]?\s?{_DAY}[.,]?\s?{_YEAR}",
        "year-month-day": rf"{_YEAR}[.,]?\s(?:{month})(?!\w)[.]?\s{_DAY}",
        "numeric-date": "[./-]".join(numeric[part] for part in order),
        "month-year": rf"(?:{month})(?!\w){_BETWEEN}{_YEAR}",
    }


def _rule(name: str) -> dict[str, Any]:
    words = name.replace("-", "_")
    return {
        "name": name,
        "pattern": rf"(?<![\d.,/-])<{words}:written>(?!\d|[./-]\d)",
        "operator": "written",
        "bounded": False,
    }
