"""The pages in Chromium: to look through a timeline, at an event, at an article, and to try a text of one's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.browsing import NewPage
from tests.conftest import ARTICLE, BEARER

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"
SIZES = {320: 640, 768: 1024, 1440: 900}
# Where the parts of a page lie, by its width: left edge and width in pixels. Letters differ from machine to machine.
LAYOUT = {
    320: {".masthead": (0, 320), "form.filter": (16, 288), ".places": (16, 288), "event-timeline": (0, 320)},
    768: {".masthead": (0, 768), "form.filter": (31, 707), ".places": (31, 707), "event-timeline": (0, 768)},
    1440: {".masthead": (48, 1344), "form.filter": (88, 1264), ".places": (1048, 304), "event-timeline": (64, 944)},
}


@pytest.fixture
def paths(sample_url: str, page: Page) -> dict[str, str]:
    """A page of every kind."""
    event = page.request.get(f"{sample_url}/api/v1/events?q=offensive&place=Tikrit").json()["events"][0]
    return {
        "start": "/",
        "filtered": "/?place=Tikrit&type=offensive",
        "nothing": "/?place=Atlantis",
        "wrong": "/?from=x",
        "event": f"/events/{event['id']}",
        "articles": "/articles",
        "article": "/articles/beiji-2014-11-16",
        "try": "/try",
        "docs": "/docs",
    }


def shown(page: Page, url: str) -> Page:
    """The page with its timeline, if it has one, filled."""
    page.goto(url)
    timeline = page.locator("event-timeline")
    if timeline.count():
        timeline.locator(".body:not([aria-busy]) li.event").first.wait_for()
    return page


@pytest.mark.parametrize(
    ("width", "scheme", "names"),
    [
        (320, "dark", ["start", "event", "article", "wrong"]),
        (1440, "light", ["start", "filtered", "nothing", "articles", "try", "docs"]),
    ],
)
def test_axe_finds_nothing(
    new_page: NewPage,
    sample_url: str,
    paths: dict[str, str],
    packages: Path,
    faults: list[str],
    width: int,
    scheme: str,
    names: list[str],
) -> None:
    # axe is put into the page from outside, which its policy forbids to anybody else.
    page = new_page(viewport={"width": width, "height": SIZES[width]}, color_scheme=scheme, bypass_csp=True)
    axe = (packages / "axe-core" / "axe.min.js").read_text("utf-8")
    found = []
    for name in names:
        shown(page, sample_url + paths[name])
        page.evaluate(axe)
        violations = page.evaluate("axe.run().then(result => result.violations)")
        found += [f"{name}: {one['id']} {one['nodes'][0]['html']}" for one in violations]
    assert found == []
    assert all("422" in fault for fault in faults)
    faults.clear()


def test_no_page_is_wider_than_its_window(
    new_page: NewPage, sample_url: str, paths: dict[str, str], faults: list[str]
) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    for path in paths.values():
        shown(page, sample_url + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
    faults.clear()


@pytest.mark.parametrize("width", SIZES)
def test_the_parts_of_the_page_have_their_places(new_page: NewPage, sample_url: str, width: int) -> None:
    page = shown(new_page(viewport={"width": width, "height": SIZES[width]}), sample_url)
    for name, (left, wide) in LAYOUT[width].items():
        box = page.locator(name).bounding_box()
        assert box
        assert [box["x"], box["width"]] == pytest.approx([left, wide], abs=2), name
    tops = [box["y"] for name in LAYOUT[width] if (box := page.locator(name).bounding_box())]
    assert tops == sorted(tops)
    assert (tops[2] == pytest.approx(tops[3], abs=30)) == (width == 1440)


def test_what_is_zoomed_into_and_grouped_stands_in_the_address(page: Page, sample_url: str) -> None:
    shown(page, f"{sample_url}/?q=Tikrit")
    page.get_by_role("slider").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/\?q=Tikrit&from=2015-\d\d&to=2015-\d\d$"))
    assert page.get_by_label("From").input_value().startswith("2015-")
    page.get_by_label("Group by").select_option("place")
    expect(page).to_have_url(re.compile(r"&group=place$"))
    headlines = page.locator("event-timeline .group .told h4")
    expect(headlines.first).to_be_visible()
    before = headlines.all_text_contents()
    page.reload()
    expect(page.locator(".group").first).to_be_visible()
    expect(headlines).to_have_text(before)
    page.get_by_label("Group by").select_option("")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert "group" not in page.url


def test_the_form_leaves_no_empty_fields_in_the_address(page: Page, sample_url: str) -> None:
    shown(page, sample_url)
    page.get_by_label("Place", exact=True).fill("Tikrit")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{sample_url}/?place=Tikrit")


def test_the_map_and_its_list_lead_to_the_events_of_a_place(page: Page, sample_url: str) -> None:
    shown(page, sample_url)
    spot = page.locator(".map a", has_text="Mosul")
    assert spot.evaluate("link => link.closest('svg').getAttribute('aria-hidden')") == "true"
    spot.locator("circle").dispatch_event("click")
    expect(page).to_have_url(re.compile(r"place=Mosul"))
    expect(page.locator(".places b")).to_have_text("Mosul")
    expect(page.locator(".map circle").first).to_be_visible()


def test_without_scripts_everything_can_be_read(new_page: NewPage, sample_url: str, paths: dict[str, str]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(sample_url)
    expect(page.locator("article.event").first).to_be_visible()
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_label("Place", exact=True).fill("Ramadi")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("article.event").first).to_contain_text("Ramadi")
    page.goto(sample_url + paths["try"])
    page.get_by_label("Text").fill("The bridge fell two days ago.")
    page.get_by_label("Published").fill("2016-02-08")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".meaning")).to_contain_text("6 February 2016")


def test_an_event_has_its_sources_side_by_side(page: Page, sample_url: str, paths: dict[str, str]) -> None:
    shown(page, sample_url)
    page.locator("event-timeline").get_by_role("button", name="Iraqi forces launched their offensive").click()
    page.get_by_role("link", name="The event on a page of its own").click()
    expect(page).to_have_url(sample_url + paths["event"])
    boxes = [figure.bounding_box() for figure in page.locator("figure").all()[:2]]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] == boxes[1]["y"]
    expect(page.locator(".notice")).to_contain_text("some say 1 March 2015")
    expect(page.locator("figure.differs")).to_contain_text("Says 1 March 2015.")
    page.get_by_role("link", name=re.compile("^All that was read in")).first.click()
    expect(page.locator(".timex").first).to_be_visible()


def test_expressions_say_what_they_mean_on_pointing_and_on_focus(
    page: Page, sample_url: str, paths: dict[str, str]
) -> None:
    page.goto(sample_url + paths["article"])
    saturday = page.get_by_role("link", name="Saturday")
    meaning = page.get_by_role("tooltip").filter(has_text="15 November 2014")
    expect(saturday).to_have_accessible_description(re.compile("15 November 2014.*counted from publication on 16"))
    saturday.hover()
    expect(meaning).to_be_visible()
    meaning.hover()
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    page.mouse.move(0, 0)
    page.get_by_role("link", name="The article at its publisher").focus()
    page.keyboard.press("Tab")
    expect(saturday).to_be_focused()
    expect(meaning).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#read-1")).to_be_in_viewport()


def test_the_text_of_an_article_stays_with_its_publisher(page: Page, sample_url: str, paths: dict[str, str]) -> None:
    page.goto(sample_url + paths["article"])
    sentences = page.locator(".passage").all_text_contents()
    assert sentences
    assert all(page.locator(".passage").nth(number).locator(".timex").count() for number in range(len(sentences)))


def test_a_text_is_read_while_it_is_written(page: Page, sample_url: str, paths: dict[str, str]) -> None:
    page.goto(sample_url + paths["try"])
    expect(page.locator(".timex")).to_have_count(4)
    page.get_by_label("Text").fill(f"😀 {HOSTILE} fell last month.")
    expect(page.locator(".timex")).to_have_text(["last month"])
    expect(page.locator(".passage")).to_contain_text(HOSTILE)
    expect(page.locator(".meaning")).to_contain_text("April 2015")
    page.get_by_label("Published").fill("2016-02-08")
    expect(page.locator(".meaning")).to_contain_text("January 2016")
    assert page.locator("#result img, #result script").count() == 0


def test_what_articles_say_stays_text(client: FlaskClient, server: str, page: Page) -> None:
    text = f"Iraqi forces recaptured Tikrit last month, said {HOSTILE} the minister. It rained."
    hostile = {**ARTICLE, "title": HOSTILE, "publisher": HOSTILE, "text": text}
    assert client.post("/api/v1/articles", json=hostile, headers=BEARER).status_code == 201
    event = client.get("/api/v1/events").json["events"][0]["id"]
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    for path in ("/", f"/events/{event}", "/articles", f"/articles/{ARTICLE['id']}"):
        shown(page, server + path)
        expect(page.locator("body")).to_contain_text("onerror" if path != "/" else "Tikrit")
        assert page.locator("main img").count() == 0


def test_a_saved_timeline_has_a_page_with_code_for_every_widget(
    told: FlaskClient, server: str, new_page: NewPage, packages: Path
) -> None:
    title = f'"{HOSTILE}'
    kept = {"title": title, "description": HOSTILE, "filters": {"place": "Tikrit"}}
    assert told.put("/api/v1/timelines/tikrit", json=kept, headers=BEARER).status_code == 201
    page = new_page(bypass_csp=True)
    page.goto(f"{server}/timelines")
    page.get_by_role("link", name=title).click()
    expect(page.locator("event-timeline li.event")).to_have_count(1)
    expect(page.get_by_role("slider")).to_be_visible()
    expect(page.locator("details.example")).to_have_count(7)
    page.evaluate((packages / "axe-core" / "axe.min.js").read_text("utf-8"))
    assert page.evaluate("axe.run().then(result => result.violations.map(one => one.id))") == []
    codes = page.locator("details.example").all_text_contents()
    assert all(f"{server}/api/v1/timelines/tikrit" in code and "127.0.0.1:8000" not in code for code in codes)
    code = page.locator("details.example pre").first.inner_text()
    page.route(f"{server}/own", lambda route: route.fulfill(content_type="text/html", body=code))
    page.goto(f"{server}/own")
    expect(page.locator("event-timeline li.event")).to_have_count(1)
    expect(page.locator("event-timeline h2")).to_have_text(title)


def test_policies_forbid_what_pages_do_not_load(client: FlaskClient) -> None:
    for path in ("/", "/articles", "/try", "/events/none", "/articles/none"):
        policy = client.get(path, headers={"Accept": "text/html"}).headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "script-src 'self'" in policy


@pytest.mark.parametrize(
    ("path", "status"),
    [("/events/none", 404), ("/articles/none", 404), ("/articles?limit=x", 422), ("/timelines/none", 404)],
)
def test_what_is_wrong_is_told_browsers_as_a_page(client: FlaskClient, path: str, status: int) -> None:
    page = client.get(path, headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype) == (status, "text/html")
    assert "Back to the timeline" in page.text
    assert client.get(path).mimetype == "application/problem+json"


def test_a_text_that_cannot_be_read_is_said(client: FlaskClient) -> None:
    answer = client.post("/try", data={"text": "Yesterday.", "published": "2015-02-30"})
    assert answer.status_code == 422
    assert "<code>published</code>" in answer.text
    assert client.post("/try", data={"text": " "}).status_code == 422
