"""One article as it lies in a file, before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MAX_PAGE = 20_000_000
Kind = Literal["json", "html", "text", "fault"]


class RejectError(Exception):
    """A record that no article can be read from; the message says why, in one line."""


@dataclass(frozen=True, slots=True)
class Record:
    """An article's bytes: `kind` says how they are read, `where` names file and line (or place) for people.

    `size` is its share of the file in bytes, for progress; `url` is the address an archive knows it by. A "fault"
    stands for the rest of a file that cannot be read, its bytes are the reason.
    """

    where: str
    raw: bytes
    kind: Kind = "json"
    size: int = 0
    url: str | None = None
