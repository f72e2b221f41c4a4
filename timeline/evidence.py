"""What speaks for and against an article's publication date, and other dates that its text makes doubtful.

Doubts are of a closed set of kinds (DOUBTS). Those in DOUBTS_PUBLICATION say that the publication date may be wrong,
and with it all dates that are counted from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.display import display
from timeline.errors import DateRangeError, NotationError
from timeline.interval import Interval, day_interval, ordinal
from timeline.model import Article, Doubt, Mention, Timex
from timeline.notation import publication_interval

DOUBTS_PUBLICATION = ("weekday_of_publication", "url_date", "after_publication", "updated_later")
DOUBTS = (*DOUBTS_PUBLICATION, "repeated_day", "weekday_and_date", "impossible_date")
# How the publication date is known, by what the evidence begins with; of the rest somebody has given it.
SOURCES = ("given", "url", "metadata", "byline", "updated")
_SOURCE = (
    ("updated", re.compile(r"(?:last )?(?:updated|modified|changed)\b|.*\b(?:modified|updated)_time", re.IGNORECASE)),
    ("url", re.compile(r"(?:the )?(?:page's address|url\b|day in the url|address\b)", re.IGNORECASE)),
    ("metadata", re.compile(r"meta|json-ld|the feed\b|the page's <time>|htmldate", re.IGNORECASE)),
    ("byline", re.compile(r"(?:the )?(?:byline|dateline|text says)", re.IGNORECASE)),
)
_DAY_IN_URL = re.compile(
    r"https?://[^/]*/(?:[^?#]*/)?((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/-]|$)"
)
# A page in UTC and its publisher may be a day apart.
_ZONES = 1
# A text is changed for corrections in its first days; later what it says "today" may be another day.
_CORRECTIONS = 31


def source_of(article: Article) -> str:
    """How the publication date is known: one of SOURCES."""
    evidence = article.published_evidence or ""
    return next((source for source, pattern in _SOURCE if pattern.match(evidence)), "given")


def check(article: Article, timexes: Sequence[Timex], mentions: Sequence[Mention]) -> tuple[Doubt, ...]:
    """Every doubt about the dates of an article, each kind once for each text."""
    found = [*_of_expressions(timexes)]
    anchor = article.anchor
    if anchor is not None:
        found += [*_of_weekday(timexes), *_of_address(article, anchor)]
        found += [*_of_future(mentions, timexes, anchor), *_of_update(article, timexes, anchor)]
    return tuple(dict.fromkeys(found))


def doubt_of(timex: Timex) -> Doubt | None:
    """What makes an expression doubtful by itself, None where nothing does."""
    if timex.warning is None:
        return None
    reading = timex.reading
    if reading is not None and reading.interval is None:
        return Doubt("impossible_date", f"{timex.text!r} cannot be a date: {timex.warning}")
    if reading is not None and any(step == timex.warning for step in reading.steps):
        return Doubt("weekday_and_date", f"the weekday and the date of {timex.text!r} do not agree")
    return Doubt("repeated_day", timex.warning)


def _of_expressions(timexes: Sequence[Timex]) -> Iterator[Doubt]:
    yield from filter(None, map(doubt_of, timexes))


def _of_weekday(timexes: Sequence[Timex]) -> Iterator[Doubt]:
    """That of "yesterday (Thursday)" in an article of a Tuesday: it may have been published on another day."""
    for timex in timexes:
        doubt = doubt_of(timex)
        counted = timex.reading is not None and timex.reading.anchored_to == "publication"
        if doubt is not None and doubt.kind == "repeated_day" and counted:
            yield Doubt("weekday_of_publication", f"the weekday speaks against the publication date: {doubt.text}")
            return


def _of_address(article: Article, anchor: Interval) -> Iterator[Doubt]:
    found = _DAY_IN_URL.match(article.url or "")
    if found is None:
        return
    named = _named(*found.groups())
    if named is not None and not named.overlaps(_widened(anchor)):
        yield Doubt("url_date", f"its address names {display(named)}, but it is said to be of {display(anchor)}")


def _named(year: str, month: str, day: str | None) -> Interval | None:
    """The day or month that an address names."""
    try:
        if day is not None:
            return day_interval(ordinal(int(year), int(month), int(day)))
        return publication_interval(f"{year}-{int(month):02}")
    except (DateRangeError, NotationError):
        return None


def _widened(anchor: Interval) -> Interval:
    assert anchor.start is not None
    assert anchor.end is not None
    return Interval(anchor.start - _ZONES, anchor.end + _ZONES)


def _of_future(mentions: Sequence[Mention], timexes: Sequence[Timex], anchor: Interval) -> Iterator[Doubt]:
    """What is told as past with a written-out date that lies after publication."""
    ahead = [timex for timex in timexes if _is_explicit(timex) and _follows(timex.dates, anchor)]
    for mention in mentions:
        if mention.status != "asserted" or mention.link != "before publication":
            continue
        for timex in ahead:
            if mention.clause.start <= timex.start and timex.end <= mention.clause.end:
                told = f"{mention.trigger.text!r} is told as past with a date after publication, {timex.text!r}"
                yield Doubt("after_publication", told)


def _follows(when: Interval | None, anchor: Interval) -> bool:
    return when is not None and when.start is not None and anchor.end is not None and when.start >= anchor.end


def _is_explicit(timex: Timex) -> bool:
    """Whether an expression names its day without being counted from anything."""
    reading = timex.reading
    return timex.signal is None and reading is not None and reading.type == "DATE" and reading.anchored_to is None


def _of_update(article: Article, timexes: Sequence[Timex], anchor: Interval) -> Iterator[Doubt]:
    """A page that was changed long after the latest day that its text names, or that publication is said to be."""
    changed = anchor if source_of(article) == "updated" else _modified(article)
    told = [timex.dates.end for timex in timexes if _is_past_day(timex, anchor) and timex.dates]
    latest = max((end for end in told if end), default=None) if changed == anchor else anchor.end
    if changed is None or changed.start is None or latest is None:
        return
    days = changed.start - latest
    if days > _CORRECTIONS:
        since = "the latest day that its text names" if changed == anchor else "its publication"
        yield Doubt("updated_later", f"the page was changed on {display(changed)}, {days} days after {since}")


def _modified(article: Article) -> Interval | None:
    try:
        return publication_interval(article.modified) if article.modified else None
    except NotationError:
        return None


def _is_past_day(timex: Timex, anchor: Interval) -> bool:
    return (
        _is_explicit(timex)
        and timex.dates is not None
        and timex.dates.length == 1
        and timex.dates.overlaps(Interval(None, anchor.end))
    )
