"""The domain's dataclasses as JSON and back: the one written form of intervals, mentions, events and citations."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, lru_cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def dump(value: Any) -> str:
    """JSON of a dataclass; ASCII, so that half a surrogate pair or a NUL in a text is no trouble to a database."""
    return json.dumps(value, default=_as_dict, separators=(",", ":"))


def _as_dict(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


# What is read is immutable, and the mentions of one neighbourhood are read again and again.
@lru_cache(maxsize=4096)
def load(kind: type[T], text: str) -> T:
    """The dataclass of that kind that `dump` wrote as `text`. Tuples hold one type: tuple[X, ...] or tuple[X, X]."""
    value = json.loads(text)
    of: Any = kind
    read = _reader(of)
    built: T = value if read is None or value is None else read(value)
    return built


@cache
def _reader(kind: Any) -> Callable[[Any], Any] | None:
    """What makes a value of that kind from its JSON, which is not null; None where it stays as it is."""
    if get_origin(kind) is UnionType:
        return _reader(get_args(kind)[0])
    if get_origin(kind) is tuple:
        item = _reader(get_args(kind)[0])
        return tuple if item is None else lambda values: tuple(None if one is None else item(one) for one in values)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_reader(kind)
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else None


def _dataclass_reader(kind: Any) -> Callable[[dict[str, Any]], Any]:
    def read(values: dict[str, Any]) -> Any:
        for name, reader in _readers(kind):
            if values.get(name) is not None:
                values[name] = reader(values[name])
        return kind(**values)

    return read


@cache
def _readers(kind: Any) -> list[tuple[str, Callable[[Any], Any]]]:
    """The fields of a dataclass that do not stay as they are; asked late, since an interval may hold intervals."""
    found = ((name, _reader(hint)) for name, hint in get_type_hints(kind).items())
    return [(name, reader) for name, reader in found if reader is not None]
