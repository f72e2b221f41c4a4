"""The places of a timeline on an outline map: which part of the world is shown, and where the names go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from timeline.gazetteer import Location

# Units of the map are hundredths of a degree, as in static/world.svg; those to the east are shortened by latitude.
_DEGREE = 100
_LEAST_SPAN = 18 * _DEGREE
_MARGIN = 0.14
_ASPECT = 4 / 3
# The width in pixels that letters and circles are measured for.
_WIDTH = 360
_LETTER = 12
_FAR_SHARE = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place on the map: the middle and radius of its circle, and where its name begins, None where it has no room."""

    name: str
    count: int
    x: float
    y: float
    radius: float
    label: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the map."""

    left: float
    top: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Whether both share room."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """What is drawn: the view, how much degrees to the east are shortened in it, the size of letters, the places."""

    view: Box
    shortening: float
    letter: float
    spots: list[Spot]


@dataclass(frozen=True, slots=True)
class Place:
    """A place, and how many events it has."""

    name: str
    count: int
    location: Location


def drawn(places: Sequence[Place]) -> Map | None:
    """The map with most of the places; a few events far away are no reason to show half the world. None without any."""
    if not places:
        return None
    near = _near(list(places))
    north = [place.location.latitude for place in near]
    shortening = cos(radians((min(north) + max(north)) / 2))
    points = [(place.location.longitude * _DEGREE * shortening, -place.location.latitude * _DEGREE) for place in near]
    view = _view(points)
    unit = view.width / _WIDTH
    most = max(place.count for place in near)
    circles = [
        Spot(name=place.name, count=place.count, x=x, y=y, radius=unit * (3.5 + 6.5 * sqrt(place.count / most)))
        for place, (x, y) in zip(near, points, strict=True)
    ]
    return Map(view=view, shortening=shortening, letter=unit * _LETTER, spots=list(_named(circles, view, unit)))


def _near(places: list[Place]) -> list[Place]:
    """The places without those whose leaving halves the map, as long as they have few of the events."""
    left = _FAR_SHARE * sum(place.count for place in places)
    while len(places) > 1:
        rests = [places[:at] + places[at + 1 :] for at in range(len(places))]
        at = min(range(len(places)), key=lambda at: _span(rests[at]))
        if _span(rests[at]) * 2 > _span(places) or places[at].count > left:
            break
        left -= places[at].count
        places = rests[at]
    return places


def _span(places: list[Place]) -> float:
    """Degrees from one side to the other, by what is longer."""
    north = [place.location.latitude for place in places]
    east = [place.location.longitude for place in places]
    return max(max(north) - min(north), max(east) - min(east), 1.0)


def _view(points: list[tuple[float, float]]) -> Box:
    """A part of the map around the points, of one shape whatever they are."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    width = max(right - left, (bottom - top) * _ASPECT, _LEAST_SPAN) * (1 + 2 * _MARGIN)
    height = width / _ASPECT
    return Box(left=(left + right - width) / 2, top=(top + bottom - height) / 2, width=width, height=height)


def _named(spots: list[Spot], view: Box, unit: float) -> Iterator[Spot]:
    """The places with their names, those of the most events first, each on the side where it meets no other."""
    taken = [Box(left=s.x - s.radius, top=s.y - s.radius, width=2 * s.radius, height=2 * s.radius) for s in spots]
    for number, spot in enumerate(spots):
        width = len(spot.name) * _LETTER * 0.64 * unit
        gap = spot.radius + 4 * unit
        label = None
        for start in (spot.x + gap, spot.x - gap - width):
            room = Box(left=start, top=spot.y - 7 * unit, width=width, height=14 * unit)
            others = (box for at, box in enumerate(taken) if at != number)
            if view.left < start and start + width < view.left + view.width and not any(map(room.meets, others)):
                label = start
                taken.append(room)
                break
        yield Spot(name=spot.name, count=spot.count, x=spot.x, y=spot.y, radius=spot.radius, label=label)
