"""Full text of events by SQLite's FTS5: headline, places and quotes.

The rowid of `event_text` holds the event's position and, in its lower half, its key: what is found comes in the order
of time without being sorted.
"""

from __future__ import annotations

import unicodedata

from peewee import SQL

from store.database import database
from store.placement import place
from timeline.model import Event

MAX_WORDS = 32
KEY_BITS = 32
KEY_MASK = (1 << KEY_BITS) - 1


def index(key: int, event: Event) -> None:
    """Write the words of an event, in place of those it had."""
    forget(key)
    quotes = " ".join(citation.quote.text for citation in event.citations)
    database.execute_sql(
        "INSERT INTO event_text (rowid, headline, places, quotes) VALUES (?, ?, ?, ?)",
        (rowid(place(event.interval).position, key), event.headline, " ".join(event.places), quotes),
    )


def forget(key: int) -> None:
    """Drop the words of an event, which stands where it stood when they were written."""
    database.execute_sql(
        "DELETE FROM event_text WHERE rowid = (SELECT (position << ?) + key FROM event WHERE key = ?)", (KEY_BITS, key)
    )


def rowid(position: int, key: int) -> int:
    """Where the words of an event stand, by its position and its key."""
    return (position << KEY_BITS) + key


def hits(query: str, columns: str = "") -> SQL | None:
    """A subquery of the keys of all events that hold every word of the query, in any order; None when it has no word.

    `columns`, such as "headline places", are those to look in; without them in all.
    """
    looked_for = phrases(query)
    if looked_for is None:
        return None
    if columns:
        looked_for = f"{{{columns}}} : ({looked_for})"
    return SQL("(SELECT rowid & ? FROM event_text WHERE event_text MATCH ?)", [KEY_MASK, looked_for])


def phrases(query: str) -> str | None:
    """The query as FTS5 takes it, None when it has no word.

    Every piece between blanks is a phrase ("anti-ISIS" finds anti ISIS side by side), so that no character of the query
    is read as FTS5's own syntax. Pieces beyond the 32nd are not looked for.
    """
    pieces = [piece for piece in _printable(query).split() if any(map(str.isalnum, piece))][:MAX_WORDS]
    if not pieces:
        return None
    return " ".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def _printable(text: str) -> str:
    """The text with blanks for control characters (FTS5 ends at a NUL) and halves of surrogate pairs."""
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in text)
