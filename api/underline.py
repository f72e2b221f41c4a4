"""Text with some of its spans underlined, for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator

from timeline.model import Timex


def underlined(text: str, timexes: Collection[Timex], width: int) -> Iterator[str]:
    """The text in lines of at most `width` code points, under each that has an expression a line of ^."""
    marked = {at for timex in timexes for at in range(timex.start, timex.end)}
    for start, line in _lines(text, width):
        yield printable(line)
        marks = "".join(_columns(char) * ("^" if start + at in marked else " ") for at, char in enumerate(line))
        if "^" in marks:
            yield marks.rstrip()


def printable(text: str) -> str:
    """The text with blanks for control characters, which would steer the terminal."""
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in text)


def _lines(text: str, width: int) -> Iterator[tuple[int, str]]:
    """Where each line starts, and the line, broken at blanks where it is too long."""
    start = 0
    for line in text.splitlines(keepends=True):
        rest = line
        while len(rest.rstrip()) > width:
            cut = rest.rfind(" ", 1, width) + 1 or width
            yield start, rest[:cut]
            start, rest = start + cut, rest[cut:]
        yield start, rest.rstrip()
        start += len(rest)


def _columns(char: str) -> int:
    """Columns that a character takes on a terminal: none, one, or two for the wide ones of East Asia."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
