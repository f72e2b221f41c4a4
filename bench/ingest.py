"""How fast a load is stored, what memory it takes, and that a killed one ends as if nothing had happened.

    python bench/ingest.py CORPUS.jsonl[.gz] … [--articles N] [--jobs N] [--kills N]

A corpus line is an article; one without a title gets the beginning of its text. Every load is a `flask ingest` of its
own into a new SQLite file. Shown are articles per second of wall clock and the largest process: for half of the
articles, then for all. With --kills the load is killed (SIGKILL) so many times at random moments, each time started
again, and must end with the same events, ids and citations.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # so that it runs as a script, too

from store.database import connect, session
from store.query import EventFilter, counts, events

_TITLE = 80
_SEED = 20150518
_PAGE = 500
_LEAST_PAUSE = 0.5


def main() -> None:
    """Reads the command line and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS")
    parser.add_argument("--articles", type=int, help="read only the first so many (default: all)")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="processes that read (default: all cores)"
    )
    parser.add_argument("--kills", type=int, default=0, help="kill a load so many times (default: 0)")
    options = parser.parse_args()
    articles = [article for corpus in options.corpora for article in read_articles(corpus)][: options.articles]
    with tempfile.TemporaryDirectory() as folder:
        load = Load(Path(folder), options.jobs)
        seconds = [load.timed(articles[: len(articles) // 2], "half"), load.timed(articles, "all")]
        print(f"twice the articles took {seconds[1] / seconds[0]:.2f} times the time")
        if options.kills:
            load.killed(articles, options.kills, seconds[1])


def read_articles(corpus: Path) -> Iterator[dict[str, Any]]:
    """The articles of a corpus, each with a title and with an id that is safe in a URL."""
    with gzip.open(corpus) if corpus.suffix == ".gz" else corpus.open("rb") as file:
        for line in file:
            article = orjson.loads(line)
            title = article.get("title") or article["text"].strip()[:_TITLE] or "untitled"
            yield article | {"id": re.sub(r"[^\w.-]", "_", str(article["id"])), "title": title}


class Load:
    """Loads of articles into databases in a folder."""

    def __init__(self, folder: Path, jobs: int) -> None:
        self.folder, self.jobs = folder, jobs

    def timed(self, articles: list[dict[str, Any]], name: str) -> float:
        """Load some articles into a database of that name and print what it took; the seconds."""
        began = time.monotonic()
        self.finish(self.start(articles, name))
        seconds = time.monotonic() - began
        # On Linux the unit is a kibibyte; it is the largest of all processes so far.
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        size = sum(len(article["text"]) for article in articles) / 1e6
        print(
            f"{len(articles):,} articles ({size:.1f} MB) in {seconds:.1f} s: {len(articles) / seconds:.1f} articles/s, "
            f"{size / seconds:.2f} MB/s, largest process {largest:.0f} MB; {self.told(name)[1]}"
        )
        return seconds

    def start(self, articles: list[dict[str, Any]], name: str) -> subprocess.Popen[bytes]:
        """A load that runs, in a session of its own so that all of it can be killed."""
        file = self.folder / f"{name}.jsonl"
        file.write_bytes(b"".join(orjson.dumps(article) + b"\n" for article in articles))
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "ingest", str(file), "--jobs", str(self.jobs)]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": self.url(name)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def finish(self, running: subprocess.Popen[bytes]) -> None:
        """Wait for a load. Raises RuntimeError when it refused an article or failed."""
        _, said = running.communicate()
        if running.returncode:
            raise RuntimeError(f"the load ended with status {running.returncode}: {said.decode()[-500:]}")

    def killed(self, articles: list[dict[str, Any]], kills: int, seconds: float) -> None:
        """Load again, killed at random moments, and print whether it came to the same."""
        moments = random.Random(_SEED)
        for _ in range(kills):
            running = self.start(articles, "killed")
            time.sleep(_LEAST_PAUSE + moments.random() * seconds / 2)
            os.killpg(running.pid, signal.SIGKILL)
            running.communicate()
        self.finish(self.start(articles, "killed"))
        same = self.told("killed") == self.told("all")
        print(f"killed {kills} times: {'the same' if same else 'NOT the same'} events, ids and citations")

    def told(self, name: str) -> tuple[str, str]:
        """A digest of every event with its citations, and how many there are."""
        connect(self.url(name))
        digest, after = hashlib.sha256(), None
        with session():
            while True:
                page = events(EventFilter(status=()), limit=_PAGE, after=after)
                for event in page.items:
                    digest.update(orjson.dumps(event, default=str))
                after = page.next
                if after is None:
                    break
            number = counts()
        return digest.hexdigest(), f"{number.events:,} events, {number.citations:,} citations"

    def url(self, name: str) -> str:
        """Where the database of that name is."""
        return f"sqlite:///{self.folder / name}.db"


if __name__ == "__main__":
    main()
