"""Explanations, each in the language of its text."""

import pytest

from timeline.explain import explain, explain_untimed
from timeline.language import available, load
from timeline.model import Article, Mention, Span
from timeline.notation import from_edtf, publication_interval
from timeline.pipeline import find_times

PUBLISHED = "2015-05-18"


def explained(text: str, language: str, published: str | None = PUBLISHED) -> list[str]:
    anchor = publication_interval(published) if published else None
    return [explain(timex, published, language) for timex in find_times(text, anchor, language)]


@pytest.mark.parametrize(
    ("language", "text", "sentence"),
    [
        (
            "de",
            "Anfang letzten Monats",
            "„Anfang letzten Monats“, gezählt ab der Veröffentlichung am 18. Mai 2015: Anfang April 2015",
        ),
        ("de", "2. März 2015", "„2. März 2015“ nennt die Zeit selbst: 2. März 2015"),
        (
            "de",
            "seit März",
            "„März“, gezählt ab der Veröffentlichung am 18. Mai 2015: März 2015; "
            "mit „seit März“: frühestens im März 2015",
        ),
        (
            "es",
            "ayer",
            "«ayer», contado desde la publicación (el 18 de mayo de 2015): 17 de mayo de 2015",
        ),
        ("es", "siglo XX", "«siglo XX» nombra la fecha misma: siglo XX"),
        ("es", "dos años", "«dos años» es una duración y no fecha nada"),
        ("fr", "hier", "« hier », compté à partir de la publication (le 18 mai 2015) : 17 mai 2015"),
        ("fr", "1er mai 2015", "« 1er mai 2015 » nomme la date même : 1er mai 2015"),
        ("uk", "2 березня 2015", "'2 березня 2015' names 2 March 2015"),
    ],
)
def test_in_the_language_of_the_text(language: str, text: str, sentence: str) -> None:
    assert explained(text, language) == [sentence]


def test_a_publication_known_to_the_month_or_year() -> None:
    assert explained("letztes Jahr", "de", "2015-05") == [
        "„letztes Jahr“, gezählt ab der Veröffentlichung im Mai 2015: 2014"
    ]
    assert explained("l'année dernière", "fr", "2015") == [
        "« l'année dernière », compté à partir de la publication (en 2015) : 2014"
    ]


def test_what_is_counted_from_an_approximate_time_is_approximate() -> None:
    (eve,) = explained("on the eve of Eid al-Fitr", "en")
    assert eve == (
        "'the eve of Eid al-Fitr', counted from what the text names before, around 17 July 2015, is around 16 July 2015"
    )


@pytest.mark.parametrize(
    ("language", "link", "published", "sentence"),
    [
        (
            "en",
            "before publication",
            PUBLISHED,
            "told as past in an article of 18 May 2015, which names no date for it: on or before 18 May 2015",
        ),
        (
            "de",
            "before publication",
            PUBLISHED,
            "als vergangen erzählt in einem Artikel (18. Mai 2015), der kein Datum dafür nennt: "
            "am oder vor dem 18. Mai 2015",
        ),
        ("es", "publication", PUBLISHED, "contado en presente por un artículo (18 de mayo de 2015): "
         "el 18 de mayo de 2015 o antes"),
        ("fr", "somewhere else", None, "raconté par un article (sans date) : le 18 mai 2015 au plus tard"),
        ("uk", "publication", PUBLISHED, "told in the present tense by an article of 18 May 2015: "
         "on or before 18 May 2015"),
    ],
)  # fmt: skip
def test_dates_without_an_expression(language: str, link: str, published: str | None, sentence: str) -> None:
    span = Span(0, 1, "x")
    mention = Mention(
        sentence=span, clause=span, trigger=span, headline="X", type="x", link=link, interval=from_edtf("../2015-05-18")
    )
    article = Article(id="a", title="A", text="x", published=published, language=language)
    assert explain_untimed(mention, article) == sentence


@pytest.mark.parametrize("code", available())
def test_every_language_file_explains_everything(code: str) -> None:
    assert load(code).templates.keys() == load("en").templates.keys()
    assert load(code).display
