"""The examples of docs/widgets.md, as they stand there, in a browser, with the widgets as they are published."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

from schemas.listing import one_line
from tests.browsing import LOCAL, ROOT, ZONES, NewPage
from tests.chromium import NODE
from tests.hostile import EVENTS, keep
from timeline.display import display

WIDGETS = (ROOT / "docs" / "widgets.md").read_text("utf-8")
DOCUMENTED = "http://127.0.0.1:8000"
# The sections with a page that asks for a feed.
SECTIONS = {
    name: text
    for name, text in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", WIDGETS, re.DOTALL | re.MULTILINE)
    if f"{DOCUMENTED}/api/v1/events." in text
}
SHEET = "TimelineJS 3 spreadsheet"
Entry = list[str]

# What each widget shows: a pair of date and headline for every entry.
SHOWN = {
    "TimelineJS 3": """[...document.querySelectorAll(".tl-slide")].map((slide) =>
        [".tl-headline-date", "h2"].map((part) => slide.querySelector(part).textContent))""",
    "vis-timeline": """[...document.querySelectorAll(".vis-item-content")].map((item) =>
        [item.querySelector("small").textContent, item.lastChild.textContent])""",
    "react-chrono": """[...document.querySelectorAll(".vertical-item-row")].map((row) =>
        [".timeline-item-title", ".rc-card-title"].map((part) => row.querySelector(part)?.textContent ?? ""))""",
    "Apache ECharts": """echarts.getInstanceByDom(document.getElementById("timeline")).getModel().getSeries()
        .map((series) => series.getData())
        .flatMap((data) => data.mapArray((at) => data.getItemGraphicEl(at) && data.getName(at)))
        .map((name) => /^(.*?): (.*)$/s.exec(name).slice(1))""",
    "Mermaid": """[...document.querySelectorAll("g.taskWrapper")].map((date) =>
        [date.textContent, date.nextElementSibling.nextElementSibling.textContent])""",
}
SHOWN[SHEET] = SHOWN["TimelineJS 3"]
EVERYWHERE = ("TimelineJS 3", "vis-timeline", "react-chrono")
UNSAFE = "script, iframe, img, object, [onerror], [onload], [onmouseover]"
# Where it shows the proof of an event: after a hover in some.
PROOF = {
    "TimelineJS 3": ".tl-text",
    SHEET: ".tl-text",
    "vis-timeline": ".vis-tooltip",
    "react-chrono": ".vertical-item-row",
    "Apache ECharts": "#timeline > div:has(blockquote)",
    "Mermaid": "g.eventWrapper:has(+ g.taskWrapper)",
}
HOVER = {
    "vis-timeline": """document.querySelector(".vis-item")
        .dispatchEvent(new MouseEvent("mouseover", { bubbles: true }))""",
    "Apache ECharts": """void echarts.getInstanceByDom(document.getElementById("timeline"))
        .dispatchAction({type: "showTip", seriesIndex: 1, dataIndex: 0})""",
}
SIMILE = """
window.Timeline = {
  DateTime: { MONTH: 7 },
  DefaultEventSource: class { loadJSON(told) { window.loaded = told.events.length; } },
  createBandInfo: (band) => band,
  create: (element, bands) => { window.bands = bands.length; },
};
"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def gallery(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a site with a page for each widget, as the documentation writes it."""
    folder = tmp_path_factory.mktemp("gallery")
    (folder / "node_modules").symlink_to(packages)
    for name, text in SECTIONS.items():
        (folder / f"{name}.html").write_text(fenced("html", text), "utf-8")
    sheet = fenced("html", SECTIONS["TimelineJS 3"]).replace("timelinejs.json", "timelinejs.csv")
    (folder / f"{SHEET}.html").write_text(sheet, "utf-8")
    bundle(folder, SECTIONS["react-chrono"])
    with ThreadingHTTPServer((LOCAL, 0), partial(Quiet, directory=str(folder))) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://{LOCAL}:{site.server_port}"
        site.shutdown()


def fenced(kind: str, text: str) -> str:
    (found,) = re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)
    return str(found)


def bundle(folder: Path, text: str) -> None:
    """Write the script and the style sheet that the documented command makes."""
    (folder / "timeline.jsx").write_text(fenced("jsx", text), "utf-8")
    (command,) = re.findall(r"`npx esbuild ([^`]*)`", text)
    made = [NODE, folder / "node_modules" / "esbuild" / "bin" / "esbuild", "--log-level=error", *command.split()]
    subprocess.run(made, cwd=folder, check=True)


def show(page: Page, gallery: str, widget: str, api: str, query: str | None = None) -> str:
    """Open the page of a widget, its feed from this server; the query that it asks, or asks now instead."""
    asked: list[str] = []

    def passed_on(route: Route) -> None:
        parts = urlsplit(route.request.url)
        asked.append(query or parts.query)
        route.continue_(url=f"{api}{parts.path}?{asked[-1]}")

    page.route(f"{DOCUMENTED}/**", passed_on)
    page.goto(f"{gallery}/{widget}.html")
    page.wait_for_function(f"() => {{ try {{ return {SHOWN[widget]}.length }} catch {{ return 0 }} }}")
    return asked[0]


def shown(page: Page, widget: str) -> list[Entry]:
    """What it shows, in order, without blanks: widgets break lines where they like."""
    return sorted(map(plain, page.evaluate(SHOWN[widget])))


def plain(entry: Entry) -> Entry:
    return ["".join(one_line(part).replace("\u2060", "").split()) for part in entry]


def events_of(page: Page, api: str, query: str) -> list[dict[str, Any]]:
    answer = page.request.get(f"{api}/api/v1/events?{query}").json()
    assert answer["events"]
    return list(answer["events"])


def test_every_feed_has_an_example() -> None:
    assert set(SECTIONS) == {*SHOWN, "Simile Timeline"} - {SHEET}


@pytest.mark.parametrize(
    ("widget", "zone"),
    [
        *((widget, zone) for widget in EVERYWHERE for zone in ZONES),
        *((widget, ZONES[-1]) for widget in SHOWN if widget not in EVERYWHERE),
    ],
)
def test_all_events_are_shown_with_their_dates_and_their_proof(
    new_page: NewPage, gallery: str, sample_url: str, widget: str, zone: str
) -> None:
    page = new_page(timezone_id=zone)
    query = show(page, gallery, widget, sample_url)
    events = events_of(page, sample_url, query)
    assert shown(page, widget) == sorted(plain([event["when"]["display"], event["headline"]]) for event in events)
    assert_proven(page, widget, [proof for event in events for proof in event["citations"]])


def test_react_chrono_cuts_no_date_short(new_page: NewPage, gallery: str, sample_url: str) -> None:
    page = new_page(viewport={"width": 800, "height": 600})
    show(page, gallery, "react-chrono", sample_url)
    page.wait_for_load_state("load")
    titles = "[...document.querySelectorAll('.timeline-item-title')]"
    assert page.evaluate(f"{titles}.filter((title) => title.scrollWidth > title.clientWidth + 1).length") == 0


def assert_proven(page: Page, widget: str, proofs: list[dict[str, Any]]) -> None:
    """That the first entry has the sentence, its publisher and, where the widget has links at all, the link to it."""
    if widget in HOVER:
        page.evaluate(HOVER[widget])
    beside = page.locator(PROOF[widget]).first
    (text,) = plain([beside.text_content() or ""])
    told = next(proof for proof in proofs if plain([f"“{proof['selector'][0]['exact']}”"])[0] in text)
    assert plain([told["article"]["publisher"]])[0] in text
    links = [link.get_attribute("href") for link in beside.locator("a").all()]
    assert told["deep_link"] in links or widget == "Mermaid"


@pytest.mark.parametrize("widget", SHOWN)
def test_text_of_articles_stays_text(new_page: NewPage, gallery: str, server: str, widget: str) -> None:
    page = new_page()
    page.request.get(f"{server}/readyz")
    keep()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    show(page, gallery, widget, server, "limit=200")
    assert shown(page, widget) == sorted(plain([display(event.interval), event.headline]) for event in EVENTS)
    if widget in HOVER:
        page.evaluate(HOVER[widget])
        page.locator(PROOF[widget]).wait_for()
    assert page.locator("#timeline").locator(UNSAFE).count() == 0
    assert page.evaluate("window.ran") is None
    assert dialogs == []


@pytest.mark.parametrize("zone", ZONES)
def test_vis_draws_a_day_on_that_day(new_page: NewPage, packages: Path, sample_url: str, zone: str) -> None:
    page = new_page(timezone_id=zone)
    page.add_script_tag(path=packages / "vis-timeline" / "standalone" / "umd" / "vis-timeline-graph2d.min.js")
    items = page.request.get(f"{sample_url}/api/v1/events.vis.json").json()["items"]
    drawn = page.evaluate(
        """(items) => {
            const data = new vis.Timeline(document.createElement("div"), items).itemsData;
            return items.map(({ id }) => data.get(id).start.toLocaleString("sv"));
        }""",
        items,
    )
    assert drawn == [f"{item['start']} 00:00:00" for item in items]


def test_the_simile_example_loads_what_it_is_given(page: Page, gallery: str, sample_url: str) -> None:
    """Simile itself cannot be had from npm: what stands in for it has no more than the calls of its manual."""
    page.route("**/timeline-api.js*", lambda route: route.fulfill(body=SIMILE, content_type="text/javascript"))
    page.route(f"{DOCUMENTED}/**", lambda route: route.continue_(url=route.request.url.replace(DOCUMENTED, sample_url)))
    page.goto(f"{gallery}/Simile Timeline.html")
    page.wait_for_function("window.loaded")
    assert page.evaluate("[window.loaded, window.bands]") == [
        len(events_of(page, sample_url, "from=2014-06&limit=200")),
        1,
    ]
