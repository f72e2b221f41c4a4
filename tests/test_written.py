"""Explicit dates of every language that dateparser knows; nothing else is guessed."""

from __future__ import annotations

import pytest
from dateparser.data.languages_info import language_order

from timeline.errors import DateRangeError
from timeline.language import available, load
from timeline.notation import publication_interval, to_edtf
from timeline.pipeline import find_times
from timeline.written import month_names, read_written

LANGUAGES = [code for code in language_order if "-" not in code and code not in available()]
PUBLISHED = publication_interval("2015-05-18")


def dates(text: str, language: str) -> list[str]:
    return [to_edtf(timex.dates) for timex in find_times(text, PUBLISHED, language) if timex.dates]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_with_a_month_name_is_read_rightly_or_not_at_all(language: str) -> None:
    for number, names in enumerate(month_names(language), 1):
        for name in names:
            assert dates(f"2 {name} 2015", language) in ([f"2015-{number:02}-02"], [])
    assert dates("2015-03-02", language) == ["2015-03-02"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("наступ 2 березня 2015 року, у травні", "uk", ["2015-03-02"]),
        ("2 marzo 2015, ieri e lunedì", "it", ["2015-03-02"]),
        ("in maart 2015", "nl", ["2015-03"]),
        ("於2015年3月2日開始", "zh", ["2015-03-02"]),
        ("2 مارس 2015", "ar", ["2015-03-02"]),
        ("02.03.2015", "pl", ["2015-03-02"]),
        ("2015.03.02.", "hu", ["2015-03-02"]),
        ("version 1.2.2015.3", "pl", []),
    ],
)
def test_what_other_languages_say(text: str, language: str, expected: list[str]) -> None:
    assert dates(text, language) == expected


def test_most_languages_are_read() -> None:
    read = [code for code in LANGUAGES if dates(f"2 {(month_names(code)[2] or ('?',))[0]} 2015", code)]
    assert len(read) >= 0.9 * len(LANGUAGES)


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(DateRangeError, match="30"):
        read_written("30 лютого 2015", "uk")


def test_region_codes_are_those_of_their_language() -> None:
    assert load("pt-BR").code == "pt"
