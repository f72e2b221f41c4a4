"""Explicit dates of every language that dateparser knows; nothing else is guessed."""

from __future__ import annotations

import pytest
from dateparser.data.languages_info import language_order

from timeline.language import available, load
from timeline.notation import publication_interval, to_edtf
from timeline.pipeline import find_times
from timeline.written import month_names

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
    ("language", "text"),
    [
        ("ar", "في ٢ مارس ٢٠١٥ وقع الانفجار"),
        ("ar", "2 آذار/مارس 2015"),
        ("ar", "٢٠١٥/٠٣/٠٢"),
        ("bg", "на 2 март 2015 г."),
        ("bn", "২রা মার্চ ২০১৫"),
        ("ca", "el 2 de març de 2015"),
        ("cs", "2. 3. 2015"),
        ("cs", "2. března 2015"),
        ("el", "στις 2 Μαρτίου 2015"),
        ("el", "2/3/2015"),
        ("fa", "۲ مارس ۲۰۱۵"),
        ("fi", "2. maaliskuuta 2015"),
        ("gl", "2 de marzo de 2015"),
        ("he", "ב-2 במרץ 2015"),
        ("hi", "२ मार्च २०१५ को"),
        ("hu", "2015. március 2-án"),
        ("hu", "2015.03.02."),
        ("it", "il 2 marzo 2015, ieri e lunedì"),
        ("ja", "2015年3月2日に"),
        ("ja", "２０１５年３月２日"),
        ("ka", "2015 წლის 2 მარტს"),
        ("ko", "2015년 3월 2일에"),
        ("ko", "2015. 3. 2."),
        ("lt", "2015 m. kovo 2 d."),
        ("lv", "2015. gada 2. martā"),
        ("nl", "op 2 mrt. 2015"),
        ("pl", "2 marca 2015 r."),
        ("pl", "02.03.2015"),
        ("pt", "2 de março de 2015"),
        ("ru", "2-го марта 2015 года"),
        ("ru", "2 МАРТА 2015"),
        ("sk", "2. marca 2015"),
        ("sl", "2. marca 2015"),
        ("sr", "2. марта 2015. године"),
        ("sr", "2. marta 2015."),
        ("sv", "den 2 mars 2015"),
        ("th", "2 มีนาคม 2558"),
        ("th", "๒ มี.ค. ๒๕๕๘"),
        ("tr", "2 Mart 2015'te"),
        ("uk", "наступ 2 березня 2015 року, у травні"),
        ("ur", "2 مارچ 2015"),
        ("vi", "ngày 2 tháng 3 năm 2015"),
        ("zh", "於2015年3月2日開始"),
    ],
)
def test_days_of_other_languages(language: str, text: str) -> None:
    assert dates(text, language) == ["2015-03-02"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "في مايو ٢٠١٥"),
        ("bg", "през май 2015 г."),
        ("el", "τον Μάιο του 2015"),
        ("el", "ΜΑΪΟΣ 2015"),
        ("et", "mais 2015"),
        ("eu", "2015eko maiatzean"),
        ("fa", "مه ۲۰۱۵"),
        ("fi", "toukokuussa 2015"),
        ("hr", "u svibnju 2015."),
        ("hu", "2015 májusában"),
        ("ja", "2015年5月"),
        ("ko", "2015년 5월"),
        ("lt", "2015 m. gegužę"),
        ("lv", "2015. gada maijā"),
        ("nl", "in mei 2015"),
        ("pl", "w maju 2015 r."),
        ("ru", "май 2015"),
        ("ru", "в мае 2015 года"),
        ("sk", "v máji 2015"),
        ("sr", "у мају 2015."),
        ("th", "พฤษภาคม พ.ศ. 2558"),
        ("uk", "у травні 2015 року"),
        ("vi", "tháng 5/2015"),
    ],
)
def test_months_of_other_languages(language: str, text: str) -> None:
    assert dates(text, language) == ["2015-05"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "май, во вторник, 2 мая и 2015 год"),
        ("ru", "закончилось в мае. 2015 год стал другим"),
        ("nl", "in 2015. Mei was warm"),
        ("pl", "version 1.2.2015.3"),
        ("it", "il mar 2015 di Luci 2015"),
        ("hu", "xii 2015"),
        ("vi", "2 tháng năm 2015"),
        ("zh", "5月2日"),
        ("ja", "平成27年5月2日"),
        ("ar", "١٢/٠٨/١٤٣٦"),
        ("fa", "۱۲ اردیبهشت ۱۳۹۴"),
        ("ne", "२०७२/०२/०४"),
        ("th", "2 มีนาคม 2483"),
    ],
)
def test_what_needs_a_guess_is_left_alone(language: str, text: str) -> None:
    assert dates(text, language) == []


def test_days_that_a_hyphen_joins_are_one_stretch() -> None:
    assert dates("8—13 серпня 1918", "uk") == ["1918-08-08/1918-08-13"]


def test_a_date_in_numbers_month_first_keeps_its_other_reading() -> None:
    (timex,) = find_times("03/04/2015", PUBLISHED, "fil")
    assert timex.reading is not None
    assert timex.reading.value == "2015-03-04"
    assert [to_edtf(other) for other in timex.reading.alternatives] == ["2015-04-03"]


def test_most_languages_are_read() -> None:
    read = [code for code in LANGUAGES if dates(f"2 {(month_names(code)[2] or ('?',))[0]} 2015", code)]
    assert len(read) >= 0.9 * len(LANGUAGES)


def test_a_day_that_does_not_exist_dates_nothing() -> None:
    (timex,) = find_times("30 лютого 2015", PUBLISHED, "uk")
    assert timex.dates is None
    assert timex.warning == "there is no day 2015-02-30"


def test_region_codes_are_those_of_their_language() -> None:
    assert load("pt-BR").code == "pt"


@pytest.mark.parametrize("language", ["en", "de"])
def test_letters_of_any_script_fold_to_one_character_each(language: str) -> None:
    text = "Ἀθήνας ی ک ۵ ß İ 𝟙 Ⅷ ½ \N{COMBINING ACUTE ACCENT} 中 "
    folded = load(language).fold(text)
    assert folded.isascii()
    assert len(folded) == len(text)
    assert dates(f"{text} 2015-03-02", language) == ["2015-03-02"]
