"""Every error has one shape (RFC 9457), and nothing that is sent makes the program fail."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import create_app
from tests.conftest import ARTICLE, BEARER

EVENTS = "/api/v1/events"
ARTICLES = "/api/v1/articles"
RESOLVE = "/api/v1/resolve"
JSON = {"Content-Type": "application/json"}


def assert_problem(answer: TestResponse, status: int) -> dict[str, Any]:
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), answer.text[:500]
    problem: dict[str, Any] = answer.get_json(force=True)
    assert {"type", "title", "status", "detail", "instance"} <= set(problem) <= {*problem, "errors"}
    assert problem["status"] == status
    assert problem["detail"]
    assert "Traceback" not in answer.text
    for fault in problem.get("errors", []):
        assert fault["message"]
        assert ("parameter" in fault) != ("pointer" in fault)
    return problem


def url_of(rule: str) -> str:
    return re.sub("<[^>]*>", "unknown", rule)


def test_every_route_answers_errors_in_one_shape(app: Flask, client: FlaskClient) -> None:
    for rule in app.url_map.iter_rules():
        url = url_of(rule.rule)
        answer = client.open(url, method="TRACE")
        assert_problem(answer, 405)
        allowed = set(answer.allow)
        method = next(one for one in ("GET", "POST", "DELETE") if one in allowed)
        assert {*(rule.methods or ()), method} <= allowed
        if rule.rule.startswith("/api/v1") and "openapi" not in rule.rule:
            problem = assert_problem(
                client.open(url, method=method, query_string={"surprise": "1"}, headers=BEARER), 422
            )
            assert "surprise" in {fault["parameter"] for fault in problem["errors"]}
        if rule.arguments and method == "GET":
            assert_problem(client.get(url), 404)


def test_an_unknown_route(client: FlaskClient) -> None:
    assert "/nowhere" in assert_problem(client.get("/nowhere"), 404)["detail"]


def test_writing_needs_the_token(client: FlaskClient) -> None:
    for sent in ("", "Bearer", "Bearer wrong", "Basic YTpi", "Bearer ü"):
        answer = client.post(ARTICLES, json=ARTICLE, headers={"Authorization": sent} if sent else {})
        assert_problem(answer, 401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert client.get(ARTICLES).json["articles"] == []


def test_without_a_token_of_its_own_the_server_refuses_to_write(tmp_path: Path) -> None:
    client = create_app({"DATABASE_URL": f"sqlite:///{tmp_path}/t.db", "DATELINE_TOKEN": ""}).test_client()
    for headers in ({}, {"Authorization": "Bearer "}, BEARER):
        assert "DATELINE_TOKEN" in assert_problem(client.post(ARTICLES, json=ARTICLE, headers=headers), 403)["detail"]


def test_a_missing_field_is_pointed_at(client: FlaskClient) -> None:
    problem = assert_problem(client.post(ARTICLES, json={"title": "x"}, headers=BEARER), 422)
    assert {fault["pointer"] for fault in problem["errors"]} == {"/text", "/published"}


def test_a_mistyped_parameter_is_recognised(client: FlaskClient) -> None:
    problem = assert_problem(client.get(EVENTS, query_string={"plase": "Tikrit"}), 422)
    assert problem["errors"] == [{"parameter": "plase", "message": "unknown; did you mean 'place'?"}]


def test_a_repeated_parameter_is_refused(client: FlaskClient) -> None:
    problem = assert_problem(client.get(f"{EVENTS}?limit=2&limit=3"), 422)
    assert problem["errors"][0]["parameter"] == "limit"


def test_from_after_to_is_refused(client: FlaskClient) -> None:
    problem = assert_problem(client.get(EVENTS, query_string={"from": "2016", "to": "2015"}), 422)
    assert problem["errors"][0]["parameter"] == "from"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"null garbage",
        b"[" * 100_000,
        b'{"text": ' + b"[" * 5000 + b"]" * 5000 + b"}",
        b'{"text": NaN}',
        b'{"text": 1e400}',
        b'{"text": "\\ud800"}',
        b"{'text': 'x'}",
    ],
)
def test_broken_json(client: FlaskClient, body: bytes) -> None:
    for url in (RESOLVE, ARTICLES):
        assert_problem(client.post(url, data=body, headers={**JSON, **BEARER}), 400)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b'{"text": "x", "text": "y"}', "/text"),
        (b'{"text": "x", "a/b": {"~": [0, {"z": 1, "z": 1}]}}', "/a~1b/~0/1/z"),
        (b'{"\\u0074ext": "x", "text": "x"}', "/text"),
        (b'{"a": ' * 900 + b'{"b": 1, "b": 2}' + b"}" * 900, None),
    ],
)
def test_a_member_that_is_given_twice_is_refused_by_name(client: FlaskClient, body: bytes, pointer: str | None) -> None:
    for url in (RESOLVE, ARTICLES):
        problem = assert_problem(client.post(url, data=body, headers={**JSON, **BEARER}), 422)
        if pointer:
            (fault,) = problem["errors"]
            assert fault == {"pointer": pointer, "message": "is given more than once; expected it once"}


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_that_is_not_called_json(client: FlaskClient, kind: str) -> None:
    assert_problem(client.post(RESOLVE, data=b'{"text": "x"}', headers={"Content-Type": kind}), 415)


@pytest.mark.parametrize("coding", ["gzip", "br", "x"])
def test_a_body_that_is_compressed_is_refused(client: FlaskClient, coding: str) -> None:
    assert_problem(client.post(RESOLVE, data=b"{}", headers={**JSON, "Content-Encoding": coding}), 415)


def test_a_body_that_is_too_large(client: FlaskClient) -> None:
    assert_problem(client.post(RESOLVE, data=b" " * (17 * 1024 * 1024), headers=JSON), 413)


@pytest.mark.parametrize(
    "change",
    [
        {"text": ""},
        {"text": "\u200b\ufeff\u2060 \u200d"},
        {"title": "\u3164\u0301"},
        {"text": "7" * 5_000_000},
        {"text": "a\x00b"},
        {"published": "2015-02-30"},
        {"published": "10000-01-01"},
        {"published": "today"},
        {"id": 10**30},
        {"id": "../../etc/passwd"},
        {"url": "javascript:alert(1)"},
        {"language": "tlh"},
        {"title": {"nested": []}},
        {"surprise": 1},
    ],
)
def test_hostile_articles_change_nothing(told: FlaskClient, change: dict[str, Any]) -> None:
    before = told.get(EVENTS).data
    body = str({**ARTICLE, **change}) if change.get("id") == 10**30 else None
    if body is None:
        answer = told.post(ARTICLES, json={**ARTICLE, **change}, headers=BEARER)
    else:
        raw = b'{"id": 1000000000000000000000000000000, "title": "x", "text": "x", "published": null}'
        answer = told.post(ARTICLES, data=raw, headers={**BEARER, **JSON})
    problem = assert_problem(answer, 422)
    assert problem["errors"][0]["pointer"] == f"/{next(iter(change))}"
    assert told.get(EVENTS).data == before


@pytest.mark.parametrize(
    "text",
    [
        "\u202eYesterday \u202cin \u05d0\u05ea\u05de\u05d5\u05dc, two days ago.",
        "On 30 February 2015 and on 31 April.",
        "It ends on 31 December 9999, in the year 99999 and in 10000 years.",
        "1" * 100_000,
        "\U0001f600" * 1000 + " last month",
        "January " * 500,
        "two " * 5000 + "days ago",
        "(((((" * 1000 + "yesterday",
        "10000000000000000000000 years ago, 99999999 centuries later",
        "9999-12-31",
        "\n\n\n\t yesterday \r\n",
    ],
)
@pytest.mark.parametrize("published", ["0000-01-01", "2015-05-18", "9999-12-31", None])
def test_hostile_texts_are_read(client: FlaskClient, text: str, published: str | None) -> None:
    answer = client.post(RESOLVE, json={"text": text, "published": published})
    assert answer.status_code == 200, answer.text[:500]
    for timex in answer.json["timexes"]:
        assert text[timex["start"] : timex["end"]] == timex["text"]


@pytest.mark.parametrize("published", ["0000", "9999", "Y12015", "-0001-12", "9999-12"])
def test_publications_at_the_edges_of_time(client: FlaskClient, published: str) -> None:
    text = "Last year, next month, on Friday, a century ago, in January and in ten years."
    answer = client.post(RESOLVE, json={"text": text, "published": published})
    assert answer.status_code == 200, answer.text[:500]
    assert answer.json["timexes"]


@pytest.mark.parametrize("name", ["\x00", "%ff", "x" * 3000, "9" * 30, "' OR 1=1 --", "évènement"])
def test_hostile_ids_are_not_found(client: FlaskClient, name: str) -> None:
    for url in (EVENTS, ARTICLES):
        assert_problem(client.get(f"{url}/{name}"), 404)


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "=",
        "%00",
        "é",
        "bnVsbA",
        "W10",
        "e30",
        "WzEsMiwzLDRd",
        "WyJ4IiwxLDIsImEiXQ",
        "A" * 1999,
        "A" * 2001,
        "-_-_",
    ],
)
def test_a_forged_cursor_is_refused(told: FlaskClient, cursor: str) -> None:
    problem = assert_problem(told.get(EVENTS, query_string={"cursor": cursor}), 422)
    assert problem["errors"][0]["parameter"] == "cursor"


def test_a_cursor_serves_only_its_own_filters(told: FlaskClient) -> None:
    following = told.get(EVENTS, query_string={"limit": "1", "source": "The Courier"}).json["next"]
    assert told.get(following).status_code == 200
    assert_problem(told.get(following.replace("source=The+Courier", "source=Other").replace("%20", "+")), 422)
    assert_problem(told.get(following + "&place=Tikrit"), 422)
    assert_problem(told.get(ARTICLES, query_string={"cursor": following.rpartition("cursor=")[2]}), 422)


def test_a_database_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    client = create_app({"DATABASE_URL": f"sqlite:///{tmp_path}/file/t.db"}).test_client()
    problem = assert_problem(client.get("/readyz"), 503)
    assert str(tmp_path) not in problem["detail"]
    assert client.get("/healthz").status_code == 200
    assert client.get(RESOLVE, query_string={"text": "yesterday"}).status_code == 200


def test_a_failure_of_our_own_is_a_problem_too(app: Flask) -> None:
    @app.route("/broken")
    def broken() -> str:
        raise RuntimeError("a secret")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = app.test_client().get("/broken")
    assert_problem(answer, 500)
    assert "a secret" not in answer.text
