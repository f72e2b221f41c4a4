from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import database, query
from store.events import save
from store.ingest import ingest
from store.placement import OPEN
from store.query import Cursor, EventFilter
from store.selection import Sort, in_line
from tests.corpus import ASKED, FIRST, LAST, expected, fill, filters, sort_key
from tests.stories import TIKRIT, article, reading, sentence
from timeline.model import Event
from timeline.notation import from_edtf


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    return fill(tmp_path_factory.mktemp("store"))


def _walk(where: EventFilter, limit: int, *, descending: bool = False, sort: Sort = "start") -> Iterator[Event]:
    after: Cursor | None = None
    while True:
        page = query.events(where, limit=limit, after=after, descending=descending, sort=sort)
        yield from page.items
        assert len(page.items) == limit or page.next is None
        if page.next is None:
            return
        after = page.next


@pytest.mark.parametrize("most", [1, 2, len(ASKED)])
def test_filters_agree_with_plain_python(known: list[Event], most: int) -> None:
    @settings(max_examples=150, deadline=None)
    @given(where=filters(most))
    def agree(where: EventFilter) -> None:
        assert query.events(where, limit=1000).items == expected(known, where)
        assert query.count(where) == len(expected(known, where))

    agree()


@settings(max_examples=2, derandomize=True)
@given(data=st.data())
def test_every_pair_of_filters_agrees_with_plain_python(known: list[Event], data: st.DataObject) -> None:
    for pair in combinations(ASKED, 2):
        where = EventFilter(**{name: data.draw(ASKED[name]) for name in pair})
        assert query.events(where, limit=1000).items == expected(known, where), where


def _rank(event: Event, sort: Sort, q: str | None) -> tuple[int, int, str]:
    position, latest, id = sort_key(event)
    if sort == "start":
        return position, latest, id
    if sort == "updated":
        return int(id[4:]), position, id
    named = [(q or "") in event.headline, (q or "") in " ".join([event.headline, *event.places]), True]
    return named.index(True), position, id


@settings(max_examples=100)
@given(where=filters(3), sort=st.sampled_from(["updated", "relevance"]), limit=st.integers(1, 99), back=st.booleans())
def test_any_order_is_total(known: list[Event], where: EventFilter, sort: Sort, limit: int, back: bool) -> None:
    where = replace(where, q=where.q or "Suva") if sort == "relevance" else where
    found = sorted(expected(known, where), key=lambda event: _rank(event, sort, where.q), reverse=back)
    assert list(_walk(where, limit, descending=back, sort=sort)) == found


@settings(max_examples=100, deadline=None)
@given(where=filters(4), limit=st.integers(1, 300), descending=st.booleans())
def test_pages_hold_each_event_that_matches_once_and_in_order(
    known: list[Event], where: EventFilter, limit: int, descending: bool
) -> None:
    found = expected(known, where)
    assert list(_walk(where, limit, descending=descending)) == (found[::-1] if descending else found)


@settings(max_examples=60, deadline=None)
@given(where=filters(2), limit=st.integers(10, 300), descending=st.booleans())
def test_turning_back_leads_over_the_same_pages(
    known: list[Event], where: EventFilter, limit: int, descending: bool
) -> None:
    pages = [query.events(where, limit=limit, descending=descending)]
    assert pages[0].prev is None
    while pages[-1].next is not None:
        pages.append(query.events(where, limit=limit, after=pages[-1].next, descending=descending))
    back = pages[-1]
    for page in pages[-2::-1]:
        assert back.prev is not None
        back = query.events(where, limit=limit, before=back.prev, descending=descending)
        assert (back.items, back.next) == (page.items, page.next)
    assert back.prev is None


@settings(max_examples=50, deadline=None)
@given(where=filters(4), position=st.integers(FIRST, LAST), number=st.integers(0, 250))
def test_any_cursor_cuts_the_order_in_two(known: list[Event], where: EventFilter, position: int, number: int) -> None:
    cursor = (position, position, f"evt_{number:04}")
    page = query.events(where, limit=1000, after=cursor)
    everything = query.events(where, limit=1000).items
    assert page.items == [event for event in everything if sort_key(event) > cursor]


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("after", [None, (FIRST, FIRST, "evt_0001")])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    "where",
    [
        EventFilter(),
        EventFilter(start=FIRST, end=LAST),
        EventFilter(end=LAST),
        EventFilter(start=FIRST, end=LAST, match="within"),
        EventFilter(start=FIRST, end=LAST, match="starts"),
    ],
)
def test_page_is_read_off_an_index_in_order(where: EventFilter, after: Cursor | None, descending: bool) -> None:
    with database.session():
        asked = in_line(where, after, 50, descending=descending)
        explained = database.database.execute_sql(f"EXPLAIN QUERY PLAN {asked.sql}", asked.params)
        plan = [detail for *_, detail in explained]
    reads = [step for step in plan if step.startswith(("SEARCH", "SCAN"))]
    assert reads
    assert all("USING COVERING INDEX" in step for step in reads)
    assert not [step for step in plan if "TEMP B-TREE" in step]


def _found(edtf: str, start: str, end: str) -> bool:
    event = Event(id="evt_only", headline="Only", type="t", status="asserted", interval=from_edtf(edtf))
    with database.session(), database.database.atomic("IMMEDIATE") as transaction:
        save(None, event)
        first, last = from_edtf(start).start, from_edtf(end).end
        found = query.events(EventFilter(start=first, end=last), limit=1000).items
        transaction.rollback()
    return event in found


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("edtf", "start", "end", "found"),
    [
        ("../2015-05-18", "2015-05-18", "2015-05-20", True),
        ("../2015-05-18", "2015-05-19", "2015-05-20", False),
        ("../2015-05-18", "1800-01-01", "1800-01-02", True),
        ("2015-05-18/..", "2015-05-17", "2015-05-18", True),
        ("2015-05-18/..", "2015-05-16", "2015-05-17", False),
        ("2015-05-18/..", "2999-01-01", "2999-01-01", True),
        ("2015-05", "2015-05-31", "2015-06-30", True),
        ("2015-05", "2015-06-01", "2015-06-30", False),
        ("19XX", "1999-12-31", "1999-12-31", True),
        ("19XX", "2000-01-01", "2000-01-01", False),
    ],
)
def test_range_finds_what_shares_a_day_with_it(edtf: str, start: str, end: str, found: bool) -> None:
    assert _found(edtf, start, end) is found


def test_single_event_comes_with_its_citations(known: list[Event]) -> None:
    assert query.event("evt_0007") == known[7]


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("id", ["", "evt_", "evt_0007\0", "evt_0007 ", "x" * 1_000_000, "\ud800", "' OR 1=1 --", "%"])
def test_unknown_ids_answer_none(id: str) -> None:
    assert query.event(id) is None
    assert query.article(id) is None
    assert query.events_of(id) == []


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    "where",
    [
        EventFilter(start=10**30),
        EventFilter(end=-(10**30)),
        EventFilter(start=-(10**30), end=10**30),
        EventFilter(start=5, end=5),
        EventFilter(start=10, end=-10),
        EventFilter(place="\ud800"),
        EventFilter(source="\0"),
        EventFilter(precision=("\ud800", "\0")),
        EventFilter(status=("x" * 100_000,)),
        EventFilter(match="within", start=10**30, end=10**40),
        EventFilter(match="starts", end=10**30),
        EventFilter(published_start=-(10**30), published_end=10**30),
        EventFilter(min_sources=10**18),
        EventFilter(actor="\ud800"),
        EventFilter(article="\0"),
        EventFilter(type=("",), ids=("\ud800",)),
    ],
)
def test_hostile_filters_answer_a_page(where: EventFilter) -> None:
    assert len(query.events(where, limit=1).items) <= 1


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    "after", [(10**30, 0, "x"), (0, -(10**30), "\ud800"), (10**30, 10**30, "\0"), (OPEN, OPEN, "")]
)
def test_forged_cursors_answer_a_page(after: Cursor) -> None:
    assert query.events(EventFilter(start=FIRST), limit=5, after=after).items == []
    assert {article.id for article in query.articles(limit=5, after=after).items} <= {"d"}


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("limit", [0, -1, 10**30])
def test_page_holds_at_least_one_and_not_everything(limit: int) -> None:
    assert 1 <= len(query.events(EventFilter(), limit=limit).items) <= query.MAX_PAGE


def test_place_and_source_are_compared_without_case_and_accents(known: list[Event]) -> None:
    there = [event.id for event in _walk(EventFilter(place=" SAO  paulo ", status=()), 1000)]
    assert sorted(there) == sorted(event.id for event in known if "São Paulo" in event.places)
    by_name = list(_walk(EventFilter(source="der bote"), 1000))
    assert by_name == list(_walk(EventFilter(source="Der Bote"), 1000)) != []
    assert list(_walk(EventFilter(source="courier.example"), 1000)) == list(_walk(EventFilter(), 1000))


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("tikrit", True),
        ("ATTACKING tikrit", True),
        ("tikrit attack", True),
        ("sao-paulo", True),
        ("paulo-sao", False),
        ("tikrit nowhere", False),
        ("tikrit*", True),
        ('"', False),
        ('tikrit "', True),
        ("headline: tikrit", False),
        ("tikrit NOT attack", False),
        ("NEAR(tikrit", False),
        ("\0", False),
        ("tikrit\0\ud800", True),
        ("", False),
        ("-", False),
        ("(((((", False),
        ("^tikrit", True),
        ("a" * 1_000_000, False),
        ("tikrit " * 100_000, True),
    ],
)
def test_any_query_is_words_and_never_syntax(q: str, found: bool) -> None:
    assert bool(query.events(EventFilter(q=q), limit=5).items) is found


@settings(max_examples=100, deadline=None)
@given(q=st.text(alphabet=st.characters()))
def test_no_query_breaks_the_search(known: list[Event], q: str) -> None:
    assert len(query.events(EventFilter(q=q), limit=1).items) <= 1


@pytest.fixture
def shelf(tmp_path: Path, known: list[Event]) -> Iterator[list[str]]:
    was = database.database.database
    database.connect(f"sqlite:///{tmp_path}/shelf.db")
    database.create_schema()
    dates = ["2015-05-18", "2014-11", None, "2015-05-18", "2015", "2015-05-17T22:30:00-05:00"]
    for number, published in enumerate(dates):
        ingest(article(f"a{number}", TIKRIT, published=published), reading(TIKRIT))
    yield ["a1", "a4", "a5", "a0", "a3", "a2"]
    database.connect(f"sqlite:///{was}")


@pytest.mark.parametrize("limit", [1, 2, 5, 6, 7])
def test_articles_come_by_day_of_publication_each_once(shelf: list[str], limit: int) -> None:
    found, after = [], None
    while True:
        page = query.articles(limit=limit, after=after)
        found += [article.id for article in page.items]
        if page.next is None:
            break
        after = page.next
    assert found == shelf


def test_article_tells_its_counts_and_its_events(shelf: list[str]) -> None:
    stored = query.article(shelf[0])
    assert stored is not None
    assert (stored.title, stored.text) == ("News of a1", sentence(TIKRIT))
    assert (stored.mention_count, stored.event_count) == (1, 1)
    (event,) = query.events_of(shelf[0])
    assert len(event.citations) == 6
    assert query.counts() == query.Counts(articles=6, events=1, citations=6)
