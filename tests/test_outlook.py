"""Whether a clause looks back or ahead, in the languages whose verbs stand before, behind or around the date."""

import pytest

from timeline.notation import publication_interval, to_edtf
from timeline.pipeline import find_times

# Published on Monday, 18 May 2015: Friday was the 15th and will be the 22nd.
PUBLISHED = publication_interval("2015-05-18")


def dates(text: str, language: str) -> list[str]:
    return [to_edtf(timex.dates) for timex in find_times(text, PUBLISHED, language) if timex.dates]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Das Parlament stimmt am Freitag ab.", ["2015-05-22"]),
        ("de", "Am Samstag stimmt das Parlament ab.", ["2015-05-23"]),
        ("de", "Der Minister tritt am Dienstag zurück.", ["2015-05-19"]),
        ("de", "Das Festival beginnt am Samstag.", ["2015-05-23"]),
        ("de", "Der Prozess geht am Donnerstag weiter.", ["2015-05-21"]),
        ("de", "Die Sitzung wurde auf Freitag verschoben.", ["2015-05-22"]),
        ("de", "Er wurde am Freitag entlassen.", ["2015-05-15"]),
        ("de", "Das Gesetz tritt im Juli in Kraft.", ["2015-07"]),
        ("es", "El Parlamento vota el viernes.", ["2015-05-22"]),
        ("es", "El viernes vota el Parlamento.", ["2015-05-22"]),
        ("es", "La ley entra en vigor en julio.", ["2015-07"]),
        ("es", "El juicio fue aplazado al viernes.", ["2015-05-22"]),
        ("es", "El viernes fue aplazado el juicio.", ["2015-05-15"]),
        ("fr", "Le parlement vote vendredi.", ["2015-05-22"]),
        ("fr", "Après le vote vendredi, il partira.", ["2015-05-15"]),
        ("fr", "Le procès s'ouvre jeudi à Paris.", ["2015-05-21"]),
        ("fr", "La loi entre en vigueur en juillet.", ["2015-07"]),
    ],
)
def test_the_present_of_what_is_scheduled_looks_ahead(language: str, text: str, expected: list[str]) -> None:
    assert dates(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Ein Mann ist tot, teilt die Polizei am Freitag mit."),
        ("de", "Er gehe, sagt er am Freitag."),
        ("de", "Mann stirbt am Freitag bei Unfall"),
        ("de", "Bei einem Brand kommen am Freitag drei Menschen ums Leben."),
        ("de", "Der Dax legt am Freitag zu."),
        ("de", "Er soll am Freitag einen Laden überfallen haben."),
        ("de", "Am Freitag soll er einen Mann erschossen haben."),
        ("es", "La policía informa el viernes de un robo."),
        ("es", "Mueren tres personas el viernes en un accidente."),
        ("es", "La Bolsa cierra el viernes con pérdidas."),
        ("fr", "La police indique vendredi que deux hommes seront jugés."),
        ("fr", "Trois morts vendredi dans un accident"),
        ("fr", "Il aurait été tué vendredi."),
    ],
)
def test_the_present_of_what_is_reported_does_not(language: str, text: str) -> None:
    assert dates(text, language) == ["2015-05-15"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Am Freitag explodierte eine Bombe, die Polizei wird ermitteln.", ["2015-05-15"]),
        ("de", "Am Freitag knallte es in Wien, die Opposition will klagen.", ["2015-05-15"]),
        ("de", "Am Freitag wird er aussagen, nachdem er am Mittwoch verhaftet wurde.", ["2015-05-22", "2015-05-13"]),
        ("de", "Der Chef wird gehen, wie am Freitag bekannt wurde.", ["2015-05-15"]),
        ("de", "Der Zeuge, der am Freitag aussagte, wird geschützt.", ["2015-05-15"]),
        ("de", "Man kündigte an, dass am Freitag gewählt wird.", ["2015-05-22"]),
        ("de", "„Wir werden gewinnen“, sagte er am Freitag.", ["2015-05-15"]),
        ("de", "Am Freitag, dem Tag der Wahl, wird es regnen.", ["2015-05-22"]),
        ("de", "Die Polizei wird nach dem Anschlag vom Freitag ermitteln.", ["2015-05-15"]),
        ("es", "El viernes explotó una bomba, la policía investigará el caso.", ["2015-05-15"]),
        ("es", "El ministro, que dimitió el viernes, viajará a Roma.", ["2015-05-15"]),
        ("es", "Dijo que el viernes habrá elecciones.", ["2015-05-22"]),
        ("es", "Anunció el viernes que habrá elecciones.", ["2015-05-15"]),
        ("es", "El viernes, los españoles votarán.", ["2015-05-22"]),
        ("fr", "Il a annoncé vendredi qu'il démissionnera.", ["2015-05-15"]),
        ("fr", "Il a annoncé qu'il démissionnera vendredi.", ["2015-05-22"]),
        ("fr", "Vendredi, une bombe a explosé, la police va enquêter.", ["2015-05-15"]),
        ("fr", "Il a été arrêté samedi et sera jugé jeudi.", ["2015-05-16", "2015-05-21"]),
    ],
)
def test_another_clause_of_the_sentence_tells_nothing(language: str, text: str, expected: list[str]) -> None:
    assert dates(text, language) == expected


@pytest.mark.parametrize(
    ("language", "past", "ahead"),
    [
        ("de", "Am Freitag wurde er entlassen.", "Am Freitag würde er entlassen."),
        ("es", "Él voto lo que el viernes decidiera.", "Él votará el viernes."),
        ("fr", "Il libéra vendredi les otages.", "Il libérera vendredi les otages."),
    ],
)
def test_accents_tell_the_tense(language: str, past: str, ahead: str) -> None:
    assert dates(past, language) == ["2015-05-15"]
    assert dates(ahead, language) == ["2015-05-22"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It is valid from 3 June.", ["2015-06-03/.."]),
        ("en", "It is valid since 3 June.", ["2014-06-03/.."]),
        ("de", "Das Heft gibt es ab 3. Juni.", ["2015-06-03/.."]),
        ("de", "Das Heft gibt es seit 3. Juni.", ["2014-06-03/.."]),
        ("es", "Rige a partir del 3 de junio.", ["2015-06-03/.."]),
        ("es", "Rige desde el próximo mes de junio.", ["2015-06/.."]),
        ("fr", "Le musée ferme à partir du 3 juin.", ["2015-06-03/.."]),
    ],
)
def test_what_lasts_since_a_day_has_begun_what_counts_from_it_need_not(
    language: str, text: str, expected: list[str]
) -> None:
    assert dates(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Sammlung findet am 9. September in der Zeit von 16 bis 17.30 Uhr statt."),
        ("es", "La reunión será el 9 de septiembre, desde las 16 hasta las 17.30 horas."),
        ("fr", "La collecte aura lieu le 9 septembre, entre 16 et 18 heures."),
    ],
)
def test_a_time_of_day_is_of_the_day_that_its_sentence_names(language: str, text: str) -> None:
    assert set(dates(text, language)) == {"2015-09-09"}
    later = text.replace("9", "8", 1) + {"de": " Heute um 9 Uhr.", "es": " A las 9.30.", "fr": " À 9h30."}[language]
    assert dates(later, language)[-1] == "2015-05-18"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Die Sperre wurde bis Freitag verlängert.", ["../2015-05-22"]),
        ("de", "Die Sperre wurde bis zum 25. Mai verlängert.", ["../2015-05-25"]),
        ("de", "Die im Juni geplante Reise wurde abgesagt.", ["2015-06"]),
        ("de", "Die am Freitag beginnende Messe wurde eröffnet.", ["2015-05-22"]),
        ("de", "Die am Freitag unterbrochenen Gespräche werden fortgesetzt.", ["2015-05-15"]),
        ("de", "Am Sonntag sind Wahlen.", ["2015-05-24"]),
        ("de", "Am Freitag sind drei Menschen gestorben.", ["2015-05-15"]),
        ("es", "El plazo ha sido prorrogado hasta el 25 de mayo.", ["../2015-05-25"]),
        ("es", "Hasta el viernes llovió.", ["../2015-05-15"]),
        ("fr", "Un préavis a été déposé pour le 25 mai.", ["2015-05-25"]),
        ("fr", "La trêve a été prolongée jusqu'à vendredi.", ["../2015-05-22"]),
        ("fr", "Les négociations, suspendues vendredi, reprennent mardi.", ["2015-05-15", "2015-05-19"]),
    ],
)
def test_what_is_put_off_or_planned_lies_ahead_whatever_the_verb(language: str, text: str, expected: list[str]) -> None:
    assert dates(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Born on 3 March 1950, he entered parliament in 1981. Two years later he became a minister."),
        ("de", "Geboren am 3. März 1950, zog er 1981 in den Bundestag ein. Zwei Jahre später wurde er Minister."),
        ("es", "Nacido el 3 de marzo de 1950, fue elegido en 1981. Dos años después fue nombrado ministro."),
        ("fr", "Né le 3 mars 1950, il est élu en 1981. Deux ans plus tard, il devient ministre."),
    ],
)
def test_years_are_counted_from_the_year_named_last(language: str, text: str) -> None:
    assert dates(text, language) == ["1950-03-03", "1981", "1983"]


def test_half_a_month_is_no_half_year() -> None:
    assert dates("He left two and a half months ago.", "en") == ["2015-03"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It opens not before 3 June."),
        ("en", "It opens not until 3 June."),
        ("de", "Er kommt nicht vor dem 3. Juni."),
        ("de", "Er kommt frühestens am 3. Juni."),
        ("es", "No llegará: no antes del 3 de junio."),
        ("fr", "Il viendra, mais pas avant le 3 juin."),
        ("fr", "Il viendra au plus tôt le 3 juin."),
    ],
)
def test_not_before_a_day_is_from_it_on(language: str, text: str) -> None:
    assert dates(text, language) == ["2015-06-03/.."]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Es geschah am 5. oder 6. Mai."),
        ("es", "Ocurrió el 5 o el 6 de mayo."),
        ("fr", "C'était le 5 ou le 6 mai."),
    ],
)
def test_one_of_two_days(language: str, text: str) -> None:
    assert dates(text, language) == ["[2015-05-05,2015-05-06]"] * 2
