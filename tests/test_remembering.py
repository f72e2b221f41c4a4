"""What was answered before is answered again while it is true, and no longer."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from api.remembering import Answer, Memory
from store import database
from store.tables import EventRow
from tests.conftest import ARTICLE, BEARER

EVENTS = "/api/v1/events"
URLS = (EVENTS, f"{EVENTS}.csv", "/api/v1/places", "/api/v1/types", "/api/v1/histogram")


@pytest.mark.parametrize("url", URLS)
def test_what_is_asked_again_is_not_looked_up_again(told: FlaskClient, url: str) -> None:
    first = told.get(url)
    with database.session():
        # Nobody but the program may do this, and so nobody looks.
        EventRow.update(status="denied").execute()
    again = told.get(url)
    assert again.data == first.data
    assert again.headers["ETag"] == first.headers["ETag"]
    assert told.get(url, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert told.get(f"{url}?place=Tikrit").data != first.data
    assert told.get(url, base_url="https://other.example").data != first.data or "links" not in first.text


@pytest.mark.parametrize("url", URLS)
def test_what_has_changed_is_told(told: FlaskClient, url: str) -> None:
    before = told.get(url).data
    other = {**ARTICLE, "id": "b", "url": None, "text": "An election was held in Berlin on 3 May 2014."}
    assert told.post("/api/v1/articles", json=other, headers=BEARER).status_code == 201
    after = told.get(url).data
    assert after != before
    assert told.delete("/api/v1/articles/b", headers={**BEARER, "If-Match": "*"}).status_code in (200, 204)
    assert told.get(url).data == before


def test_the_media_type_that_is_asked_for_is_part_of_what_is_asked(told: FlaskClient) -> None:
    kinds = [told.get(EVENTS, headers={"Accept": kind}).mimetype for kind in ("application/json", "text/csv") * 2]
    assert kinds == ["application/json", "text/csv"] * 2


def test_what_shows_articles_is_looked_up_each_time(told: FlaskClient) -> None:
    url = f"{EVENTS}?include=articles&place=Tikrit"
    (before,) = told.get(url).json["events"]
    told.post("/api/v1/articles", json={**ARTICLE, "modified": "2015-05-20"}, headers=BEARER)
    (after,) = told.get(url).json["events"]
    assert [event["articles"][0]["modified"] for event in (before, after)] == [None, "2015-05-20"]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 12))))
def test_there_is_never_more_than_there_is_room_for(kept: list[tuple[int, int]]) -> None:
    memory, expected = Memory(10), dict[int, int]()
    for key, size in kept:
        memory.keep((key,), Answer(b"x" * size, []))
        if size <= 10:
            expected.pop(key, None)
            expected[key] = size
        while sum(expected.values()) > 10:
            del expected[next(iter(expected))]
    found = {key: memory.recall((key,)) for key in range(6)}
    assert {key: len(answer.body) for key, answer in found.items() if answer} == expected
