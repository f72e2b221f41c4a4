"""Sets of filters with a name: kept, asked for in every format, turned page by page, deleted."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from schemas.formats import formats
from tests.conftest import BEARER

TIMELINES = "/api/v1/timelines"
WAR: dict[str, Any] = {"title": "The war", "filters": {"from": "2015", "to": "2015", "sort": "-start"}}


@pytest.fixture
def kept(told: FlaskClient) -> FlaskClient:
    """A client of an app that keeps a timeline of both events of an article."""
    answer = told.put(f"{TIMELINES}/war", json=WAR, headers=BEARER)
    assert (answer.status_code, answer.headers["Location"]) == (201, f"http://localhost{TIMELINES}/war")
    return told


def test_a_timeline_is_what_was_kept(kept: FlaskClient) -> None:
    shown = kept.get(f"{TIMELINES}/war").json
    assert {name: shown[name] for name in ("slug", "title", "description", "filters")} == {
        "slug": "war",
        "description": None,
        **WAR,
    }
    assert kept.get(TIMELINES).json == {"timelines": [shown]}
    assert set(shown["links"]["events"]) == set(formats())


def test_its_events_are_those_of_its_filters_in_every_format(kept: FlaskClient) -> None:
    for suffix, url in kept.get(f"{TIMELINES}/war").json["links"]["events"].items():
        own, plain = kept.get(url), kept.get(f"/api/v1/events.{suffix}", query_string=WAR["filters"])
        assert (own.status_code, own.mimetype) == (200, plain.mimetype)
        if suffix in ("json", "csv", "ndjson"):
            assert own.text == plain.text
    dates = [event["when"]["edtf"] for event in kept.get(f"{TIMELINES}/war/events.json").json["events"]]
    assert dates == ["2015-05-17", "2015-04"]


def test_it_is_turned_page_by_page_and_narrowed(kept: FlaskClient) -> None:
    page = kept.get(f"{TIMELINES}/war/events.json?limit=1&count=exact").json
    rest = kept.get(page["next"]).json
    assert [event["when"]["edtf"] for event in page["events"] + rest["events"]] == ["2015-05-17", "2015-04"]
    assert (page["count"], rest["next"]) == (2, None)
    assert kept.get(rest["prev"]).json["events"] == page["events"]
    narrowed = kept.get(f"{TIMELINES}/war/events.json?place=Tikrit").json["events"]
    assert [event["when"]["edtf"] for event in narrowed] == ["2015-04"]
    kept.put(f"{TIMELINES}/other", json=WAR, headers=BEARER)
    assert kept.get(page["next"].replace("war", "other")).status_code == 422


@pytest.mark.parametrize(
    ("query", "parameter"),
    [({"from": "2014"}, "from"), ({"plase": "x"}, "plase"), ({"sort": "start"}, "sort"), ({"limit": "0"}, "limit")],
)
def test_what_contradicts_it_is_refused(kept: FlaskClient, query: dict[str, str], parameter: str) -> None:
    answer = kept.get(f"{TIMELINES}/war/events.json", query_string=query)
    assert answer.status_code == 422
    assert [fault["parameter"] for fault in answer.json["errors"]] == [parameter]


def test_a_second_one_of_the_name_replaces_it(kept: FlaskClient) -> None:
    answer = kept.put(f"{TIMELINES}/war", json={**WAR, "title": "War", "description": "All."}, headers=BEARER)
    assert (answer.status_code, answer.json["title"], answer.json["description"]) == (200, "War", "All.")
    assert len(kept.get(TIMELINES).json["timelines"]) == 1


def test_one_that_is_deleted_is_gone(kept: FlaskClient) -> None:
    assert kept.delete(f"{TIMELINES}/war", headers=BEARER).status_code == 204
    for answer in (kept.get(f"{TIMELINES}/war"), kept.get(f"{TIMELINES}/war/events.json")):
        assert answer.status_code == 404
    assert kept.delete(f"{TIMELINES}/war", headers=BEARER).status_code == 404
    assert len(kept.get("/api/v1/events").json["events"]) == 2


def test_who_has_no_token_changes_nothing(kept: FlaskClient) -> None:
    assert kept.put(f"{TIMELINES}/war", json=WAR).status_code == 401
    assert kept.delete(f"{TIMELINES}/war").status_code == 401
    assert len(kept.get(TIMELINES).json["timelines"]) == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"title": "x"}, "/filters"),
        ({"filters": {}}, "/title"),
        ({"title": "x", "filters": []}, "/filters"),
        ({"title": "x", "filters": {"plase": "y"}}, "/filters/plase"),
        ({"title": "x", "filters": {"from": "2015-13"}}, "/filters/from"),
        ({"title": "x", "filters": {"limit": "5"}}, "/filters/limit"),
        ({"title": "x", "filters": {"min_sources": 2}}, "/filters/min_sources"),
        ({"title": "x", "filters": {"match": "within"}}, "/filters/match"),
        ({"title": "x", "filters": {}, "name": "y"}, "/name"),
    ],
)
def test_filters_are_checked_when_they_are_kept(told: FlaskClient, body: dict[str, Any], pointer: str) -> None:
    answer = told.put(f"{TIMELINES}/war", json=body, headers=BEARER)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json["errors"]] == [pointer]


@pytest.mark.parametrize("slug", ["War", "the_war", "-war", "war-", "a--b", "wär", "x" * 81, "w%00r", "w ar"])
def test_a_name_is_small_letters_and_hyphens(told: FlaskClient, slug: str) -> None:
    answer = told.put(f"{TIMELINES}/{slug}", json=WAR, headers=BEARER)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["parameter"] == "slug"
    assert told.get(f"{TIMELINES}/{slug}").status_code == 404


def test_an_unknown_format_is_not_found(kept: FlaskClient) -> None:
    assert kept.get(f"{TIMELINES}/war/events.docx").status_code == 404
