"""Where events took place: the points of the towns that they name, and the search by an area of the globe."""

from __future__ import annotations

from peewee import SQL

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


def bounds(area: Circle | Box) -> SQL:
    """What the row of every point in an area fulfils, its edge included."""
    return _near(area) if isinstance(area, Circle) else _between(area)


def _near(circle: Circle) -> SQL:
    """By the square of the chord, the straight line through the globe: it grows with the way over the ground."""
    x, y, z = vector(circle.latitude, circle.longitude)
    square = "(x - ?) * (x - ?) + (y - ?) * (y - ?) + (z - ?) * (z - ?)"
    return SQL(f"{square} <= ?", [x, x, y, y, z, z, chord(circle.kilometres) ** 2])


def _between(box: Box) -> SQL:
    along = "longitude BETWEEN ? AND ?" if box.west <= box.east else "(longitude >= ? OR longitude <= ?)"
    return SQL(f"latitude BETWEEN ? AND ? AND {along}", [box.south, box.north, box.west, box.east])
