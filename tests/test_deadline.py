"""No query runs away: what takes too long is stopped, and said by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from store import database
from store.errors import TooSlowError, UnavailableError
from tests.conftest import ARTICLE, BEARER

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"


@pytest.fixture(autouse=True)
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/events.db"
    database.connect(url)
    return url


def test_what_never_ends_is_stopped() -> None:
    with pytest.raises(TooSlowError), database.session(), database.deadline(0.05):
        database.database.execute_sql(ENDLESS)


def test_an_inner_deadline_does_not_put_off_the_outer_one() -> None:
    with pytest.raises(TooSlowError), database.session(), database.deadline(0.05), database.deadline(1000):
        database.database.execute_sql(ENDLESS)


def test_after_it_the_connection_is_as_before() -> None:
    with database.session():
        with pytest.raises(TooSlowError), database.deadline(0.05):
            database.database.execute_sql(ENDLESS)
        limited = ENDLESS.replace("FROM n)", "FROM n LIMIT 300000)")
        assert database.database.execute_sql(limited).fetchone() == (300_000,)


def test_another_failure_stays_what_it_is() -> None:
    with pytest.raises(UnavailableError), database.session(), database.deadline(5):
        database.database.execute_sql("SELECT * FROM nowhere")


@pytest.mark.parametrize(
    "path", ["/api/v1/places?q=tikrit", "/api/v1/events?q=tikrit", "/api/v1/events.ndjson?q=tikrit"]
)
def test_a_request_that_takes_too_long_is_answered_by_its_name(app: Flask, told: FlaskClient, path: str) -> None:
    app.config["DATELINE_READ_SECONDS"] = "0"
    for day in range(1, 29):
        text = f"Militants captured Tikrit on {day} May 2014."
        sent = {**ARTICLE, "id": f"a{day}", "url": None, "text": text}
        assert told.post("/api/v1/articles", json=sent, headers=BEARER).status_code == 201
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_STEPS", 10)
        answer = told.get(path)
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    detail = answer.get_json(force=True)["detail"]
    assert detail.startswith(f"{path.partition('?')[0]} with 'q' takes longer than 0 s")
    app.config["DATELINE_READ_SECONDS"] = "10"
    assert told.get(path).status_code == 200
