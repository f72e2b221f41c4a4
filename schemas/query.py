"""Parameters of the lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from schemas.bounds import BoundingBox, Moment, Near
from schemas.event import PARTS, STATUSES, member_names
from schemas.fields import Edtf, Identifier, Language, Listed, Share, Text, WholeNumber, Word, Words
from schemas.strict import Strict, unknown
from schemas.styles import DEFAULT_STYLE, STYLES
from schemas.when import PRECISIONS
from timeline.interval import Granularity
from timeline.vocabulary import kinds

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
MAX_SOURCES = 1_000
ALL = "all"
BUCKETS = tuple(
    unit.value
    for unit in (
        Granularity.DAY,
        Granularity.WEEK,
        Granularity.MONTH,
        Granularity.QUARTER,
        Granularity.YEAR,
        Granularity.DECADE,
    )
)
_EVENT_ID = re.compile(r"evt_[a-z2-7]{16}", re.ASCII)
_BOUNDS = (("from", "to", "start", "end"), ("published_from", "published_to", "published_start", "published_end"))


def _is_event_id(text: str) -> None:
    if not _EVENT_ID.fullmatch(text):
        raise ValidationError(f"{text[:40]!r} is no event's id; expected one such as evt_g4yn4tlm2knjqr27")


def _is_member(name: str) -> None:
    if name not in member_names():
        raise ValidationError(f"{name[:40]!r} is {unknown(name, member_names())}")


def _check_bounds(query: Mapping[str, Any], since: str, until: str, first: str, last: str) -> None:
    """Raises ValidationError where a range has no start or no end, or ends before it starts."""
    start, end = query.get(first), query.get(last)
    if start and start.start is None:
        raise ValidationError("has no first day; expected a date or an interval with a start", since)
    if end and end.end is None:
        raise ValidationError("has no last day; expected a date or an interval with an end", until)
    if start and end and start.start >= end.end:
        raise ValidationError(f"is after '{until}'; expected a date before it", since)


class PageQuery(Strict):
    """How much, and from where on."""

    limit = WholeNumber(1, MAX_LIMIT, load_default=DEFAULT_LIMIT, metadata={"description": "Items on a page"})
    cursor = Text(most=2000, metadata={"description": "From `next` of the page before; opaque"})


class TurnQuery(PageQuery):
    """The same, forth and back."""

    before = Text(most=2000, metadata={"description": "From `prev` of the page after, in place of `cursor`; opaque"})

    @validates_schema
    def _one_way(self, query: Mapping[str, Any], **_: Any) -> None:
        if "cursor" in query and "before" in query:
            raise ValidationError("cannot stand beside 'cursor'; expected one of them", "before")


class ViewQuery(Strict):
    """What to send of an event."""

    members = Listed(
        _is_member,
        data_key="fields",
        metadata={
            "description": "The members of an event to send, by commas, those inside of others with a dot; "
            "the rest is left out, what is otherwise always there too. JSON and NDJSON only",
            "examples": ["id,headline,when.edtf"],
        },
    )
    include = Words(
        PARTS,
        metadata={
            "description": "Of the long parts of an event those to send, by commas; without it, citations and "
            "alternatives. JSON and NDJSON only",
        },
    )

    @validates_schema
    def _one_choice(self, query: Mapping[str, Any], **_: Any) -> None:
        if "members" in query and "include" in query:
            raise ValidationError("cannot stand beside 'fields', which names all that is sent", "include")


class WhichQuery(Strict):
    """Which events; all filters hold together."""

    start = Edtf(
        most=200,
        data_key="from",
        metadata={
            "description": "Events that may lie on or after the first day of this EDTF date",
            "examples": ["2014-06"],
        },
    )
    end = Edtf(
        most=200,
        data_key="to",
        metadata={
            "description": "Events that may lie on or before the last day of this EDTF date",
            "examples": ["2015"],
        },
    )
    match = Word(
        ("overlaps", "within", "starts"),
        metadata={
            "description": "How an event's date must lie in `from` to `to`: share a day with it, lie in it as a whole, "
            "or have its first day in it",
            "default": "overlaps",
        },
    )
    published_start = Edtf(
        most=200,
        data_key="published_from",
        metadata={
            "description": "Events told by an article published on or after this EDTF date",
            "examples": ["2015-05"],
        },
    )
    published_end = Edtf(
        most=200,
        data_key="published_to",
        metadata={
            "description": "Events told by an article published on or before this EDTF date",
            "examples": ["2015-05-18"],
        },
    )
    q = Text(most=200, metadata={"description": "Words of the headline or of the quotes"})
    place = Text(most=200, metadata={"description": "A place of the event"})
    actor = Text(most=200, metadata={"description": "Somebody who acts in it, or whom it befalls"})
    type = Words(tuple(sorted(kinds())), metadata={"description": "What happened, one or more by commas"})
    source = Text(most=200, metadata={"description": "Publisher of an article that tells it"})
    near = Near(
        metadata={
            "description": "Latitude, longitude and a distance in kilometres that a town of the event lies in",
            "examples": ["34.6,43.68,100"],
        }
    )
    bbox = BoundingBox(
        metadata={
            "description": "West, south, east and north edge, in degrees, of where a town of the event lies; "
            "a west that is east of the east crosses the 180th meridian",
            "examples": ["38.8,29,48.6,37.4"],
        }
    )
    lang = Language(metadata={"description": "Language of an article that tells it"})
    updated_since = Moment(
        most=60,
        metadata={
            "description": "Events that came in or changed at or after this time (RFC 3339) or day",
            "examples": ["2026-11-20T08:00:00Z", "2026-11-20"],
        },
    )
    article = Identifier(metadata={"description": "Id of an article that tells it"})
    min_sources = WholeNumber(1, MAX_SOURCES, metadata={"description": "Independent sources that tell it, at least"})
    min_confidence = Share(metadata={"description": "How far its date can be trusted, at least", "examples": [0.9]})
    ids = Listed(
        _is_event_id,
        data_key="id",
        metadata={
            "description": "Ids of events, one or more by commas",
            "pattern": f"^{_EVENT_ID.pattern}(,{_EVENT_ID.pattern})*$",
        },
    )
    precision = Words(PRECISIONS, metadata={"description": "How exactly the date is known, one or more by commas"})
    min_precision = Word(
        tuple(unit.value for unit in Granularity),
        metadata={"description": "Events whose date spans no more days than the longest such unit has"},
    )
    status = Words(
        (*STATUSES, ALL),
        metadata={
            "description": "What the articles hold of it, one or more by commas, or all",
            "default": "asserted,reported",
        },
    )

    @validates_schema
    def _bounded(self, query: Mapping[str, Any], **_: Any) -> None:
        for bounds in _BOUNDS:
            _check_bounds(query, *bounds)
        if query.get("match", "overlaps") != "overlaps" and "start" not in query and "end" not in query:
            raise ValidationError("has no range to match; expected 'from' or 'to' beside it", "match")
        if ALL in query.get("status", ()) and len(query["status"]) > 1:
            raise ValidationError(f"{ALL!r} leaves nothing to add; expected it alone", "status")


class OrderedQuery(WhichQuery):
    """Which events, and in which order."""

    sort = Word(
        ("start", "-start", "updated", "-updated", "relevance"),
        metadata={
            "description": "By time, from the earliest on or from the latest back; by the last change; or first what "
            "is about the words of `q`",
            "default": "start",
        },
    )

    @validates_schema
    def _relevant(self, query: Mapping[str, Any], **_: Any) -> None:
        if query.get("sort") == "relevance" and "q" not in query:
            raise ValidationError("'relevance' has no words to go by; expected 'q' beside it", "sort")


class EventQuery(OrderedQuery, PageQuery):
    """The same, a page at a time."""


class StartQuery(EventQuery):
    """Which events, and how the start page shows them."""

    group = Word(("place", "actor", "type"), metadata={"description": "Under whose names the events stand"})


class TimelineQuery(EventQuery, TurnQuery, ViewQuery):
    """The same with what belongs to programs."""

    count = Word(
        ("none", "exact"),
        metadata={"description": "Whether to count all events that match, on all pages", "default": "none"},
    )


class FacetQuery(WhichQuery, PageQuery):
    """Which events to count, and how many names."""


class HistogramQuery(WhichQuery):
    """Which events to count, by which unit of time."""

    interval = Word(BUCKETS, load_default="month", metadata={"description": "The unit to count by"})


class MentionQuery(TurnQuery):
    """Which expressions of time."""

    start = Edtf(
        most=200,
        data_key="from",
        metadata={"description": "Those that may mean the first day of this EDTF date or a later one"},
    )
    end = Edtf(
        most=200,
        data_key="to",
        metadata={"description": "Those that may mean the last day of this EDTF date or an earlier one"},
    )
    article = Identifier(metadata={"description": "Id of the article that they are in"})
    event = Text(most=20, validate=_is_event_id, metadata={"description": "Id of an event that they date"})
    rule = Text(most=100, metadata={"description": "Rule that found them"})
    type = Word(("DATE", "TIME", "DURATION", "SET"), metadata={"description": "Their type by TimeML"})

    @validates_schema
    def _bounded(self, query: Mapping[str, Any], **_: Any) -> None:
        _check_bounds(query, *_BOUNDS[0])


class ChangeQuery(Strict):
    """From which change on."""

    since = WholeNumber(
        0, 999_999_999, load_default=0, metadata={"description": "Number of the last change that is known already"}
    )
    limit = WholeNumber(1, MAX_LIMIT, load_default=DEFAULT_LIMIT, metadata={"description": "Changes on a page"})


class CitationQuery(Strict):
    """For which program."""

    style = Word(
        tuple(STYLES), load_default=DEFAULT_STYLE, metadata={"description": "What the reference manager reads"}
    )


class NoQuery(Strict):
    """No parameters at all."""
