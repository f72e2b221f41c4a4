"""What answers carry besides their body: compression, CORS, caching, the id of the request."""

from __future__ import annotations

import gzip
import logging
import zlib
from pathlib import Path

import orjson
import pytest
from flask import Flask
from flask.logging import default_handler
from flask.testing import FlaskClient

from api import create_app
from tests.conftest import ARTICLE, BEARER
from tests.test_api_errors import assert_problem

EVENTS = "/api/v1/events"
ARTICLES = "/api/v1/articles"
GZIP = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize(
    "path", [EVENTS, f"{EVENTS}.geojson", f"{EVENTS}.atom", "/docs", "/openapi.json", "/static/page.css"]
)
def test_a_long_answer_is_compressed_for_who_takes_it(told: FlaskClient, path: str) -> None:
    with told.get(path) as plain, told.get(path, headers=GZIP) as short:
        assert "Content-Encoding" not in plain.headers
        assert short.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(short.data) == plain.data
        assert (
            int(short.headers["Content-Length"])
            == len(short.data)
            < len(plain.data)
            == int(plain.headers["Content-Length"])
        )
        for answer in (plain, short):
            assert "Accept-Encoding" in answer.headers["Vary"]
            assert answer.headers["ETag"].startswith("W/")


@pytest.mark.parametrize("wanted", ["", "gzip;q=0", "identity", "br", "gzip;q=0.2, identity", "*;q=0", "x" * 5000])
def test_nobody_gets_it_compressed_against_their_will(told: FlaskClient, wanted: str) -> None:
    answer = told.get(EVENTS, headers={"Accept-Encoding": wanted})
    assert "Content-Encoding" not in answer.headers
    assert answer.json["events"]


@pytest.mark.parametrize("wanted", ["gzip", "gzip, deflate, br", "*", "GZIP;q=0.3", "identity;q=0.5, gzip"])
def test_many_ways_to_take_it(told: FlaskClient, wanted: str) -> None:
    answer = told.get(EVENTS, headers={"Accept-Encoding": wanted})
    assert answer.headers["Content-Encoding"] == "gzip"


def test_short_answers_and_those_with_a_strong_tag_stay_as_they_are(told: FlaskClient) -> None:
    for path in ("/healthz", f"{ARTICLES}/{ARTICLE['id']}"):
        answer = told.get(path, headers=GZIP)
        assert "Content-Encoding" not in answer.headers
        assert answer.json


def test_an_unchanged_answer_is_not_sent_compressed_either(told: FlaskClient) -> None:
    first = told.get(EVENTS, headers=GZIP)
    again = told.get(EVENTS, headers={**GZIP, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary"):
        assert again.headers[name] == first.headers[name]
    head = told.head(EVENTS, headers=GZIP)
    assert (head.data, head.headers["Content-Length"]) == (b"", first.headers["Content-Length"])


def test_a_compressed_stream_can_be_read_while_it_is_written(client: FlaskClient) -> None:
    lines = b"\n".join(orjson.dumps({**ARTICLE, "id": number}) for number in range(3))
    headers = {**BEARER, **GZIP, "Content-Type": "application/x-ndjson"}
    answer = client.post(ARTICLES, data=lines, headers=headers, buffered=False)
    assert answer.headers["Content-Encoding"] == "gzip"
    unzip = zlib.decompressobj(16 + zlib.MAX_WBITS)
    pieces = [unzip.decompress(piece) for piece in answer.iter_encoded()]
    assert [piece.count(b"\n") for piece in pieces[:3]] == [1, 1, 1]
    assert unzip.eof


@pytest.mark.parametrize(("path", "methods"), [(EVENTS, ""), (ARTICLES, ""), ("/api/v1/resolve", ", POST")])
def test_pages_of_other_sites_may_read_and_not_write(told: FlaskClient, path: str, methods: str) -> None:
    asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    preflight = told.options(path, headers=asked).headers
    assert preflight["Access-Control-Allow-Methods"] == f"GET, HEAD, OPTIONS{methods}"
    assert preflight["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" not in preflight["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in preflight


def test_what_writes_is_closed_to_pages_of_other_sites(told: FlaskClient) -> None:
    url = f"{ARTICLES}/{ARTICLE['id']}"
    answers = [
        told.post(ARTICLES, json=ARTICLE, headers=BEARER),
        told.put(url, json=ARTICLE, headers={**BEARER, "If-Match": "*"}),
        told.patch(url, headers=BEARER),
        told.delete(url, headers=BEARER),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 415, 428]
    for answer in answers:
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_failure_is_kept_by_no_cache(told: FlaskClient) -> None:
    assert told.get("/nowhere").headers["Cache-Control"] == "no-store"
    assert told.get(EVENTS).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("sent", ["a", "8e03978e-40d5-43dd-bc93-6894a57f9324", "Root=1-67891233-abc/x:y", "x" * 128])
def test_a_request_keeps_its_id(client: FlaskClient, sent: str) -> None:
    answer = client.get("/nowhere", headers={"X-Request-Id": sent})
    assert answer.headers["X-Request-Id"] == assert_problem(answer, 404)["request_id"] == sent


@pytest.mark.parametrize("sent", [None, "", "a b", "x" * 129, "\u00e9", "<script>", "a\tb", '"a"', "-a"])
def test_a_request_without_a_sane_id_gets_one(client: FlaskClient, sent: str | None) -> None:
    headers = {} if sent is None else {"X-Request-Id": sent}
    made = {client.get("/healthz", headers=headers).headers["X-Request-Id"] for _ in range(3)}
    assert len(made) == 3
    assert all(len(id) == 32 and id.isalnum() for id in made)


def test_the_log_names_the_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("not a folder")
    app = create_app({"DATABASE_URL": f"sqlite:///{tmp_path}/file/t.db"})
    record = logging.LogRecord("api", logging.ERROR, "file.py", 1, "it failed", None, None)
    with app.test_request_context(headers={"X-Request-Id": "my-request"}):
        assert default_handler.filter(record)
        assert "[my-request] ERROR" in default_handler.format(record)
    default_handler.filter(record)
    assert "[-] ERROR" in default_handler.format(record)


def test_options_say_what_is_possible(app: Flask, client: FlaskClient) -> None:
    allowed = {
        EVENTS: {"GET", "HEAD", "OPTIONS"},
        ARTICLES: {"GET", "HEAD", "OPTIONS", "POST"},
        f"{ARTICLES}/x": {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"},
    }
    for url, methods in allowed.items():
        assert set(client.options(url).allow) == methods
        assert set(client.open(url, method="TRACE").allow) == methods
    assert client.options("/nowhere").status_code == 404
