"""Counts agree with counting by hand, whatever the filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import database
from store.events import save
from store.facets import Facet, facets, histogram
from store.folding import fold
from store.query import Cursor, EventFilter
from tests.corpus import PLACES, expected, fill, filters
from timeline.interval import Granularity, Interval, unit
from timeline.model import Event
from timeline.notation import from_edtf

KINDS: dict[str, Callable[[Event], Iterable[str]]] = {
    "place": lambda event: event.places,
    "actor": lambda event: event.actors,
    "type": lambda event: [event.type],
    "publisher": lambda event: {citation.publisher or "courier.example" for citation in event.citations},
}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    return fill(tmp_path_factory.mktemp("facets"))


def _walk(kind: str, where: EventFilter, limit: int) -> Iterator[Facet]:
    after: Cursor | None = None
    while True:
        page = facets(kind, where, limit=limit, after=after)
        yield from page.items
        if page.next is None:
            return
        after = page.next


@settings(max_examples=120, deadline=None)
@given(kind=st.sampled_from(list(KINDS)), where=filters(3), limit=st.integers(1, 4))
def test_names_are_counted_as_by_hand(known: list[Event], kind: str, where: EventFilter, limit: int) -> None:
    names = Counter(name for event in expected(known, where) for name in KINDS[kind](event))
    by_hand = sorted(names.items(), key=lambda item: (-item[1], fold(item[0])))
    assert list(_walk(kind, where, limit)) == [Facet(name, count) for name, count in by_hand]


@settings(max_examples=120, deadline=None)
@given(where=filters(3), granularity=st.sampled_from(list(Granularity)))
def test_events_are_counted_in_the_one_unit_they_lie_in(
    known: list[Event], where: EventFilter, granularity: Granularity
) -> None:
    found = histogram(where, granularity)
    events = expected(known, where)
    by_hand = Counter(home for event in events if (home := _home(event.interval, granularity)))
    assert dict(found.buckets) == by_hand
    assert [bucket.start for bucket, _ in found.buckets] == sorted(bucket.start or 0 for bucket in by_hand)
    assert found.coarser == len(events) - sum(by_hand.values())


def _home(interval: Interval, granularity: Granularity) -> Interval | None:
    if interval.start is None or interval.end is None:
        return None
    whole = unit(granularity, interval.start)
    return whole if whole.contains(interval) else None


@pytest.mark.usefixtures("known")
def test_a_name_is_shown_as_somebody_wrote_it() -> None:
    shown = {facet.name for facet in facets("actor", EventFilter(status=()), limit=10).items}
    assert shown == {"Iraqi forces", "IRAQI  voters", "Élysée"}


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("after", [(10**30, 0, "x"), (-(10**30), 0, "\0"), (-5, 0, "\ud800"), (0, 0, "")])
def test_forged_cursors_answer_a_page(after: Cursor) -> None:
    assert len(facets("place", EventFilter(), limit=5, after=after).items) <= len(PLACES)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    "where", [EventFilter(place="Nowhere"), EventFilter(place="\ud800"), EventFilter(start=2, end=1)]
)
def test_what_nothing_matches_counts_nothing(where: EventFilter) -> None:
    assert facets("place", where, limit=5).items == []
    assert histogram(where, Granularity.DAY).coarser == 0


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("interval", [Interval(None, None), from_edtf("Y999998"), from_edtf("Y-999999")])
def test_an_event_at_the_edge_of_time_lies_in_no_decade(interval: Interval) -> None:
    event = Event(id="evt_ever", headline="Ever", type="t", status="asserted", interval=interval)
    with database.session(), database.database.atomic("IMMEDIATE") as transaction:
        save(None, event)
        found = histogram(EventFilter(type=("t",)), Granularity.DECADE)
        transaction.rollback()
    assert (found.buckets, found.coarser) == ([], 1)
