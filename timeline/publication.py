"""When a text that comes without a date was published, as far as it says so itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from timeline.interval import Granularity, Interval
from timeline.model import Span, Timex
from timeline.pipeline import find_times

# Only the beginning of a text tells of its own publication.
_HEAD = 2_000
# A day that stands alone is that of publication only beneath the title; further down it heads a part of a chronicle.
_LINES_OF_HEADING = range(1, 3)


def stated_publication(text: str, language: str) -> tuple[Interval, Span] | None:
    """The day that a text names as that of its publication and the line that does; None without one, or with two.

    A line says "Published on 18 May 2015", "By Ann Doe, May 18, 2015" or the day alone with a time of day, or is the
    dateline of a report: "BAGHDAD, May 18, 2015 (Agency) -". No other day is taken for it, however often it is named.
    """
    found = list(_stated(text, find_times(text[:_HEAD], None, language)))
    if len({day for day, _, _ in found}) != 1:
        return None
    day, line, is_labelled = found[0]
    return (day, line) if is_labelled or text.count("\n", 0, line.start) in _LINES_OF_HEADING else None


def _stated(text: str, timexes: Iterable[Timex]) -> Iterator[tuple[Interval, Span, bool]]:
    """Every day that a line is about, with the line, and whether it says that it is the day of publication."""
    for timex in timexes:
        day = timex.reading.interval if timex.reading else None
        if day is None or not day.is_unit or day.granularity is not Granularity.DAY:
            continue
        line = _line_around(text, timex.start, timex.end)
        before, after = line.text[: timex.start - line.start], line.text[timex.end - line.start :]
        if _is_labelled(before, after):
            yield day, line, True
        elif not before.strip() and _patterns()["after_published"].search(after):
            yield day, line, False


def _line_around(text: str, start: int, end: int) -> Span:
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    return Span(first, last, text[first:last])


def _is_labelled(before: str, after: str) -> bool:
    patterns = _patterns()
    dateline = patterns["before_dateline_day"].search(before) and patterns["after_dateline_day"].search(after)
    return bool(dateline or (patterns["published"].search(before) and patterns["after_published"].search(after)))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    page = tomllib.loads((files("timeline") / "ontology" / "page.toml").read_text("utf-8"))
    dateline = {name: re.compile(page[name]) for name in ("before_dateline_day", "after_dateline_day")}
    return dateline | {
        "published": re.compile("|".join(page["published"]), re.IGNORECASE),
        "after_published": re.compile(page["after_published"], re.IGNORECASE),
    }
