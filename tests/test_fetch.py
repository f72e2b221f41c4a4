"""Pages are fetched by a real server's rules, within limits, and never from a private address."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from intake import fetch
from intake.fetch import fetched, is_public
from intake.record import RejectError

PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /secret\n"),
    "/news": (200, {"Content-Type": "text/html; charset=utf-8"}, b"<p>news</p>"),
    "/moved": (302, {"Location": "/news"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/out": (302, {"Location": "file:///etc/passwd"}, b""),
    "/hidden": (302, {"Location": "/secret/1"}, b""),
    "/secret/1": (200, {"Content-Type": "text/html"}, b"<p>secret</p>"),
    "/picture": (200, {"Content-Type": "image/png"}, b"\x89"),
    "/gone": (410, {}, b""),
    "/long": (200, {"Content-Type": "text/html"}, b"x" * 300_000),
}


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = PAGES.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def anywhere(_: str) -> bool:
    return True


@pytest.mark.parametrize("path", ["/news", "/moved"])
def test_a_page_is_fetched_with_the_address_it_was_found_at(site: str, path: str) -> None:
    record = fetched(site + path, anywhere)
    assert (record.raw, record.kind, record.url) == (b"<p>news</p>", "html", f"{site}/news")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/secret/1", "robots.txt"),
        ("/hidden", "robots.txt"),
        ("/round", "redirections"),
        ("/out", "not a web address"),
        ("/picture", "it is image/png; expected HTML"),
        ("/gone", "the server answered 410"),
        ("/none", "the server answered 404"),
    ],
)
def test_what_cannot_be_had_is_refused_with_the_reason(site: str, path: str, reason: str) -> None:
    with pytest.raises(RejectError, match=reason):
        fetched(site + path, anywhere)


def test_a_long_page_is_not_read_to_its_end(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_PAGE", 100_000)
    with pytest.raises(RejectError, match="larger than 100,000 bytes"):
        fetched(f"{site}/long", anywhere)


def test_a_host_whose_rules_cannot_be_had_forbids_all(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PAGES, "/robots.txt", (503, {}, b""))
    with pytest.raises(RejectError, match=r"robots\.txt"):
        fetched(f"{site}/news", anywhere)


def test_a_host_without_rules_allows_all(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(PAGES, "/robots.txt")
    assert fetched(f"{site}/secret/1", anywhere).raw == b"<p>secret</p>"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "2130706433"])
def test_this_machine_is_no_address_of_the_internet(site: str, host: str) -> None:
    port = site.rpartition(":")[2]
    with pytest.raises(RejectError, match=r"no address of the public internet|cannot be reached"):
        fetched(f"http://{host}:{port}/news")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url", ["ftp://example.org/x", "file:///etc/passwd", "http://", "http://[x", "http://a:0/", "x"]
)
def test_no_web_address(url: str) -> None:
    with pytest.raises(RejectError, match="not a web address"):
        fetched(url)
