"""The sample articles, held against what a careful reader dates in them (fixtures/README.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.database import connect, create_schema, session
from store.ingest import ingest
from store.query import EventFilter, events
from timeline.interval import Interval
from timeline.model import Article, Event, Mention
from timeline.notation import from_edtf, to_edtf
from timeline.pipeline import read

FIXTURES = Path(__file__).parent.parent / "fixtures"
EVERYTHING = EventFilter()
FACT = ("asserted", "reported")


def load_articles() -> list[Article]:
    lines = (FIXTURES / "articles.jsonl").read_text("utf-8").splitlines()
    return [Article(**json.loads(line)) for line in lines]


def load_expected(name: str) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((FIXTURES / "expected" / f"{name}.json").read_text("utf-8"))
    return expected


ARTICLES = {article.id: article for article in load_articles()}
EXPECTED = {id: load_expected(id) for id in ARTICLES}
TIMELINE = load_expected("timeline")
EVENTS = [
    pytest.param(id, event, id=f"{id}: {event['contains']}")
    for id, file in EXPECTED.items()
    for event in file["events"]
]


@pytest.fixture(scope="module")
def mentions() -> dict[str, tuple[Mention, ...]]:
    return {id: read(article).mentions for id, article in ARTICLES.items()}


@pytest.fixture(scope="module")
def timeline(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    connect(f"sqlite:///{tmp_path_factory.mktemp('store') / 'timeline.db'}")
    create_schema()
    with session():
        for article in ARTICLES.values():
            assert ingest(article, read(article)) == "added"
        return list(all_events())


def all_events() -> Iterator[Event]:
    page = events(EVERYTHING, limit=50)
    yield from page.items
    while page.next is not None:
        page = events(EVERYTHING, limit=50, after=page.next)
        yield from page.items


def says(mention: Mention, contains: str) -> bool:
    words = f"{mention.headline} {mention.trigger.text}".casefold()
    return all(word in words for word in contains.casefold().split())


def has_date(interval: Interval | None, event: dict[str, Any]) -> bool:
    if interval is None:
        return False
    if "edtf" in event:
        return bool(to_edtf(interval) == event["edtf"])
    return interval.length is not None and from_edtf(event["within"]).contains(interval)


def inside(mention: Mention, text: str, stretch: str) -> bool:
    start = text.index(stretch)
    return start <= mention.trigger.start and mention.trigger.end <= start + len(stretch)


def describe(mentions: tuple[Mention, ...] | list[Mention]) -> list[str]:
    return [f"{m.headline} | {m.status} | {to_edtf(m.interval) if m.interval else None}" for m in mentions]


@pytest.mark.parametrize("id", ARTICLES)
def test_the_sample_is_sound(id: str) -> None:
    article, expected = ARTICLES[id], EXPECTED[id]
    assert 120 <= len(article.text.split()) <= 250
    assert article.anchor is not None
    quotes = [event["quote_contains"] for event in expected["events"]]
    for stretch in quotes + expected["undated"] + expected["not_facts"]:
        assert article.text.count(stretch) == 1, stretch
    for event in expected["events"]:
        assert ("edtf" in event) != ("within" in event)
        assert all(word.casefold() in article.text.casefold() for word in event["contains"].split())


def test_every_article_has_its_expectation_and_no_other() -> None:
    assert {path.stem for path in (FIXTURES / "expected").glob("*.json")} == {*ARTICLES, "timeline"}
    assert len(ARTICLES) == len(load_articles())
    assert {id for row in TIMELINE["events"] for id in row["told_by"]} <= set(ARTICLES)


@pytest.mark.parametrize(("id", "event"), EVENTS)
def test_event_has_the_date_a_reader_gives_it(
    id: str, event: dict[str, Any], mentions: dict[str, tuple[Mention, ...]]
) -> None:
    near = [mention for mention in mentions[id] if event["quote_contains"] in mention.sentence.text]
    statuses = (event["status"],) if "status" in event else FACT
    found = [m for m in near if says(m, event["contains"]) and m.status in statuses and has_date(m.interval, event)]
    assert found, describe(near)


@pytest.mark.parametrize("id", ARTICLES)
def test_nothing_is_dated_where_a_reader_dates_nothing(id: str, mentions: dict[str, tuple[Mention, ...]]) -> None:
    text = ARTICLES[id].text
    for stretch in EXPECTED[id]["undated"]:
        dated = [m for m in mentions[id] if m.interval is not None and inside(m, text, stretch)]
        assert not dated, describe(dated)


@pytest.mark.parametrize("id", ARTICLES)
def test_plans_and_denials_are_no_facts(id: str, mentions: dict[str, tuple[Mention, ...]]) -> None:
    text = ARTICLES[id].text
    for stretch in EXPECTED[id]["not_facts"]:
        facts = [m for m in mentions[id] if m.interval and m.status in FACT and inside(m, text, stretch)]
        assert not facts, describe(facts)


@pytest.mark.parametrize("row", TIMELINE["events"], ids=lambda row: f"{' '.join(row['words'])} {row['edtf']}")
def test_timeline_has_the_event_once_with_its_citations(row: dict[str, Any], timeline: list[Event]) -> None:
    named = [e for e in timeline if all(re.search(word, e.headline, re.IGNORECASE) for word in row["words"])]
    told = [e for e in named if set(row["told_by"]) <= {citation.article_id for citation in e.citations}]
    found = [
        e for e in told if to_edtf(e.interval) == row["edtf"] and [*map(to_edtf, e.alternatives)] == row["alternatives"]
    ]
    assert len(found) == 1, [
        (e.headline, to_edtf(e.interval), [*map(to_edtf, e.alternatives)], [c.article_id for c in e.citations])
        for e in named
    ]


@pytest.mark.parametrize("words", TIMELINE["absent"])
def test_boilerplate_is_no_event(words: str, timeline: list[Event]) -> None:
    shown = [text for e in timeline for text in (e.headline, *(c.quote.text for c in e.citations))]
    assert shown
    assert not [text for text in shown if words.casefold() in text.casefold()]


def test_every_citation_quotes_its_article(timeline: list[Event]) -> None:
    for event in timeline:
        for citation in event.citations:
            text = ARTICLES[citation.article_id].text
            assert text[citation.quote.start : citation.quote.end] == citation.quote.text
            assert text[: citation.quote.start].endswith(citation.prefix)
            assert text[citation.quote.end :].startswith(citation.suffix)
