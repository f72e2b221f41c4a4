"""What comes in is checked, and every message says what was expected."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import EXCLUDE, ValidationError

from schemas.article import ArticleInSchema, article_id
from schemas.citation import deep_link
from schemas.problem import faults, sentence
from schemas.query import EventQuery
from schemas.record import RecordSchema, extracted, tagged
from schemas.resolve import ExplainedTimex, TimexSchema
from schemas.when import WhenSchema, day
from timeline.interval import ordinal
from timeline.model import Article, Mention, Reading, Signal, Span, Timex
from timeline.notation import from_edtf

RECORD: dict[str, Any] = {"title": "A title", "text": "Some text.", "published": "2015-05-18"}


def refused(schema: Any, record: object) -> dict[str, Any]:
    with pytest.raises(ValidationError) as caught:
        schema().load(record)
    messages = caught.value.messages
    assert isinstance(messages, dict)
    return messages


def test_an_article_is_read() -> None:
    article = ArticleInSchema().load({**RECORD, "id": "a-1", "publisher": "The Courier"})
    assert isinstance(article, Article)
    assert (article.id, article.publisher, article.language, article.url) == ("a-1", "The Courier", "en", None)


def test_an_unknown_publication_date_must_be_said() -> None:
    assert ArticleInSchema().load({**RECORD, "published": None}).published is None
    assert refused(ArticleInSchema, {"title": "x", "text": "x"}) == {"published": ["missing"]}


@pytest.mark.parametrize("published", ["2015", "2015-05", "2015-05-18", "2015-05-18T22:30:00-05:00"])
def test_publication_dates(published: str) -> None:
    assert ArticleInSchema().load({**RECORD, "published": published}).published == published


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "has blanks"),
        ("id", "a/b"),
        ("id", ""),
        ("id", ".."),
        ("id", "x" * 201),
        ("id", 1e30),
        ("id", True),
        ("text", ""),
        ("text", " \n\t"),
        ("text", "a\x00b"),
        ("text", "half a pair \ud800"),
        ("text", "x" * 2_000_001),
        ("text", 17),
        ("text", None),
        ("title", ["a"]),
        ("published", "yesterday"),
        ("published", "2015-02-30"),
        ("published", "2014/2015"),
        ("published", 2015),
        ("url", "javascript:alert(1)"),
        ("url", "https://"),
        ("url", "http://["),
        ("url", "https://a.example/with blank"),
        ("url", "ftp://a.example/"),
        ("language", "xx"),
        ("language", "not a language"),
        ("modified", "soon"),
    ],
)
def test_a_bad_field_is_named(field: str, value: object) -> None:
    messages = refused(ArticleInSchema, {**RECORD, field: value})
    assert list(messages) == [field]
    assert messages[field][0]


def test_an_integer_id_is_its_digits() -> None:
    assert ArticleInSchema().load({**RECORD, "id": 17}).id == "17"


def test_a_regional_language_is_its_language() -> None:
    assert ArticleInSchema().load({**RECORD, "language": "en-GB"}).language == "en"


def test_without_an_id_the_url_makes_one() -> None:
    first = ArticleInSchema().load({**RECORD, "url": "https://a.example/1"})
    changed = ArticleInSchema().load({**RECORD, "url": "https://a.example/1", "text": "Other text."})
    assert first.id == changed.id
    assert first.id.startswith("art_")


def test_without_an_id_and_a_url_the_content_makes_one() -> None:
    assert article_id(RECORD) == article_id(dict(RECORD)) != article_id({**RECORD, "text": "Other text."})


def test_unknown_names_are_refused_with_the_nearest() -> None:
    assert refused(ArticleInSchema, {**RECORD, "titel": "x"}) == {"titel": ["unknown; did you mean 'title'?"]}
    assert refused(EventQuery, {"form": "2015"}) == {"form": ["unknown; did you mean 'from'?"]}
    assert "expected one of" in refused(EventQuery, {"zzzz": "2015"})["zzzz"][0]


def test_bulk_records_may_hold_more() -> None:
    assert ArticleInSchema(unknown=EXCLUDE).load({**RECORD, "author": "x"}).title == "A title"


@pytest.mark.parametrize("value", [[], "text", 1, None])
def test_only_objects_are_records(value: object) -> None:
    assert "_schema" in refused(RecordSchema, value)


def test_a_record_keeps_its_id_as_it_came() -> None:
    assert RecordSchema().load({"id": 7, "text": "x"})["id"] == 7
    assert RecordSchema().load({"text": "x"})["id"] is None
    assert "id" in refused(RecordSchema, {"id": 1e30, "text": "x"})


def test_bounds_of_a_query_are_intervals() -> None:
    query = EventQuery().load({"from": "2014-06", "to": "2015", "precision": "day,month,day", "limit": "3"})
    assert (query["start"].start, query["end"].end) == (ordinal(2014, 6), ordinal(2016))
    assert (query["precision"], query["limit"]) == (("day", "month"), 3)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("from", "../2015"),
        ("from", "last month"),
        ("from", "2015-02-30"),
        ("from", ""),
        ("to", "2015/.."),
        ("limit", "0"),
        ("limit", "201"),
        ("limit", "1.5"),
        ("limit", "1_0"),
        ("limit", "٣"),
        ("limit", "9" * 5000),
        ("precision", "days"),
        ("status", "asserted,"),
        ("q", "\x00"),
        ("place", "x" * 201),
    ],
)
def test_a_bad_parameter_is_named(field: str, value: str) -> None:
    assert list(refused(EventQuery, {field: value})) == [field]


def test_from_after_to_is_refused() -> None:
    assert list(refused(EventQuery, {"from": "2016", "to": "2015"})) == ["from"]
    assert EventQuery().load({"from": "2015", "to": "2015"})


def test_a_date_is_written_with_its_bounds() -> None:
    written = WhenSchema().dump(from_edtf("../2015-05-18"))
    assert (written["edtf"], written["earliest"], written["latest"]) == ("../2015-05-18", None, "2015-05-18")
    assert (written["precision"], written["qualifier"]) == ("interval", None)
    assert written["display"]


def test_a_qualified_month_is_written() -> None:
    written = WhenSchema().dump(from_edtf("2015-03~"))
    assert (written["earliest"], written["latest"]) == ("2015-03-01", "2015-03-31")
    assert (written["precision"], written["qualifier"]) == ("month", "approximate")


@pytest.mark.parametrize(
    ("year", "written"), [(9999, "9999-12-31"), (12015, "Y12015"), (-489, "-0489-12-31"), (0, "0000-12-31")]
)
def test_days_beyond_four_digits_are_edtf(year: int, written: str) -> None:
    assert day(ordinal(year, 12, 31)) == written


def test_a_short_passage_is_linked_whole() -> None:
    link = deep_link("https://a.example/1", "a well-known town, & more")
    assert link == "https://a.example/1#:~:text=a%20well%2Dknown%20town%2C%20%26%20more"


def test_a_long_passage_is_linked_by_its_ends() -> None:
    link = deep_link("https://a.example/1#top", " ".join(f"w{number}" for number in range(40)))
    assert link == "https://a.example/1#top:~:text=w0%20w1%20w2%20w3%20w4,w35%20w36%20w37%20w38%20w39"


def test_a_passage_over_two_blocks_is_linked_by_its_ends() -> None:
    assert deep_link("https://a.example/", "Title\n\nText") == "https://a.example/#:~:text=Title,Text"


def test_without_a_url_there_is_no_link() -> None:
    assert deep_link(None, "words") is None


@given(st.text())
def test_a_link_holds_one_fragment_directive(passage: str) -> None:
    link = deep_link("https://a.example/", passage.encode("utf-8", "replace").decode())
    assert link is not None
    directive = link.removeprefix("https://a.example/").removeprefix("#:~:text=")
    assert directive.count(",") <= 1
    assert not set(directive) & set(' &-#"<>')


def test_faults_point_at_what_is_wrong() -> None:
    assert faults({"query": {"from": ["x"]}}) == [{"parameter": "from", "message": "x"}]
    assert faults({"json": {"a/b~": {"c": ["x", "y"]}}}) == [
        {"pointer": "/a~1b~0/c", "message": "x"},
        {"pointer": "/a~1b~0/c", "message": "y"},
    ]
    assert faults({"json": {"_schema": ["x"]}}) == [{"pointer": "", "message": "x"}]


def test_faults_in_one_line() -> None:
    assert sentence({"title": ["missing"], "_schema": ["x"]}) == "title: missing; x"


def timex(reading: Reading | None, signal: Signal | None = None) -> Timex:
    captures = (("unit", "month"),)
    return Timex(start=3, end=13, text="last month", rule="relative", captures=captures, reading=reading, signal=signal)


def test_a_tagged_expression_has_a_mod_only_when_it_has_one() -> None:
    april = from_edtf("2015-04")
    assert tagged(timex(Reading(type="DATE", value="2015-04", interval=april))) == {
        "start": 3,
        "end": 13,
        "text": "last month",
        "type": "DATE",
        "value": "2015-04",
        "edtf": "2015-04",
        "rule": "relative",
    }
    duration = tagged(timex(Reading(type="DURATION", value="P2D", mod="APPROX")))
    assert (duration["mod"], duration["edtf"]) == ("APPROX", None)


def test_an_expression_is_written_with_its_trace() -> None:
    april, anchor = from_edtf("2015-04"), from_edtf("2015-05-18")
    reading = Reading(
        type="DATE", value="2015-04", interval=april, anchor=anchor, anchored_to="publication", steps=("a", "b")
    )
    signal = Signal(kind="since", start=0, end=13, text="since last month", period=from_edtf("2015-04/.."))
    written = TimexSchema().dump(ExplainedTimex(timex(reading, signal), "2015-05-18"))
    assert written["trace"] == {"steps": ["a", "b"], "anchor": "2015-05-18", "anchored_to": "publication"}
    assert (written["captures"], written["when"]["edtf"]) == ({"unit": "month"}, "2015-04")
    assert (written["signal"]["kind"], written["signal"]["when"]["edtf"]) == ("since", "2015-04/..")
    assert written["explanation"]


def test_an_unread_expression_is_written_without_a_date() -> None:
    written = TimexSchema().dump(ExplainedTimex(timex(None), None))
    assert (written["edtf"], written["when"], written["alternatives"]) == (None, None, [])


def test_an_extracted_event_has_an_expression_only_when_one_dates_it() -> None:
    def mention(dated_by: Timex | None) -> Mention:
        clause, trigger = Span(0, 20, "Tikrit was taken"), Span(11, 16, "taken")
        interval = from_edtf("2015-04") if dated_by else None
        return Mention(
            sentence=clause,
            clause=clause,
            trigger=trigger,
            headline="x",
            type="capture",
            interval=interval,
            timex=dated_by,
            confidence=0.88,
        )

    assert extracted(mention(timex(None))) == {
        "start": 0,
        "end": 20,
        "trigger_start": 11,
        "trigger_end": 16,
        "headline": "x",
        "type": "capture",
        "date": "2015-04",
        "confidence": 0.88,
        "expression": "last month",
        "places": [],
        "actors": [],
    }
    undated = extracted(mention(None))
    assert undated["date"] is None
    assert "expression" not in undated
