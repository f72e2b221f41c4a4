"""References for reference managers: one for every article, whatever its title is."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from schemas.styles import STYLES
from timeline.model import Citation, Event, Span
from timeline.notation import from_edtf

HOSTILE = "50% of {Iraq} & #1_a $x$ ~ ^ \\end{document} }{ @article{x,\r\nER  - \nTY  - BOOK\x00"


def citation(
    id: str, published: str | None, title: str = "Militants take Ramadi", quote: str = "They did."
) -> Citation:
    return Citation(
        article_id=id,
        title=title,
        publisher="The Courier" if published else None,
        url="https://courier.example/a_b%20c?d=1#e" if published else None,
        published=published,
        quote=Span(0, len(quote), quote),
        prefix="",
        suffix="",
        interval=from_edtf("2015-05-17"),
        expression=None,
        anchor=None,
        rule="r",
        explanation="e",
    )


def event(*citations: Citation) -> Event:
    return Event(
        id="evt_1",
        headline="h",
        type="t",
        status="asserted",
        interval=from_edtf("2015-05-17"),
        citations=citations,
    )


@pytest.mark.parametrize(
    ("published", "date"),
    [
        ("2015-05-18T22:30:00-05:00", [2015, 5, 18]),
        ("2015-05", [2015, 5]),
        ("2015", [2015]),
        ("-0044-03-15", [-44, 3, 15]),
    ],
)
def test_csl_json_has_as_much_of_the_date_as_is_known(published: str, date: list[int]) -> None:
    (item,) = json.loads(STYLES["csl-json"].write(event(citation("a", published))))
    assert item == {
        "id": "a",
        "type": "article-newspaper",
        "title": "Militants take Ramadi",
        "container-title": "The Courier",
        "issued": {"date-parts": [date]},
        "URL": "https://courier.example/a_b%20c?d=1#e",
        "note": "They did.",
    }


def test_what_nobody_knows_is_left_out() -> None:
    (item,) = json.loads(STYLES["csl-json"].write(event(citation("a", None))))
    assert set(item) == {"id", "type", "title", "note"}
    assert "year" not in STYLES["bibtex"].write(event(citation("a", None)))
    assert "DA  -" not in STYLES["ris"].write(event(citation("a", None)))


def test_every_article_is_cited_once() -> None:
    told = event(citation("a~1", "2015"), citation("a-1", "2015"), citation("a~1", "2015", quote="Again."))
    assert [item["id"] for item in json.loads(STYLES["csl-json"].write(told))] == ["a~1", "a-1"]
    assert re.findall(r"^@article\{(.*),$", STYLES["bibtex"].write(told), re.MULTILINE) == ["a:1", "a-1"]
    assert STYLES["ris"].write(told).count("TY  - NEWS\r\n") == 2


def test_bibtex() -> None:
    assert STYLES["bibtex"].write(event(citation("courier-17", "2015-05-18"))) == (
        "@article{courier-17,\n"
        "  title = {{Militants take Ramadi}},\n"
        "  journal = {The Courier},\n"
        "  year = {2015},\n"
        "  month = {5},\n"
        "  day = {18},\n"
        "  url = {https://courier.example/a_b%20c?d=1#e},\n"
        "  note = {They did.},\n"
        "}\n"
    )


def test_ris() -> None:
    assert STYLES["ris"].write(event(citation("courier-17", "2015-05-18"))).split("\r\n") == [
        "TY  - NEWS",
        "ID  - courier-17",
        "TI  - Militants take Ramadi",
        "T2  - The Courier",
        "PY  - 2015",
        "DA  - 2015/05/18",
        "UR  - https://courier.example/a_b%20c?d=1#e",
        "N1  - They did.",
        "ER  - ",
        "",
    ]


def test_hostile_titles_stay_titles() -> None:
    told = event(citation("a", "2015", HOSTILE, HOSTILE), citation("b", "2015"))
    assert [item["title"] for item in json.loads(STYLES["csl-json"].write(told))] == [HOSTILE, "Militants take Ramadi"]
    entries = STYLES["bibtex"].write(told)
    assert entries.count("{") == entries.count("}")
    assert len(re.findall("^@", entries, re.MULTILINE)) == 2
    assert not re.search(r"(?<!\\)[&$]|\\end", entries)
    lines = STYLES["ris"].write(told).split("\r\n")
    assert [line[:5] for line in lines if line].count("TY  -") == 2
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines if line)


@pytest.mark.parametrize("style", [None, *STYLES])
def test_they_are_served(told: FlaskClient, style: str | None) -> None:
    url = told.get("/api/v1/events").json["events"][0]["links"]["self"] + "/citations"
    answer = told.get(url, query_string={"style": style} if style else {})
    assert (answer.status_code, answer.content_type) == (200, STYLES[style or "csl-json"].content_type)
    assert "Militants take Ramadi" in answer.text


def test_unknown_styles_and_events_are_refused(told: FlaskClient) -> None:
    url = told.get("/api/v1/events").json["events"][0]["links"]["self"] + "/citations"
    assert told.get(url, query_string={"style": "apa"}).json["errors"][0]["parameter"] == "style"
    assert told.get("/api/v1/events/evt_none/citations").status_code == 404
