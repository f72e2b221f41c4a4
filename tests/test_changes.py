"""What a copy is told of the changes makes it the same as the timeline; who asks again is told when there are none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from store import changes, database
from store.events import drop
from store.feed import news
from store.ingest import ingest, remove
from store.query import EventFilter, events
from store.tables import EventRow, MentionRow
from tests.conftest import ARTICLE, BEARER
from tests.stories import ELECTION, RAMADI, TIKRIT, Line, article, dated, reading
from timeline.model import Event

CHANGES = "/api/v1/changes"
TOLD = [TIKRIT, RAMADI, ELECTION, dated(TIKRIT, "2015-03"), dated(RAMADI, "2014"), dated(TIKRIT, None)]
STEPS = st.tuples(
    st.sampled_from("abc"), st.none() | st.lists(st.sampled_from(TOLD), max_size=3, unique=True), st.integers(0, 3)
)


class Copy:
    """Events by id, as told by the changes."""

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}
        self.last = 0

    def follow(self, limit: int) -> None:
        """Read one page."""
        told = news(self.last, limit)
        for change, event in told.items:
            assert change.stamp.change > self.last
            assert change.is_gone == (event is None)
            self.last = change.stamp.change
            self.events.pop(change.id, None)
            if event is not None:
                self.events[change.id] = event
        assert told.last == self.last
        assert told.has_more == (self.last < told.newest)


@settings(max_examples=40)
@given(steps=st.lists(STEPS, max_size=8))
def test_a_copy_that_follows_ends_with_the_same_events(steps: list[tuple[str, list[Line] | None, int]]) -> None:
    copy = Copy()
    with TemporaryDirectory() as folder:
        database.connect(f"sqlite:///{folder}/events.db")
        database.create_schema()
        for id, lines, read in steps:
            if lines is None:
                remove(id)
            else:
                ingest(article(id, *lines), reading(*lines))
            if read:
                copy.follow(read)
        copy.follow(1000)
        whole = events(EventFilter(status=()), limit=1000).items
    assert copy.events == {event.id: event for event in whole}


def test_what_stays_the_same_is_no_change(tmp_path: Path) -> None:
    database.connect(f"sqlite:///{tmp_path}/events.db")
    database.create_schema()
    told = article("a", TIKRIT)
    ingest(told, reading(TIKRIT))
    before = changes.latest()
    assert ingest(replace(told, modified="2015-05-19"), reading(TIKRIT)) == "replaced"
    assert changes.latest() == before
    ingest(replace(told, title="Other news"), reading(TIKRIT))
    assert [change.stamp.change for change, _ in news(before.change, 10).items] == [before.change + 1]


def test_an_event_that_comes_back_leaves_no_tombstone(tmp_path: Path) -> None:
    database.connect(f"sqlite:///{tmp_path}/events.db")
    database.create_schema()
    ingest(article("a", TIKRIT), reading(TIKRIT))
    (event,) = events(EventFilter(), limit=5).items
    remove("a")
    gone = changes.tombstone(event.id)
    assert gone is not None
    assert [(change.id, told) for change, told in news(0, 10).items] == [(event.id, None)]
    ingest(article("a", TIKRIT), reading(TIKRIT))
    assert changes.tombstone(event.id) is None
    assert [(change.id, told) for change, told in news(gone.stamp.change, 10).items] == [(event.id, event)]


def test_an_event_that_another_one_tells_now_says_which(tmp_path: Path) -> None:
    database.connect(f"sqlite:///{tmp_path}/events.db")
    database.create_schema()
    ingest(article("a", TIKRIT, RAMADI), reading(TIKRIT, RAMADI))
    first, second = events(EventFilter(), limit=5).items
    with database.session(), database.database.atomic():
        keys = {row.id: row.key for row in EventRow.select()}
        MentionRow.update(event=keys[second.id]).execute()
        drop(keys[first.id], into=second.id)
    ((change, event),) = [one for one in news(0, 10).items if one[0].is_gone]
    assert (change.id, change.into, event) == (first.id, second.id, None)


def test_times_never_go_back_when_the_clock_does(tmp_path: Path) -> None:
    database.connect(f"sqlite:///{tmp_path}/events.db")
    database.create_schema()
    ingest(article("a", TIKRIT), reading(TIKRIT))
    with database.session():
        EventRow.update(updated="2999-01-01T00:00:00+00:00").execute()
    ingest(article("b", RAMADI), reading(RAMADI))
    assert changes.latest().at == "2999-01-01T00:00:00+00:00"


def test_a_copy_follows_over_http(told: FlaskClient) -> None:
    page = told.get(f"{CHANGES}?limit=1")
    assert page.headers["Link"] == f'<{page.json["next"]}>; rel="next"'
    (first,) = page.json["changes"]
    assert page.json["has_more"]
    assert first["event"] == told.get(f"/api/v1/events/{first['id']}").json
    assert (first["kind"], first["into"]) == ("added", None)
    rest = told.get(page.json["next"]).json
    assert not rest["has_more"]
    assert told.get(rest["next"]).json == {"changes": [], "has_more": False, "next": rest["next"]}
    with database.session():
        # What changes in the second that it came in counts as added.
        EventRow.update(added="2026-01-01T10:00:00+00:00").execute()
    told.post("/api/v1/articles", json={**ARTICLE, "text": "Militants captured Ramadi on Sunday."}, headers=BEARER)
    newer = told.get(rest["next"].replace("limit=1", "limit=9")).json["changes"]
    assert sorted(change["kind"] for change in newer) == ["deleted", "updated"]
    assert [change["event"] for change in newer if change["kind"] == "deleted"] == [None]


def test_a_number_that_is_not_there_yet_is_refused(told: FlaskClient) -> None:
    answer = told.get(f"{CHANGES}?since=99")
    assert answer.status_code == 422
    assert "start from 0" in answer.json["errors"][0]["message"]
    for since in ("-1", "x", "1e3", "9999999999"):
        assert told.get(CHANGES, query_string={"since": since}).status_code == 422


def test_what_has_not_changed_since_is_not_sent_again(told: FlaskClient) -> None:
    event = told.get("/api/v1/events").json["events"][0]["links"]["self"]
    urls = ("/api/v1/events", "/api/v1/events.csv", event, "/api/v1/places", "/api/v1/histogram")
    with database.session():
        # As if it were now, however long this takes: it might change again within the second.
        EventRow.update(updated="2999-01-01T10:00:00+00:00", change=EventRow.change + 10).execute()
    assert [url for url in urls if "Last-Modified" in told.get(url).headers] == []
    with database.session():
        EventRow.update(updated="2026-01-01T10:00:00+00:00", change=EventRow.change + 10).execute()
    for url in urls:
        stamp = told.get(url).headers["Last-Modified"]
        assert stamp == "Thu, 01 Jan 2026 10:00:00 GMT"
        again = told.get(url, headers={"If-Modified-Since": stamp})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"]
        earlier = told.get(url, headers={"If-Modified-Since": "Thu, 01 Jan 2026 09:59:59 GMT"})
        assert earlier.status_code == 200
        assert told.get(url, headers={"If-Modified-Since": stamp, "If-None-Match": 'W/"x"'}).status_code == 200
    assert "Last-Modified" not in told.get(f"{event}?include=articles").headers
