"""The output formats of a list of events: every module of this folder is one, found by its being here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from schemas.listing import Format

_FIRST = "json"


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its suffix, JSON first: who takes anything gets that."""
    names = sorted((module.name for module in iter_modules(__path__)), key=lambda name: (name != _FIRST, name))
    found: list[Format] = [import_module(f"{__name__}.{name}").FORMAT for name in names]
    return {one.suffix: one for one in found}
