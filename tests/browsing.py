"""A real browser for the tests, and pages that fail their test when anything goes wrong in them.

`new_page(timezone_id="Asia/Tokyo", viewport={"width": 320, "height": 640})` opens a page with the options of
Playwright's `new_context`; `page` is one with none. Errors of scripts, of the console and of loading, and requests to
anything but this machine go to `faults`, which must be empty at the end.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests import chromium

ROOT = Path(__file__).parent.parent
PACKAGES = ROOT / "tests" / "browser" / "node_modules"
ZONES = ("UTC", "America/New_York", "Asia/Tokyo")
LOCAL = "127.0.0.1"
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks for elsewhere, fonts and prefetches too, finds nobody there.
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {LOCAL}",
]
_SECONDS = 15

NewPage = Callable[..., Page]


def missing(reason: str) -> NoReturn:
    """Skip the test for want of something; where tests run unattended, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def packages() -> Path:
    """The folder of the widgets' npm packages."""
    if not (PACKAGES / ".package-lock.json").exists():
        missing("the widgets are not installed: make widgets")
    return PACKAGES


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    path = chromium.executable()
    if path is None:
        missing(chromium.MISSING)
    with chromium.driver() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield started
        started.close()


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What went wrong in the pages of the test; one that wants a fault clears them."""
    seen: list[str] = []
    yield seen
    assert seen == []


@pytest.fixture
def new_page(browser: Browser, faults: list[str]) -> Iterator[NewPage]:
    """Opens pages, each in a context of its own with the options that are given; in UTC where they name no zone."""
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**{"timezone_id": "UTC", "locale": "en-GB", **options})
        context.set_default_timeout(_SECONDS * 1000)
        contexts.append(context)
        page = context.new_page()
        _watch(page, faults)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page."""
    return new_page()


def _watch(page: Page, faults: list[str]) -> None:
    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"console: {message.text} {message.location.get('url', '')}")

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != LOCAL:
            faults.append(f"request to elsewhere: {request.url}")

    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("console", heard)
    page.on("request", asked)


@pytest.fixture(scope="session")
def sample_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real server with the sample articles, one for all tests: they read only.

    It is a process of its own, since a process has one database and the other tests change theirs.
    """
    database = tmp_path_factory.mktemp("sample") / "timeline.db"
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    load = [sys.executable, "-m", "flask", "--app", "wsgi", "ingest", "fixtures/articles.jsonl"]
    subprocess.run(load, cwd=ROOT, env=environment, check=True, capture_output=True)
    # Connections wait on the socket until the server is there.
    with socket.create_server((LOCAL, 0), backlog=128) as listening:
        number = listening.fileno()
        serve = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "8", "--no-control-socket"]
        command = [*serve, "--bind", f"fd://{number}", "--log-level", "error", "wsgi:app"]
        with subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[number]) as server:
            yield f"http://{LOCAL}:{listening.getsockname()[1]}"
            server.terminate()
