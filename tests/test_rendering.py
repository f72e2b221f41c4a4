"""The text that is kept of an event is what the schema writes, at any time and for any host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from flask.testing import FlaskClient

from schemas.event import EventSchema, ServedEvent
from schemas.rendering import completed, escaped, rendered, version
from store import database, query, rendering
from store.events import save
from store.query import EventFilter
from store.tables import EventRow, RenderingRow
from tests.conftest import ARTICLE, BEARER
from tests.corpus import fill
from timeline.model import Event


@pytest.fixture
def known(tmp_path: Path) -> list[Event]:
    rendering.render_with(version(), rendered)
    return fill(tmp_path)


def _texts(**asked: object) -> Iterator[tuple[str, str]]:
    page = query.renderings(EventFilter(**asked), limit=1000)  # type: ignore[arg-type]
    assert page is not None
    return ((one.id, one.text) for one in page.items)


def test_what_is_kept_is_what_the_schema_writes(known: list[Event]) -> None:
    with database.session():
        stamps = {row.id: row.added for row in EventRow.select()}
    texts = dict(_texts(status=()))
    assert set(texts) == {event.id for event in known}
    for event in known:
        url = 'https://"x\\.example/ä'
        served = ServedEvent(event, url, stamps[event.id], stamps[event.id])
        whole = orjson.loads(completed(texts[event.id], escaped(url)))
        assert whole == EventSchema().dump(served)
        assert list(whole) == list(EventSchema().dump(served))


def test_pages_are_those_of_the_events(known: list[Event]) -> None:
    page = query.renderings(EventFilter(q="again"), limit=7, descending=True)
    events = query.events(EventFilter(q="again"), limit=7, descending=True)
    assert page is not None
    assert [one.id for one in page.items] == [event.id for event in events.items]
    assert (page.next, page.prev) == (events.next, events.prev)


@pytest.mark.parametrize("missing", ["version", "row"])
def test_where_a_text_is_missing_or_old_there_is_none(known: list[Event], missing: str) -> None:
    with database.session():
        one = RenderingRow.event == EventRow.get(EventRow.id == "evt_0001").key
        if missing == "row":
            RenderingRow.delete().where(one).execute()
        else:
            RenderingRow.update(version="old").where(one).execute()
    assert query.renderings(EventFilter(status=()), limit=1000) is None
    assert query.renderings(EventFilter(ids=("evt_0002",), status=()), limit=1000) is not None
    with database.session(), database.database.atomic():
        key = EventRow.get(EventRow.id == "evt_0001").key
        EventRow.update(body="{}").where(EventRow.key == key).execute()
        save(key, known[1])
    assert dict(_texts(status=()))["evt_0001"]


def test_answers_are_the_same_with_and_without_it(told: FlaskClient) -> None:
    url = "/api/v1/events?count=exact&limit=1"
    fast = told.get(url)
    with database.session():
        assert RenderingRow.delete().execute() == 2
    slow = told.get(url)
    assert (fast.data, fast.headers["ETag"]) == (slow.data, slow.headers["ETag"])
    assert told.get("/api/v1/events?q=nowhere").json["events"] == []
    told.post("/api/v1/articles", json={**ARTICLE, "title": 'Ramadi "lost"'}, headers=BEARER)
    event = told.get("/api/v1/events?place=Tikrit").json["events"][0]
    assert event == told.get(event["links"]["self"]).json
    assert event["citations"][0]["article"]["title"] == 'Ramadi "lost"'
