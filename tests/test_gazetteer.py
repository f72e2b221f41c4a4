"""Places on the map: the right town of a name, and no point where there is none."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from timeline import gazetteer
from timeline.gazetteer import country, locate

ONTOLOGY = Path(gazetteer.__file__).parent / "ontology"


@pytest.mark.parametrize(
    ("name", "latitude", "longitude", "code"),
    [
        ("Mosul", 36.3, 43.1, "IQ"),
        ("Tikrit", 34.6, 43.7, "IQ"),  # listed with an accent
        ("Fallujah", 33.3, 43.8, "IQ"),  # listed with an article
        ("Kathmandu", 27.7, 85.3, "NP"),
        ("São Paulo", -23.5, -46.6, "BR"),
        ("New York", 40.7, -74.0, "US"),
    ],
)
def test_towns(name: str, latitude: float, longitude: float, code: str) -> None:
    found = locate(name)
    assert found is not None
    assert abs(found.latitude - latitude) < 0.2
    assert abs(found.longitude - longitude) < 0.2
    assert found.country == code


@pytest.mark.parametrize(
    "name", ["Iraq", "United States", "Anbar", "Palestine", "Europe", "Nowhere", "", "🙂", "\0", "-"]
)
def test_what_is_no_town_has_no_point(name: str) -> None:
    assert locate(name) is None


@pytest.mark.parametrize(
    ("beside", "code"), [((), "LY"), (("Lebanon",), "LB"), (("Libya",), "LY"), (("Tripoli", "Norway"), "LY")]
)
def test_a_country_named_beside_it_chooses_between_towns_of_one_name(beside: tuple[str, ...], code: str) -> None:
    found = locate("Tripoli", beside)
    assert found is not None
    assert found.country == code


@pytest.mark.parametrize(
    ("name", "code"),
    [("Iraq", "IQ"), ("Ivory Coast", "CI"), ("Scotland", "GB"), ("Palestine", "PS"), ("Mosul", None), ("", None)],
)
def test_countries(name: str, code: str | None) -> None:
    assert country(name) == code


def test_every_area_lies_in_a_country_that_exists() -> None:
    areas = tomllib.loads((ONTOLOGY / "areas.toml").read_text("utf-8"))["areas"]
    codes = {country(name) for names in areas.values() for name in names.split("|")}
    assert codes == set(areas)
    assert codes <= set(gazetteer._countries().values())
