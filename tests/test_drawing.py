"""Where dates are drawn, and under which names: what every widget's feed builds on."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from schemas.drawing import Stretch, drawn, iso, traits
from schemas.event import ServedEvent
from schemas.formats import formats
from schemas.listing import Listing
from schemas.query import TimelineQuery
from timeline.interval import Interval, ordinal
from timeline.model import Citation, Event, Span
from timeline.notation import from_edtf


def event(edtf: str, **changed: Any) -> Event:
    citation = Citation(
        article_id="a",
        title="Ramadi falls",
        publisher="The Courier",
        url="https://courier.example/1",
        published="2015-05-18",
        quote=Span(10, 27, "Ramadi fell then."),
        prefix="",
        suffix="",
        interval=from_edtf(edtf),
        expression=Span(22, 26, "then"),
        anchor=None,
        rule="r",
        explanation="e",
    )
    told = {"status": "asserted", "citations": (citation, citation), **changed}
    return Event(id="evt_1", headline="Ramadi fell", type="capture", interval=from_edtf(edtf), **told)


def fed(suffix: str, *events: Event) -> Any:
    listing = Listing(events=[ServedEvent(one, "http://localhost/x") for one in events], url="", first="", home="")
    text = "".join(formats()[suffix].write(listing))
    return json.loads(text) if suffix.endswith("json") else text


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2015-03-02", "2015-03-02", "2015-03-02"),
        ("2015-04~", "2015-04-01", "2015-04-30"),
        ("2015", "2015-01-01", "2015-12-31"),
        ("../2015-05-18", "2015-05-18", "2015-05-18"),
        ("2015-05-18/..", "2015-05-18", "2015-05-18"),
        ("[2015-03-05,2015-03-12]", "2015-03-05", "2015-03-12"),
        ("-0490", "-000490-01-01", "-000490-12-31"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("Y12015", "+012015-01-01", "+012015-12-31"),
        ("Y999998", "+275000-12-31", "+275000-12-31"),
        ("Y-999999", "-271000-01-01", "-271000-01-01"),
    ],
)
def test_first_and_last_day_as_javascript_reads_them(edtf: str, first: str, last: str) -> None:
    days = drawn(from_edtf(edtf))
    assert days
    assert (iso(days.first), iso(days.last)) == (first, last)


def test_a_time_that_nobody_knows_is_nowhere() -> None:
    assert drawn(Interval(None, None)) is None


def test_days_stay_within_the_years_of_a_widget() -> None:
    assert drawn(from_edtf("2003/2011"), (2005, 2006)) == Stretch(ordinal(2005), ordinal(2006, 12, 31))


@pytest.mark.parametrize(
    ("edtf", "changed", "names"),
    [
        ("2015-03-02", {}, "day asserted"),
        ("2015-03~", {"status": "reported"}, "month approximate reported"),
        ("2015%", {}, "year uncertain approximate asserted"),
        ("../2015-05-18", {}, "interval open-start asserted"),
        ("2015-05-18/..", {"alternatives": (from_edtf("2015"),)}, "interval open-end disputed asserted"),
        ("[2015-03-05,2015-03-12]", {}, "interval one-of asserted"),
    ],
)
def test_names_for_style_sheets(edtf: str, changed: dict[str, Any], names: str) -> None:
    assert " ".join(traits(event(edtf, **changed))) == names
    assert fed("vis.json", event(edtf, **changed))["items"][0]["className"] == names
    assert fed("simile.json", event(edtf, **changed))["events"][0]["classname"] == names


@pytest.mark.parametrize(
    ("edtf", "dates"),
    [
        ("2015-03-02", ["2015-03-02", None, None, None, False]),
        ("2015-03-02~", ["2015-03-02", "2015-03-02", "2015-03-02", "2015-03-02", False]),
        ("2015-04", ["2015-04-01", "2015-04-30", "2015-04-01", "2015-04-30", False]),
        ("2003/2011", ["2003-01-01", "2003-12-31", "2011-01-01", "2011-12-31", True]),
        ("2014-06/2015-04-17", ["2014-06-01", "2014-06-30", "2015-04-17", "2015-04-17", True]),
        ("[2015-03-05,2015-03-12]", ["2015-03-05", "2015-03-12", "2015-03-05", "2015-03-12", False]),
        ("../2015-05-18", ["2015-05-18", None, None, None, False]),
        ("-0043-03-15", ["-0043-03-15", None, None, None, False]),
        ("Y12015", ["9999-12-31", "9999-12-31", "9999-12-31", "9999-12-31", False]),
    ],
)
def test_four_dates(edtf: str, dates: list[object]) -> None:
    (found,) = fed("simile.json", event(edtf))["events"]
    names = ("start", "latestStart", "earliestEnd", "end")
    assert [found.get(name, "").removesuffix("T00:00:00Z") or None for name in names] == dates[:4]
    assert found["durationEvent"] is dates[4]


@pytest.mark.parametrize(
    ("edtf", "item"),
    [
        ("2015-03-02", {"type": "point", "start": "2015-03-02"}),
        ("2015", {"type": "range", "start": "2015-01-01", "end": "2016-01-01"}),
        ("-0490-12-31", {"type": "point", "start": "-000490-12-31"}),
    ],
)
def test_days_of_vis_end_on_the_next(edtf: str, item: dict[str, str]) -> None:
    (found,) = fed("vis.json", event(edtf))["items"]
    assert {name: found[name] for name in ("type", "start", "end") if name in found} == item


def test_what_is_in_doubt_is_said() -> None:
    (slide,) = fed("timelinejs.json", event("2015", status="planned", alternatives=(from_edtf("2014-12"),)))["events"]
    assert slide["text"]["text"] == (
        "<p>Planned.</p><p>Other articles say: December 2014.</p>"
        "<blockquote>“Ramadi fell <mark>then</mark>.”</blockquote>"
        '<p><a href="https://courier.example/1#:~:text=Ramadi%20fell%20then." target="_blank" rel="noopener">'
        "The Courier, 18 May 2015</a></p>"
    )


@pytest.mark.parametrize("suffix", ["timelinejs.json", "vis.json", "simile.json"])
def test_what_has_no_day_has_no_place_on_a_line(suffix: str) -> None:
    nobody_knows = replace(event("2015"), interval=Interval(None, None))
    (found,) = (
        events for name, events in fed(suffix, nobody_knows, event("2015")).items() if name in ("events", "items")
    )
    assert len(found) == 1
    assert "at any time : Ramadi fell" in fed("mmd", nobody_knows)


def test_an_address_is_one_to_timelinejs_which_looks_for_more_in_it() -> None:
    for url, written in (
        ("https://a.example/x(1)/@bob?u=www.b.example", "https://a.example/x%281%29/%40bob?u=www%2Eb.example"),
        ("https://www.a.example/y'z", "https://www.a.example/y%27z"),
    ):
        told = event("2015")
        told = replace(told, citations=(replace(told.citations[0], url=url),))
        assert f'href=""{written}#:~:text=Ramadi%20fell%20then.""' in fed("timelinejs.csv", told)


def test_a_sentence_that_dates_an_event_twice_is_quoted_once() -> None:
    told = event("2015")
    again = replace(told.citations[0], expression=Span(10, 16, "Ramadi"))
    assert fed("chrono.json", replace(told, citations=(*told.citations, again)))["items"][0]["cardDetailedText"] == [
        "“Ramadi fell then.” — The Courier, 18 May 2015"
    ]


def test_no_parameter_makes_timelinejs_look_for_a_spreadsheet() -> None:
    names = {field.data_key or name for name, field in TimelineQuery().load_fields.items()}
    assert not [name for name in names if re.search(r"\bkey$", name)]
