"""Writing articles: one, many, in place of others, some members, away again; and nobody's change is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import ARTICLE, BEARER
from tests.test_api_errors import assert_problem

ARTICLES = "/api/v1/articles"
URL = f"{ARTICLES}/{ARTICLE['id']}"
EVENTS = "/api/v1/events"
WHOLE = {name: value for name, value in ARTICLE.items() if name != "id"}
OTHER = {**ARTICLE, "id": "herald-3", "url": None, "publisher": "The Herald"}
MERGE_PATCH = "application/merge-patch+json"


def tag(client: FlaskClient, url: str = URL) -> dict[str, str]:
    """The header that asks for a change of what is there now."""
    return {"If-Match": client.get(url).headers["ETag"]}


def change(client: FlaskClient, patch: object, url: str = URL, **headers: str) -> TestResponse:
    sent = {**BEARER, "Content-Type": MERGE_PATCH, **headers}
    return client.patch(url, data=orjson.dumps(patch), headers=sent)


def dates(client: FlaskClient) -> list[str]:
    return [event["when"]["edtf"] for event in client.get(EVENTS).json["events"]]


def test_a_list_has_a_result_for_each(client: FlaskClient) -> None:
    bad = {**ARTICLE, "id": "bad", "published": "2015-02-30"}
    answer = client.post(ARTICLES, json=[ARTICLE, bad, "no object", ARTICLE, OTHER], headers=BEARER)
    assert (answer.status_code, answer.content_type) == (207, "application/json")
    results = answer.json["results"]
    assert [result["status"] for result in results] == [201, 422, 422, 200, 201]
    assert [result["index"] for result in results] == [0, 1, 2, 3, 4]
    assert results[1]["problem"]["errors"][0]["pointer"] == "/published"
    assert (results[3]["outcome"], results[4]["article"]["id"]) == ("unchanged", OTHER["id"])
    assert {article["id"] for article in client.get(ARTICLES).json["articles"]} == {ARTICLE["id"], OTHER["id"]}


def test_a_list_is_not_longer_than_100(client: FlaskClient) -> None:
    problem = assert_problem(client.post(ARTICLES, json=[ARTICLE] * 101, headers=BEARER), 422)
    assert "NDJSON" in problem["detail"]
    assert client.get(ARTICLES).json["articles"] == []
    assert client.post(ARTICLES, json=[], headers=BEARER).json == {"results": []}


def test_a_member_that_is_given_twice_is_found_in_a_list(client: FlaskClient) -> None:
    raw = b'[{"title": "x", "text": "x", "published": null}, {"title": "x", "title": "y"}]'
    problem = assert_problem(
        client.post(ARTICLES, data=raw, headers={**BEARER, "Content-Type": "application/json"}), 422
    )
    assert problem["errors"][0]["pointer"] == "/1/title"


def post_lines(client: FlaskClient, *lines: bytes) -> list[dict[str, Any]]:
    headers = {**BEARER, "Content-Type": "application/x-ndjson"}
    answer = client.post(ARTICLES, data=b"\n".join(lines), headers=headers)
    assert (answer.status_code, answer.content_type) == (207, "application/x-ndjson")
    return [orjson.loads(line) for line in answer.data.splitlines()]


def test_ndjson_has_a_line_for_each(client: FlaskClient) -> None:
    lines = (
        orjson.dumps(ARTICLE),
        b" ",
        b"{",
        b"\xff",
        b"[]",
        b'{"text": "x", "text": "y"}',
        b"[" * 100_000,
        orjson.dumps(OTHER) + b"\r",
    )
    results = post_lines(client, *lines)
    assert [(result["line"], result["status"]) for result in results] == [
        (1, 201),
        (3, 400),
        (4, 400),
        (5, 422),
        (6, 422),
        (7, 400),
        (8, 201),
    ]
    assert results[0]["article"]["event_count"] == 2
    assert post_lines(client, b"", b"") == []


def test_many_lines(client: FlaskClient) -> None:
    short = {"title": "x", "text": "Nothing.", "published": None}
    results = post_lines(client, *(orjson.dumps({**short, "id": number}) for number in range(150)))
    assert {result["outcome"] for result in results} == {"added"}
    assert len(results) == 150


def test_an_article_is_put_where_none_is(client: FlaskClient) -> None:
    answer = client.put(URL, json=WHOLE, headers=BEARER)
    assert (answer.status_code, answer.json["outcome"]) == (201, "added")
    assert answer.headers["Location"].endswith(URL)
    # RFC 9110, 9.3.4: what is kept is not what was sent, so no validator may stand here.
    assert "ETag" not in answer.headers
    assert dates(client) == ["2015-04", "2015-05-17"]


def test_an_article_is_put_in_place_of_the_one_that_was_read(told: FlaskClient) -> None:
    changed = {**WHOLE, "text": "Militants captured Ramadi on Sunday."}
    answer = told.put(URL, json=changed, headers={**BEARER, **tag(told)})
    assert (answer.status_code, answer.json["outcome"]) == (200, "replaced")
    assert dates(told) == ["2015-05-17"]
    again = told.put(URL, json=changed, headers={**BEARER, "If-Match": "*"})
    assert (again.status_code, again.json["outcome"]) == (200, "unchanged")


@pytest.mark.parametrize("id", ["other", 1, None])
def test_an_id_in_the_body_is_that_of_the_url(client: FlaskClient, id: object) -> None:
    problem = assert_problem(client.put(URL, json={**ARTICLE, "id": id}, headers=BEARER), 422)
    assert problem["errors"][0]["pointer"] == "/id"
    assert client.put(URL, json=ARTICLE, headers=BEARER).status_code == 201


@pytest.mark.parametrize("name", ["a b", "x" * 201, "é", "%00", "'--", "<script>"])
def test_an_id_that_is_none_is_refused(client: FlaskClient, name: str) -> None:
    problem = assert_problem(client.put(f"{ARTICLES}/{name}", json=WHOLE, headers=BEARER), 422)
    assert problem["errors"][0]["parameter"] == "article_id"


def test_some_members_are_changed(told: FlaskClient) -> None:
    answer = change(told, {"published": "2016-01-18", "publisher": None}, **tag(told))
    assert (answer.status_code, answer.json["outcome"]) == (200, "replaced")
    article = answer.json["article"]
    assert (article["published"], article["publisher"], article["title"]) == ("2016-01-18", None, ARTICLE["title"])
    assert dates(told) == ["2015-12", "2016-01-17"]


def test_what_is_taken_away_is_unknown_or_found_out_again(told: FlaskClient) -> None:
    assert change(told, {"language": "de"}, **tag(told)).json["article"]["language"] == "de"
    article = change(told, {"language": None, "published": None, "url": None}, **tag(told)).json["article"]
    assert (article["language"], article["published"], article["url"]) == ("en", None, None)


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [
        ({"title": None}, "/title"),
        ({"text": ""}, "/text"),
        ({"surprise": 1}, "/surprise"),
        ({"title": {"a": None}}, "/title"),
        ({"id": "other"}, "/id"),
        ([], ""),
        ("x", ""),
        (None, ""),
    ],
)
def test_a_change_that_cannot_be_changes_nothing(told: FlaskClient, patch: object, pointer: str) -> None:
    before = told.get(URL).data
    problem = assert_problem(change(told, patch, **tag(told)), 422)
    assert problem["errors"][0]["pointer"] == pointer
    assert told.get(URL).data == before


def test_a_change_is_called_a_merge_patch(told: FlaskClient) -> None:
    for kind in ("application/json", "text/plain", ""):
        answer = told.patch(URL, data=b"{}", headers={**BEARER, **tag(told), "Content-Type": kind})
        assert_problem(answer, 415)
        assert answer.headers["Accept-Patch"] == MERGE_PATCH
    assert told.options(URL).headers["Accept-Patch"] == MERGE_PATCH
    assert "Accept-Patch" not in told.options(EVENTS).headers


def test_a_deleted_article_leaves_nothing(told: FlaskClient) -> None:
    told.post(ARTICLES, json=OTHER, headers=BEARER)
    before = told.get(EVENTS).data
    assert dates(told) == ["2015-04", "2015-05-17"]
    answer = told.delete(f"{ARTICLES}/{OTHER['id']}", headers={**BEARER, **tag(told, f"{ARTICLES}/{OTHER['id']}")})
    assert (answer.status_code, answer.data) == (204, b"")
    assert_problem(told.get(f"{ARTICLES}/{OTHER['id']}"), 404)
    assert told.get(EVENTS).data != before
    told.delete(URL, headers={**BEARER, **tag(told)})
    assert dates(told) == []
    assert told.get("/readyz").json["citations"] == 0


Write = Callable[[FlaskClient, dict[str, str]], TestResponse]
WRITES: list[Write] = [
    lambda client, headers: client.put(URL, json={**WHOLE, "title": "new"}, headers={**BEARER, **headers}),
    lambda client, headers: change(client, {"title": "new"}, **headers),
    lambda client, headers: client.delete(URL, headers={**BEARER, **headers}),
]
each_write = pytest.mark.parametrize("write", WRITES, ids=["put", "patch", "delete"])


@each_write
def test_a_change_needs_to_know_what_it_changes(told: FlaskClient, write: Write) -> None:
    stale = tag(told)
    assert change(told, {"title": "changed meanwhile"}, **stale).status_code == 200
    before = told.get(URL).data
    assert "If-Match" in assert_problem(write(told, {}), 428)["detail"]
    weak = f"W/{tag(told)['If-Match']}"
    for wrong in (stale["If-Match"], weak, '"x"', "", ",", '"', "x" * 5000, '"' + tag(told)["If-Match"] + '"'):
        assert_problem(write(told, {"If-Match": wrong}), 412)
    assert_problem(write(told, {"If-None-Match": "*"}), 412)
    assert told.get(URL).data == before
    several = f'"x", {tag(told)["If-Match"]}'
    assert write(told, {"If-Match": several}).status_code in (200, 204)


@each_write
def test_a_change_of_what_is_not_there(client: FlaskClient, write: Write) -> None:
    answer = write(client, {"If-Match": "*"})
    assert answer.status_code in (404, 412)
    assert client.get(ARTICLES).json["articles"] == []


@each_write
def test_a_change_needs_the_token(told: FlaskClient, write: Write) -> None:
    before = told.get(URL).data
    assert_problem(write(told, {**tag(told), "Authorization": "Bearer wrong"}), 401)
    assert told.get(URL).data == before


def test_what_others_tell_makes_no_tag_stale_but_is_seen(told: FlaskClient) -> None:
    before = told.get(URL).headers["ETag"]
    assert before.startswith('"')
    told.post(ARTICLES, json=OTHER, headers=BEARER)
    assert told.get(URL).headers["ETag"] != before
    assert told.get(URL, headers={"If-None-Match": before}).status_code == 200
    assert change(told, {"title": "new"}, **{"If-Match": before}).status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_unchanged_article_is_not_sent_again(told: FlaskClient, method: str) -> None:
    answer = told.open(URL, method=method, headers={"If-None-Match": tag(told)["If-Match"]})
    assert (answer.status_code, answer.data) == (304, b"")


def ask(url: str, method: str, body: object, headers: dict[str, str]) -> int:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=60)
    kind = MERGE_PATCH if method == "PATCH" else "application/json"
    connection.request(method, parts.path, orjson.dumps(body), {**BEARER, "Content-Type": kind, **headers})
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_of_many_that_change_one_state_at_once_one_does(server: str, app: Flask, method: str) -> None:
    client = app.test_client()
    client.post(ARTICLES, json=ARTICLE, headers=BEARER)
    headers = tag(client)
    with ThreadPoolExecutor(8) as pool:
        bodies = [{**({} if method == "PATCH" else WHOLE), "title": f"by {number}"} for number in range(8)]
        statuses = list(pool.map(lambda body: ask(f"{server}{URL}", method, body, headers), bodies))
    done = [status for status in statuses if status in (200, 204)]
    assert len(done) == 1
    assert set(statuses) - set(done) <= {412, 404}


def test_of_many_that_put_what_is_not_there_one_adds_it(server: str, app: Flask) -> None:
    with ThreadPoolExecutor(8) as pool:
        bodies = [{**WHOLE, "title": f"by {number}"} for number in range(8)]
        statuses = list(pool.map(lambda body: ask(f"{server}{URL}", "PUT", body, {}), bodies))
    assert sorted(statuses) == [201, *[428] * 7]


def test_a_count_that_everybody_raises_loses_nobody(server: str, app: Flask) -> None:
    client = app.test_client()
    client.post(ARTICLES, json={**ARTICLE, "title": "0"}, headers=BEARER)

    def raise_it(_: int) -> None:
        with app.test_client() as reader:
            while True:
                read = reader.get(URL)
                patch = {"title": str(int(read.json["title"]) + 1)}
                if ask(f"{server}{URL}", "PATCH", patch, {"If-Match": read.headers["ETag"]}) == 200:
                    return

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(raise_it, range(12)))
    assert client.get(URL).json["title"] == "12"


PAGE = """<html lang="en"><head><title>After the battle</title><link rel="canonical" href="https://herald.example/3">
<meta property="article:published_time" content="2015-05-18"></head><body><nav>Home, Friday</nav><article>
<p>Iraqi forces recaptured Tikrit last month, officials said, after weeks of fighting in the villages around it.</p>
<p>The families who had fled from the town are waiting in camps, and nobody has told them when they may go back.</p>
</article></body></html>"""


def test_a_page_is_read_to_an_article(client: FlaskClient) -> None:
    answer = client.post(ARTICLES, json={"html": PAGE, "publisher": "The Herald"}, headers=BEARER)
    article = answer.json["article"]
    assert (answer.status_code, article["url"], article["published"]) == (201, "https://herald.example/3", "2015-05-18")
    assert (article["title"], article["publisher"]) == ("After the battle", "The Herald")
    assert article["published_evidence"] == "meta article:published_time: 2015-05-18; agreeing: htmldate"
    assert dates(client)[0] == "2015-04"
    again = client.post(ARTICLES, json=[{"html": PAGE, "publisher": "The Herald"}], headers=BEARER)
    assert again.json["results"][0]["outcome"] == "unchanged"


@pytest.mark.parametrize(
    ("beside", "pointer"),
    [
        ({"html": "<p>short</p>"}, "/html"),
        ({"html": ""}, "/html"),
        ({"html": 7}, "/html"),
        ({"html": PAGE, "text": "Both."}, "/text"),
        ({"html": PAGE, "published": "2015-02-30"}, "/published"),
        ({"html": PAGE, "publishr": "x"}, "/publishr"),
    ],
)
def test_a_page_that_is_none_is_refused(client: FlaskClient, beside: dict[str, Any], pointer: str) -> None:
    problem = assert_problem(client.post(ARTICLES, json=beside, headers=BEARER), 422)
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
