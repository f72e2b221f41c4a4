"""Events in the order of the start page: by year, by date, the strongest proof first."""

from __future__ import annotations

import pytest

from api.entries import years
from timeline.model import Citation, Event, Span
from timeline.notation import from_edtf


def cited(edtf: str, expression: Span | None = None, article: str = "a") -> Citation:
    return Citation(
        article_id=article,
        title="A title",
        publisher=None,
        url=None,
        published=None,
        quote=Span(10, 30, "It fell on 2 March ."),
        prefix="",
        suffix="",
        interval=from_edtf(edtf),
        expression=expression,
        anchor=None,
        rule="date",
        explanation="because",
    )


def event(edtf: str, *citations: Citation, alternatives: tuple[str, ...] = ()) -> Event:
    others = tuple(map(from_edtf, alternatives))
    return Event(
        id=f"evt_{edtf}",
        headline=edtf,
        type="other",
        status="asserted",
        interval=from_edtf(edtf),
        citations=citations,
        alternatives=others,
    )


@pytest.mark.parametrize(
    ("edtf", "heading", "machine", "is_open"),
    [
        ("2015-03-02", "2015", "2015-03-02", False),
        ("2015-03", "2015", "2015-03", False),
        ("2015", "2015", "2015", False),
        ("2015-22", "2015", None, False),
        ("2003/2011", "2003", None, False),
        ("199X", "The 1990s", None, False),
        ("-0043-03-15", "44 BCE", None, False),
        ("2015-03-02~", "2015", None, True),
        ("2015-03?", "2015", None, True),
        ("../2015-01-01", "2015", None, True),
        ("2014-06/..", "2014", None, True),
        ("[2015-03-02,2015-03-05]", "2015", None, True),
    ],
)
def test_dates_stand_under_their_year_open_ones_apart(
    edtf: str, heading: str, machine: str | None, is_open: bool
) -> None:
    (year,) = years([event(edtf)])
    assert (year.display, year.dates[0].date.machine, year.dates[0].date.is_open) == (heading, machine, is_open)


def test_events_of_one_date_stand_together() -> None:
    told = [event("2014"), event("2015-03-02"), event("2015-03-02"), event("2015-03-04")]
    assert [[len(day.entries) for day in year.dates] for year in years(told)] == [[1], [2, 1]]


def test_the_words_that_gave_the_date_are_marked_where_the_quote_has_them() -> None:
    inside, outside = cited("2015-03-02", Span(21, 28, "2 March")), cited("2015-03-02", Span(3, 9, "Monday"))
    (year,) = years([event("2015-03-02", inside, outside, cited("2015-03-02"))])
    parts = [(proof.before, proof.words, proof.after) for proof in year.dates[0].entries[0].proofs]
    assert parts[0] == ("It fell on ", "2 March", " .")
    assert parts[1:] == [("It fell on 2 March .", "", "")] * 2


def test_the_strongest_proof_stands_first_and_disagreement_shows() -> None:
    words = Span(21, 28, "2 March")
    proofs = (cited("2015-03-01", words, "b"), cited("2015-03-02"), cited("2015-03-02", words, "c"))
    (year,) = years([event("2015-03-02", *proofs, alternatives=("2015-03-01",))])
    entry = year.dates[0].entries[0]
    assert [proof.citation.article_id for proof in entry.proofs] == ["c", "a", "b"]
    assert [proof.differs for proof in entry.proofs] == [None, None, "1 March 2015"]
    assert (entry.alternatives, entry.article_count) == (["1 March 2015"], 3)
