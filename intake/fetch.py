"""Web pages fetched by their address, politely and from the public internet only."""

from __future__ import annotations

import socket
from collections.abc import Callable
from functools import partial
from ipaddress import ip_address
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import certifi
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.exceptions import HTTPError

from intake.record import MAX_PAGE, Record, RejectError

AGENT = "Dateline"
_MAX_ROBOTS = 512_000
_REDIRECTS = 5
_SECONDS = 20
_CHUNK = 65_536

Allowed = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet: not to this machine, a private network or a special use."""
    parsed = ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None) or parsed
    return bool(mapped.is_global) and not mapped.is_multicast


def fetched(url: str, allowed: Allowed = is_public) -> Record:
    """The page at an address, which is where its redirections led to.

    Raises RejectError where it cannot be had: robots.txt forbids it (RFC 9309), it is no HTML, larger than MAX_PAGE or
    slower than 20 seconds, or its host has an address that is not `allowed`.
    """
    deadline = monotonic() + _SECONDS
    for _ in range(_REDIRECTS + 1):
        address = _address(url)
        if not _robots(address, deadline, allowed).can_fetch(AGENT, url):
            raise RejectError(f"robots.txt of {address.hostname} forbids it")
        status, headers, body = _get(address, MAX_PAGE, deadline, allowed)
        if status in (301, 302, 303, 307, 308) and "Location" in headers:
            url = urljoin(url, headers["Location"])
            continue
        if status != 200:
            raise RejectError(f"the server answered {status}")
        if "html" not in headers.get("Content-Type", "").lower():
            raise RejectError(f"it is {headers.get('Content-Type', 'of no stated kind')}; expected HTML")
        return Record(url, body, "html", len(body), url)
    raise RejectError(f"more than {_REDIRECTS} redirections")


def _address(url: str) -> SplitResult:
    try:
        address = urlsplit(url)
        port = address.port
    except ValueError:
        raise RejectError("not a web address") from None
    if address.scheme not in ("http", "https") or not address.hostname or port == 0:
        raise RejectError("not a web address; expected one such as https://example.org/news/1")
    return address


def _robots(address: SplitResult, deadline: float, allowed: Allowed) -> RobotFileParser:
    """What the host lets us fetch: all where it has no rules, nothing where they cannot be had (RFC 9309, 2.3.1)."""
    rules = RobotFileParser()
    status, _, body = _get(address._replace(path="/robots.txt", query=""), _MAX_ROBOTS, deadline, allowed)
    if 200 <= status < 300:
        rules.parse(body.decode("utf-8", "replace").splitlines())
    elif 400 <= status < 500:
        rules.parse([])
    else:
        rules.parse(["User-agent: *", "Disallow: /"])
    return rules


def _get(address: SplitResult, most: int, deadline: float, allowed: Allowed) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one answer."""
    try:
        answer = _ask(address, deadline, allowed)
        try:
            body = _body(answer, most, deadline)
        finally:
            answer.close()
    except (HTTPError, OSError, UnicodeError) as error:
        raise RejectError(f"{address.hostname} cannot be reached: {error}") from None
    return answer.status, {name.title(): value for name, value in answer.headers.items()}, body


def _ask(address: SplitResult, deadline: float, allowed: Allowed) -> BaseHTTPResponse:
    """The answer of the very address that was looked at, so that a name cannot lead elsewhere the second time."""
    assert address.hostname
    secure = address.scheme == "https"
    port = address.port or (443 if secure else 80)
    numbers = [str(found[4][0]) for found in socket.getaddrinfo(address.hostname, port, type=socket.SOCK_STREAM)]
    for number in numbers:
        if not allowed(number):
            raise RejectError(f"{address.hostname} is at {number}, which is no address of the public internet")
    connect = HTTPConnectionPool
    if secure:
        name = address.hostname
        connect = partial(HTTPSConnectionPool, server_hostname=name, assert_hostname=name, ca_certs=certifi.where())  # type: ignore[assignment]
    pool = connect(numbers[0], port, timeout=Timeout(max(0.1, deadline - monotonic())), retries=False)
    path = (address.path or "/") + (f"?{address.query}" if address.query else "")
    headers = {"Host": address.netloc.rpartition("@")[2], "User-Agent": AGENT, "Accept": "text/html"}
    return pool.urlopen("GET", path, headers=headers, redirect=False, preload_content=False)


def _body(answer: BaseHTTPResponse, most: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    for part in answer.stream(_CHUNK):
        parts.append(part)
        if sum(map(len, parts)) > most:
            raise RejectError(f"the page is larger than {most:,} bytes")
        if monotonic() > deadline:
            raise RejectError(f"the page took longer than {_SECONDS} seconds")
    return b"".join(parts)
