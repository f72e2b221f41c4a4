"""Limits of rate: how many requests one key, or one client address without a key, may make in a window of time.

The fields are those of draft-ietf-httpapi-ratelimit-headers-10. Counted in memory, by each process for itself.
"""

from __future__ import annotations

import re
from collections import Counter
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from threading import Lock
from time import monotonic

import flask
from werkzeug.exceptions import TooManyRequests
from werkzeug.middleware.proxy_fix import ProxyFix

from api.access import caller, is_always_open

OFF = "off"
_SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
_LIMIT = re.compile(rf"([1-9][0-9]{{0,8}})/({'|'.join(_SECONDS)})")
# Who has one IPv6 address has all of such a network.
_IPV6_NETWORK = 64


class Window:
    """Counts the requests of everybody in a stretch of time, one stretch after the other."""

    def __init__(self, amount: int, seconds: int) -> None:
        self.amount, self.seconds = amount, seconds
        self._counts: Counter[str] = Counter()
        self._end = monotonic() + seconds
        self._lock = Lock()

    def count(self, who: str) -> tuple[int, int]:
        """How many requests are left to somebody after this one, below 0 when it is too much, for how many seconds."""
        with self._lock:
            now = monotonic()
            if now >= self._end:
                self._counts.clear()
                self._end = now + self.seconds
            self._counts[who] += 1
            return self.amount - self._counts[who], ceil(self._end - now)


def register(app: flask.Flask) -> None:
    """Have the app count, refuse and tell. Raises ValueError for settings that are none."""
    proxies, limit = app.config["DATELINE_PROXIES"], app.config["DATELINE_RATE_LIMIT"]
    if not (proxies.isascii() and proxies.isdigit()):
        raise ValueError(f"DATELINE_PROXIES is {proxies!r}; expected the number of proxies in front of the server")
    if int(proxies):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=int(proxies), x_proto=0)  # type: ignore[method-assign]
    if limit == OFF:
        return
    found = _LIMIT.fullmatch(limit)
    if found is None:
        raise ValueError(f"DATELINE_RATE_LIMIT is {limit!r}; expected one such as 30000/minute, or off")
    _limit(app, Window(int(found[1]), _SECONDS[found[2]]))


def _limit(app: flask.Flask, window: Window) -> None:
    policy = f'"default";q={window.amount};w={window.seconds}'

    @app.before_request
    def count() -> None:
        # A preflight that is refused would hide from a page why its request is.
        if flask.request.method == "OPTIONS" or is_always_open():
            return
        who = _who()
        if who is None:
            return
        left, seconds = flask.g.quota = window.count(who)
        if left < 0:
            raise TooManyRequests(f"more than {window.amount} requests; the next in {seconds} s", retry_after=seconds)

    @app.after_request
    def tell(answer: flask.Response) -> flask.Response:
        if "quota" in flask.g:
            left, seconds = flask.g.quota
            answer.headers["RateLimit-Policy"] = policy
            answer.headers["RateLimit"] = f'"default";r={max(0, left)};t={seconds}'
        return answer


def _who() -> str | None:
    """Whose requests are counted together: a key's, or those of an address, whatever wrong keys come from it.

    None for who administers the server, and may ask as much as it takes.
    """
    found = caller()
    if found is not None:
        return None if found.may("admin") else f"key {found.id}"
    return f"address {_network(flask.request.remote_addr or '')}"


def _network(address: str) -> str:
    try:
        read = ip_address(address)
    except ValueError:
        return address[:100]
    return str(ip_network((read.packed, _IPV6_NETWORK), strict=False)) if isinstance(read, IPv6Address) else str(read)
