"""What can be asked of the timeline and of its counts, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import ARTICLE, BEARER

EVENTS = "/api/v1/events"
SECOND = {
    **ARTICLE,
    "id": "bote-3",
    "url": "https://www.bote.example/3",
    "publisher": None,
    "title": "Ramadi lost",
    "text": "Militants captured Ramadi on 17 May 2015. An election was held in Baghdad in 2014.",
    "published": "2015-06",
}


@pytest.fixture
def two(told: FlaskClient) -> FlaskClient:
    """A client of an app that has read two articles, which share one event."""
    assert told.post("/api/v1/articles", json=SECOND, headers=BEARER).status_code == 201
    return told


def dates(client: FlaskClient, **query: str) -> list[str]:
    answer = client.get(EVENTS, query_string=query)
    assert answer.status_code == 200, answer.text
    return [event["when"]["edtf"] for event in answer.json["events"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["2014", "2015-04", "2015-05-17"]),
        ({"sort": "-start"}, ["2015-05-17", "2015-04", "2014"]),
        ({"from": "2014-06", "to": "2015-04-15"}, ["2014", "2015-04"]),
        ({"from": "2014-06", "to": "2015-04-15", "match": "overlaps"}, ["2014", "2015-04"]),
        ({"from": "2014-06", "to": "2015-04-15", "match": "starts"}, ["2015-04"]),
        ({"from": "2014-06", "to": "2015-04-15", "match": "within"}, []),
        ({"from": "2014", "to": "2015-04", "match": "within"}, ["2014", "2015-04"]),
        ({"published_from": "2015-06-30"}, ["2014", "2015-05-17"]),
        ({"published_to": "2015-05-18"}, ["2015-04", "2015-05-17"]),
        ({"published_from": "2015-05-19", "published_to": "2015-05-31"}, []),
        ({"actor": "iraqi FORCES"}, ["2015-04"]),
        ({"type": "capture,recapture"}, ["2015-04", "2015-05-17"]),
        ({"type": "election"}, ["2014"]),
        ({"article": "bote-3"}, ["2014", "2015-05-17"]),
        ({"article": "bote-3", "min_sources": "2"}, ["2015-05-17"]),
        ({"min_sources": "3"}, []),
        ({"source": "bote.example"}, ["2014", "2015-05-17"]),
        ({"near": "34.6,43.6,50"}, ["2015-04"]),
        ({"near": "33.4,43.3,60"}, ["2015-05-17"]),
        ({"bbox": "38,29,43.5,37"}, ["2015-05-17"]),
        ({"bbox": "170,-90,-170,90"}, []),
        ({"lang": "en"}, ["2014", "2015-04", "2015-05-17"]),
        ({"lang": "en-GB", "min_sources": "2"}, ["2015-05-17"]),
        ({"lang": "de"}, []),
        ({"updated_since": "2020-01-01"}, ["2014", "2015-04", "2015-05-17"]),
        ({"updated_since": "2020-01-01T00:00:00+02:00"}, ["2014", "2015-04", "2015-05-17"]),
        ({"updated_since": "9000"}, []),
        ({"updated_since": "Y-20000"}, ["2014", "2015-04", "2015-05-17"]),
        ({"updated_since": "Y20000"}, []),
        ({"min_precision": "day"}, ["2015-05-17"]),
        ({"min_precision": "month"}, ["2015-04", "2015-05-17"]),
        ({"status": "all"}, ["2014", "2015-04", "2015-05-17"]),
        ({"status": "planned,denied"}, []),
        ({"from": "-0043-03-15", "to": "Y12000"}, ["2014", "2015-04", "2015-05-17"]),
        ({"to": "-0043-03-15"}, []),
        ({"sort": "relevance", "q": "ramadi", "type": "capture"}, ["2015-05-17"]),
        ({"sort": "updated", "article": "courier-17"}, ["2015-04", "2015-05-17"]),
        ({"sort": "-updated", "article": "courier-17"}, ["2015-05-17", "2015-04"]),
    ],
)
def test_filters(two: FlaskClient, query: dict[str, str], found: list[str]) -> None:
    assert dates(two, **query) == found
    assert two.get(EVENTS, query_string={**query, "count": "exact", "limit": "1"}).json["count"] == len(found)


def test_events_by_their_ids(two: FlaskClient) -> None:
    ids = [event["id"] for event in two.get(EVENTS).json["events"]]
    assert dates(two, id=f"{ids[2]},{ids[0]},evt_aaaaaaaaaaaaaaaa") == ["2014", "2015-05-17"]


def test_a_count_is_there_only_for_who_asks(two: FlaskClient) -> None:
    for query in ({}, {"count": "none"}):
        answer = two.get(EVENTS, query_string=query)
        assert "count" not in answer.json
        assert "Total-Count" not in answer.headers


@pytest.mark.parametrize(
    ("query", "parameter", "said"),
    [
        ({"match": "within"}, "match", "expected 'from' or 'to'"),
        ({"match": "inside", "from": "2015"}, "match", "overlaps, within, starts"),
        ({"published_from": "2016", "published_to": "2015"}, "published_from", "after 'published_to'"),
        ({"published_from": "../2015"}, "published_from", "no first day"),
        ({"published_to": "yesterday"}, "published_to", "'yesterday'"),
        ({"type": "captured"}, "type", "'captured' is none of"),
        ({"type": ""}, "type", "blank"),
        ({"id": "evt_1"}, "id", "expected one such as evt_"),
        ({"id": "evt_aaaaaaaaaaaaaaaa,"}, "id", "'' is no event's id"),
        ({"min_sources": "0"}, "min_sources", "from 1 to"),
        ({"article": "../x"}, "article", "not an id"),
        ({"fields": "id,headlin"}, "fields", "did you mean 'headline'"),
        ({"fields": "when.edft"}, "fields", "did you mean 'when.edtf'"),
        ({"sort": "end"}, "sort", "start, -start, updated"),
        ({"count": "all"}, "count", "none, exact"),
        ({"cursor": "a", "before": "b"}, "before", "beside 'cursor'"),
        ({"before": "b"}, "before", "not a cursor"),
        ({"actr": "x"}, "actr", "did you mean 'actor'"),
        ({"near": "34.6,43.6"}, "near", "has 2 numbers; expected latitude,longitude,distance in km"),
        ({"near": "91,0,5"}, "near", "'91' is no latitude; expected a number from -90 to 90"),
        ({"near": "nan,0,5"}, "near", "'nan' is no latitude"),
        ({"near": "1e1,0,5"}, "near", "'1e1' is no latitude"),
        ({"near": "0,0,-1"}, "near", "'-1' is no distance"),
        ({"bbox": "0,10,5,9"}, "bbox", "south north of its north"),
        ({"bbox": "0,0,0,0,0"}, "bbox", "has 5 numbers"),
        ({"lang": "xx"}, "lang", "no language whose dates can be read"),
        ({"updated_since": "yesterday"}, "updated_since", "is no time"),
        ({"updated_since": "2020-01-01T00:00:00"}, "updated_since", "is no time"),
        ({"updated_since": "2020-01-01T00:00:00 02:00"}, "updated_since", "written %2B"),
        ({"updated_since": "2020-13-01"}, "updated_since", "is no time"),
        ({"updated_since": "../2020"}, "updated_since", "is no time"),
        ({"min_precision": "interval"}, "min_precision", "none of day"),
        ({"status": "all,denied"}, "status", "expected it alone"),
        ({"sort": "relevance"}, "sort", "expected 'q' beside it"),
        ({"include": "citation"}, "include", "none of citations"),
        ({"include": "trace", "fields": "id"}, "include", "beside 'fields'"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(
    two: FlaskClient, query: dict[str, str], parameter: str, said: str
) -> None:
    for url in (EVENTS, f"{EVENTS}.csv", f"{EVENTS}.ndjson"):
        answer = two.get(url, query_string=query)
        assert answer.status_code == 422
        (fault,) = answer.get_json(force=True)["errors"]
        assert fault["parameter"] == parameter
        assert said in fault["message"]


def test_what_is_long_comes_along_for_who_asks(two: FlaskClient) -> None:
    (plain,) = two.get(EVENTS, query_string={"type": "recapture"}).json["events"]
    (whole,) = two.get(EVENTS, query_string={"type": "recapture", "include": "trace,articles"}).json["events"]
    assert {"citations", "alternatives"} < set(plain)
    assert set(whole) - set(plain) == {"articles"}
    assert set(plain) - set(whole) == {"alternatives"}
    assert whole["citations"][0]["trace"] == {
        "steps": ["shift(n=-1, unit=month) = 2015-04"],
        "anchor": "2015-05-18",
        "anchored_to": "publication",
    }
    assert whole["articles"] == two.get("/api/v1/articles?limit=1").json["articles"]
    (bare,) = two.get(EVENTS, query_string={"type": "recapture", "fields": "articles.id,citations.trace.steps"}).json[
        "events"
    ]
    assert bare == {
        "articles": [{"id": "courier-17"}],
        "citations": [{"trace": {"steps": ["shift(n=-1, unit=month) = 2015-04"]}}],
    }


@pytest.mark.parametrize("include", ["citations", "alternatives", "articles", "trace", "articles,trace"])
def test_one_event_and_a_stream_take_the_same_choice(two: FlaskClient, include: str) -> None:
    query = {"type": "election", "include": include}
    (event,) = two.get(EVENTS, query_string=query).json["events"]
    alone = two.get(event["links"]["self"], query_string={"include": include})
    assert alone.json == event
    assert two.get(f"{EVENTS}.ndjson", query_string=query).get_json(force=True) == event
    assert two.get(f"{EVENTS}.csv", query_string=query).status_code == 422


def listed(client: FlaskClient, items: str, **query: str) -> dict[str, int]:
    answer = client.get(f"/api/v1/{items}", query_string=query)
    assert answer.status_code == 200, answer.text
    return {item["name"]: item["count"] for item in answer.json[items]}


def test_names_are_counted_under_the_same_filters(two: FlaskClient) -> None:
    assert listed(two, "places") == {"Baghdad": 1, "Ramadi": 1, "Tikrit": 1}
    assert listed(two, "places", min_sources="2") == {"Ramadi": 1}
    assert listed(two, "types", **{"from": "2015"}) == {"capture": 1, "recapture": 1}
    assert listed(two, "sources") == {"The Courier": 2, "bote.example": 2}
    assert "Iraqi forces" in listed(two, "actors", place="Tikrit")


@pytest.mark.parametrize("items", ["places", "actors", "types", "sources"])
def test_a_name_leads_to_its_events(two: FlaskClient, items: str) -> None:
    answer = two.get(f"/api/v1/{items}", query_string={"from": "2015"}).json
    assert answer[items]
    for item in answer[items]:
        url = item["links"]["events"]
        assert "from=2015" in url
        assert len(two.get(url).json["events"]) == item["count"]


@pytest.mark.parametrize("items", ["places", "actors", "types", "sources"])
def test_names_come_in_pages(two: FlaskClient, items: str) -> None:
    whole = two.get(f"/api/v1/{items}").json[items]
    page = two.get(f"/api/v1/{items}?limit=1")
    found: list[dict[str, Any]] = page.json[items]
    while page.json["next"]:
        assert page.headers["Link"] == f'<{page.json["next"]}>; rel="next"'
        page = two.get(page.json["next"])
        found += page.json[items]
    assert found == whole


def test_a_cursor_of_one_kind_of_names_serves_no_other(two: FlaskClient) -> None:
    following = two.get("/api/v1/places?limit=1").json["next"]
    assert two.get(following.replace("places", "types")).status_code == 422
    assert two.get(following.replace("places", "events")).status_code == 422


def test_towns_have_a_point_on_the_map(two: FlaskClient) -> None:
    places = {place["name"]: place["location"] for place in two.get("/api/v1/places").json["places"]}
    assert places["Tikrit"] == {"latitude": 34.61581, "longitude": 43.67861, "country": "IQ"}


@pytest.mark.parametrize(
    ("query", "buckets", "coarser"),
    [
        ({}, {"2015-04": 1, "2015-05": 1}, 1),
        ({"interval": "month"}, {"2015-04": 1, "2015-05": 1}, 1),
        ({"interval": "day"}, {"2015-05-17": 1}, 2),
        ({"interval": "week"}, {"2015-05-11/2015-05-17": 1}, 2),
        ({"interval": "quarter"}, {"2015-34": 2}, 1),
        ({"interval": "year"}, {"2014": 1, "2015": 2}, 0),
        ({"interval": "decade"}, {"201X": 3}, 0),
        ({"interval": "year", "place": "Ramadi"}, {"2015": 1}, 0),
    ],
)
def test_events_by_time(two: FlaskClient, query: dict[str, str], buckets: dict[str, int], coarser: int) -> None:
    answer = two.get("/api/v1/histogram", query_string=query).json
    assert {bucket["when"]["edtf"]: bucket["count"] for bucket in answer["buckets"]} == buckets
    assert (answer["coarser"], answer["total"]) == (coarser, coarser + sum(buckets.values()))


@pytest.mark.parametrize("query", [{"interval": "hour"}, {"limit": "5"}, {"sort": "start"}])
def test_a_histogram_has_its_own_parameters(two: FlaskClient, query: dict[str, str]) -> None:
    assert two.get("/api/v1/histogram", query_string=query).json["errors"][0]["parameter"] in query
