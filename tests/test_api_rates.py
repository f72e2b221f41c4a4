"""Limits of rate, and the fields that tell of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api import create_app
from tests.conftest import BEARER, TOKEN
from tests.test_api_access import bearer, made
from tests.test_api_errors import assert_problem

EVENTS = "/api/v1/events"
FIELD = re.compile(r'"default";r=(\d+);t=(\d+)')


@pytest.fixture
def limited(tmp_path: Path) -> FlaskClient:
    """A server that takes three requests an hour."""
    return client_of(tmp_path)


def client_of(folder: Path, **settings: str) -> FlaskClient:
    url = f"sqlite:///{folder}/timeline.db"
    config = {"DATABASE_URL": url, "DATELINE_TOKEN": TOKEN, "DATELINE_RATE_LIMIT": "3/hour", **settings}
    return create_app(config).test_client()


def test_every_answer_says_what_is_left(limited: FlaskClient) -> None:
    told = [limited.get(EVENTS).headers, limited.get("/nowhere").headers, limited.get(f"{EVENTS}?x=1").headers]
    for headers, left in zip(told, (2, 1, 0), strict=True):
        assert headers["RateLimit-Policy"] == '"default";q=3;w=3600'
        found = FIELD.fullmatch(headers["RateLimit"])
        assert found
        assert int(found[1]) == left
        assert 3590 <= int(found[2]) <= 3600


def test_what_is_too_much_is_refused(limited: FlaskClient) -> None:
    for _ in range(3):
        assert limited.get(EVENTS).status_code == 200
    answer = limited.get(EVENTS)
    assert_problem(answer, 429)
    assert 3590 <= int(answer.headers["Retry-After"]) <= 3600
    assert answer.headers["RateLimit"].startswith('"default";r=0;')
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "RateLimit" in answer.headers["Access-Control-Expose-Headers"]


def test_preflights_and_health_are_never_refused(limited: FlaskClient) -> None:
    for _ in range(5):
        limited.get(EVENTS)
        assert limited.options(EVENTS, headers={"Origin": "https://a.example"}).status_code == 200
    for url in ("/healthz", "/docs", "/openapi.json"):
        assert limited.get(url).status_code == 200


def test_each_key_and_each_address_has_its_own(limited: FlaskClient) -> None:
    for _ in range(4):
        limited.get(EVENTS)
    assert limited.get(EVENTS, headers=BEARER).status_code == 200
    assert limited.get(EVENTS, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200
    assert limited.get(EVENTS, headers={"Authorization": "Bearer made up"}).status_code == 429


def test_who_administers_is_not_limited(limited: FlaskClient) -> None:
    admin = bearer(made(limited.application.test_cli_runner(), "admin"))
    for _ in range(5):
        answer = limited.get(EVENTS, headers=admin)
        assert answer.status_code == 200
        assert "RateLimit" not in answer.headers


def test_a_network_of_ipv6_counts_as_one(limited: FlaskClient) -> None:
    addresses = [f"2001:db8:0:1::{number}" for number in range(1, 5)]
    statuses = [limited.get(EVENTS, environ_base={"REMOTE_ADDR": address}).status_code for address in addresses]
    assert statuses == [200, 200, 200, 429]
    assert limited.get(EVENTS, environ_base={"REMOTE_ADDR": "2001:db8:0:2::1"}).status_code == 200


@pytest.mark.parametrize(("proxies", "status"), [("0", 429), ("1", 200)])
def test_an_address_from_a_proxy_is_believed_where_there_is_one(tmp_path: Path, proxies: str, status: int) -> None:
    client = client_of(tmp_path, DATELINE_PROXIES=proxies)
    for number in range(4):
        answer = client.get(EVENTS, headers={"X-Forwarded-For": f"192.0.2.{number}"})
    assert answer.status_code == status


def test_a_forged_address_before_the_proxy_is_not_believed(tmp_path: Path) -> None:
    client = client_of(tmp_path, DATELINE_PROXIES="1")
    for number in range(4):
        answer = client.get(EVENTS, headers={"X-Forwarded-For": f"192.0.2.{number}, 198.51.100.1"})
    assert answer.status_code == 429


def test_it_can_be_off(tmp_path: Path) -> None:
    client = client_of(tmp_path, DATELINE_RATE_LIMIT="off")
    for _ in range(5):
        answer = client.get(EVENTS)
        assert answer.status_code == 200
        assert "RateLimit" not in answer.headers


@pytest.mark.parametrize(
    ("name", "value"), [("DATELINE_RATE_LIMIT", "many"), ("DATELINE_PROXIES", "-1"), ("DATELINE_PROXIES", "one")]
)
def test_settings_are_right_or_refused(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"{name} is {value!r}; expected"):
        create_app({name: value})
