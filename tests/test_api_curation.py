"""Correcting events by hand: the articles' own reading stays beside it, and nothing that comes in undoes it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import ARTICLE, BEARER
from tests.test_api_access import bearer, made
from tests.test_api_errors import assert_problem

EVENTS = "/api/v1/events"
ARTICLES = "/api/v1/articles"
ANY = {"If-Match": "*"}
MERGE_PATCH = {"Content-Type": "application/merge-patch+json"}
HERALD = {**ARTICLE, "id": "herald-3", "url": "https://herald.example/3", "publisher": "The Herald"}


def events(client: FlaskClient, **query: str) -> list[dict[str, Any]]:
    found = client.get(EVENTS, query_string=query)
    assert found.status_code == 200, found.text
    return list(found.json["events"])


def event(client: FlaskClient, place: str = "Tikrit") -> dict[str, Any]:
    (found,) = events(client, place=place)
    return found


def correct(client: FlaskClient, id: str, fields: object, **headers: str) -> TestResponse:
    sent = {**BEARER, **MERGE_PATCH, **(headers or ANY)}
    return client.patch(f"{EVENTS}/{id}", data=orjson.dumps(fields), headers=sent)


def undo(client: FlaskClient, id: str, headers: dict[str, str] = ANY) -> TestResponse:
    return client.delete(f"{EVENTS}/{id}/curation", headers={**BEARER, **headers})


def post(client: FlaskClient, id: str, act: str, body: object, **headers: str) -> TestResponse:
    return client.post(f"{EVENTS}/{id}/{act}", json=body, headers={**BEARER, **(headers or ANY)})


def send(client: FlaskClient, *articles: dict[str, Any]) -> None:
    for article in articles:
        assert client.post(ARTICLES, json=article, headers=BEARER).status_code in (200, 201)


def test_a_date_and_a_headline_are_corrected_beside_what_was_read(told: FlaskClient, app: Flask) -> None:
    before = event(told)
    desk = bearer(made(app.test_cli_runner(), "write", "news desk"))
    answer = correct(
        told,
        before["id"],
        {"date": "2015-04-02", "headline": "Tikrit retaken", "note": "See the archive"},
        **ANY,
        **desk,
    )
    assert answer.status_code == 200
    after = event(told)
    assert answer.json == after
    when = after["when"]
    assert (after["headline"], when["edtf"], when["precision"]) == ("Tikrit retaken", "2015-04-02", "day")
    curation = after["curation"]
    assert (curation["by"], curation["note"]) == ("news desk", "See the archive")
    assert curation["corrected"] == ["date", "headline"]
    assert curation["machine"] == {name: before[name] for name in ("headline", "when", "confidence")}
    assert (after["confidence"], after["confidence_explanation"]) == (1.0, "Corrected by hand: news desk")
    assert after["citations"] == before["citations"]
    assert "curation" not in before
    assert [one["id"] for one in events(told, **{"from": "2015-04-02", "to": "2015-04-02", "match": "within"})] == [
        after["id"]
    ]
    assert events(told, q="retaken") == [after]
    assert events(told, q="recaptured tikrit") == [after]


def test_people_see_what_was_corrected(told: FlaskClient) -> None:
    fields = {"date": "2015-04-02", "headline": "<b>Retaken</b>", "note": "<script>alert(1)</script>"}
    correct(told, event(told)["id"], fields)
    page = told.get("/", headers={"Accept": "text/html"}).text
    assert "Corrected by hand: &lt;script&gt;alert(1)&lt;/script&gt;." in page
    assert "The articles give April 2015." in page
    assert "It was read as “Iraqi forces recaptured Tikrit”." in page
    assert "<script>alert" not in page
    assert "<b>Retaken" not in page


def test_what_disagrees_with_a_corrected_date_stands_beside_it(told: FlaskClient) -> None:
    correct(told, event(told)["id"], {"date": "2016-01"})
    (found,) = events(told, **{"from": "2016"})
    assert [one["edtf"] for one in found["alternatives"]] == ["2015-04"]


def test_nothing_that_comes_in_undoes_a_correction(told: FlaskClient) -> None:
    id = event(told)["id"]
    correct(told, id, {"date": "2015-04-02", "headline": "Tikrit retaken"})
    send(told, {**ARTICLE, "title": "Changed"}, HERALD)
    after = event(told)
    assert (after["headline"], after["when"]["edtf"], after["article_count"]) == ("Tikrit retaken", "2015-04-02", 2)
    told.delete(f"{ARTICLES}/{ARTICLE['id']}", headers={**BEARER, **ANY})
    assert event(told) == {
        **after,
        "id": event(told)["id"],
        **{name: event(told)[name] for name in ("citations", "article_count", "links", "updated")},
    }
    send(told, ARTICLE)
    assert event(told)["headline"] == "Tikrit retaken"


def test_an_earlier_telling_changes_the_id_and_not_the_correction(told: FlaskClient) -> None:
    id = event(told)["id"]
    correct(told, id, {"headline": "Tikrit retaken"})
    send(told, {**HERALD, "published": "2015-05-10", "text": "Iraqi forces recaptured Tikrit last month."})
    after = event(told)
    assert after["article_count"] == 2
    assert after["headline"] == "Tikrit retaken"


def test_a_correction_is_taken_back_in_part_and_as_a_whole(told: FlaskClient) -> None:
    before = event(told)
    correct(told, before["id"], {"date": "2015-04-02", "headline": "Tikrit retaken"})
    partly = correct(told, before["id"], {"headline": None}).json
    assert (partly["headline"], partly["when"]["edtf"]) == (before["headline"], "2015-04-02")
    assert undo(told, before["id"]).status_code == 204
    assert {**event(told), "updated": None} == {**before, "updated": None}
    correct(told, before["id"], {"date": "2015-04-02"})
    correct(told, before["id"], {"date": None})
    assert "curation" not in event(told)


def test_a_hidden_event_is_nowhere(told: FlaskClient) -> None:
    id, everything = event(told)["id"], told.get(EVENTS).json["events"]
    since = told.get("/api/v1/changes").json
    assert correct(told, id, {"hidden": True}).status_code == 204
    assert id not in told.get(EVENTS, query_string={"status": "all"}).text
    assert_problem(told.get(f"{EVENTS}/{id}"), 404)
    assert [place["name"] for place in told.get("/api/v1/places").json["places"]] == ["Ramadi"]
    assert told.get(f"{ARTICLES}/{ARTICLE['id']}").json["event_count"] == 1
    assert told.get("/readyz").json["events"] == 1
    assert since["changes"]
    assert ("deleted", id) in {(one["kind"], one["id"]) for one in told.get("/api/v1/changes").json["changes"]}
    send(told, HERALD, {**ARTICLE, "title": "Changed"})
    assert events(told, place="Tikrit") == []
    assert undo(told, id, {}).status_code == 204
    assert event(told)["article_count"] == 2
    assert len(told.get(EVENTS).json["events"]) == len(everything)


def test_a_hidden_event_is_shown_again_by_a_patch(told: FlaskClient) -> None:
    id = event(told)["id"]
    correct(told, id, {"hidden": True})
    sent = {**BEARER, **MERGE_PATCH}
    answer = told.patch(f"{EVENTS}/{id}", data=b'{"hidden": null}', headers=sent)
    assert (answer.status_code, answer.json["id"]) == (200, id)
    assert "curation" not in event(told)


TWO = {
    **ARTICLE,
    "id": "two",
    "text": "Iraqi forces recaptured Tikrit in April 2015. Rebels shelled Mosul on 3 May 2015.",
}


def test_two_events_are_one(client: FlaskClient) -> None:
    send(client, TWO)
    one, other = events(client)
    answer = post(client, one["id"], "merge", {"with": other["id"], "note": "one offensive"})
    assert answer.status_code == 200
    (both,) = events(client)
    assert answer.json == both
    assert len(both["citations"]) == 2
    assert both["id"] in (one["id"], other["id"])
    assert both["curation"]["taken_from"] == [id for id in (one["id"], other["id"]) if id != both["id"]]
    assert both["curation"]["note"] == "one offensive"
    changes = client.get("/api/v1/changes").json["changes"]
    gone = both["curation"]["taken_from"][0]
    assert [change["into"] for change in changes if change["id"] == gone] == [both["id"]]
    send(client, {**TWO, "title": "Changed"}, {**HERALD, "text": "Rebels shelled Mosul on 3 May 2015, the army said."})
    (after,) = events(client)
    assert after["article_count"] == 2
    undo(client, after["id"])
    assert sorted(len(found["citations"]) for found in events(client)) == [1, 2]


def test_one_event_is_two(client: FlaskClient) -> None:
    send(client, ARTICLE, HERALD)
    whole = event(client)
    assert len(whole["citations"]) == 2
    answer = post(client, whole["id"], "split", {"citations": [1]})
    assert answer.status_code == 200, answer.text
    parts = events(client, place="Tikrit")
    assert sorted(part["article_count"] for part in parts) == [1, 1]
    assert (
        answer.json["citations"] == [whole["citations"][1]]
        or answer.json["citations"][0]["article"]["id"] == "herald-3"
    )
    assert all("curation" in part for part in parts)
    send(client, {**ARTICLE, "title": "Changed"}, {**HERALD, "title": "Changed"})
    assert {part["id"] for part in events(client, place="Tikrit")} == {part["id"] for part in parts}
    undo(client, parts[0]["id"])
    (again,) = events(client, place="Tikrit")
    assert (again["article_count"], "curation" in again) == (2, False)


def test_an_event_is_corrected_under_an_id_that_it_had(told: FlaskClient) -> None:
    id = event(told)["id"]
    send(told, {**HERALD, "published": "2015-05-10", "text": "Iraqi forces recaptured Tikrit last month."})
    now = event(told)["id"]
    assert now != id
    state = told.get(f"{EVENTS}/{id}").headers["ETag"]
    assert correct(told, id, {"headline": "Tikrit retaken"}, **{"If-Match": state}).json["id"] == now
    assert correct(told, id, {"hidden": True}).status_code == 204
    assert events(told, place="Tikrit") == []
    assert undo(told, id, {}).status_code == 204
    assert "curation" not in event(told)


def test_two_corrections_that_come_together_are_taken_back_together(client: FlaskClient) -> None:
    send(client, TWO)
    one, other = events(client)
    correct(client, one["id"], {"headline": "One"})
    correct(client, other["id"], {"headline": "Other"})
    (both,) = [post(client, one["id"], "merge", {"with": other["id"]}).json]
    assert both["headline"] == "Other"
    undo(client, both["id"])
    assert [found["headline"] for found in events(client)] == [one["headline"], other["headline"]]
    assert not any("curation" in found for found in events(client))


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"date": "2015-02-30"}, "/date"),
        ({"date": "../.."}, "/date"),
        ({"date": 2015}, "/date"),
        ({"headline": ""}, "/headline"),
        ({"headline": "\u200b"}, "/headline"),
        ({"headline": "x" * 301}, "/headline"),
        ({"hidden": "yes"}, "/hidden"),
        ({"hidden": 1}, "/hidden"),
        ({"surprise": 1}, "/surprise"),
        ({"note": "\x00"}, "/note"),
        ([], ""),
        ("x", ""),
    ],
)
def test_a_correction_that_cannot_be_changes_nothing(told: FlaskClient, fields: object, pointer: str) -> None:
    before = event(told)
    problem = assert_problem(correct(told, before["id"], fields), 422)
    assert problem["errors"][0]["pointer"] == pointer
    assert event(told) == before


@pytest.mark.parametrize(
    ("act", "body", "pointer"),
    [
        ("merge", {}, "/with"),
        ("merge", {"with": "evt_aaaaaaaaaaaaaaaa"}, "/with"),
        ("merge", {"with": "self"}, "/with"),
        ("merge", {"with": "'; --"}, "/with"),
        ("merge", {"with": 1}, "/with"),
        ("merge", [], ""),
        ("split", {}, "/citations"),
        ("split", {"citations": []}, "/citations"),
        ("split", {"citations": [0]}, "/citations"),
        ("split", {"citations": [1]}, "/citations"),
        ("split", {"citations": [-1]}, "/citations"),
        ("split", {"citations": [2**63]}, "/citations"),
        ("split", {"citations": ["0"]}, "/citations/0"),
        ("split", {"citations": [0.5]}, "/citations/0"),
        ("split", {"citations": [True]}, "/citations/0"),
        ("split", {"citations": list(range(1000))}, "/citations"),
    ],
)
def test_what_cannot_be_merged_or_split_stays(told: FlaskClient, act: str, body: Any, pointer: str) -> None:
    before = event(told)
    if body == {"with": "self"}:
        body = {"with": before["id"]}
    problem = assert_problem(post(told, before["id"], act, body), 422)
    assert problem["errors"][0]["pointer"] == pointer
    assert event(told) == before


def calls(client: FlaskClient, id: str, other: str, headers: dict[str, str]) -> list[TestResponse]:
    return [
        client.patch(f"{EVENTS}/{id}", data=b'{"headline": "x"}', headers={**MERGE_PATCH, **headers}),
        client.post(f"{EVENTS}/{id}/merge", json={"with": other}, headers=headers),
        client.post(f"{EVENTS}/{id}/split", json={"citations": [0]}, headers=headers),
        client.delete(f"{EVENTS}/{id}/curation", headers=headers),
    ]


def test_a_curator_says_which_state_is_meant(told: FlaskClient, app: Flask) -> None:
    send(told, HERALD)
    one, other = told.get(EVENTS).json["events"]
    stale = told.get(f"{EVENTS}/{one['id']}").headers["ETag"]
    assert stale.startswith('"')
    again = told.get(f"{EVENTS}/{one['id']}", headers={"If-None-Match": stale})
    assert (again.status_code, again.headers["ETag"]) == (304, stale)
    correct(told, one["id"], {"headline": "Changed meanwhile"}, **{"If-Match": stale})
    before = told.get(EVENTS).data
    reader = bearer(made(app.test_cli_runner(), "read"))
    for headers, status in (
        ({}, 401),
        ({**reader, **ANY}, 403),
        (BEARER, 428),
        ({**BEARER, "If-Match": stale}, 412),
        ({**BEARER, "If-Match": '"x"'}, 412),
    ):
        for answer in calls(told, one["id"], other["id"], headers):
            assert_problem(answer, status)
    for answer in calls(told, "evt_aaaaaaaaaaaaaaaa", other["id"], {**BEARER, **ANY}):
        assert answer.status_code in (404, 412)
    for answer in calls(told, "\x00'--%ff", other["id"], {**BEARER, **ANY}):
        assert answer.status_code in (404, 412)
    assert told.get(EVENTS).data == before


def test_of_many_curators_at_once_one_is_heard(server: str, app: Flask) -> None:
    client = app.test_client()
    send(client, ARTICLE)
    url = f"{EVENTS}/{event(client)['id']}"
    headers = {**BEARER, **MERGE_PATCH, "If-Match": client.get(url).headers["ETag"]}

    def patch(number: int) -> int:
        connection = HTTPConnection(urlsplit(server).netloc, timeout=60)
        connection.request("PATCH", url, orjson.dumps({"headline": f"by {number}"}), headers)
        status = connection.getresponse().status
        connection.close()
        return status

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(patch, range(8)))
    assert sorted(statuses) == [200, *[412] * 7]
    assert client.get(url).json["headline"] == f"by {statuses.index(200)}"


def test_a_merge_that_is_sent_twice_is_done_once(client: FlaskClient) -> None:
    send(client, TWO)
    one, other = events(client)
    headers = {**ANY, "Idempotency-Key": "merge-1"}
    first = post(client, one["id"], "merge", {"with": other["id"]}, **headers)
    again = post(client, one["id"], "merge", {"with": other["id"]}, **headers)
    assert (first.status_code, again.status_code, again.data) == (200, 200, first.data)
    assert len(events(client)) == 1
