"""Timelines of any size for measuring, written straight into the tables: so many articles could not be read in a day.

A pool of events is made and written as JSON by the program itself; the events of the timeline are those of the pool
over and over, each under an id of its own. Days, lengths, names and words are drawn as news has them: most events are
of one day, few of a decade, some words are in every other sentence and most in hardly any.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass, replace
from itertools import accumulate, chain
from pathlib import Path
from random import Random

from schemas.rendering import rendered, version
from store import database, fulltext
from store.codec import dump
from store.events import FACETS
from store.folding import fold
from store.placement import Placement, place
from timeline.gazetteer import locate
from timeline.globe import vector
from timeline.interval import Granularity, Interval, ordinal, unit
from timeline.model import Citation, Event, Span

POOL = 20_000
ARTICLES = 50_000
FIRST, LAST = ordinal(1990), ordinal(2026)
WORDS = [f"{a}{b}{c}" for a in ("ka", "lo", "mi", "ten", "ru") for b in "bdfgklmnprstvz" for c in ("an", "el", "ora")]
WORDS += [f"{word}{end}" for word in WORDS for end in ("ta", "mo", "sil", "der", "nok", "pur", "vain", "gest", "lim")]
TOWNS = ("Tikrit", "Ramadi", "Mosul", "Baghdad", "Berlin", "Lagos", "Lima", "Osaka", "Quito", "Suva", "Oslo", "Kyiv")
TYPES = ("attack", "election", "capture", "aid", "protest", "agreement", "earthquake", "trial")
# Of hundred events so many last so long: news is mostly of days.
LENGTHS = {
    Granularity.DAY: 78,
    Granularity.WEEK: 4,
    Granularity.MONTH: 9,
    Granularity.QUARTER: 2,
    Granularity.YEAR: 6,
    Granularity.DECADE: 1,
}
_HOLDER, _ID = "evt_zzzzzzzzzzzzzzzz", "evt_{:016}"
_AT = "2026-01-01T00:00:00+00:00"
_EVENT = "key, id, bucket, position, latest, status, precision, added, updated, change, confidence, sources, body"


@dataclass(frozen=True, slots=True)
class Made:
    """An event of the pool as the tables have it, its id a place-holder."""

    placement: Placement
    precision: str
    body: str
    proofs: Sequence[str]
    text: str
    facets: Sequence[tuple[str, str]]
    words: tuple[str, str, str]
    towns: Sequence[str]


def make(path: Path, events: int) -> None:
    """Write a database of so many events, each with two citations."""
    database.connect(f"sqlite:///{path}")
    database.create_schema()
    random = Random(2015)
    pool = [_made(random) for _ in range(min(POOL, events))]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -1000000", "foreign_keys = off"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        indexes = _without_indexes(connection)
        _write_articles(connection)
        towns = _write_towns(connection)
        drawn = [random.randrange(len(pool)) for _ in range(events)]
        _write(connection, pool, drawn, towns)
        for index in indexes:
            connection.execute(index)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = wal")


def _without_indexes(connection: sqlite3.Connection) -> list[str]:
    """Drop the indexes of the tables to be filled, and what makes them again: that is faster when all is there."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}")
    return [sql for _, sql in found]


def _write_articles(connection: sqlite3.Connection) -> None:
    rows = ((f"a{n}", 730_000 + n % 9000, 730_000 + n % 9000, "", _AT, "News", "Text.", "en") for n in range(ARTICLES))
    columns = "id, position, latest, digest, ingested_at, title, text, language"
    connection.executemany(f"INSERT INTO article ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _write_towns(connection: sqlite3.Connection) -> dict[str, int]:
    keys: dict[str, int] = {}
    for key, name in enumerate(TOWNS, 1):
        town = locate(name)
        assert town is not None, name
        spot = (town.latitude, town.longitude)
        connection.execute("INSERT INTO point VALUES (?, ?, ?, ?, ?, ?)", (key, *spot, *vector(*spot)))
        keys[name] = key
    return keys


def _write(connection: sqlite3.Connection, pool: Sequence[Made], drawn: Sequence[int], towns: dict[str, int]) -> None:
    numbered = [(key, _ID.format(key), pool[number]) for key, number in enumerate(drawn, 1)]
    _insert(
        connection,
        f"event ({_EVENT})",
        (
            (key, id, *astuple(one.placement), "asserted", one.precision, _AT, _AT, key, 90, 2, _as(id, one.body))
            for key, id, one in numbered
        ),
    )
    _insert(connection, "rendering", ((key, version(), _as(id, one.text)) for key, id, one in numbered))
    _insert(
        connection,
        "citation (event_id, number, article_id, body)",
        (
            (key, number, f"a{(key + number) % ARTICLES}", proof)
            for key, _, one in numbered
            for number, proof in enumerate(one.proofs)
        ),
    )
    facets = sorted((kind, value, key) for key, _, one in numbered for kind, value in one.facets)
    _insert(connection, "facet", facets)
    _insert(connection, "spot", sorted((towns[name], key) for key, _, one in numbered for name in one.towns))
    lines = sorted((fulltext.rowid(one.placement.position, key), *one.words) for key, _, one in numbered)
    _insert(connection, "event_text (rowid, headline, places, quotes)", lines)


def _as(id: str, text: str) -> str:
    return text.replace(_HOLDER, id)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    waiting = iter(rows)
    first = next(waiting)
    places = ", ".join("?" * len(first))
    connection.executemany(f"INSERT INTO {table} VALUES ({places})", chain([first], waiting))


# Zipf's law: the n-th most frequent word is n times as rare as the first.
_FREQUENCIES = list(accumulate(1 / rank for rank in range(1, len(WORDS) + 1)))


def words(random: Random, number: int) -> list[str]:
    """Some words, each as often as its rank."""
    return random.choices(WORDS, cum_weights=_FREQUENCIES, k=number)


def _made(random: Random) -> Made:
    event = _event(random)
    facets = {(kind, fold(name)) for kind in ("place", "actor", "type") for name in FACETS[kind](event)}
    quotes = " ".join(citation.quote.text for citation in event.citations)
    return Made(
        placement=place(event.interval),
        precision=event.interval.precision,
        body=dump(replace(event, citations=())),
        proofs=[dump(citation) for citation in event.citations],
        text=rendered(event, _AT, _AT),
        facets=sorted(facets),
        words=(event.headline, " ".join(event.places), quotes),
        towns=event.places,
    )


def _event(random: Random) -> Event:
    length = random.choices(list(LENGTHS), list(LENGTHS.values()))[0]
    # More is told of the last years.
    interval = unit(length, LAST - int((LAST - FIRST) * random.random() ** 2))
    told = [_citation(random, interval, number) for number in range(2)]
    return Event(
        id=_HOLDER,
        headline=" ".join(words(random, 6)).capitalize(),
        type=random.choice(TYPES),
        status="asserted",
        interval=interval,
        places=(random.choice(TOWNS),),
        actors=tuple(random.sample(WORDS, 1)),
        citations=tuple(told),
    )


def _citation(random: Random, interval: Interval, number: int) -> Citation:
    quote = " ".join(words(random, 10))
    return Citation(
        article_id=f"a{number}",
        title=" ".join(words(random, 4)),
        publisher=f"The {random.choice(WORDS)}",
        url=f"https://news.example/{random.randrange(10**9)}",
        published="2015-05-18",
        quote=Span(100, 100 + len(quote), quote),
        prefix=" ".join(words(random, 3)),
        suffix=" ".join(words(random, 3)),
        interval=interval,
        expression=Span(100, 110, quote[:10]),
        anchor=unit(Granularity.DAY, ordinal(2015, 5, 18)),
        rule="relative-unit",
        explanation="'last month', counted from publication on 18 May 2015, is April 2015",
    )
