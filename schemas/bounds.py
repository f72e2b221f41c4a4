"""Fields that bound a search: areas of the globe, and moments since which something changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from marshmallow import ValidationError

from schemas.fields import Text
from timeline.errors import NotationError
from timeline.globe import FARTHEST_KM, Box, Circle
from timeline.notation import from_edtf

_NUMBER = r"[+-]?[0-9]{1,5}(\.[0-9]{1,15})?"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE)


class Numbers(Text):
    """So many decimal numbers, separated by commas, each between its bounds."""

    def __init__(self, *bounds: tuple[str, float, float], **options: Any) -> None:
        pattern = ",".join([_NUMBER] * len(bounds))
        options["metadata"] = {"pattern": f"^{pattern}$", **options.get("metadata", {})}
        super().__init__(most=200, **options)
        self.bounds = bounds

    def _numbers(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> list[float]:
        parts = super()._deserialize(value, attr, data, **kwargs).split(",")
        names = ",".join(name for name, _, _ in self.bounds)
        if len(parts) != len(self.bounds):
            raise ValidationError(f"has {len(parts)} numbers; expected {names}")
        return [_between(part, *bound) for part, bound in zip(parts, self.bounds, strict=True)]


def _between(text: str, name: str, least: float, most: float) -> float:
    number = float(text) if re.fullmatch(_NUMBER, text, re.ASCII) else None
    if number is None or not least <= number <= most:
        raise ValidationError(f"{text[:40]!r} is no {name}; expected a number from {least:g} to {most:g}")
    return number


_LATITUDE, _LONGITUDE = (-90.0, 90.0), (-180.0, 180.0)


class Near(Numbers):
    """A point and a distance, read as a Circle."""

    def __init__(self, **options: Any) -> None:
        distance = ("distance in km", 0.0, float(round(FARTHEST_KM)))
        super().__init__(("latitude", *_LATITUDE), ("longitude", *_LONGITUDE), distance, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Circle:  # type: ignore[override]
        return Circle(*self._numbers(value, attr, data, **kwargs))


class BoundingBox(Numbers):
    """Four edges, read as a Box."""

    def __init__(self, **options: Any) -> None:
        edges = (("west", *_LONGITUDE), ("south", *_LATITUDE), ("east", *_LONGITUDE), ("north", *_LATITUDE))
        super().__init__(*edges, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Box:  # type: ignore[override]
        box = Box(*self._numbers(value, attr, data, **kwargs))
        if box.south > box.north:
            raise ValidationError("has its south north of its north; expected west,south,east,north")
        return box


class Moment(Text):
    """A time with its zone (RFC 3339), or a day as EDTF has it, which begins in UTC; read as a time in UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            moment = datetime.fromisoformat(text) if _MOMENT.fullmatch(text) else _beginning(text)
            return moment.astimezone(UTC).isoformat(timespec="seconds")
        except (NotationError, ValueError, OverflowError):
            raise ValidationError(
                f"{text[:40]!r} is no time; expected one such as 2026-11-20T08:00:00Z, or a day such as 2026-11-20 "
                "(a plus sign in a URL is written %2B)"
            ) from None


def _beginning(text: str) -> datetime:
    """When a date begins, in UTC. Raises NotationError on what is no date, and on one that is open."""
    first = from_edtf(text).start
    if first is None or "T" in text.upper():
        raise NotationError(f"{text!r} has no first day, or names a time without its zone")
    day = date.fromordinal(min(max(first, date.min.toordinal()), date.max.toordinal()))
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
