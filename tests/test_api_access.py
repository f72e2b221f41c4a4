"""Who may do what: keys, their scopes, the token of the environment."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from api import create_app
from store import keys
from tests.conftest import ARTICLE, BEARER, TOKEN
from tests.test_api_errors import assert_problem

ARTICLES = "/api/v1/articles"
EVENTS = "/api/v1/events"


def made(runner: FlaskCliRunner, scope: str, name: str = "somebody") -> str:
    """A new key."""
    done = runner.invoke(args=["keys", "create", name, "--scope", scope])
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def revoke(runner: FlaskCliRunner, key: str) -> None:
    assert runner.invoke(args=["keys", "revoke", key.split("_")[1]]).exit_code == 0


@pytest.mark.parametrize(("scope", "status"), [("read", 403), ("write", 201), ("admin", 201)])
def test_a_scope_says_what_a_key_may(client: FlaskClient, runner: FlaskCliRunner, scope: str, status: int) -> None:
    answer = client.post(ARTICLES, json=ARTICLE, headers=bearer(made(runner, scope)))
    assert answer.status_code == status
    if status == 403:
        assert "somebody" in assert_problem(answer, 403)["detail"]
        asked = answer.headers["WWW-Authenticate"]
        assert 'error="insufficient_scope"' in asked.replace("=insufficient_scope", '="insufficient_scope"')
        assert "write" in asked


def test_a_revoked_key_opens_nothing(client: FlaskClient, runner: FlaskCliRunner) -> None:
    key, other = made(runner, "write"), made(runner, "write")
    revoke(runner, key)
    answer = client.post(ARTICLES, json=ARTICLE, headers=bearer(key))
    assert_problem(answer, 401)
    assert "invalid_token" in answer.headers["WWW-Authenticate"]
    assert client.post(ARTICLES, json=ARTICLE, headers=bearer(other)).status_code == 201


def test_a_key_that_is_almost_right_is_wrong(client: FlaskClient, runner: FlaskCliRunner) -> None:
    key = made(runner, "write")
    prefix, id, secret = key.split("_", 2)
    near = [
        key[:-1],
        key + "x",
        key.upper(),
        f"{prefix}_{id}_",
        f"{prefix}_{id}",
        id,
        f"x_{id}_{secret}",
        f"{prefix}__",
    ]
    for wrong in (*near, "dl_'; DROP TABLE access_key; --_x", "dl_\u00e9_x", "dl_" + "x" * 50_000):
        assert_problem(client.post(ARTICLES, json=ARTICLE, headers={"Authorization": f"Bearer {wrong}"}), 401)
    assert client.post(ARTICLES, json=ARTICLE, headers=bearer(key)).status_code == 201


def test_a_key_is_kept_as_its_hash(runner: FlaskCliRunner, tmp_path: Path) -> None:
    key = made(runner, "write")
    secret = key.split("_", 2)[2]
    assert len(secret) >= 43
    with closing(sqlite3.connect(tmp_path / "timeline.db")) as database:
        kept = "\n".join(database.iterdump())
    assert "somebody" in kept
    assert secret not in kept


def test_keys_are_listed_without_their_secrets(client: FlaskClient, runner: FlaskCliRunner) -> None:
    key = made(runner, "write", "used")
    gone = made(runner, "admin", "gone")
    revoke(runner, gone)
    client.post(ARTICLES, json=ARTICLE, headers=bearer(key))
    listed = runner.invoke(args=["keys", "list"]).stdout
    assert key.split("_", 2)[2] not in listed
    lines = {line.split()[-1]: line.split() for line in listed.splitlines()}
    assert lines["used"][:2] == [key.split("_")[1], "write"]
    assert re.fullmatch(r"\d{4}-.*", lines["used"][3])
    assert lines["used"][4] == "no"
    assert lines["gone"][3] == "never"
    assert re.fullmatch(r"\d{4}-.*", lines["gone"][4])


@pytest.mark.parametrize(
    "args", [["create", " "], ["create", "a\nb"], ["create", "x" * 101], ["create", "x", "--scope", "all"]]
)
def test_a_key_needs_a_name_and_a_scope(runner: FlaskCliRunner, args: list[str]) -> None:
    assert runner.invoke(args=["keys", *args]).exit_code == 2
    assert "dl_" not in runner.invoke(args=["keys", "list"]).output


def test_revoking_what_is_not_there_is_said(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["keys", "revoke", "nobody"])
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)


def test_without_token_and_keys_writing_is_off(tmp_path: Path) -> None:
    app = create_app({"DATABASE_URL": f"sqlite:///{tmp_path}/t.db", "DATELINE_TOKEN": ""})
    client = app.test_client()
    assert "keys create" in assert_problem(client.post(ARTICLES, json=ARTICLE), 403)["detail"]
    key = made(app.test_cli_runner(), "write")
    assert_problem(client.post(ARTICLES, json=ARTICLE), 401)
    assert_problem(client.post(ARTICLES, json=ARTICLE, headers=bearer("")), 401)
    assert client.post(ARTICLES, json=ARTICLE, headers=bearer(key)).status_code == 201


def test_a_server_may_want_keys_for_reading(tmp_path: Path) -> None:
    app = create_app({"DATABASE_URL": f"sqlite:///{tmp_path}/t.db", "DATELINE_TOKEN": TOKEN, "DATELINE_READS": "key"})
    client, reader = app.test_client(), bearer(made(app.test_cli_runner(), "read"))
    for url in (EVENTS, ARTICLES, "/", "/api/v1/resolve?text=yesterday", f"{EVENTS}.csv"):
        answer = client.get(url)
        assert_problem(answer, 401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        for headers in (reader, BEARER):
            allowed = client.get(url, headers=headers)
            assert allowed.status_code == 200
            assert "private" in allowed.headers["Cache-Control"]
    assert_problem(client.post(ARTICLES, json=ARTICLE, headers=reader), 403)
    for url in ("/healthz", "/readyz", "/docs", "/openapi.json"):
        assert client.get(url).status_code == 200
    assert client.options(EVENTS).status_code == 200


def test_who_may_read_is_set_rightly_or_not_at_all() -> None:
    with pytest.raises(ValueError, match="DATELINE_READS is 'nobody'; expected open or key"):
        create_app({"DATELINE_READS": "nobody"})


def test_a_key_of_an_open_server_is_not_needed_to_read(told: FlaskClient) -> None:
    for authorization in ("Bearer wrong", "Basic x", "", "\u00fc"):
        assert told.get(EVENTS, headers={"Authorization": authorization}).status_code == 200


def test_scopes_hold_those_before_them(app: Flask) -> None:
    assert keys.SCOPES == ("read", "write", "admin")
