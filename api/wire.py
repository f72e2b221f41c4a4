"""JSON in and out, by orjson: strict when reading, fast when writing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import orjson
from flask.json.provider import JSONProvider


class RepeatedMemberError(ValueError):
    """An object names a member twice; `path` leads to it, names and positions in lists."""

    def __init__(self, path: tuple[str, ...]) -> None:
        super().__init__("is given more than once; expected it once")
        self.path = path


class OrjsonProvider(JSONProvider):
    """Flask's JSON by orjson; keeps the order of members."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """The JSON of an object, as text."""
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """The object of a JSON text, as `loads` reads it."""
        return loads(s)


def loads(text: str | bytes) -> Any:
    """The object of a JSON text.

    Raises orjson.JSONDecodeError on anything but RFC 8259 in UTF-8, on nesting deeper than 1024, on half a
    surrogate pair and on numbers that overflow; RepeatedMemberError where an object names a member twice.
    """
    read = orjson.loads(text)
    path = _repeated(text) if isinstance(read, dict | list) else None
    if path is not None:
        raise RepeatedMemberError(path)
    return read


class _Object(list[tuple[str, Any]]):
    """The members of an object in their order, with those that come twice, which orjson is silent about."""


def _repeated(text: str | bytes) -> tuple[str, ...] | None:
    """The way to the first member that is named twice in one object of a JSON text; None without one."""
    seen: list[_Object] = []

    def members(pairs: list[tuple[str, Any]]) -> _Object:
        read = _Object(pairs)
        if len(dict(pairs)) < len(pairs):
            seen.append(read)
        return read

    try:
        read = json.loads(text, object_pairs_hook=members)
        return next(_ways(read, ())) if seen else None
    except RecursionError:
        # Nothing that is read here lies so deep: a schema will refuse it.
        return None


def _ways(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    items = value if isinstance(value, _Object) else ((str(at), item) for at, item in enumerate(value))
    names: set[str] = set()
    for name, item in items:
        if name in names:
            yield (*path, name)
        names.add(name)
        if isinstance(item, list):
            yield from _ways(item, (*path, name))
