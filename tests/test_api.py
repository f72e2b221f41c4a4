"""What the API answers when it is asked well."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import create_app
from tests.conftest import ARTICLE, BEARER, TOKEN

EVENTS = "/api/v1/events"
ARTICLES = "/api/v1/articles"
RESOLVE = "/api/v1/resolve"


def test_the_timeline_is_in_order_of_time(told: FlaskClient) -> None:
    page = told.get(EVENTS).json
    assert [event["when"]["edtf"] for event in page["events"]] == ["2015-04", "2015-05-17"]
    assert (page["has_more"], page["next"]) == (False, None)


def test_an_event_carries_its_proof(told: FlaskClient) -> None:
    event = told.get(EVENTS, query_string={"place": "Tikrit"}).json["events"][0]
    assert set(event) == {
        "id",
        "headline",
        "name",
        "type",
        "status",
        "when",
        "places",
        "actors",
        "citations",
        "alternatives",
        "confidence",
        "confidence_explanation",
        "source_count",
        "article_count",
        "updated",
        "links",
    }
    assert (event["when"]["earliest"], event["when"]["latest"]) == ("2015-04-01", "2015-04-30")
    assert (event["when"]["precision"], event["source_count"], event["alternatives"]) == ("month", 1, [])
    citation = event["citations"][0]
    assert citation["article"] == {name: ARTICLE[name] for name in ("id", "title", "publisher", "url", "published")}
    assert citation["expression"]["text"] == "last month"
    assert citation["anchor"] == "2015-05-18"
    assert citation["rule"]
    assert "last month" in citation["explanation"]
    assert citation["warnings"] == []
    assert citation["confidence"] == event["confidence"] > 0.8
    assert citation["confidence_explanation"] == event["confidence_explanation"]


def test_a_doubtful_article_says_so_with_every_date_that_hangs_on_it(client: FlaskClient) -> None:
    doubtful = ARTICLE | {"url": "https://courier.example/2014/11/03/ramadi", "published_evidence": "updated today"}
    article = client.post(ARTICLES, json=doubtful, headers=BEARER).json["article"]
    (warning,) = article["warnings"]
    assert warning["kind"] == "url_date"
    assert article["published_source"] == "updated"
    assert [citation["warnings"] for event in article["events"] for citation in event["citations"]] == [[warning]] * 2
    assert client.get(f"{EVENTS}?min_confidence=0.8").json["events"] == []
    assert len(client.get(f"{EVENTS}?min_confidence=.2").json["events"]) == 2


def test_selectors_find_the_quote_in_the_text(told: FlaskClient) -> None:
    text = ARTICLE["text"]
    for event in told.get(EVENTS).json["events"]:
        for citation in event["citations"]:
            quote, position = citation["selector"]
            assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text.endswith(quote["suffix"], 0, position["end"] + len(quote["suffix"]))
            assert text.startswith(quote["prefix"], position["start"] - len(quote["prefix"]))
            expression = citation["expression"]
            assert text[expression["start"] : expression["end"]] == expression["text"]
            assert citation["deep_link"].startswith(ARTICLE["url"] + "#:~:text=")


def test_an_event_is_served_where_it_says(told: FlaskClient) -> None:
    for event in told.get(EVENTS).json["events"]:
        assert event["links"]["self"].endswith(f"{EVENTS}/{event['id']}")
        assert told.get(event["links"]["self"]).json == event


@pytest.mark.parametrize(
    ("query", "dates"),
    [
        ({"from": "2015-05"}, ["2015-05-17"]),
        ({"to": "2015-04"}, ["2015-04"]),
        ({"from": "2015-04-30", "to": "2015-05-16"}, ["2015-04"]),
        ({"from": "201X"}, ["2015-04", "2015-05-17"]),
        ({"from": "2016"}, []),
        ({"to": "-0490"}, []),
        ({"from": "Y123456"}, []),
        ({"q": "recaptured tikrit"}, ["2015-04"]),
        ({"q": '(("* NEAR'}, []),
        ({"place": "Ramadi"}, ["2015-05-17"]),
        ({"source": "The Courier"}, ["2015-04", "2015-05-17"]),
        ({"source": "nobody"}, []),
        ({"precision": "day"}, ["2015-05-17"]),
        ({"precision": "year,month"}, ["2015-04"]),
        ({"status": "planned"}, []),
        ({"limit": "1"}, ["2015-04"]),
    ],
)
def test_filters(told: FlaskClient, query: dict[str, str], dates: list[str]) -> None:
    answer = told.get(EVENTS, query_string=query)
    assert [event["when"]["edtf"] for event in answer.json["events"]] == dates


def test_an_article_is_served_with_its_events(told: FlaskClient) -> None:
    article = told.get(f"{ARTICLES}/{ARTICLE['id']}").json
    assert article["text_length"] == len(ARTICLE["text"])
    assert article["event_count"] == 2
    assert "text" not in article
    assert article["events"] == told.get(EVENTS).json["events"]


def test_articles_are_listed(told: FlaskClient) -> None:
    page = told.get(ARTICLES).json
    assert [article["id"] for article in page["articles"]] == [ARTICLE["id"]]
    assert told.get(page["articles"][0]["links"]["self"]).json["id"] == ARTICLE["id"]
    assert "events" not in page["articles"][0]


def test_an_article_that_is_sent_again_changes_nothing(told: FlaskClient) -> None:
    before = told.get(EVENTS).data
    answer = told.post(ARTICLES, json=ARTICLE, headers=BEARER)
    assert (answer.status_code, answer.json["outcome"]) == (200, "unchanged")
    assert told.get(EVENTS).data == before


def test_a_changed_article_replaces_what_it_said(told: FlaskClient) -> None:
    changed = {**ARTICLE, "text": "Militants captured Ramadi on Sunday."}
    answer = told.post(ARTICLES, json=changed, headers=BEARER)
    assert (answer.status_code, answer.json["outcome"]) == (200, "replaced")
    assert answer.json["article"]["event_count"] == len(told.get(EVENTS).json["events"]) == 1


def test_an_added_article_says_where_it_is(client: FlaskClient) -> None:
    answer = client.post(ARTICLES, json=ARTICLE, headers=BEARER)
    assert (answer.status_code, answer.json["outcome"]) == (201, "added")
    assert client.get(answer.headers["Location"]).json == answer.json["article"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_resolve(client: FlaskClient, method: str) -> None:
    asked = {"text": "Tikrit was recaptured last month.", "published": "2015-05-18"}
    answer = client.get(RESOLVE, query_string=asked) if method == "GET" else client.post(RESOLVE, json=asked)
    found = answer.json["timexes"][0]
    assert asked["text"][found["start"] : found["end"]] == found["text"] == "last month"
    assert (found["type"], found["edtf"], found["value"]) == ("DATE", "2015-04", "2015-04")
    assert (found["trace"]["anchor"], found["trace"]["anchored_to"]) == ("2015-05-18", "publication")
    assert found["trace"]["steps"]
    assert "18 May 2015" in found["explanation"]


def test_resolve_without_a_publication_date_dates_what_is_written_out(client: FlaskClient) -> None:
    found = client.post(RESOLVE, json={"text": "It began on 2 March 2015, and ended last month."}).json["timexes"]
    assert found[0]["edtf"] == "2015-03-02"
    assert all(timex["edtf"] is None for timex in found[1:])


GERMAN = "Die Stadt wurde am Sonntag erobert, und die Bewohner flohen nach Osten."


@pytest.mark.parametrize(
    ("text", "named", "language", "source"),
    [
        (GERMAN, {}, "de", "detected"),
        (GERMAN, {"language": "de-AT"}, "de", "given"),
        (GERMAN, {"language": "en"}, "en", "given"),
        ("on Sunday", {}, "en", "assumed"),
    ],
)
def test_resolve_tells_in_which_language_it_read(
    client: FlaskClient, text: str, named: dict[str, str], language: str, source: str
) -> None:
    answer = client.get(RESOLVE, query_string={"text": text, "published": "2015-05-18", **named}).json
    assert (answer["language"], answer["language_source"]) == (language, source)


def test_resolve_explains_in_the_language_of_the_text(client: FlaskClient) -> None:
    (found,) = client.post(RESOLVE, json={"text": GERMAN, "published": "2015-05-18"}).json["timexes"]
    assert found["explanation"] == "„Sonntag“, gezählt ab der Veröffentlichung am 18. Mai 2015: 17. Mai 2015"
    assert found["when"]["display"] == "17 May 2015"


HISTORY = (
    "In 1939 war broke out. On 22 June 1941 Germany invaded. In December it stopped. " + "It ended in May 1945. " * 20
)


@pytest.mark.parametrize(
    ("text", "named", "kind", "source", "december"),
    [
        (HISTORY, {}, "narrative", "text", "1941-12"),
        (HISTORY, {"kind": "news"}, "news", "given", "2008-12"),
        (HISTORY[:80], {}, "news", "text", "2008-12"),
        (HISTORY[:80], {"kind": "narrative"}, "narrative", "given", "1941-12"),
    ],
)
def test_resolve_tells_as_what_kind_of_text_it_read(
    client: FlaskClient, text: str, named: dict[str, str], kind: str, source: str, december: str
) -> None:
    answer = client.post(RESOLVE, json={"text": text, "published": "2009-06-01", **named}).json
    assert (answer["kind"], answer["kind_source"]) == (kind, source)
    assert answer["timexes"][2]["edtf"] == december


def test_resolve_refuses_a_kind_that_it_does_not_know(client: FlaskClient) -> None:
    answer = client.get(RESOLVE, query_string={"text": "on Sunday", "kind": "essay"})
    assert answer.status_code == 422
    assert answer.json["detail"] == "kind: 'essay' is none of news, narrative, post"


def test_an_article_without_a_language_is_stored_with_the_one_it_is_in(client: FlaskClient) -> None:
    sent = {**ARTICLE, "id": "bote-1", "text": GERMAN}
    answer = client.post(ARTICLES, json=sent, headers=BEARER).json
    assert answer["article"]["language"] == "de"
    assert client.post(ARTICLES, json=sent, headers=BEARER).json["outcome"] == "unchanged"
    (citation,) = answer["article"]["events"][0]["citations"]
    assert "gezählt ab der Veröffentlichung" in citation["explanation"]


def test_resolve_stores_nothing(client: FlaskClient, app: Flask, tmp_path: Path) -> None:
    client.get(RESOLVE, query_string={"text": "Tikrit fell on 2 March 2015."})
    assert list(tmp_path.iterdir()) == []


def test_health(told: FlaskClient) -> None:
    assert told.get("/healthz").json == {"status": "ok"}
    assert told.get("/readyz").json == {"status": "ready", "articles": 1, "events": 2, "citations": 2}


def test_the_start_page_names_urls_that_open(client: FlaskClient) -> None:
    urls = client.get("/").json["urls"]
    opened = {name: client.get(url).status_code for name, url in urls.items() if name != "resolve"}
    assert set(opened.values()) == {200}
    page = client.get("/", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert urls["events"] in page.text


def test_an_unchanged_answer_is_not_sent_again(told: FlaskClient) -> None:
    tag = told.get(EVENTS).headers["ETag"]
    again = told.get(EVENTS, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert told.get(EVENTS, headers={"If-None-Match": tag.removeprefix("W/")}).status_code == 304
    assert told.get(EVENTS, headers={"If-None-Match": '"other"'}).status_code == 200


def test_pages_of_other_sites_may_read(told: FlaskClient) -> None:
    assert told.get(EVENTS).headers["Access-Control-Allow-Origin"] == "*"
    preflight = told.options(ARTICLES)
    assert "Authorization" not in preflight.headers["Access-Control-Allow-Headers"]


def test_over_a_socket(server: str) -> None:
    sent = Request(f"{server}{ARTICLES}", orjson.dumps(ARTICLE), {**BEARER, "Content-Type": "application/json"})
    with urlopen(sent) as answer:
        assert answer.status == 201
    with urlopen(f"{server}{EVENTS}?limit=1") as answer:
        page = orjson.loads(answer.read())
    assert page["has_more"]
    with urlopen(page["next"]) as answer:
        assert orjson.loads(answer.read())["next"] is None


def test_the_environment_sets_it_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/other/timeline.db")
    monkeypatch.setenv("DATELINE_TOKEN", TOKEN)
    client = create_app().test_client()
    assert client.post(ARTICLES, json=ARTICLE, headers=BEARER).status_code == 201
    assert (tmp_path / "other" / "timeline.db").is_file()


def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_TOKEN", " ")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    app = create_app()
    assert app.config["DATELINE_TOKEN"] == ""
    assert app.config["DATABASE_URL"].startswith("sqlite:///")


def test_wsgi_loads_without_opening_anything(tmp_path: Path) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import wsgi; print(wsgi.app.name)"],
        env={"DATABASE_URL": f"sqlite:///{tmp_path}/none/timeline.db"},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout == "api\n"
    assert list(tmp_path.iterdir()) == []
