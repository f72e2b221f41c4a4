"""Idempotency-Key: what is sent twice is done once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient

from store import replays
from tests.conftest import ARTICLE, BEARER
from tests.test_api_access import bearer, made
from tests.test_api_errors import assert_problem

ARTICLES = "/api/v1/articles"
KEY = {"Idempotency-Key": '"8e03978e-40d5-43dd-bc93-6894a57f9324"'}
BARE = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}


def post(client: FlaskClient, body: object, headers: dict[str, str]) -> Any:
    return client.post(ARTICLES, json=body, headers={**BEARER, **headers})


@pytest.mark.parametrize("body", [ARTICLE, [ARTICLE, {}]], ids=["one", "list"])
def test_the_same_request_is_answered_again(client: FlaskClient, body: object) -> None:
    first = post(client, body, KEY)
    again = post(client, body, BARE)
    assert first.status_code in (201, 207)
    assert (again.status_code, again.data, again.content_type) == (first.status_code, first.data, first.content_type)
    assert again.headers.get("Location") == first.headers.get("Location")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers


def test_another_request_under_the_same_key_is_refused(client: FlaskClient) -> None:
    post(client, ARTICLE, KEY)
    assert "Idempotency-Key" in assert_problem(post(client, {**ARTICLE, "title": "x"}, KEY), 422)["detail"]
    assert client.get(f"{ARTICLES}/{ARTICLE['id']}").json["title"] == ARTICLE["title"]


def test_a_key_belongs_to_who_sent_it(client: FlaskClient, app: Flask) -> None:
    post(client, ARTICLE, KEY)
    other = bearer(made(app.test_cli_runner(), "write"))
    answer = client.post(ARTICLES, json=ARTICLE, headers={**other, **KEY})
    assert (answer.status_code, answer.json["outcome"]) == (200, "unchanged")


def test_a_failure_is_not_kept(client: FlaskClient) -> None:
    assert_problem(post(client, {**ARTICLE, "text": ""}, KEY), 422)
    assert post(client, ARTICLE, KEY).status_code == 201


def test_an_answer_is_kept_for_a_day(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    post(client, ARTICLE, KEY)
    monkeypatch.setattr(replays, "KEPT", timedelta(0))
    assert post(client, {**ARTICLE, "title": "x"}, KEY).json["outcome"] == "replaced"


@pytest.mark.parametrize("key", ["", " ", '""', "a,b", "a b", '"a', "x" * 256, "\u00e9", '"\x7f"'])
def test_a_key_that_is_none_is_refused(client: FlaskClient, key: str) -> None:
    assert_problem(post(client, ARTICLE, {"Idempotency-Key": key}), 400)
    assert client.get(ARTICLES).json["articles"] == []


def test_ndjson_takes_none(client: FlaskClient) -> None:
    headers = {**BEARER, **KEY, "Content-Type": "application/x-ndjson"}
    assert_problem(client.post(ARTICLES, data=orjson.dumps(ARTICLE), headers=headers), 400)


def test_of_many_at_once_one_is_done(server: str, app: Flask) -> None:
    def send(_: int) -> tuple[int, bool, str]:
        connection = HTTPConnection(urlsplit(server).netloc, timeout=60)
        headers = {**BEARER, **KEY, "Content-Type": "application/json"}
        connection.request("POST", ARTICLES, orjson.dumps(ARTICLE), headers)
        answer = connection.getresponse()
        told = orjson.loads(answer.read())
        connection.close()
        return answer.status, "Idempotency-Replayed" in answer.headers, told.get("outcome", "")

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert answers.count((201, False, "added")) == 1
    assert {answer for answer in answers if answer != (201, False, "added")} <= {(201, True, "added"), (409, False, "")}
