import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline.display import display, display_part, display_when
from timeline.interval import Granularity, Interval, Qualifier, ordinal, unit
from timeline.language import available
from timeline.notation import from_edtf


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2015-03-02", "2 March 2015"),
        ("2015-03", "March 2015"),
        ("2015-03~", "around March 2015"),
        ("2015?", "perhaps 2015"),
        ("2015%", "perhaps around 2015"),
        ("2014-22", "summer 2014"),
        ("2014-24", "winter 2014\N{EN DASH}15"),
        ("1989-33", "the first quarter of 1989"),
        ("1989-36", "the fourth quarter of 1989"),
        ("1989-40", "the first half of 1989"),
        ("1989-41", "the second half of 1989"),
        ("198X", "the 1980s"),
        ("19XX", "the 20th century"),
        ("10XX", "the 11th century"),
        ("1XXX", "the 2nd millennium"),
        ("-0489", "490 BCE"),
        ("0000", "1 BCE"),
        ("2003/2011", "2003 to 2011"),
        ("2014-06/2015-04-17", "June 2014 to 17 April 2015"),
        ("../2015-05-18", "on or before 18 May 2015"),
        ("2015-05-18/..", "on or after 18 May 2015"),
        ("2014-22/..", "in or after summer 2014"),
        ("../2010", "in or before 2010"),
        ("2015-05-11~/2015-05-18~", "around 11 May 2015 to 18 May 2015"),
        ("[2015-03-05,2015-03-12,2015-03-19]", "5 March 2015, 12 March 2015 or 19 March 2015"),
    ],
)
def test_intervals_in_words(edtf: str, words: str) -> None:
    assert display(from_edtf(edtf)) == words


def test_weeks_in_words() -> None:
    assert display(unit(Granularity.WEEK, ordinal(2015, 3, 4))) == "the week of 2 March 2015"
    assert display(unit(Granularity.WEEKEND, ordinal(2015, 3, 4))) == "the weekend of 7 March 2015"


@pytest.mark.parametrize(
    ("edtf", "german", "spanish", "french"),
    [
        ("2015-03-02", "2. März 2015", "2 de marzo de 2015", "2 mars 2015"),
        ("2015-05-01", "1. Mai 2015", "1 de mayo de 2015", "1er mai 2015"),
        ("2015-03", "März 2015", "marzo de 2015", "mars 2015"),
        ("2015-03~", "um März 2015", "hacia marzo de 2015", "vers mars 2015"),
        ("2015-03-02~", "um den 2. März 2015", "hacia el 2 de marzo de 2015", "vers le 2 mars 2015"),
        ("2015%", "vielleicht um 2015", "quizá hacia 2015", "peut-être vers 2015"),
        ("2014-21~", "um den Frühling 2014", "hacia la primavera de 2014", "vers le printemps 2014"),
        ("2014-24", "Winter 2014/15", "invierno de 2014-15", "hiver 2014-15"),
        ("1989-33", "1. Quartal 1989", "primer trimestre de 1989", "1er trimestre 1989"),
        ("1989-41", "2. Halbjahr 1989", "segundo semestre de 1989", "2e semestre 1989"),
        ("198X~", "um die 1980er-Jahre", "hacia la década de 1980", "vers les années 1980"),
        ("19XX", "20. Jahrhundert", "siglo XX", "XXe siècle"),
        ("00XX", "1. Jahrhundert", "siglo I", "Ier siècle"),
        ("1XXX", "2. Jahrtausend", "milenio II", "IIe millénaire"),
        ("-0489", "490 v. Chr.", "490 a. C.", "490 av. J.-C."),
        ("2003/2011", "2003 bis 2011", "2003 a 2011", "2003 à 2011"),
        (
            "2014-06/2015-04-17",
            "Juni 2014 bis 17. April 2015",
            "junio de 2014 al 17 de abril de 2015",
            "juin 2014 au 17 avril 2015",
        ),
        (
            "../2015-05-18",
            "am oder vor dem 18. Mai 2015",
            "el 18 de mayo de 2015 o antes",
            "le 18 mai 2015 au plus tard",
        ),
        ("../2010", "spätestens 2010", "en 2010 o antes", "en 2010 au plus tard"),
        (
            "2014-22/..",
            "frühestens im Sommer 2014",
            "en el verano de 2014 o después",
            "en été 2014 au plus tôt",
        ),
        ("[2015-03,2015-04]", "März 2015 oder April 2015", "marzo de 2015 o abril de 2015", "mars 2015 ou avril 2015"),
    ],
)
def test_intervals_in_other_languages(edtf: str, german: str, spanish: str, french: str) -> None:
    interval = from_edtf(edtf)
    assert [display(interval, language) for language in ("de", "es", "fr")] == [german, spanish, french]


@pytest.mark.parametrize(
    ("language", "week", "when"),
    [
        ("de", "Woche vom 2. März 2015", "in der Woche vom 2. März 2015"),
        ("es", "semana del 2 de marzo de 2015", "en la semana del 2 de marzo de 2015"),
        ("fr", "semaine du 2 mars 2015", "dans la semaine du 2 mars 2015"),
        ("en", "the week of 2 March 2015", "in the week of 2 March 2015"),
    ],
)
def test_a_week_alone_and_in_a_sentence(language: str, week: str, when: str) -> None:
    interval = unit(Granularity.WEEK, ordinal(2015, 3, 4))
    assert (display(interval, language), display_when(interval, language)) == (week, when)


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["early in summer 2014", "in the middle of the 1980s", "late in the 20th century"]),
        ("de", ["Anfang des Sommers 2014", "Mitte der 1980er-Jahre", "Ende des 20. Jahrhunderts"]),
        ("es", ["a principios del verano de 2014", "a mediados de la década de 1980", "a finales del siglo XX"]),
        ("fr", ["début de l'été 2014", "au milieu des années 1980", "fin du XXe siècle"]),
    ],
)
def test_parts_of_a_time(language: str, parts: list[str]) -> None:
    named = [("2014-22", "START"), ("198X", "MID"), ("19XX", "END")]
    assert [display_part(from_edtf(edtf), mod, language) for edtf, mod in named] == parts


def test_mods_of_quantity_are_said_by_the_qualifier_alone() -> None:
    assert display_part(from_edtf("199X~"), "LESS_THAN") == "around the 1990s"


def test_units_before_the_first_year_are_ranges_of_years() -> None:
    assert display(unit(Granularity.DECADE, ordinal(-4))) == "11 BCE to 2 BCE"
    assert display(unit(Granularity.CENTURY, ordinal(-104))) == "201 BCE to 102 BCE"
    assert display(from_edtf("-0043-24")) == "winter 44 BCE\N{EN DASH}43 BCE"


@pytest.mark.parametrize("language", ["uk", "de-AT", "xx"])
def test_a_language_without_words_of_its_own_is_displayed_in_english(language: str) -> None:
    expected = "2. März 2015" if language == "de-AT" else "2 March 2015"
    assert display(from_edtf("2015-03-02"), language) == expected


DAYS = st.integers(ordinal(-3000), ordinal(4000))


@given(DAYS, DAYS, *[st.sampled_from(list(Granularity))] * 2, st.sampled_from(list(Qualifier)), st.sampled_from("oO12"))
def test_every_interval_has_words_in_every_language(
    first: int, last: int, unit_of_first: Granularity, unit_of_last: Granularity, qualifier: Qualifier, bounds: str
) -> None:
    start, end = unit(unit_of_first, min(first, last)).start, unit(unit_of_last, max(first, last)).end
    assume(start is not None and end is not None and start < end)  # the weekend of a Monday lies ahead of it
    opened = {"o": (None, end), "O": (start, None), "1": (start, end), "2": (None, None)}[bounds]
    interval = Interval(*opened, unit_of_first, qualifier, unit_of_last)
    for language in available():
        for words in (
            display(interval, language),
            display_when(interval, language),
            *(display_part(interval, mod, language) for mod in ("START", "MID", "END")),
        ):
            assert words
            assert not set("{}") & set(words)
            assert "None" not in words
