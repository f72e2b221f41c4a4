"""What gunicorn answers by itself, before the app is asked: problems too (RFC 9457), in place of its pages in HTML."""

from __future__ import annotations

import socket
from uuid import uuid4

import orjson
from gunicorn import util

from api.errors import PROBLEM_JSON
from api.tracing import HEADER


def mend() -> None:
    """Have gunicorn write problems; it has no setting for it."""
    util.write_error = write_problem


def write_problem(sock: socket.socket, status: int, reason: str, message: str) -> None:
    """Send a problem over a connection that is closed then: a request that cannot be read, or is too long."""
    id = uuid4().hex
    told = {"type": "about:blank", "title": reason, "status": status, "detail": message or reason, "request_id": id}
    body = orjson.dumps(told)
    head = [
        f"HTTP/1.1 {status} {reason}",
        "Connection: close",
        f"Content-Type: {PROBLEM_JSON}",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        f"{HEADER}: {id}",
    ]
    util.write_nonblock(sock, "\r\n".join([*head, "", ""]).encode("latin-1") + body)
