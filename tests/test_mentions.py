"""Every expression of time that was found can be asked for, by what it means and by where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from store import database
from store.expressions import ExpressionFilter, Found, expressions
from store.ingest import ingest, remove
from store.pages import Cursor
from store.placement import place
from tests.conftest import ARTICLE, BEARER
from tests.corpus import DAYS, random_interval
from tests.stories import article
from timeline.interval import Interval
from timeline.model import ArticleReading, Reading, Timex

MENTIONS = "/api/v1/mentions"
TYPES = ("DATE", "TIME", "DURATION", "SET")
RULES = ("a-rule", "another")


def _timex(start: int, random: Random) -> Timex:
    kind = random.choice(TYPES)
    interval = random_interval(random) if kind in ("DATE", "TIME") else None
    known = Reading(type=kind, value="x", interval=interval) if random.random() < 0.9 else None
    return Timex(start=start, end=start + 1, text="x", rule=random.choice(RULES), reading=known)


_random = Random(2015)
TIMEXES = {id: tuple(_timex(start, _random) for start in range(60)) for id in "abc"}
KNOWN = {f"{id}:{timex.start}": timex for id, timexes in TIMEXES.items() for timex in timexes}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The expressions of three articles in the database that is open now."""
    database.connect(f"sqlite:///{tmp_path_factory.mktemp('mentions')}/events.db")
    database.create_schema()
    for id, timexes in TIMEXES.items():
        ingest(article(id), ArticleReading(timexes=timexes, mentions=()))


ASKED = {
    "start": DAYS,
    "end": DAYS,
    "article": st.sampled_from(["a", "b", "z", "\ud800"]),
    "rule": st.sampled_from([*RULES, "none"]),
    "type": st.sampled_from(TYPES),
    "event": st.just("evt_aaaaaaaaaaaaaaaa"),
}


def _matches(id: str, timex: Timex, where: ExpressionFilter) -> bool:
    dates, ranged = timex.dates, where.start is not None or where.end is not None
    is_possible = where.start is None or where.end is None or where.start < where.end
    lies = dates is not None and is_possible and Interval(where.start, where.end).overlaps(dates)
    return (
        (lies or not ranged)
        and where.event is None
        and (where.article is None or id.startswith(f"{where.article}:"))
        and (where.rule is None or timex.rule == where.rule)
        and (where.type is None or (timex.reading is not None and timex.reading.type == where.type))
    )


def _key(id: str, timex: Timex) -> Cursor:
    where = place(timex.dates)
    return where.position, where.latest, id


def _walk(where: ExpressionFilter, limit: int) -> Iterator[Found]:
    pages = [expressions(where, limit=limit)]
    while pages[-1].next is not None:
        pages.append(expressions(where, limit=limit, after=pages[-1].next))
    back = pages[-1]
    for page in pages[-2::-1]:
        back = expressions(where, limit=limit, before=back.prev)
        assert (back.items, back.next) == (page.items, page.next)
    return (found for page in pages for found in page.items)


@pytest.mark.usefixtures("stored")
@settings(max_examples=150)
@given(asked=st.fixed_dictionaries({}, optional=ASKED), limit=st.integers(20, 100))
def test_filters_agree_with_plain_python(asked: dict[str, object], limit: int) -> None:
    where = ExpressionFilter(**asked)  # type: ignore[arg-type]
    expected = sorted(
        ((id, timex) for id, timex in KNOWN.items() if _matches(id, timex, where)), key=lambda item: _key(*item)
    )
    assert [(found.id, found.timex) for found in _walk(where, limit)] == expected


@pytest.mark.usefixtures("stored")
def test_an_article_that_goes_takes_its_expressions_along() -> None:
    assert len(list(_walk(ExpressionFilter(), 1000))) == len(KNOWN)
    with database.session(), database.database.atomic() as transaction:
        remove("a")
        left = list(_walk(ExpressionFilter(), 1000))
        transaction.rollback()
    assert {found.article.id for found in left} == {"b", "c"}


def test_mentions_lead_to_their_events_and_back(told: FlaskClient) -> None:
    text = "It lasted three weeks. Militants captured Ramadi on Sunday, May 17, after a week. It rains every Monday."
    told.post("/api/v1/articles", json={**ARTICLE, "id": "b", "url": None, "text": text}, headers=BEARER)
    mentions = told.get(MENTIONS).json["mentions"]
    assert {mention["type"] for mention in mentions} >= {"DATE", "DURATION", "SET"}
    for mention in mentions:
        source = {"courier-17": ARTICLE["text"], "b": text}[mention["article"]["id"]]
        assert source[mention["start"] : mention["end"]] == mention["text"]
        assert mention["id"] == f"{mention['article']['id']}:{mention['start']}"
        for id in mention["events"]:
            answer = told.get(MENTIONS, query_string={"event": id}).json["mentions"]
            assert mention in answer
            cited = told.get(f"/api/v1/events/{id}").json["citations"]
            assert len(answer) == len([one for one in cited if one["expression"]])
    dating = [mention for mention in mentions if mention["events"]]
    assert {mention["article"]["id"] for mention in dating} == {"courier-17", "b"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 2),
        ({"to": "2015-04"}, 1),
        ({"from": "2015-05", "to": "2015-05"}, 1),
        ({"article": "courier-17", "type": "DATE"}, 2),
        ({"article": "other"}, 0),
        ({"type": "SET"}, 0),
        ({"rule": "relative-unit"}, 1),
    ],
)
def test_mentions_by_their_filters(told: FlaskClient, query: dict[str, str], found: int) -> None:
    assert len(told.get(MENTIONS, query_string=query).json["mentions"]) == found


@pytest.mark.parametrize(
    "query", [{"from": "../2015"}, {"from": "2016", "to": "2015"}, {"type": "DAY"}, {"event": "evt_1"}, {"rul": "x"}]
)
def test_what_makes_no_sense_is_refused(told: FlaskClient, query: dict[str, str]) -> None:
    assert told.get(MENTIONS, query_string=query).json["errors"][0]["parameter"] in query
