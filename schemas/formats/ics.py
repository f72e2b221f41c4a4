"""iCalendar (RFC 5545): whole days, the last one exclusive; what is known less exactly says so in its title."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import icalendar

from schemas.citation import deep_link, strongest_first
from schemas.event import ServedEvent
from schemas.listing import TITLE, Format, Listing, one_line
from timeline.display import display
from timeline.interval import Granularity, Interval, Qualifier
from timeline.model import Citation, Event
from timeline.notation import to_edtf

_STATUS = {"asserted": "CONFIRMED", "denied": "CANCELLED"}
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def _write(listing: Listing) -> Iterator[str]:
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{TITLE}//Timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", TITLE)
    for served in listing.events:
        calendar.add_component(_entry(served))
    yield calendar.to_ical().decode()


def _entry(served: ServedEvent) -> icalendar.Component:
    """An entry of the calendar; one without a day, as a journal has it, where the calendar has no such year."""
    event = served.event
    days = _days(event.interval)
    entry = icalendar.Event() if days else icalendar.Journal()
    entry.add("uid", f"{event.id}@dateline")
    entry.add("dtstamp", datetime.fromisoformat(served.changed) if served.changed else _BEGINNING)
    for name, day in zip(("dtstart", "dtend"), days, strict=False):
        entry.add(name, day)
    entry.add("summary", _title(event, days))
    entry.add("description", "\n\n".join(map(_proof, strongest_first(event))))
    entry.add("url", served.url)
    entry.add("categories", [event.type])
    if event.places:
        entry.add("location", one_line(", ".join(event.places)))
    if days:
        entry.add("status", _STATUS.get(event.status, "TENTATIVE"))
        entry.add("transp", "TRANSPARENT")
    entry.add("x-edtf", to_edtf(event.interval))
    return entry


def _days(interval: Interval) -> tuple[date, ...]:
    """First day and the one after the last, around the one that is known where an end is open.

    Nothing outside the years 1 to 9999, and where no day is known.
    """
    start, end = interval.start, interval.end
    if start is None or end is None:
        day = interval.latest if start is None else start
        start, end = (day, day + 1) if day is not None else (0, 0)
    if start < date.min.toordinal() or end > date.max.toordinal():
        return ()
    return date.fromordinal(start), date.fromordinal(end)


def _title(event: Event, days: tuple[date, ...]) -> str:
    """The headline, with the date in words unless the entry stands on that very day."""
    interval, headline = event.interval, one_line(event.headline)
    is_day = interval.is_unit and interval.granularity is Granularity.DAY and interval.qualifier is Qualifier.NONE
    return headline if is_day and days else f"{headline} ({display(interval)})"


def _proof(citation: Citation) -> str:
    source = ", ".join(filter(None, (citation.publisher, citation.title, citation.published)))
    link = deep_link(citation.url, citation.quote.text)
    return "\n".join(filter(None, (f"“{one_line(citation.quote.text)}”", one_line(source), link)))


FORMAT = Format(
    suffix="ics",
    media_type="text/calendar",
    parameters="; charset=utf-8",
    title="iCalendar",
    write=_write,
)
