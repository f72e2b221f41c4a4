"""What an output format is: how a list of events becomes text of a media type."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from schemas.event import ServedEvent

TITLE = "Dateline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Events to write, with where they stand.

    `url` is that of this very page, `first` of the list from its beginning, `home` of the timeline for people; `next`
    and `prev` of the pages beside it. `count` is the number of all that match, None where nobody asked. `members` are
    those of an event to send, by dotted names; none means all. `rendered` are the
    events as JSON already, for the formats that take them so; then there are no others.
    """

    events: Iterable[ServedEvent]
    url: str
    first: str
    home: str
    next: str | None = None
    prev: str | None = None
    count: int | None = None
    members: Sequence[str] = ()
    rendered: Sequence[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to write events: its name for people, the suffix of its URLs, its media type and that one's parameters.

    `takes_members` where a part of each event can be asked for; `takes_rendered` where events may come as JSON
    already; `takes_all` where a list of any length is written as it is read, so that without a limit there is none.
    """

    suffix: str
    media_type: str
    title: str
    write: Callable[[Listing], Iterable[str]]
    parameters: str = ""
    takes_members: bool = False
    takes_rendered: bool = False
    takes_all: bool = False

    @property
    def content_type(self) -> str:
        """The media type with its parameters."""
        return self.media_type + self.parameters


def one_line(text: str) -> str:
    """The text with one blank for every run of white space and of characters that XML and calendars forbid."""
    return " ".join("".join(" " if _is_forbidden(char) else char for char in text).split())


def _is_forbidden(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or ord(char) & 0xFFFE == 0xFFFE
