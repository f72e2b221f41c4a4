"""Many articles at once: files are read record by record, the records on all cores, and come out in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from typing import BinaryIO

from marshmallow import EXCLUDE

from api.records import loaded
from intake.fetch import fetched
from intake.files import files_of, records_of
from intake.kinds import json_records
from intake.record import Record, RejectError
from schemas.article import ArticleInSchema
from timeline.model import Article, ArticleReading
from timeline.pipeline import read

# How many records a worker may be ahead of the writer: enough to keep it busy, few enough to bound the memory.
_AHEAD = 4
STDIN = Path("-")
_SCHEMA = ArticleInSchema(unknown=EXCLUDE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a record: an article with what was read in it, or the reason why there is none.

    `where` and `size` are the record's.
    """

    where: str
    size: int
    article: Article | None = None
    reading: ArticleReading | None = None
    reason: str | None = None


def read_record(record: Record, given: Mapping[str, str]) -> Outcome:
    """Read one record; `given` stands in for members that its article lacks."""
    try:
        article: Article = loaded(record, _SCHEMA, **given)
    except RejectError as error:
        return Outcome(record.where, record.size, reason=str(error))
    return Outcome(record.where, record.size, article, read(article))


def read_records(records: Iterable[Record], given: Mapping[str, str], jobs: int) -> Iterator[Outcome]:
    """What becomes of every record, in their order, by so many processes; by this one when it is one."""
    act = partial(read_record, given=given)
    if jobs == 1:
        yield from map(act, records)
        return
    # Ctrl-C is for the process that writes: it finishes its article, and takes the others with it.
    pool = ProcessPoolExecutor(jobs, initializer=signal, initargs=(SIGINT, SIG_IGN))
    try:
        waiting: deque[Future[Outcome]] = deque()
        for record in records:
            waiting.append(pool.submit(act, record))
            if len(waiting) > jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def found(paths: Iterable[Path]) -> list[Path]:
    """Every file that the paths name, those of folders included; "-" is standard input. Raises RejectError."""
    return [file for path in paths for file in ([path] if path == STDIN else files_of(path))]


def records(files: Iterable[Path], urls: Iterable[str], stdin: BinaryIO) -> Iterator[Record]:
    """Every record of the files, then the pages at the addresses, in their order."""
    for file in files:
        yield from json_records(stdin, "<stdin>") if file == STDIN else records_of(file)
    for url in urls:
        try:
            yield fetched(url)
        except RejectError as error:
            yield Record(url, str(error).encode(), "fault")
