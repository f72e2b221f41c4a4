"""What a copy of the timeline must be told to stay the same as it."""

from __future__ import annotations

from dataclasses import dataclass

from store import changes
from store.changes import Change
from store.database import database, session
from store.events import with_citations
from store.query import MAX_PAGE
from store.tables import EventRow
from timeline.model import Event


@dataclass(frozen=True, slots=True)
class News:
    """Changes in their order, each with the event as it is now, None for one that is gone.

    `last` is the number to go on from, `has_more` whether there are changes after it already, and `newest` the number
    of the last change of all.
    """

    items: list[tuple[Change, Event | None]]
    last: int
    has_more: bool
    newest: int


def news(since: int, limit: int) -> News:
    """Up to `limit` changes after the one with that number, at most MAX_PAGE; all of one moment."""
    with session(), database.atomic():
        found = changes.since(since, min(limit, MAX_PAGE) + 1)
        shown = found[:limit]
        living = [change.id for change in shown if not change.is_gone]
        events = {event.id: event for event in with_citations(EventRow.select().where(EventRow.id.in_(living)))}
        newest = changes.latest().change
    last = shown[-1].stamp.change if shown else since
    return News([(change, events.get(change.id)) for change in shown], last, len(found) > limit, newest)
