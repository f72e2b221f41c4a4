"""Where events took place: the points of the towns that they name, and the search by an area of the globe."""

from __future__ import annotations

from collections.abc import Iterator

from peewee import Expression, ModelSelect

from store import statements
from store.tables import PointRow, SpotRow
from timeline.gazetteer import locate
from timeline.globe import Box, Circle, chord, vector
from timeline.model import Event


def save(event: int, told: Event) -> None:
    """Write the points of an event, in place of those it had; `event` is its key."""
    statements.delete(SpotRow, "event_id", event)
    found = (locate(name, told.places) for name in told.places)
    points = sorted({(town.latitude, town.longitude) for town in found if town})
    statements.insert(SpotRow, ("point_id", "event_id"), ((_key(*point), event) for point in points))


def _key(latitude: float, longitude: float) -> int:
    known: int | None = (
        PointRow.select(PointRow.key).where(PointRow.latitude == latitude, PointRow.longitude == longitude).scalar()
    )
    if known is not None:
        return known
    x, y, z = vector(latitude, longitude)
    key: int = PointRow.insert(latitude=latitude, longitude=longitude, x=x, y=y, z=z).execute()
    return key


def inside(area: Circle | Box) -> ModelSelect[SpotRow]:
    """Keys of the events that took place in an area, its edge included."""
    bounds = _near(area) if isinstance(area, Circle) else _between(area)
    return SpotRow.select(SpotRow.event).where(SpotRow.point.in_(PointRow.select(PointRow.key).where(*bounds)))


def _near(circle: Circle) -> Iterator[Expression]:
    """By the square of the chord, the straight line through the globe: it grows with the way over the ground."""
    x, y, z = vector(circle.latitude, circle.longitude)
    east, north, up = PointRow.x - x, PointRow.y - y, PointRow.z - z
    yield east * east + north * north + up * up <= chord(circle.kilometres) ** 2


def _between(box: Box) -> Iterator[Expression]:
    yield PointRow.latitude.between(box.south, box.north)
    if box.west <= box.east:
        yield PointRow.longitude.between(box.west, box.east)
    else:
        yield (PointRow.longitude >= box.west) | (PointRow.longitude <= box.east)
