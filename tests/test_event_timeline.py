"""`<event-timeline>` in Chromium: what it shows, to whom, by mouse and keyboard, on pages of other sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Locator, Page, expect

from tests.browsing import ROOT, NewPage
from tests.conftest import ARTICLE, BEARER

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"
SHIFT = """new Promise(done => {
  const sum = list => done(list.getEntries().reduce((total, one) => total + one.value, 0));
  new PerformanceObserver(sum).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(0), 300);
})"""
GROUPED = "group=place label=Iraq flow"
IN_MAY = "{from: '2015-05', to: '2015-05', first: 16556, last: 16586, label: 'May 2015'}"
IN_2015 = "{from: '2015', to: '2015', first: 16436, last: 16800, label: '2015'}"
PAGE = """<!doctype html><html lang="en" {html}><meta charset="utf-8"><title>An article</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>event-timeline:not([flow]) {{ display: block; block-size: 46rem }}</style>
<script type="module" src="{url}/timeline.js"></script><main><h1>An article</h1>
<event-timeline src="{url}{src}" {attributes}></event-timeline><p>The article goes on.</p></main></html>"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def other_site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The URL and the folder of another site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as served:
        Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}", tmp_path
        served.shutdown()


@pytest.fixture
def embedded(other_site: tuple[str, Path], sample_url: str, page: Page) -> Page:
    """A page of another site with the timeline of all sample articles, its events shown."""
    return embed(page, other_site, sample_url, "/api/v1/events")


def embed(page: Page, other_site: tuple[str, Path], url: str, src: str, attributes: str = "", html: str = "") -> Page:
    site, folder = other_site
    written = PAGE.format(url=url, src=src, attributes=attributes, html=html)
    (folder / "page.html").write_text(written, "utf-8")
    page.goto(f"{site}/page.html")
    page.locator("event-timeline .body:not([aria-busy])").wait_for()
    return page


def headline(page: Page, words: str) -> Locator:
    return page.get_by_role("button", name=words)


def found_by_axe(page: Page, packages: Path) -> list[str]:
    """What axe holds against the page, of any of its rules."""
    page.evaluate((packages / "axe-core" / "axe.min.js").read_text("utf-8"))
    violations = page.evaluate("axe.run().then(result => result.violations)")
    return [f"{one['id']}: {node['html']} {node['failureSummary']}" for one in violations for node in one["nodes"]]


def test_every_event_is_shown_with_its_date(embedded: Page, sample_url: str) -> None:
    served = embedded.request.get(f"{sample_url}/api/v1/events?limit=200").json()["events"]
    while embedded.locator("li.event").count() < len(served):
        before = embedded.locator("li.event").count()
        embedded.locator("li.event").last.scroll_into_view_if_needed()
        expect(embedded.locator("li.event")).not_to_have_count(before)
    assert embedded.locator("h4").all_text_contents() == [event["headline"] for event in served]
    assert embedded.locator(".event > .when").all_text_contents() == [event["when"]["display"] for event in served]
    expect(embedded.get_by_role("status")).to_have_text(re.compile(rf"^{len(served)} events, \d+ known less exactly"))


def test_an_event_opens_to_its_proof(embedded: Page) -> None:
    button = headline(embedded, "Iraqi forces launched their offensive")
    button.focus()
    embedded.keyboard.press("Enter")
    event = embedded.locator("li.event", has=button)
    expect(event.locator("mark").first).to_have_text("yesterday")
    expect(event).to_contain_text("'yesterday', counted from publication on 3 March 2015, is 2 March 2015.")
    expect(event.locator(".citation.differs")).to_contain_text("Says 1 March 2015.")
    link = event.get_by_role("link").first
    assert "#:~:text=Iraqi%20forces%20launched" in str(link.get_attribute("href"))
    assert button.get_attribute("aria-expanded") == "true"
    embedded.keyboard.press("Space")
    expect(event.locator(".proof")).to_be_hidden()


def test_uncertain_dates_are_soft_where_nothing_is_known(embedded: Page, sample_url: str) -> None:
    served = embedded.request.get(f"{sample_url}/api/v1/events").json()["events"]
    marks = embedded.locator("li.event > .mark").evaluate_all("all => all.map(one => one.className)")
    seen = set()
    for event, mark in zip(served, marks, strict=False):
        when = event["when"]
        kind = (when["qualifier"], when["earliest"] is None, when["precision"])
        expected = {
            (None, False, "day"): "mark day",
            (None, False, "month"): "mark short",
            (None, False, "year"): "mark long",
            (None, True, "interval"): "mark long soft-start",
            ("approximate", False, "interval"): "mark long soft-start soft-end",
        }.get(kind, mark)
        assert mark == expected, when
        seen.add(expected)
    assert len(seen) == 5
    assert embedded.locator(".span.soft-start.soft-end").count() > 0


def test_the_strip_zooms_from_years_to_a_day_by_keyboard(embedded: Page) -> None:
    strip = embedded.get_by_role("slider")
    crumbs = embedded.get_by_role("navigation", name="Time shown")
    strip.focus()
    expect(strip).to_have_attribute("aria-valuetext", re.compile(r"^June 2014: \d+ events$"))
    embedded.keyboard.press("End")
    embedded.keyboard.press("Home")
    embedded.keyboard.press("ArrowRight")
    embedded.keyboard.press("ArrowLeft")
    embedded.keyboard.press("Enter")
    expect(crumbs.locator("[aria-current]")).to_have_text("June 2014")
    expect(strip).to_have_attribute("aria-valuetext", re.compile(r"^10 June 2014: \d events?$"))
    embedded.keyboard.press("Enter")
    expect(crumbs).to_have_text("All timeJune 201410 June 2014")
    expect(embedded.locator("li.event h4", has_text="captured Mosul")).to_be_visible()
    expect(embedded.locator("li.event h4", has_text="Tikrit fell")).to_have_count(0)
    expect(strip).to_be_focused()
    embedded.keyboard.press("Escape")
    expect(embedded.locator("li.event h4", has_text="Tikrit fell")).to_be_visible()
    embedded.keyboard.press("Backspace")
    expect(crumbs).to_contain_text("1 far earlier")


def test_the_strip_is_brushed_and_the_way_back_is_a_button(embedded: Page) -> None:
    embedded.evaluate("addEventListener('timeline-range', event => (window.seen ??= []).push(event.detail))")
    box = embedded.get_by_role("slider").bounding_box()
    assert box
    embedded.mouse.move(box["x"] + box["width"] * 0.62, box["y"] + 20)
    embedded.mouse.down()
    embedded.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 20, steps=4)
    embedded.mouse.up()
    expect(embedded.locator(".crumbs [aria-current]")).to_have_text(re.compile(r"^\w+ 201\d to \w+ 201\d$"))
    embedded.get_by_role("button", name="All time").click()
    expect(embedded.locator(".crumbs [aria-current]")).to_have_text("All time")
    seen = embedded.evaluate("window.seen")
    assert [bool(detail) for detail in seen] == [True, False]
    assert re.fullmatch(r"201\d-\d\d", seen[0]["from"])


def test_where_nothing_is_known_to_the_day_the_strip_has_its_lines(
    other_site: tuple[str, Path], sample_url: str, page: Page
) -> None:
    embed(page, other_site, sample_url, "/api/v1/events?precision=month,year,interval")
    page.evaluate(f"document.querySelector('event-timeline').zoom({IN_MAY})")
    page.locator(".crumbs [aria-current]", has_text="May 2015").wait_for()
    expect(page.locator(".span").first).to_be_visible()
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "None that is known so exactly")
    page.get_by_role("slider").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".crumbs [aria-current]")).to_have_text("All time")


def test_a_zoom_stays_within_what_was_asked_for(other_site: tuple[str, Path], sample_url: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    embed(page, other_site, sample_url, "/api/v1/events?from=2015-02-10&to=2015-04-11")
    page.get_by_role("slider").focus()
    page.evaluate(f"document.querySelector('event-timeline').zoom({IN_2015})")
    page.locator(".crumbs [aria-current]", has_text="2015").wait_for()
    page.locator(".body:not([aria-busy])").wait_for()
    assert all("from=2015-02-10" in url and "to=2015-04-11" in url for url in asked if "/events?" in url)


@pytest.mark.parametrize(("kind", "name"), [("place", "Beiji"), ("actor", "ISIS"), ("type", "capture")])
def test_events_stand_in_groups(embedded: Page, kind: str, name: str) -> None:
    embedded.get_by_label("Group by").select_option(kind)
    heading = embedded.get_by_role("heading", name=re.compile(rf"^{name} \d+ events"))
    group = embedded.locator(".group", has=heading)
    group.scroll_into_view_if_needed()
    expect(group.locator("li.event")).to_have_count(5)
    group.get_by_role("button", name=f"Show more of {name}").click()
    expect(group.locator("h4 button").nth(5)).to_be_focused()
    if group.locator(".more").is_hidden():
        assert heading.text_content() == f"{name} {group.locator('li.event').count()} events"


def test_a_list_of_one_place_is_one_group(other_site: tuple[str, Path], sample_url: str, page: Page) -> None:
    embed(page, other_site, sample_url, "/api/v1/events?place=Ramadi", "group=place")
    expect(page.locator(".group h3")).to_have_text(["Ramadi"])
    told = page.request.get(f"{sample_url}/api/v1/events?place=Ramadi").json()["events"]
    expect(page.locator("li.event")).to_have_count(len(told))


@pytest.mark.parametrize(
    ("attributes", "width", "scheme"),
    [("", 320, "light"), ("", 1440, "dark"), (GROUPED, 320, "dark"), (GROUPED, 1440, "light")],
)
def test_axe_finds_nothing(
    new_page: NewPage,
    other_site: tuple[str, Path],
    sample_url: str,
    packages: Path,
    attributes: str,
    width: int,
    scheme: str,
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    embed(page, other_site, sample_url, "/api/v1/events?from=2015-02", attributes)
    headline(page, "Iraqi forces launched their offensive").first.click()
    assert found_by_axe(page, packages) == []


@pytest.mark.parametrize("width", [320, 1440, 2560])
def test_nothing_moves_and_nothing_sticks_out(
    new_page: NewPage, other_site: tuple[str, Path], sample_url: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 1400})
    embed(page, other_site, sample_url, "/api/v1/events")
    assert page.evaluate(SHIFT) < 0.01
    assert page.evaluate("document.documentElement.scrollWidth") == width
    scroll = page.locator(".scroll")
    assert scroll.evaluate("element => element.scrollWidth <= element.clientWidth")
    text, mark = (page.locator(f"li.event {name}").first.bounding_box() for name in ("h4", ".mark"))
    assert text
    assert mark
    assert mark["x"] < text["x"]
    date = page.locator("li.event .when").first.bounding_box()
    assert date
    assert (date["y"] < text["y"] - 10) == (width == 320)


def test_the_keyboard_walks_through_and_past_the_list(embedded: Page) -> None:
    reached = []
    embedded.locator("body").click(position={"x": 1, "y": 1})
    for _ in range(6):
        embedded.keyboard.press("Tab")
        reached.append(embedded.evaluate("document.activeElement.shadowRoot.activeElement?.textContent"))
    assert reached[0].startswith("TimePlace")
    assert reached[2:5] == ["1 far earlier", "Skip the events", "Earthquake destroyed much of Kathmandu"]
    embedded.keyboard.press("Shift+Tab")
    embedded.keyboard.press("Shift+Tab")
    embedded.keyboard.press("Enter")
    assert embedded.evaluate("document.activeElement.shadowRoot.activeElement.className") == "after"


def test_from_right_to_left_the_strip_is_turned_round(
    other_site: tuple[str, Path], sample_url: str, page: Page
) -> None:
    embed(page, other_site, sample_url, "/api/v1/events", html='dir="rtl"')
    strip = page.get_by_role("slider")
    strip.focus()
    page.keyboard.press("ArrowLeft")
    expect(strip).to_have_attribute("aria-valuenow", "1")
    box, bars = strip.bounding_box(), page.locator(".all").bounding_box()
    assert box
    assert bars
    assert bars["x"] < box["x"] + box["width"] / 3
    mark, text = (page.locator(f"li.event {name}").first.bounding_box() for name in (".mark", "h4"))
    assert mark
    assert text
    assert mark["x"] > text["x"] + text["width"]


def test_on_paper_every_event_has_its_proof(embedded: Page) -> None:
    embedded.emulate_media(media="print")
    embedded.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    events = embedded.locator("li.event")
    assert embedded.locator("li.event blockquote:visible").count() >= events.count()
    box = embedded.locator("event-timeline").bounding_box()
    assert box
    assert box["height"] > 3000


def test_what_articles_say_stays_text(
    client: FlaskClient, server: str, other_site: tuple[str, Path], page: Page
) -> None:
    hostile = {
        **ARTICLE,
        "title": HOSTILE,
        "publisher": HOSTILE,
        "text": f"Iraqi forces recaptured Tikrit last month, said {HOSTILE} the minister. It rained.",
    }
    assert client.post("/api/v1/articles", json=hostile, headers=BEARER).status_code == 201
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    embed(page, other_site, server, "/api/v1/events")
    page.locator("h4 button").first.click()
    expect(page.locator("cite")).to_have_text(HOSTILE)
    expect(page.locator("blockquote")).to_contain_text(HOSTILE)
    assert page.locator("event-timeline img, event-timeline script").count() == 0


def test_a_link_that_is_no_web_address_is_none(page: Page, other_site: tuple[str, Path], sample_url: str) -> None:
    served = page.request.get(f"{sample_url}/api/v1/events?place=Ramadi").json()
    served["events"][0]["citations"][0]["deep_link"] = "javascript:alert(1)"
    page.route(
        "**/api/v1/events?**", lambda route: route.fulfill(json=served, headers={"Access-Control-Allow-Origin": "*"})
    )
    embed(page, other_site, sample_url, "/api/v1/events?place=Ramadi")
    page.locator("h4 button").first.click()
    assert page.locator("[href^=javascript]").count() == 0
    assert page.locator("cite").count() > page.locator("cite a, a cite").count()


def test_what_fails_is_said_and_can_be_tried_again(
    page: Page, other_site: tuple[str, Path], sample_url: str, faults: list[str]
) -> None:
    embed(page, other_site, sample_url, "/api/v1/events?plase=Tikrit")
    expect(page.get_by_role("alert")).to_contain_text("plase: unknown; did you mean 'place'?")
    expect(page.locator(".strip")).to_be_hidden()
    page.evaluate(f"document.querySelector('event-timeline').src = '{sample_url}/api/v1/events?place=Atlantis'")
    expect(page.locator(".notice")).to_have_text("No event matches.")
    assert all("422" in fault for fault in faults)
    faults.clear()


def test_the_scheme_is_the_page_s_to_set(embedded: Page) -> None:
    element = embedded.locator("event-timeline")
    before = element.evaluate("element => getComputedStyle(element).backgroundColor")
    element.evaluate("element => element.setAttribute('theme', 'dark')")
    assert element.evaluate("element => getComputedStyle(element).backgroundColor") != before
    element.evaluate("element => element.style.setProperty('--event-timeline-paper', 'rgb(1, 2, 3)')")
    assert element.evaluate("element => getComputedStyle(element).backgroundColor") == "rgb(1, 2, 3)"


def test_the_documented_example_works_as_it_stands(page: Page, sample_url: str) -> None:
    section = (ROOT / "docs" / "widgets.md").read_text("utf-8").partition("## event-timeline")[2]
    example = section.partition("```html\n")[2].partition("```")[0]
    body = example.replace("http://127.0.0.1:8000", sample_url)
    page.route(f"{sample_url}/example", lambda route: route.fulfill(content_type="text/html", body=body))
    page.goto(f"{sample_url}/example")
    expect(page.locator("li.event").first).to_be_visible()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()


def test_its_properties_and_parts_are_documented() -> None:
    documented = (ROOT / "docs" / "widgets.md").read_text("utf-8").partition("## event-timeline")[2]
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "api" / "component").iterdir())
    properties = set(re.findall(r"--event-timeline-[\w-]+", sources))
    parts = set(re.findall(r'part: "([\w-]+)"', sources))
    assert properties
    assert parts
    assert not {name for name in properties | parts if f"`{name}`" not in documented}


def test_it_is_one_file_without_imports(client: FlaskClient) -> None:
    answer = client.get("/timeline.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert not re.search(r"^(import|export)\b", answer.text, re.MULTILINE)
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\b", answer.text)
    assert client.get("/timeline.js", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
