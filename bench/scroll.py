"""How smoothly `<event-timeline>` scrolls through many events, from Chromium's own trace.

    python bench/scroll.py [--events 5000]

Articles that tell as many events are read into a database of its own and served as in production. A page with the
component, as high as its window, is scrolled by wheel: first down to the last event while page after page is loaded,
then up and down again with all of them in the page. Figures are milliseconds: the tasks of the page's main thread, by
the clock and by what the processor worked on them, and the frames that it made, each from its beginning until it was
handed on to be shown. On a machine that is busy with other things the clock tells of these, too.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # so that it runs as a script, too

from tests import chromium

CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel"]
SENTENCES = 25
TOWNS = (
    "Tikrit Mosul Ramadi Kirkuk Samarra Baghdad Basra Najaf Karbala Erbil Falluja Beiji Sinjar Kobani Aleppo".split()
)
DEEDS = ("Police arrested {n} men in", "A flood damaged {n} houses in", "Rebels attacked {n} posts in")
WHEEL = 400
STEP_MS = 30
COUNT = "document.querySelector('event-timeline').shadowRoot.querySelectorAll('li.event').length"


def main() -> None:
    """Reads the command line and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=5000)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder), options.events) as url,
        sync_playwright() as play,
    ):
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = play.chromium.launch(executable_path=chromium.executable(), args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.route(f"{url}/bench", lambda route: route.fulfill(content_type="text/html", body=PAGE))
        page.goto(f"{url}/bench")
        page.locator("event-timeline li.event").first.wait_for()
        report("down, loading", traced(browser, page, lambda: down(page)))
        print(f"{page.evaluate(COUNT):,} events in the page")
        report("up and down again", traced(browser, page, lambda: up_and_down(page)))


PAGE = """<!doctype html><html lang="en"><title>Scroll</title><script type="module" src="/timeline.js"></script>
<style>body { margin: 0 } event-timeline { block-size: 100vh }</style>
<event-timeline src="/api/v1/events?status=asserted,reported,planned"></event-timeline>"""


@contextmanager
def served(folder: Path, events: int) -> Iterator[str]:
    """The URL of a server with that many events, or a few less: some are taken for one."""
    articles = folder / "articles.jsonl"
    articles.write_text("".join(json.dumps(article) + "\n" for article in told(events)), "utf-8")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/timeline.db"}
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    subprocess.run([*flask, "ingest", str(articles)], cwd=ROOT, env=environment, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listening:
        number = listening.fileno()
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--worker-class",
            "gthread",
            "--threads",
            "4",
            "--no-control-socket",
        ]
        command += ["--bind", f"fd://{number}", "--log-level", "error", "wsgi:app"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[number])
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.terminate()
            server.wait()


def told(events: int) -> Iterator[dict[str, Any]]:
    """Articles with a dated event a sentence, each on a day of its own."""
    day = date(2001, 1, 1)
    for number in range(0, events, SENTENCES):
        sentences = []
        for at in range(number, number + SENTENCES):
            day += timedelta(days=1)
            deed = DEEDS[at % len(DEEDS)].format(n=2 + at % 97)
            sentences.append(f"{deed} {TOWNS[at % len(TOWNS)]} on {day.day} {day:%B %Y}.")
        text = " ".join(sentences)
        yield {
            "id": f"a{number}",
            "title": f"Report {number}",
            "text": text,
            "published": day.isoformat(),
            "language": "en",
        }


def down(page: Page) -> None:
    """Turns the wheel until no event comes any more."""
    before = -1
    while (now := page.evaluate(COUNT)) != before:
        before = now
        turn(page, WHEEL, 60)


def up_and_down(page: Page) -> None:
    """Scrolls fast, back towards the beginning and down again."""
    turn(page, -3 * WHEEL, 200)
    turn(page, 3 * WHEEL, 200)


def turn(page: Page, by: int, times: int) -> None:
    """Turns the wheel over the list."""
    page.mouse.move(600, 700)
    for _ in range(times):
        page.mouse.wheel(0, by)
        page.wait_for_timeout(STEP_MS)


def traced(browser: Browser, page: Page, act: Any) -> list[dict[str, Any]]:
    """What Chromium notes down while something is done."""
    browser.start_tracing(page=page, categories=CATEGORIES)
    act()
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    return events


def report(title: str, trace: list[dict[str, Any]]) -> None:
    """Prints the longest tasks and gaps."""
    mains = {
        (one["pid"], one["tid"])
        for one in trace
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    ran = [one for one in trace if one["name"] == "RunTask" and "dur" in one and (one["pid"], one["tid"]) in mains]
    figures = {
        "task": [one["dur"] / 1000 for one in ran],
        "its work": [one.get("tdur", one["dur"]) / 1000 for one in ran],
        "frame": list(frames(trace)),
    }
    for name, values in figures.items():
        cuts = quantiles(values, n=1000, method="inclusive")
        shares = f"99 % {cuts[989]:6.1f}  99.9 % {cuts[998]:6.1f}  most {max(values):6.1f}"
        print(f"{title:20}{name:10}{len(values):8,}  {shares}", flush=True)


def frames(trace: list[dict[str, Any]]) -> Iterator[float]:
    """How long each frame took, from its beginning until it was handed over to be presented."""
    begun: dict[Any, float] = {}
    for one in trace:
        if one["name"] == "AnimationFrame" and one["ph"] == "b":
            begun[one.get("id2", {}).get("local", one.get("id"))] = one["ts"]
        elif one["name"] == "AnimationFrame" and one["ph"] == "e":
            yield (one["ts"] - begun.pop(one.get("id2", {}).get("local", one.get("id")), one["ts"])) / 1000


if __name__ == "__main__":
    main()
