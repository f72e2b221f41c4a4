"""Records from files: JSONL line by line, or a JSON array; where each stands, and how far the file is read."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO

import click
import orjson
from marshmallow import Schema, ValidationError

from schemas.problem import sentence

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it was written: `where` is file and line (or place in the array), `size` its share in bytes."""

    where: str
    raw: bytes
    size: int


def records(stream: BinaryIO) -> Iterator[Record]:
    """Every record of a file, a line at a time; a file that begins with "[" is read whole, as an array."""
    name = getattr(stream, "name", "<stdin>")
    begun = False
    for number, line in enumerate(stream, 1):
        text = line.removeprefix(_BOM) if number == 1 else line
        if not begun and text.lstrip().startswith(b"["):
            yield from _array(name, text + stream.read())
            return
        if text.strip():
            begun = True
            yield Record(f"{name}:{number}", text, len(line))


def _array(name: str, raw: bytes) -> Iterator[Record]:
    try:
        items = orjson.loads(raw)
    except orjson.JSONDecodeError:
        yield Record(name, raw, len(raw))
        return
    for number, item in enumerate(items, 1):
        yield Record(f"{name}: record {number}", orjson.dumps(item), len(raw) // len(items))


def each(streams: Sequence[BinaryIO], schema: Schema, act: Callable[[Any], None], *, bar: bool = True) -> int:
    """Do something with every record that the schema reads; the number of those that were refused.

    Every refused record is one line on stderr, with its place and the reason. A progress bar shows on a terminal, if
    `bar` wants one.
    """
    rejected = 0
    with _progress(streams if bar else ()) as progress:
        for record in (record for stream in streams for record in records(stream)):
            reason = _try(record, schema, act)
            if reason is not None:
                rejected += 1
                _report(f"{record.where}: {reason}")
            progress.update(record.size)
    return rejected


def _try(record: Record, schema: Schema, act: Callable[[Any], None]) -> str | None:
    try:
        act(schema.load(orjson.loads(record.raw)))
    except orjson.JSONDecodeError as error:
        return f"not JSON: {error.msg} at column {error.colno}"
    except ValidationError as error:
        return sentence(error.messages)
    return None


def _report(message: str) -> None:
    # On a terminal the line of the progress bar is there to be overwritten.
    click.echo(("\r\x1b[K" if sys.stderr.isatty() else "") + message, err=True)


def _progress(streams: Iterable[BinaryIO]) -> Any:
    total = sum(_size(stream) for stream in streams)
    shown = sys.stderr.isatty() and total > 0
    return click.progressbar(length=max(total, 1), file=sys.stderr, hidden=not shown)


def _size(stream: BinaryIO) -> int:
    """Bytes of a regular file, 0 of a pipe."""
    with suppress(OSError, ValueError):
        status = os.fstat(stream.fileno())
        return status.st_size if stat.S_ISREG(status.st_mode) else 0
    return 0
