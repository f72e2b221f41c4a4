"""The server as it is run: gunicorn, a socket, a database file."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.conftest import ARTICLE, BEARER, TOKEN

ROOT = Path(__file__).parent.parent
START_SECONDS = 20


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port that gunicorn serves the app at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = int(free.getsockname()[1])
    url = f"sqlite:///{tmp_path_factory.mktemp('served')}/timeline.db"
    environ = {**os.environ, "DATABASE_URL": url, "DATELINE_TOKEN": TOKEN}
    command = [sys.executable, "-m", "gunicorn", "--threads", "4", "--bind", f"127.0.0.1:{number}", "wsgi:app"]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(number)
            yield number
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("gunicorn did not start")


def ask(port: int, method: str, url: str, body: object = None, **headers: str) -> tuple[int, dict[str, str], Any]:
    """Status, headers and JSON of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    raw = None if body is None else orjson.dumps(body)
    connection.request(method, url, raw, {"Content-Type": "application/json", **headers})
    answer = connection.getresponse()
    read = answer.read()
    connection.close()
    return answer.status, dict(answer.headers), orjson.loads(read)


def test_an_article_goes_in_and_its_events_come_out(port: int) -> None:
    status, _, _ = ask(port, "POST", "/api/v1/articles", ARTICLE, **BEARER)
    assert status in (200, 201)
    status, headers, page = ask(port, "GET", "/api/v1/events?from=2015-04&to=2015-05-17")
    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert [event["when"]["edtf"] for event in page["events"]] == ["2015-04", "2015-05-17"]
    assert page["events"][0]["links"]["self"].startswith(f"http://127.0.0.1:{port}/")


def test_an_error_keeps_its_shape(port: int) -> None:
    status, headers, problem = ask(port, "GET", "/api/v1/events?limit=0")
    assert (status, headers["Content-Type"]) == (422, "application/problem+json")
    assert problem["errors"][0]["parameter"] == "limit"


def test_a_forged_host_is_no_failure(port: int) -> None:
    for host in ("a b", "<script>", "x" * 500, ""):
        status, _, answer = ask(port, "GET", "/", Host=host)
        assert status < 500
        assert "<script>" not in str(answer)


def spoken(port: int, sent: bytes) -> tuple[int, dict[str, str], Any]:
    """Status, headers and JSON of what the server says to some bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(sent)
        answer = HTTPResponse(connection)
        answer.begin()
        return answer.status, dict(answer.headers), orjson.loads(answer.read())


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /?q=" + b"x" * 8200 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 10_000 + b"\r\n\r\n", 431),
        (b"<b>\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: a\r\n\r\n", 501),
    ],
)
def test_what_gunicorn_refuses_is_a_problem_too(port: int, sent: bytes, status: int) -> None:
    answered, headers, problem = spoken(port, sent)
    assert (answered, headers["Content-Type"]) == (status, "application/problem+json")
    assert (problem["status"], problem["request_id"]) == (status, headers["X-Request-Id"])
    assert problem["detail"]


def test_a_long_line_is_taken(port: int) -> None:
    assert ask(port, "GET", f"/api/v1/events?q={'x' * 8000}")[0] == 422


def test_a_body_in_chunks_has_its_limit_too(port: int) -> None:
    fields = b"Host: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    head = b"POST /api/v1/resolve HTTP/1.1\r\n" + fields
    assert spoken(port, head + b"2\r\n{}\r\n0\r\n\r\n")[0] == 422
    chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
    assert spoken(port, head + chunk * 17 + b"0\r\n\r\n")[0] == 413
