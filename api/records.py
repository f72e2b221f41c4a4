"""Records one after the other: a line on stderr for every one that is refused, and how far the files are read."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from typing import Any, BinaryIO, Protocol

import click
from marshmallow import Schema, ValidationError

from intake.decode import decoded
from intake.record import Record, RejectError
from schemas.problem import sentence


class Progress(Protocol):
    """What a progress bar is told; `label` stands before it."""

    label: str

    def update(self, n_steps: int) -> None:
        """So many bytes more are read."""


def each(records: Iterable[Record], schema: Schema, act: Callable[[Any], None], bar: Progress) -> int:
    """Do something with every record that the schema reads; the number of those that were refused.

    Every refused record is one line on stderr, with its place and the reason.
    """
    rejected = 0
    for record in records:
        try:
            act(loaded(record, schema))
        except RejectError as error:
            rejected += 1
            report(f"{record.where}: {error}")
        bar.update(record.size)
    return rejected


def loaded(record: Record, schema: Schema, **given: object) -> Any:
    """What the schema reads in a record; `given` stands in for members that it lacks. Raises RejectError."""
    content = decoded(record)
    if isinstance(content, dict):
        content |= {name: value for name, value in given.items() if value and content.get(name) is None}
    try:
        return schema.load(content)
    except ValidationError as error:
        raise RejectError(sentence(error.messages)) from None


def report(message: str) -> None:
    """Write a line to stderr."""
    # On a terminal the line of the progress bar is there to be overwritten.
    click.echo(("\r\x1b[K" if sys.stderr.isatty() else "") + message, err=True)


def progress(total: int, *, wanted: bool = True) -> AbstractContextManager[Progress]:
    """A progress bar for so many bytes, shown on a terminal if somebody wants it and there is something to show."""
    shown = wanted and sys.stderr.isatty() and total > 0
    return click.progressbar(length=max(total, 1), file=sys.stderr, hidden=not shown)


def size_of(stream: BinaryIO) -> int:
    """Bytes of a regular file, 0 of a pipe."""
    with suppress(OSError, ValueError):
        status = os.fstat(stream.fileno())
        return status.st_size if stat.S_ISREG(status.st_mode) else 0
    return 0
