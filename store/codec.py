"""The domain's dataclasses as JSON and back: the one written form of intervals, mentions, events and citations."""

from __future__ import annotations

import json
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
    built: T = _build(kind, json.loads(text))
    return built


def _build(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(kind) is UnionType:
        return _build(get_args(kind)[0], value)
    if get_origin(kind) is tuple:
        return tuple(_build(get_args(kind)[0], item) for item in value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _types(kind)
        return kind(**{name: _build(hints[name], item) for name, item in value.items()})
    return kind(value) if issubclass(kind, Enum) else value


@cache
def _types(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
