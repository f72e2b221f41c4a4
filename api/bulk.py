"""Many articles at once: files are read record by record, the records on all cores, and come out in their order."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from typing import BinaryIO

from marshmallow import EXCLUDE

from api.records import loaded
from intake.files import files_of, records_of
from intake.kinds import json_records
from intake.record import Record, RejectError
from schemas.article import ArticleInSchema
from timeline.model import Article, ArticleReading
from timeline.pipeline import read

# How many records a worker may be ahead of the writer: enough to keep it busy, few enough to bound the memory.
_AHEAD = 4
STDIN = Path("-")
ROOT = Path(__file__).parent.parent
_SCHEMA = ArticleInSchema(unknown=EXCLUDE)


Known = Callable[[str], bool]
"""Whether the record of a digest is stored as it would be read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a record: an article with what was read in it, the reason why there is none, or nothing to do.

    `where` and `size` are the record's; `digest` is over it and over the program that reads it.
    """

    where: str
    size: int
    digest: str
    article: Article | None = None
    reading: ArticleReading | None = None
    reason: str | None = None


def read_record(record: Record, digest: str, given: Mapping[str, str]) -> Outcome:
    """Read one record; `given` stands in for members that its article lacks."""
    try:
        article: Article = loaded(record, _SCHEMA, **given)
    except RejectError as error:
        return Outcome(record.where, record.size, digest, reason=str(error))
    return Outcome(record.where, record.size, digest, article, read(article))


def read_records(records: Iterable[Record], given: Mapping[str, str], jobs: int, known: Known) -> Iterator[Outcome]:
    """What becomes of every record, in their order, by so many processes; by this one when it is one."""
    # Ctrl-C is for the process that writes: it finishes its article, and takes the others with it.
    pool = ProcessPoolExecutor(jobs, initializer=signal, initargs=(SIGINT, SIG_IGN)) if jobs > 1 else None
    waiting: deque[Future[Outcome] | Outcome] = deque()
    try:
        for record in records:
            digest = _digest(record, given)
            if known(digest):
                waiting.append(Outcome(record.where, record.size, digest))
            elif pool:
                waiting.append(pool.submit(read_record, record, digest, given))
            else:
                waiting.append(read_record(record, digest, given))
            if pool is None or len(waiting) > jobs * _AHEAD:
                yield _done(waiting.popleft())
        yield from map(_done, waiting)
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)


def _done(one: Future[Outcome] | Outcome) -> Outcome:
    return one if isinstance(one, Outcome) else one.result()


def _digest(record: Record, given: Mapping[str, str]) -> str:
    """Another for another record, for other members given, and for a program that may read it otherwise."""
    around = repr((_program(), record.kind, record.url, sorted(given.items())))
    return hashlib.sha256(around.encode() + record.raw).hexdigest()


@cache
def _program() -> str:
    """A digest of all code and words that read articles."""
    folders = [ROOT / name for name in ("timeline", "intake")]
    sources = (file for folder in folders for file in sorted(folder.rglob("*")) if file.suffix in (".py", ".toml"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()


def found(paths: Iterable[Path]) -> list[Path]:
    """Every file that the paths name, those of folders included; "-" is standard input. Raises RejectError."""
    return [file for path in paths for file in ([path] if path == STDIN else files_of(path))]


def records(files: Iterable[Path], urls: Iterable[str], stdin: BinaryIO) -> Iterator[Record]:
    """Every record of the files, then the pages at the addresses, in their order."""
    for file in files:
        yield from json_records(stdin, "<stdin>") if file == STDIN else records_of(file)
    for url in urls:
        yield _fetched(url)


def _fetched(url: str) -> Record:
    from intake.fetch import fetched

    try:
        return fetched(url)
    except RejectError as error:
        return Record(url, str(error).encode(), "fault")
