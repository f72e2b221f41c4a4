"""Operators of weekdays: by themselves, of a month, of a week."""

from __future__ import annotations

from dataclasses import replace

from timeline.context import Context, UnanchoredError
from timeline.errors import DateRangeError
from timeline.interval import day_interval, weekday
from timeline.model import Reading
from timeline.operators.reading import Arguments, counted, counted_from, inner, moved, operator, whole, word


@operator("weekday")
def day_of_week(arguments: Arguments, context: Context) -> Reading:
    """A weekday: the most recent, the publication day included; with "last" before it, with "next" after it.

    "Before last" is n = -2, a week before "last".
    With `weeks` it is so many weeks before the most recent: "two weeks ago Tuesday".
    """
    named, n, weeks = whole(arguments, "weekday") or 1, whole(arguments, "n"), whole(arguments, "weeks")
    if word(arguments, "from") == "text" and context.reference is not None:
        context = replace(context, narrative=True)
    day = context.day
    recent = day - (weekday(day) - named) % 7
    if weeks is not None:
        return _weeks_before(recent, weeks, context)
    if n is None:
        return _plain_weekday(recent, context)
    if n == 0:
        monday = day - weekday(day) + 1
        ahead = monday + named - 1 > day and context.outlook().direction == "past"
        return counted(day_interval(monday + named - (8 if ahead else 1)), context)
    last = recent if recent < day else day - 7
    found = last + 7 * (n + 1) if n < 0 else recent + 7
    return _one_or_other(found, found + (7 if n > 0 else -7), context, "")


def _weeks_before(recent: int, weeks: int, context: Context) -> Reading:
    """So many weeks before the most recent such day; some count from the one that comes, unless it is today's."""
    found = recent - 7 * weeks
    if recent == context.day:
        return counted(day_interval(found), context)
    return _one_or_other(found, found + 7, context, "counted from the most recent such day")


def _plain_weekday(recent: int, context: Context) -> Reading:
    day = context.day
    if context.narrative and context.anchored_to == "text":
        return counted(day_interval(recent if recent == day else recent + 7), context)
    ahead = context.outlook() == ("future", True)
    if recent == day:
        other = recent + 7 if ahead else recent - 7
        return _one_or_other(recent, other, context, "publication's own day")
    if ahead:
        return _one_or_other(recent + 7, recent, context, "the next, for a verb looks ahead")
    return _one_or_other(recent, recent + 7, context, "the most recent")


def _one_or_other(found: int, other: int, context: Context, why: str) -> Reading:
    return counted_from(context.anchor, context.anchored_to, day_interval(found), (day_interval(other),), why)


@operator("weekday_in")
def weekday_in(arguments: Arguments, context: Context) -> Reading:
    """The n-th weekday of a month: "the third Monday of January"; the last for n = -1."""
    of = inner(arguments, context)
    if of is None or of.interval is None or of.interval.start is None or of.interval.end is None:
        raise UnanchoredError("the month of this weekday is unknown")
    named, n = whole(arguments, "weekday") or 1, whole(arguments, "nth") or 1
    first = of.interval.start + (named - weekday(of.interval.start)) % 7
    last = of.interval.end - 1 - (weekday(of.interval.end - 1) - named) % 7
    found = day_interval(first + 7 * (n - 1) if n > 0 else last)
    if not of.interval.contains(found):
        raise DateRangeError(f"there is no weekday number {n} in that month")
    return moved(of, found)


@operator("weekday_of_week")
def weekday_of_week(arguments: Arguments, context: Context) -> Reading:
    """A weekday of a week named along: "Thursday of last week"."""
    week = inner(arguments, context)
    if week is None or week.interval is None or week.interval.start is None:
        raise UnanchoredError("the week of this day is unknown")
    return moved(week, day_interval(week.interval.start + (whole(arguments, "weekday") or 1) - 1))
