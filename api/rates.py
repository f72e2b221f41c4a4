"""Limits of rate: how many requests one key, or one client address without a key, may make in a window of time.

The fields are those of draft-ietf-httpapi-ratelimit-headers-10. Counted in memory, by each process for itself.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from time import time

import flask
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests
from werkzeug.middleware.proxy_fix import ProxyFix

from api.access import caller, is_always_open

OFF = "off"
# Who has one IPv6 address has all of such a network.
_IPV6_NETWORK = 64


def register(app: flask.Flask) -> None:
    """Have the app count, refuse and tell. Raises ValueError for settings that are none."""
    proxies, limit = app.config["DATELINE_PROXIES"], app.config["DATELINE_RATE_LIMIT"]
    if not (proxies.isascii() and proxies.isdigit()):
        raise ValueError(f"DATELINE_PROXIES is {proxies!r}; expected the number of proxies in front of the server")
    if int(proxies):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=int(proxies), x_proto=0)  # type: ignore[method-assign]
    if limit == OFF:
        return
    try:
        policy = parse(limit)
    except ValueError:
        raise ValueError(f"DATELINE_RATE_LIMIT is {limit!r}; expected one such as 6000/minute, or off") from None
    _limit(app, policy)


def _limit(app: flask.Flask, policy: RateLimitItem) -> None:
    limiter = FixedWindowRateLimiter(MemoryStorage())

    @app.before_request
    def count() -> None:
        # A preflight that is refused would hide from a page why its request is.
        if flask.request.method == "OPTIONS" or is_always_open():
            return
        who = _who()
        is_within = limiter.hit(policy, who)
        reset, remaining = limiter.get_window_stats(policy, who)
        flask.g.quota = (remaining, max(1, ceil(reset - time())))
        if not is_within:
            raise TooManyRequests(
                f"more than {policy.amount} requests in {_window(policy)}", retry_after=flask.g.quota[1]
            )

    @app.after_request
    def tell(answer: flask.Response) -> flask.Response:
        quota = flask.g.get("quota")
        if quota is not None:
            answer.headers["RateLimit-Policy"] = f'"default";q={policy.amount};w={policy.get_expiry()}'
            answer.headers["RateLimit"] = f'"default";r={quota[0]};t={quota[1]}'
        return answer


def _window(policy: RateLimitItem) -> str:
    seconds = policy.get_expiry()
    return f"{seconds} seconds" if seconds > 1 else "a second"


def _who() -> str:
    """Whose requests are counted together: a key's, or those of an address, whatever wrong keys come from it."""
    found = caller()
    return f"key {found.id}" if found else f"address {_network(flask.request.remote_addr or '')}"


def _network(address: str) -> str:
    try:
        read = ip_address(address)
    except ValueError:
        return address[:100]
    return str(ip_network((read.packed, _IPV6_NETWORK), strict=False)) if isinstance(read, IPv6Address) else str(read)
