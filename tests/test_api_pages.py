"""The pages for people: what the start page shows of the timeline, and that both pages can be read by everybody."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import create_app
from api.docs import choices, prose
from schemas.formats import formats
from tests.conftest import ARTICLE, BEARER

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
CSS = (Path(__file__).parent.parent / "api" / "static" / "page.css").read_text("utf-8")
VOID = {"meta", "link", "input", "br"}
OWN_SCRIPTS = {"/timeline.js", "/static/pages.js", "/static/docs.js"}
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text by the tag that it stands in."""

    def __init__(self, answer: TestResponse) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(answer.text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            self.texts.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, text: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", text))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]

    def text(self, tag: str) -> list[str]:
        """What stands in every such tag, tags within it left out."""
        return [text.strip() for name, text in self.texts if name == tag and text.strip()]

    def link(self, rel: str) -> str | None:
        """The URL of the link to the next or the first page."""
        return next((attributes["href"] for attributes in self.of("a") if attributes.get("rel") == rel), None)


def start(client: FlaskClient, expected: int = 200, **query: Any) -> Page:
    answer = client.get("/", query_string=query, headers=BROWSER)
    assert (answer.status_code, answer.mimetype) == (expected, "text/html"), answer.text[:500]
    assert "Accept" in answer.headers["Vary"]
    return Page(answer)


def headlines(page: Page) -> list[str]:
    return page.text("h4")


def test_the_timeline_is_shown_with_its_proof(told: FlaskClient) -> None:
    page = start(told)
    assert (
        headlines(page) == ["Iraqi forces recaptured Tikrit", "Islamic State captured Ramadi"]
        or len(headlines(page)) == 2
    )
    assert page.text("h2") == ["Where", "2015"]
    assert page.text("time") == ["April 2015", "17 May 2015"]
    assert [time["datetime"] for time in page.of("time")] == ["2015-04", "2015-05-17"]
    assert page.text("mark") == ["last month", "Sunday"]
    assert page.text("cite") == [ARTICLE["title"]] * 2
    served = told.get("/api/v1/events").json["events"]
    links = [attributes.get("href") for attributes in page.of("a")]
    for event in served:
        assert event["citations"][0]["deep_link"] in links
        assert event["id"] in [attributes.get("id") for attributes in page.of("article")]
    assert "The Courier, 18 May 2015:" in page.text("p")
    assert "'last month', counted from publication on 18 May 2015, is April 2015." in page.text("p")


def test_programs_are_answered_json(told: FlaskClient) -> None:
    for accept in ({}, {"Accept": "*/*"}, {"Accept": "application/json"}):
        answer = told.get("/", headers=accept)
        assert (answer.mimetype, answer.json["name"]) == ("application/json", "Dateline")
        assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"place": "Tikrit"}, 1),
        ({"place": " Tikrit ", "q": "", "from": " ", "to": ""}, 1),
        ({"from": "2015-05"}, 1),
        ({"to": "2015-04", "q": "recaptured"}, 1),
        ({"q": HOSTILE}, 0),
        ({"status": "planned"}, 0),
        ({"limit": "1"}, 1),
    ],
)
def test_the_form_filters(told: FlaskClient, query: dict[str, Any], count: int) -> None:
    page = start(told, **query)
    assert len(headlines(page)) == count
    kept = {field["name"]: field["value"] for field in page.of("input")}
    assert {name: value for name, value in kept.items() if value} == {
        name: value.strip() for name, value in query.items() if value.strip()
    }


def test_places_lead_to_their_events(told: FlaskClient) -> None:
    link = next(str(attributes["href"]) for attributes in start(told).of("a") if attributes["href"] == "/?place=Tikrit")
    assert len(headlines(Page(told.get(link, headers=BROWSER)))) == 1


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"from": "201z"}, ["from"]),
        ({"from": "2016", "to": "2015"}, ["from"]),
        ({"from": HOSTILE, "to": "x"}, ["from", "to"]),
        ({"place": "a\x00b"}, ["place"]),
        ({"q": "x" * 201}, ["q"]),
        ({"q": ["a", "b"]}, ["q"]),
        ({"plase": "Tikrit"}, ["plase"]),
        ({"cursor": "forged"}, ["cursor"]),
        ({"limit": "0"}, ["limit"]),
        ({"_external": "1", "endpoint": "x", "values": "y"}, ["_external", "endpoint", "values"]),
        ({HOSTILE: HOSTILE}, [HOSTILE]),
    ],
)
def test_what_is_wrong_is_named_and_kept_to_be_mended(
    told: FlaskClient, query: dict[str, Any], names: list[str]
) -> None:
    page = start(told, 422, **query)
    labels = {"q": "Words", "place": "Place", "from": "From", "to": "To"}
    assert set(page.text("code") + page.text("a")) >= {labels.get(name, name) for name in names}
    assert len(page.of("li")) == len(names)
    invalid = {field["name"] for field in page.of("input") if field.get("aria-invalid")}
    assert invalid == set(names) & {"q", "place", "from", "to"}
    for field in page.of("input"):
        given = query.get(str(field["name"]), "")
        assert field["value"] == (given[0] if isinstance(given, list) else given)
    assert headlines(page) == []
    assert_harmless(page)


def test_one_page_leads_to_the_next_and_back(told: FlaskClient) -> None:
    page = start(told, limit="1", source="The Courier")
    following = page.link("next")
    assert following
    later = Page(told.get(following, headers=BROWSER))
    assert headlines(page) + headlines(later) == headlines(start(told))
    assert later.link("next") is None
    first = later.link("first")
    assert first
    assert headlines(Page(told.get(first, headers=BROWSER))) == headlines(page)
    as_json = next(str(link["href"]) for link in later.of("a") if "/api/v1/events?" in str(link["href"]))
    assert [event["headline"] for event in told.get(as_json).json["events"]] == headlines(later)


def test_an_empty_timeline_says_how_to_fill_it(client: FlaskClient) -> None:
    page = start(client)
    assert "flask --app wsgi ingest fixtures/articles.jsonl" in page.text("code")
    named = next(str(link["href"]) for link in page.of("a") if "#post" in str(link["href"]))
    path, _, anchor = named.partition("#")
    assert anchor in [attributes.get("id") for attributes in Page(client.get(path)).of("section")]


def test_a_filter_that_finds_nothing_says_so(told: FlaskClient) -> None:
    page = start(told, place="Atlantis")
    assert "No event matches." in " ".join(page.text("p"))
    assert "/" in [link["href"] for link in page.of("a")]


def test_without_a_database_the_page_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    client = create_app({"DATABASE_URL": f"sqlite:///{tmp_path}/file/t.db"}).test_client()
    page = start(client, 503)
    assert "The timeline cannot be read" in page.text("h2")
    assert str(tmp_path) not in str(page.texts)


def assert_harmless(page: Page) -> None:
    assert {tag for tag, _ in page.tags} & {"img", "style", "iframe"} == set()
    assert page.text("script") == []
    assert {attributes["src"] for attributes in page.of("script")} <= OWN_SCRIPTS
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert not str(attributes.get("href", "")).lower().startswith(("javascript:", "data:"))


def test_articles_cannot_put_html_on_the_page(client: FlaskClient) -> None:
    hostile = {
        **ARTICLE,
        "title": f'"{HOSTILE}',
        "publisher": HOSTILE,
        "url": "https://courier.example/?a=1&b='x'",
        "text": f"Iraqi forces recaptured Tikrit last month, said {HOSTILE} the minister. It rained.",
    }
    assert client.post("/api/v1/articles", json=hostile, headers=BEARER).status_code == 201
    page = start(client)
    assert headlines(page)
    assert_harmless(page)
    assert hostile["title"] in page.text("cite")
    assert any(HOSTILE in quote for quote in page.text("blockquote"))


@pytest.mark.parametrize("url", ["/", "/?from=x", "/?place=Atlantis", "/docs"])
def test_pages_can_be_found_ones_way_in(told: FlaskClient, url: str) -> None:
    page = Page(told.get(url, headers=BROWSER))
    tags = [tag for tag, _ in page.tags]
    assert [tags.count(tag) for tag in ("main", "header", "footer", "h1")] == [1, 1, 1, 1]
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    names = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(names) == len(set(names))
    labelled = {attributes.get("for") for attributes in page.of("label")}
    for field in page.of("input") + page.of("textarea"):
        assert field.get("type") == "hidden" or field["id"] in labelled
    for _, attributes in page.tags:
        for reference in ("aria-describedby", "aria-labelledby"):
            assert set((attributes.get(reference) or "").split()) <= set(names)
    assert all("aria-label" in attributes for attributes in page.of("nav"))


def test_colours_can_be_told_apart() -> None:
    """WCAG 2.2: 4.5 to 1 for text (1.4.3), 3 to 1 for the edges of fields (1.4.11), light and dark."""
    light, dark = ({**_colours(block)} for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2])
    for scheme in (light, dark):
        on = [(ink, ground) for ink in ("ink", "soft", "accent") for ground in ("paper", "raised", "alert")]
        on += [("on-accent", "accent"), ("on-mark", "mark"), ("get", "paper"), ("post", "paper")]
        assert {pair: ratio for pair in on if (ratio := _contrast(scheme, *pair)) < 4.5} == {}
        assert _contrast(scheme, "edge", "paper") >= 3


def _colours(block: str) -> dict[str, str]:
    found = re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", block)
    return {name: digits if len(digits) == 6 else "".join(digit * 2 for digit in digits) for name, digits in found}


def _contrast(colours: dict[str, str], one: str, other: str) -> float:
    low, high = sorted((_luminance(colours[one]), _luminance(colours[other])))
    return (high + 0.05) / (low + 0.05)


def _luminance(digits: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_disagreement_is_on_the_page(told: FlaskClient) -> None:
    dates = {"other-1": "on 2 March 2015", "other-2": "on 2 March 2015", "other-3": "on 1 March 2015"}
    for name, date in dates.items():
        text = f"Iraqi forces launched their offensive to retake Tikrit {date}."
        article = {**ARTICLE, "id": name, "url": f"https://{name}.example/", "publisher": name, "text": text}
        assert told.post("/api/v1/articles", json=article, headers=BEARER).status_code == 201
    page = start(told, q="offensive")
    assert len(headlines(page)) == 1
    assert "The articles disagree:" in page.text("b")
    assert "Says 1 March 2015." in page.text("b")
    assert "open" in next(one for one in page.of("details") if one.get("class") != "more")


def test_docs_list_success_before_errors(app: Flask, client: FlaskClient) -> None:
    answers = client.get("/docs").text.split('<dl class="answers">')[1:]
    assert answers
    for answer in answers:
        codes = re.findall(r'<span class="code s.">(\w+)</span>', answer.partition("</dl>")[0])
        assert codes == sorted(codes)
        assert codes[0] in ("200", "201", "204")


def test_docs_write_backticks_as_code_and_escape_the_rest() -> None:
    assert prose("From `next` of <b>") == "From <code>next</code> of &lt;b&gt;"
    assert prose(None) == ""


def test_docs_name_the_words_that_a_list_may_hold(client: FlaskClient) -> None:
    parameters = client.get("/openapi.json").json["paths"]["/api/v1/events"]["get"]["parameters"]
    found = {parameter["name"]: choices(parameter["schema"]) for parameter in parameters}
    assert "denied" in found["status"]
    assert "weekend" in found["precision"]
    assert found["q"] == []


def test_the_timeline_can_be_taken_along_in_every_format(told: FlaskClient) -> None:
    asked = {"place": "Ramadi", "type": "capture", "sort": "-start"}
    page = Page(told.get("/", query_string=asked, headers=BROWSER))
    urls = [
        str(link["href"]) for link in page.of("a") if "/events" in str(link["href"]) and "evt_" not in str(link["href"])
    ]
    assert len(urls) == len(formats())
    for url in urls:
        answer = told.get(url)
        assert answer.status_code == 200
        assert "Ramadi" in answer.text
    assert [one["value"] for one in page.of("option") if "selected" in one] == ["capture", "-start"]


def test_the_timeline_can_be_read_from_its_end(told: FlaskClient) -> None:
    page = Page(told.get("/?sort=-start&limit=1", headers=BROWSER))
    assert "17 May 2015" in page.text("time")
    following = Page(told.get(page.link("next") or "", headers=BROWSER))
    assert "April 2015" in following.text("time")
    assert "Earlier events →" in page.text("a")
