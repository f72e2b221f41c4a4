"""A preview says what adding the article would do, and does nothing."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from schemas.resolve import MAX_RESOLVED
from tests.conftest import ARTICLE, BEARER

PREVIEW, ARTICLES = "/api/v1/articles:preview", "/api/v1/articles"
OTHER = {
    **ARTICLE,
    "id": "bote-3",
    "url": "https://bote.example/3",
    "text": "Militants captured Ramadi on 17 May 2015. An election was held in Baghdad in 2014. It took three weeks.",
}


def _untimed(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in event.items() if name != "updated"} for event in events]


@pytest.mark.parametrize("article", [ARTICLE, {**ARTICLE, "text": "Nothing happened."}, OTHER])
def test_a_preview_is_what_adding_then_does(told: FlaskClient, article: dict[str, Any]) -> None:
    preview = told.post(PREVIEW, json=article)
    assert preview.status_code == 200
    added = told.post(ARTICLES, json=article, headers=BEARER).json
    assert preview.json["outcome"] == added["outcome"]
    assert _untimed(preview.json["events"]) == _untimed(added["article"]["events"])
    passage = {"text": article["text"], "published": article["published"]}
    assert preview.json["timexes"] == told.post("/api/v1/resolve", json=passage).json["timexes"]


def test_nothing_is_kept(told: FlaskClient) -> None:
    urls = ("/readyz", "/api/v1/changes", "/api/v1/mentions", "/api/v1/articles", "/api/v1/events?q=election")
    before = [told.get(url).json for url in urls]
    assert told.post(PREVIEW, json=OTHER).json["events"]
    assert [told.get(url).json for url in urls] == before


@pytest.mark.parametrize("member", ["title", "text", "published"])
def test_it_wants_what_an_article_has(told: FlaskClient, member: str) -> None:
    answer = told.post(PREVIEW, json={name: value for name, value in ARTICLE.items() if name != member})
    assert [fault["pointer"] for fault in answer.json["errors"]] == [f"/{member}"]
    long = told.post(PREVIEW, json={**ARTICLE, "text": "x" * (MAX_RESOLVED + 1)})
    assert long.status_code == 422
