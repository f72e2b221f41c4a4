"""The browser that other tests look through sees what goes wrong, and runs in the zone it is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests import browsing, chromium
from tests.browsing import ZONES, NewPage


def test_the_start_page_of_the_sample_has_no_fault(page: Page, sample_url: str) -> None:
    answer = page.goto(sample_url)
    assert answer
    assert answer.status == 200
    assert page.locator("article").count() > 0


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<script>throw new Error('oops')</script>", "error: oops"),
        ("<script>console.error('oops')</script>", "console: oops"),
        ("<img src='http://elsewhere.example/x.png'>", "request to elsewhere: http://elsewhere.example/x.png"),
        ("<link rel=stylesheet href='https://8.8.8.8/x.css'>", "request to elsewhere: https://8.8.8.8/x.css"),
    ],
)
def test_what_goes_wrong_in_a_page_is_seen(page: Page, faults: list[str], body: str, fault: str) -> None:
    page.set_content(body)
    page.wait_for_load_state("networkidle")
    assert [seen for seen in faults if seen.startswith(fault)]
    faults.clear()


@pytest.mark.parametrize("zone", ZONES)
def test_a_page_lives_in_its_zone(new_page: NewPage, zone: str) -> None:
    assert new_page(timezone_id=zone).evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == zone


def test_what_is_missing_fails_where_tests_run_unattended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no Chromium"):
        browsing.missing(chromium.MISSING)
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="no Chromium"):
        browsing.missing(chromium.MISSING)


def test_a_browser_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(chromium.SETTING, "/opt/a/browser")
    assert chromium.executable() == "/opt/a/browser"
