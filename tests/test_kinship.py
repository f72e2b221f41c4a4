"""Merging in the store: nothing depends on the order in which articles come, or on those that have gone again."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import database, kinship, query
from store.ingest import ingest, remove
from tests.stories import Line, article, reading
from timeline.model import Event

DATES = ("2015-03-02", "2015-03-03", "2015-03-05", "2015-03", "2015-03-02/2015-03-08", "../2015-03-20", "2015")
WORDS = ("Iraqi forces attacked Tikrit", "Iraqi forces attacked Baiji again", "Iraqi forces attacked a village")
PLACES = ("Tikrit", "Baiji", "Iraq")
LINES: list[Line] = [
    (words, place, kind, date)
    for (words, place), kind, date in product(
        zip(WORDS, PLACES, strict=True), ("offensive", "attack", "disaster"), (*DATES, None)
    )
]
DAYS = ("2015-03-04", "2015-03-20", "2015-04", None)
Told = tuple[tuple[Line, ...], str | None]
STORIES = st.lists(
    st.tuples(st.lists(st.sampled_from(LINES), min_size=1, max_size=3).map(tuple), st.sampled_from(DAYS)),
    min_size=2,
    max_size=9,
)


def tell(number: int, told: Told) -> None:
    lines, published = told
    ingest(article(f"art-{number}", *lines, published=published, publisher=f"P{number % 4}"), reading(*lines))


def events() -> list[Event]:
    return query.events(query.EventFilter(status=()), limit=1000).items


def start() -> None:
    database.connect("sqlite:///:memory:")
    database.create_schema()


@pytest.fixture(params=[2, kinship.REACH])
def reach(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(kinship, "REACH", request.param)
    return int(request.param)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories=STORIES, data=st.data())
def test_the_order_of_articles_does_not_matter(reach: int, stories: list[Told], data: st.DataObject) -> None:
    start()
    for number, told in enumerate(stories):
        tell(number, told)
    expected = events()
    start()
    for number in data.draw(st.permutations(range(len(stories)))):
        tell(number, stories[number])
    assert events() == expected


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories=STORIES, data=st.data())
def test_what_is_removed_or_replaced_leaves_no_trace(reach: int, stories: list[Told], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.integers(0, len(stories) - 1)))
    changed = data.draw(st.sets(st.integers(0, len(stories) - 1)))
    start()
    for number, told in enumerate(stories):
        if number not in gone:
            tell(number, told)
    expected = events()
    start()
    for number in data.draw(st.permutations(range(len(stories)))):
        tell(number, stories[(number + 1) % len(stories)] if number in changed else stories[number])
    for number in data.draw(st.permutations(sorted(changed | gone))):
        remove(f"art-{number}") if number in gone else tell(number, stories[number])
    assert events() == expected
