"""How fast a timeline is read: inside the process, and by 32 connections over HTTP beside a constant answer.

    python bench/read.py --events 1000000 --database /tmp/timeline.db

The database is made when it is not there. Over HTTP two workers of gunicorn serve both the program and an empty Flask
app that answers one page of the timeline, always the same; wrk (https://github.com/wg/wrk) asks, in turns. "Hot" are
50 pages asked again and again, "304" one of them by who has it already, "ranges" and "words" pages that were never
asked for before. A busy writer adds events in transactions of 100, all the while.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import quote
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it runs as a script, too

from bench.timelines import FIRST, LAST, make, words
from schemas.rendering import rendered, version
from store import database
from store.events import save
from store.query import Cursor, EventFilter, events, renderings
from store.rendering import render_with
from store.selection import line
from timeline.interval import civil
from timeline.model import Event

ROOT = Path(__file__).parent.parent
CONNECTIONS, WORKERS, THREADS = 32, 2, 4
SECONDS = 8
# An answer, always the same, by the same server through Flask.
CONSTANT = """
import os, flask
app = flask.Flask(__name__)
body = open(os.environ["BODY"], "rb").read()
app.route("/")(lambda: flask.Response(body, content_type="application/json"))
"""
ASK = """
local urls, headers, at = {{}}, {headers}, {first}
for line in io.lines("{urls}") do urls[#urls + 1] = line end
request = function()
  at = at % #urls + 1
  return wrk.format("GET", urls[at], headers)
end
done = function(summary, latency)
  io.write(string.format("%.1f %.2f %.2f %d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.errors.status))
end
"""


@dataclass(frozen=True, slots=True)
class Server:
    """Where it answers, and the process that its workers are children of."""

    url: str
    pid: int

    def seconds(self) -> float:
        """Seconds of CPU that its workers have taken."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        stats = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children]
        return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Reads the command line and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="of each measure over HTTP")
    options = parser.parse_args()
    if not options.database.exists():
        make(options.database, options.events)
    inside(options.database)
    outside(options.database, options.seconds)


def inside(path: Path) -> None:
    """Print what the store takes for single questions, in milliseconds."""
    database.connect(f"sqlite:///{path}")
    render_with(version(), rendered)
    random = Random(1)
    with database.session():
        ranges = [EventFilter(start=day, end=day + random.randrange(1, 400)) for day in _days(random, 400)]
        _tell("ids of 50 events that overlap a range", [partial(line, where, None, 50) for where in ranges])
        texts = [EventFilter(q=" ".join(words(random, 2))) for _ in range(200)]
        _tell("ids of 50 events that hold two words", [partial(line, where, None, 50) for where in texts])
        edges = list(_edges(1_999))
        for number in (2, len(edges) + 1):
            page = partial(renderings, EventFilter(), limit=50, after=edges[number - 2])
            _tell(f"page {number} of 50 events", [page] * 100)


def _days(random: Random, number: int) -> Iterator[int]:
    return (random.randrange(FIRST, LAST) for _ in range(number))


def _edges(number: int) -> Iterator[Cursor]:
    """Where the first pages of the timeline end."""
    after: Cursor | None = None
    for _ in range(number):
        page = renderings(EventFilter(), limit=50, after=after)
        if page is None or page.next is None:
            return
        after = page.next
        yield after


def _tell(name: str, questions: Sequence[Callable[[], object]]) -> None:
    times = []
    for ask in questions:
        began = time.perf_counter()
        ask()
        times.append((time.perf_counter() - began) * 1000)
    print(f"{name}: {median(times):.2f} ms, 99th percentile {sorted(times)[int(len(times) * 0.99)]:.2f} ms")


def outside(path: Path, seconds: int) -> None:
    """Print requests per second over HTTP, as they are and beside the constant answer."""
    random = Random(2)
    with TemporaryDirectory() as folder, _served(path, Path(folder)) as (program, constant):
        hot = [_range(random) for _ in range(50)]
        cold = [_range(random) for _ in range(60_000)]
        told = [f"/api/v1/events?q={quote(' '.join(words(random, 2)))}&limit=50" for _ in range(60_000)]
        tag = _tag(f"{program.url}{hot[0]}")
        ask = _asking(Path(folder), seconds)
        same, least = ask("constant", constant, ["/"])
        for name, urls, headers in (
            ("hot", hot, ""),
            ("304", hot[:1], f'["If-None-Match"] = {tag!r}'),
            ("ranges", cold, ""),
            ("words", told, ""),
        ):
            found, cost = ask(name, program, urls, headers)
            print(f"    {found / same:.0%} of the constant answer, by CPU {least / cost:.0%}")
        with _writing(path):
            busy, cost = ask("ranges while somebody writes", program, cold[30_000:])
            print(f"    {busy / same:.0%} of the constant answer, by CPU {least / cost:.0%}")


def _range(random: Random) -> str:
    first = random.randrange(FIRST, LAST)
    last = first + random.randrange(60)
    return f"/api/v1/events?from={_iso(first)}&to={_iso(last)}&limit=50"


def _iso(day: int) -> str:
    year, month, number = civil(day)
    return f"{year:04}-{month:02}-{number:02}"


def _tag(url: str) -> str:
    with urlopen(url) as answer:
        return str(answer.headers["ETag"])


@contextmanager
def _served(path: Path, folder: Path) -> Iterator[tuple[Server, Server]]:
    """The URLs of the program, and of the app with the constant answer: a page of the timeline."""
    (folder / "constant.py").write_text(CONSTANT)
    environ = {**os.environ, "DATABASE_URL": f"sqlite:///{path}", "DATELINE_RATE_LIMIT": "off"}
    with _gunicorn("wsgi:app", ROOT, environ) as program:
        with urlopen(f"{program.url}/api/v1/events?from=2015&limit=50") as answer:
            body = answer.read()
        print(f"a page of 50 events is {len(body):,} bytes")
        (folder / "body").write_bytes(body)
        with _gunicorn("constant:app", folder, {**os.environ, "BODY": str(folder / "body")}) as constant:
            yield program, constant


@contextmanager
def _gunicorn(app: str, folder: Path, environ: dict[str, str]) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = ["--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS)]
    command = [sys.executable, "-m", "gunicorn", *serving, "--no-control-socket", "--bind", f"127.0.0.1:{port}", app]
    with subprocess.Popen(command, cwd=folder, env=environ, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield Server(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("gunicorn did not start")


def _asking(folder: Path, seconds: int) -> Callable[..., tuple[float, float]]:
    """Asks a server for URLs in turn and prints what wrk says; the requests per second."""

    def ask(name: str, server: Server, urls: Sequence[str], headers: str = "") -> tuple[float, float]:
        listed, script = folder / "urls", folder / "ask.lua"
        listed.write_text("\n".join(urls))
        script.write_text(ASK.format(headers=f"{{{headers}}}", urls=listed, first=0))
        wrk = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), server.url]
        before = server.seconds()
        told = subprocess.run(wrk, capture_output=True, text=True, check=True).stdout
        found = re.search(r"^([\d.]+) ([\d.]+) ([\d.]+) (\d+)$", told, re.MULTILINE)
        assert found, told
        rate, half, most, wrong = found.groups()
        cost = (server.seconds() - before) / (float(rate) * seconds) * 1000
        times = f"median {half} ms, 99th percentile {most} ms"
        print(f"{name}: {rate} requests/s, {cost:.2f} ms of CPU each, {times}, {wrong} errors", flush=True)
        return float(rate), cost

    return ask


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Somebody who writes events all the while, in a process of their own."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from bench.read import write; write({str(path)!r})"
    with subprocess.Popen([sys.executable, "-c", code]) as process:
        try:
            yield
        finally:
            process.terminate()


def write(path: str) -> None:
    """Add events for ever, a hundred at a time."""
    database.connect(f"sqlite:///{path}")
    render_with(version(), rendered)
    random = Random(time.time())
    with database.session():
        (like,) = events(EventFilter(start=LAST - 1000), limit=1).items
        while True:
            with database.database.atomic("IMMEDIATE"):
                for _ in range(100):
                    save(None, _another(like, random))


def _another(like: Event, random: Random) -> Event:
    letters = "".join(random.choices("abcdefghijklmnopqrstuvwxyz234567", k=16))
    return replace(like, id=f"evt_{letters}")


if __name__ == "__main__":
    main()
