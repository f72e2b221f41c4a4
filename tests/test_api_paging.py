"""Pages of a list: every item once, in one order, whatever the size of the pages."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import UnprocessableEntity

from api.paging import decode, encode
from tests.conftest import ARTICLE, BEARER

TOWNS = ("Ramadi", "Tikrit", "Mosul", "Fallujah", "Kirkuk")
DAYS = st.integers(-(10**9), 10**9)


@given(st.tuples(DAYS, DAYS, st.text()), st.dictionaries(st.sampled_from("abc"), st.text()))
def test_a_cursor_comes_back(cursor: tuple[int, int, str], filters: dict[str, str]) -> None:
    text = encode(cursor, filters)
    assert decode(text, {**filters, "limit": "7", "cursor": text}) == cursor
    assert set(text) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


@given(st.text(max_size=50))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(UnprocessableEntity):
        decode(text, {})


def test_a_cursor_of_other_filters_is_refused() -> None:
    with pytest.raises(UnprocessableEntity):
        decode(encode((1, 2, "x"), {"q": "a"}), {"q": "b"})


@pytest.mark.parametrize("cursor", [(10**30, 0, "x"), (0, 10**11, "x"), (True, 0, "x"), (0.5, 0, "x"), (0, 0, 0)])
def test_a_cursor_of_other_things_is_refused(cursor: tuple[int, int, str]) -> None:
    with pytest.raises((UnprocessableEntity, TypeError)):
        decode(encode(cursor, {}), {})


def ids_of(client: FlaskClient, url: str, items: str) -> list[str]:
    """The ids of all pages, each page but the last being full; the way back leads over the same pages."""
    pages = [read(client, url)]
    assert pages[0]["prev"] is None
    while pages[-1]["next"]:
        pages.append(read(client, pages[-1]["next"]))
    back = pages[-1]
    for page in pages[-2::-1]:
        back = read(client, back["prev"])
        assert back[items] == page[items]
    assert back["prev"] is None
    return [item["id"] for page in pages for item in page[items]]


def read(client: FlaskClient, url: str) -> dict[str, Any]:
    """A page, the pages beside it named in its header as in its body."""
    answer = client.get(url)
    page: dict[str, Any] = answer.json or {}
    links = [f'<{page[name]}>; rel="{name}"' for name in ("next", "prev") if page[name]]
    assert answer.headers.get("Link", "") == ", ".join(links)
    assert page["has_more"] == (page["next"] is not None)
    return page


@pytest.mark.parametrize("limit", [1, 2, 3, 200])
def test_every_item_is_on_one_page(client: FlaskClient, limit: int) -> None:
    for town in TOWNS:
        article = {**ARTICLE, "id": town, "text": f"Militants captured {town} on 17 May 2015.", "url": None}
        assert client.post("/api/v1/articles", json=article, headers=BEARER).status_code == 201
    for items in ("events", "articles"):
        whole = [item["id"] for item in client.get(f"/api/v1/{items}").json[items]]
        assert len(whole) == len(set(whole)) == len(TOWNS)
        assert ids_of(client, f"/api/v1/{items}?limit={limit}", items) == whole
    assert ids_of(client, f"/api/v1/events?limit={limit}&sort=-start", "events") == [
        event["id"] for event in reversed(client.get("/api/v1/events").json["events"])
    ]


def test_filters_stay_with_the_following_pages(client: FlaskClient, app: Flask) -> None:
    text = "Militants captured Ramadi on 17 May 2015. Iraqi forces recaptured Tikrit on 31 March 2015."
    client.post("/api/v1/articles", json={**ARTICLE, "text": text}, headers=BEARER)
    following = client.get("/api/v1/events", query_string={"limit": 1, "source": "The Courier", "from": "2015"}).json
    assert "source=The+Courier" in following["next"].replace("%20", "+")
    assert "from=2015" in following["next"]
    assert len(client.get(following["next"]).json["events"]) == 1


def test_a_walk_sees_what_was_there_once_whatever_comes_in_meanwhile(client: FlaskClient) -> None:
    def add(day: int) -> None:
        taken = f"Militants captured {TOWNS[day % 5]} on {day} May 2015."
        text = f"{taken} Voters elected a mayor in Baghdad on {day} May 2014."
        sent = {**ARTICLE, "id": f"a{day}", "text": text, "url": None, "published": "2015-06-01"}
        assert client.post("/api/v1/articles", json=sent, headers=BEARER).status_code == 201

    for day in range(2, 28, 4):
        add(day)
    before = [event["id"] for event in client.get("/api/v1/events").json["events"]]
    seen: list[str] = []
    url: str | None = "/api/v1/events?limit=2"
    day = 1
    while url:
        page = client.get(url).json
        seen += [event["id"] for event in page["events"]]
        url = page["next"]
        if day < 28:
            add(day)
            day += 2
    assert len(seen) == len(set(seen))
    assert [id for id in seen if id in before] == before
