"""Many events made at random, what can be asked of them, and the same filters in plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from store import database
from store.events import save
from store.ingest import ingest
from store.placement import place
from store.query import Cursor, EventFilter
from store.tables import EventRow
from tests.stories import TIKRIT, article, reading
from timeline.globe import EARTH_RADIUS_KM, Box, Circle
from timeline.interval import Granularity, Interval, ordinal, unit
from timeline.model import Citation, Event, Span
from timeline.notation import publication_interval

FIRST, LAST = ordinal(2014, 1, 1), ordinal(2015, 12, 31)
# With where GeoNames has them; Suva and Apia lie on either side of the 180th meridian.
TOWNS = {
    "Tikrit": (34.61581, 43.67861),
    "São Paulo": (-23.5475, -46.63611),
    "Suva": (-18.14161, 178.44149),
    "Apia": (-13.83333, -171.76666),
}
PLACES = (*TOWNS, "Iraq")
LANGUAGES = {"a": "en", "b": "de", "c": "en", "d": "fr"}
STATUSES = ("asserted", "reported", "planned")
TYPES = ("attack", "election", "aid")
ACTORS = ("Iraqi forces", "IRAQI  voters", "Élysée")
PUBLISHED = {"a": "2015-05-18", "b": "2015-05", "c": "2014-11-30T23:30:00-05:00", "d": None}


def fill(folder: Path) -> list[Event]:
    """The events of a new database in that folder, which is the open one now."""
    random = Random(2015)
    events = [_event(number, random) for number in range(250)]
    database.connect(f"sqlite:///{folder}/events.db")
    database.create_schema()
    for id, published in PUBLISHED.items():
        ingest(replace(article(id, TIKRIT, published=published), language=LANGUAGES[id]), reading())
    with database.session(), database.database.atomic("IMMEDIATE"):
        for event in events:
            save(None, event)
        for number in range(len(events)):
            EventRow.update(updated=updated(number)).where(EventRow.id == f"evt_{number:04}").execute()
    return events


def updated(number: int) -> str:
    """When the event of that number changed, or so the database says."""
    return f"2026-01-01T00:00:{number % 60:02}+00:00"


def random_interval(random: Random) -> Interval:
    """An interval of any kind, open ones among them."""
    day = random.randint(FIRST, LAST)
    match random.randrange(9):
        case 0:
            return Interval(None, day)
        case 1:
            return Interval(day, None)
        case 2:
            return Interval(day, day + random.choice([2, 31, 32, 366, 367, 3660, 3661, 9000]))
        case 3:
            return unit(Granularity.MONTH, day + random.choice([-800_000, 3_000_000]))
        case _:
            return unit(random.choice(list(Granularity)), day)


def _event(number: int, random: Random) -> Event:
    interval, places = random_interval(random), tuple(random.sample(PLACES, random.choice([1, 1, 2])))
    place = places[0]
    told = [_citation(number, place, interval, random) for _ in range(random.randint(1, 3))]
    return Event(
        id=f"evt_{number:04}",
        headline=f"Attack on {place}",
        type=random.choice(TYPES),
        status=random.choice(STATUSES),
        interval=interval,
        places=places,
        actors=tuple(random.sample(ACTORS, random.randint(0, 2))),
        citations=tuple(told),
        sources=random.randint(1, 3),
        confidence=random.randint(0, 100) / 100,
    )


def _citation(number: int, place: str, interval: Interval, random: Random) -> Citation:
    article_id, published = random.choice(list(PUBLISHED.items()))
    return Citation(
        article_id=article_id,
        title="News",
        publisher=random.choice(["The Courier", "Der Bote", None]),
        url="https://www.courier.example/1",
        published=published,
        quote=Span(0, 1, f"Forces attacked {place} {'again ' * (number % 3)}on day {number}."),
        prefix="",
        suffix="",
        interval=interval,
        expression=None,
        anchor=None,
        rule="r",
        explanation="e",
    )


def sort_key(event: Event) -> Cursor:
    """Where it stands in the order."""
    where = place(event.interval)
    return where.position, where.latest, event.id


def expected(known: Iterable[Event], where: EventFilter) -> list[Event]:
    """The events that match, in the order of the timeline."""
    if is_empty(where):
        return []
    return sorted((event for event in known if _matches(event, where)), key=sort_key)


def _matches(event: Event, where: EventFilter) -> bool:
    return (
        _lies(event.interval, where)
        and (not where.status or event.status in where.status)
        and (not where.precision or event.interval.precision in where.precision)
        and (not where.type or event.type in where.type)
        and (not where.ids or event.id in where.ids)
        and (where.place is None or where.place in event.places)
        and (where.actor is None or where.actor in event.actors)
        and (where.source is None or where.source in {citation.publisher for citation in event.citations})
        and (where.article is None or where.article in {citation.article_id for citation in event.citations})
        and event.sources >= (where.min_sources or 0)
        and event.confidence >= (where.min_confidence or 0)
        and any(_was_published(citation.published, where) for citation in event.citations)
        and (where.q is None or where.q in " ".join([*event.places, *(told.quote.text for told in event.citations)]))
        and (where.near is None or any(_far(where.near, town) <= where.near.kilometres for town in _towns(event)))
        and (where.bbox is None or any(_inside(where.bbox, town) for town in _towns(event)))
        and (where.language is None or where.language in {LANGUAGES[told.article_id] for told in event.citations})
        and (where.updated_since is None or updated(int(event.id[4:])) >= where.updated_since)
        and (where.max_days is None or (event.interval.length or 10**9) <= where.max_days)
    )


def _towns(event: Event) -> list[tuple[float, float]]:
    return [TOWNS[place] for place in event.places if place in TOWNS]


def _far(circle: Circle, town: tuple[float, float]) -> float:
    """Kilometres over the ground, by the haversine formula."""
    here, there = radians(circle.latitude), radians(town[0])
    turned = radians(town[1] - circle.longitude)
    root = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(turned / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(root)))


def _inside(box: Box, town: tuple[float, float]) -> bool:
    latitude, longitude = town
    west_to_east = (longitude - box.west) % 360 <= (box.east - box.west) % 360 or box.east - box.west == 360
    return box.south <= latitude <= box.north and west_to_east


def _lies(interval: Interval, where: EventFilter) -> bool:
    if where.match == "starts":
        after = where.start is None or (interval.start is not None and where.start <= interval.start)
        return interval.start is not None and after and (where.end is None or interval.start < where.end)
    wanted = Interval(where.start, where.end)
    return wanted.contains(interval) if where.match == "within" else wanted.overlaps(interval)


def _was_published(published: str | None, where: EventFilter) -> bool:
    if where.published_start is None and where.published_end is None:
        return True
    wanted = Interval(where.published_start, where.published_end)
    return published is not None and publication_interval(published).overlaps(wanted)


DAYS = st.integers(FIRST - 4000, LAST + 4000) | st.integers(-100_000, 4_000_000)
LATITUDES, LONGITUDES = st.integers(-90, 90), st.integers(-180, 180)
ASKED: dict[str, st.SearchStrategy[Any]] = {
    "start": DAYS,
    "end": DAYS,
    "match": st.sampled_from(["overlaps", "within", "starts"]),
    "published_start": st.integers(ordinal(2014, 11, 28), ordinal(2015, 6, 2)),
    "published_end": st.integers(ordinal(2014, 11, 28), ordinal(2015, 6, 2)),
    "q": st.sampled_from(["again", "Forces", "Suva"]),
    "near": st.builds(
        Circle, LATITUDES.map(float), LONGITUDES.map(float), st.sampled_from([500.0, 2_000.0, 9_000.0, 20_015.0])
    ),
    "bbox": st.builds(Box, LONGITUDES, LATITUDES.map(lambda south: min(south, 0)), LONGITUDES, LATITUDES.map(abs)),
    "language": st.sampled_from(["en", "de", "nl"]),
    "updated_since": st.integers(0, 60).map(updated),
    "max_days": st.sampled_from([one.most_days for one in Granularity]),
    "place": st.sampled_from(PLACES),
    "actor": st.sampled_from(ACTORS),
    "source": st.just("Der Bote"),
    "article": st.sampled_from([*PUBLISHED, "z"]),
    "type": st.sampled_from([("attack",), ("aid", "election"), ("t",)]),
    "ids": st.lists(st.integers(0, 260).map(lambda number: f"evt_{number:04}"), min_size=1).map(tuple),
    "min_sources": st.integers(1, 4),
    "min_confidence": st.integers(0, 100).map(lambda hundredths: hundredths / 100),
    "precision": st.sampled_from([("day", "month"), ("interval",)]),
    "status": st.sampled_from([(), ("asserted", "reported"), ("planned",)]),
}


def filters(most: int) -> st.SearchStrategy[EventFilter]:
    """Filters of so many different members at most."""
    names = st.lists(st.sampled_from(list(ASKED)), unique=True, max_size=most)
    return names.flatmap(lambda asked: st.builds(EventFilter, **{name: ASKED[name] for name in asked}))


def is_empty(where: EventFilter) -> bool:
    """Whether one of its ranges holds no day."""
    ranges = ((where.start, where.end), (where.published_start, where.published_end))
    return any(start is not None and end is not None and end <= start for start, end in ranges)
