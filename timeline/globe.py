"""Areas of the globe: what lies around a point, and between meridians and parallels."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, radians, sin

EARTH_RADIUS_KM = 6371.0088
FARTHEST_KM = EARTH_RADIUS_KM * pi


@dataclass(frozen=True, slots=True)
class Circle:
    """All points within a distance of one: degrees and kilometres over the ground."""

    latitude: float
    longitude: float
    kilometres: float


@dataclass(frozen=True, slots=True)
class Box:
    """All points between two meridians and two parallels, in degrees; one whose west is east of its east crosses 180°.

    Source: GeoJSON (RFC 7946, 5.2).
    """

    west: float
    south: float
    east: float
    north: float


def vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    """The point as a vector of length 1, so that nearness is arithmetic without seams at 180° and at the poles."""
    north, east = radians(latitude), radians(longitude)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def chord(kilometres: float) -> float:
    """Length of the straight line between two such vectors that are so far apart over the ground."""
    return 2 * sin(min(kilometres / EARTH_RADIUS_KM, pi) / 2)
