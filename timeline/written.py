"""The languages that have no file of their own: word lists and rules for their explicit dates, in the shape of a file.

dateparser knows the names of the months and the order of numbers of some two hundred languages, `written.toml` what it
does not know of them: how the names are inflected and what stands between the parts of a date. dateparser itself is
asked for no date: it takes "may" and "second" for dates, and mixes up the parts of some languages. It is imported when
first needed, since that takes a while.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from timeline.errors import LanguageError
from timeline.folding import fold_any_script

_DATA = Path(__file__).parent / "written.toml"
_MONTHS = "january february march april may june july august september october november december".split()
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"
_NUMBER = "(?:1[0-2]|0?[1-9])"
# A year of the Buddha is 543 years ahead. Until 1940 the Thai year began in April.
_BUDDHIST = 543
_BUDDHIST_YEARS = range(1941, 2100)
# In these scripts so short a name is a number ("v") or an abbreviation that may be any word.
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")
_SHORTEST = 3
_ROMAN = re.compile("[ivx]+")
# An abbreviation is so short, and so much shorter than what it stands for.
_ABBREVIATED = 5
_LETTERS_LEFT_OUT = 2

Names = Sequence[Sequence[str]]


def knows(code: str) -> bool:
    """Whether dateparser has the language's month names."""
    from dateparser.data.languages_info import language_order

    return code in language_order


@cache
def month_names(language: str) -> tuple[tuple[str, ...], ...]:
    """The names of the twelve months, folded, inflected; none that names two months or could be any word."""
    known, own = _locale(language), _own(language)
    named = [[*known.get(month, []), *others] for month, others in zip(_MONTHS, _others(own), strict=True)]
    forms = [{form for name in names for form in _inflected(fold_any_script(name), own)} for names in named]
    times = Counter(form for names in forms for form in names)
    wrong = {name for name in times if times[name] > 1 or _could_be_any_word(name)} | set(own.get("not_months", ()))
    return tuple(tuple(sorted(names - wrong)) for names in forms)


def _locale(language: str) -> Mapping[str, Any]:
    from dateparser.languages.loader import default_loader

    return default_loader.get_locale(language).info  # type: ignore[no-any-return]


@cache
def _own(language: str) -> Mapping[str, Any]:
    """What `written.toml` says of a language, over what it says of all."""
    table = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return table["default"] | table.get(language, {})  # type: ignore[no-any-return]


def _others(own: Mapping[str, Any]) -> list[list[str]]:
    """The other names of each month."""
    columns: list[list[str]] = [[] for _ in _MONTHS]
    for row in filter(None, own.get("months", "").split("|")):
        for column, name in zip(columns, row.split(), strict=True):
            column.extend([] if name == "-" else [name.replace("_", " ")])
    return columns


def _inflected(name: str, own: Mapping[str, Any]) -> Iterator[str]:
    yield name
    for ending, others in own.get("inflections", {}).items():
        stem = name.removesuffix(fold_any_script(ending))
        if stem != name:
            yield from (stem + fold_any_script(other) for other in others)


def _could_be_any_word(name: str) -> bool:
    short = len(name) < _SHORTEST and unicodedata.name(name[0], "").startswith(_ALPHABETS)
    return short or _ROMAN.fullmatch(name) is not None


def language_table(code: str) -> dict[str, Any]:
    """The word lists and rules of a language that has no file, in the shape of one: explicit dates only.

    Raises LanguageError when dateparser does not know the language either.
    """
    if not knows(code):
        raise LanguageError(f"the language {code!r} is not known; expected an ISO 639 code such as en or de")
    order = _locale(code).get("date_order", "DMY")
    return {
        "language": code,
        "published": "2015-05-18",
        "any_script": True,
        "words": _words(month_names(code), _own(code)),
        "rule": [
            _rule(name, form, month_first=name == "numeric-date" and order.startswith("M"))
            for name, form in _forms(_own(code), order).items()
        ],
    }


def _words(names: Names, own: Mapping[str, Any]) -> dict[str, Any]:
    buddhist = {str(year): [str(year + _BUDDHIST)] for year in _BUDDHIST_YEARS} if own.get("buddhist") else {}
    return {
        "day": {"pattern": _DAY},
        "number": {"pattern": _NUMBER},
        "year": {"pattern": f"(?:{own['years']})", **buddhist},
        "month": {str(number): list(forms) for number, forms in enumerate(names, 1)},
        "month_alone": {str(number): [*_unabbreviated(forms)] for number, forms in enumerate(names, 1)},
        "month_short": {
            str(n): [form for form in forms if len(form) <= _ABBREVIATED] for n, forms in enumerate(names, 1)
        },
    }


def _unabbreviated(forms: Sequence[str]) -> Iterator[str]:
    """The names that tell a month without its day: "mar 2015" may be of the sea."""
    for form in forms:
        longer = [other for other in forms if other.startswith(form) and len(other) >= len(form) + _LETTERS_LEFT_OUT]
        if len(form) > _SHORTEST or not longer:
            yield form


def _rule(name: str, form: str, *, month_first: bool) -> dict[str, Any]:
    """The rule of one form, with the edges that it keeps itself: in many scripts no blank parts a date from a word."""
    left = r"(?<![\d.,/])(?<!\d-)" if "<month" in form else r"(?<![\d.,/-])"
    return {
        "name": name,
        "pattern": rf"{left}{form}(?!\d|[./-]\d)",
        "operator": "days" if "<day:last_day>" in form else "date",
        "bounded": False,
        "arguments": {"first": "month"} if month_first else {},
    }


def _forms(own: Mapping[str, Any], order: str) -> dict[str, str]:
    """How a date may be written, the longer forms first.

    A stop stands behind no whole name of a month: a sentence may end there.
    """
    numeric = own.get("numeric", True)
    month, alone, short = r"<month>(?!\w)", r"<month_alone:month>(?!\w)", "<month_short:month>[.]"
    join = rf"\s?(?:(?:{own['joiners']})\s?)?"
    day, year = f"<day>(?:{own['after_day']})?", f"<year>(?:{own['after_year']})?"
    return {
        "iso-date": "<year>[./-]<number:month>[./-]<day>" if numeric else "<year>-<number:month>-<day>",
        "counted-date": r"<year>\s?[年년]\s?<number:month>\s?[月월](?:\s?<day>\s?[日号號일])?",
        "days-month-year": rf"<day>\s?-\s?<day:last_day>{join}{month},?{join}<year>",
        "day-month-year": f"{day}{join}{month},?{join}<year>",
        "day-short-month-year": f"{day}{join}{short}{join}<year>",
        "month-day-year": rf"(?<!\w){month}[.]?\s?<day>[.,]?\s?<year>",
        "year-month-day": rf"{year}\s?{month}[.]?\s?<day>",
        **({"year-day-month": rf"{year}\s?{day}\s?{month}"} if own.get("year_first") else {}),
        **({"numeric-date": _numeric(order)} if numeric else {}),
        "month-year": rf"(?<!\w){alone},?{join}<year>",
        **({"year-month": rf"{year}\s?{alone}"} if own.get("year_first") else {}),
    }


def _numeric(order: str) -> str:
    """Day, month and year in numbers, in the order of the locale, between points, strokes or hyphens."""
    parts = [{"D": "<day>", "M": "<number:month>", "Y": "<year>"}[part] for part in order]
    return f"{parts[0]}(?:[.] ?|[/-]){parts[1]}(?:[.] ?|[/-]){parts[2]}"
