"""Days that stand side by side and explain each other: "yesterday (Monday)", "today, Tuesday", "Monday and Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from timeline.interval import Granularity, Interval, day_interval, weekday
from timeline.language import Language
from timeline.model import Form, Timex
from timeline.notation import to_edtf, to_timex3

_BRACKET = re.compile(r" ?\(")
_COMMA = re.compile(r" ?, ?")
_LISTING = ("list", "either")
_LONGEST_BETWEEN = 3
# "Friday and Tuesday" run over a weekend; days that lie farther apart are told backwards ("Friday and Thursday").
_OVER_WEEKEND = 4


def agree(timexes: Sequence[Timex], folded: str, language: Language) -> list[Timex]:
    """The expressions, with a day named twice as one day and the days of a list as days of one week.

    Where a day and its repeat disagree, both carry a warning.
    """
    agreed = list(timexes)
    for index in range(len(agreed) - 1):
        if _repeats(agreed, index, folded, language):
            agreed[index : index + 2] = _as_one_day(*agreed[index : index + 2])
    listed = [index for index in range(len(agreed) - 1) if _are_listed(agreed, index, folded, language)]
    for index in reversed(listed):  # what lies behind is known by its last day, what is to come by its first
        if not _lie_ahead(agreed, index):
            agreed[index : index + 2] = _in_one_week(*agreed[index : index + 2], ahead=False)
    for index in listed:
        if _lie_ahead(agreed, index):
            agreed[index : index + 2] = _in_one_week(*agreed[index : index + 2], ahead=True)
    return agreed


def _repeats(timexes: Sequence[Timex], index: int, folded: str, language: Language) -> bool:
    """Whether the second of two days says the first again: in brackets, or of another kind behind a comma."""
    first, last = timexes[index], timexes[index + 1]
    between = folded[first.end : last.start]
    if len(between) > _LONGEST_BETWEEN:
        return False
    if (_day(first) is None and _date(first) is None) or _date(last) is None:
        return False
    if _BRACKET.fullmatch(between) and folded[last.end : last.end + 1] == ")":
        return True
    if _COMMA.fullmatch(between) is None or _day(first) is None or _day(last) is None:
        return False
    goes_on = index + 2 < len(timexes) and _are_joined(last, timexes[index + 2], folded, language)
    # "Tonight, Saturday morning in Egypt, they won" tells of two places.
    hours = first.reading is not None and last.reading is not None and first.reading.type == last.reading.type == "TIME"
    of_two_kinds = (_weekday(first) is None) != (_weekday(last) is None) or _is_deictic(first) != _is_deictic(last)
    return of_two_kinds and not goes_on and not hours


def _is_deictic(timex: Timex) -> bool:
    """Whether it is a day counted from publication by a word: "today", "yesterday"."""
    form = timex.form
    return (
        form is not None and form.operator == "shift" and ("unit", "day") in form.arguments and len(form.captures) == 1
    )


def _date(timex: Timex) -> Interval | None:
    reading = timex.reading
    return reading.interval if reading is not None and reading.type in ("DATE", "TIME") else None


def _day(timex: Timex) -> int | None:
    """The day that an expression dates, None where it dates more or less."""
    interval = _date(timex)
    single = interval is not None and interval.is_unit and interval.granularity is Granularity.DAY
    return interval.start if interval is not None and single else None


def _weekday(timex: Timex) -> int | None:
    """The weekday that an expression names by itself: of "Sunday", "Sunday evening", not of "last Sunday"."""
    return _weekday_of(timex.form)


def _weekday_of(form: Form | None) -> int | None:
    arguments = dict(form.arguments) if form is not None else {}
    named, inner = arguments.get("weekday"), arguments.get("of")
    if form is not None and form.operator == "weekday" and not {"n", "weeks"} & arguments.keys():
        return named if isinstance(named, int) else None
    return _weekday_of(inner) if isinstance(inner, Form) and form and form.operator in ("day_part", "clock") else None


def _as_one_day(first: Timex, last: Timex) -> tuple[Timex, Timex]:
    """Both as the day that is no mere weekday, or both with a warning where they cannot be one day."""
    one, other = _date(first), _date(last)
    assert one is not None and other is not None
    for named, day in ((_weekday(first), _day(last)), (_weekday(last), _day(first))):
        if named is not None and day is not None and weekday(day) == named:
            return _on(first, day, f"the same day as {last.text!r}"), _on(last, day, f"the same day as {first.text!r}")
    if one.overlaps(other):
        return first, last
    warning = f"{first.text!r} is {to_edtf(one)}, but {last.text!r} beside it is {to_edtf(other)}"
    return replace(first, warning=warning), replace(last, warning=warning)


def _on(timex: Timex, day: int, why: str) -> Timex:
    """The expression as one of that day, its hour kept."""
    reading = timex.reading
    if reading is None or _day(timex) == day:
        return timex
    _, hour, clock = reading.value.partition("T")
    found = day_interval(day)
    moved = replace(
        reading,
        value=to_timex3(found) + hour + clock,
        interval=found,
        alternatives=(),
        steps=(*reading.steps, f"{why} = {to_timex3(found)}"),
    )
    return replace(timex, reading=moved)


def _are_listed(timexes: Sequence[Timex], index: int, folded: str, language: Language) -> bool:
    first, last = timexes[index], timexes[index + 1]
    return _are_joined(first, last, folded, language) and _names_day(first) and _names_day(last)


def _names_day(timex: Timex) -> bool:
    """Whether it is a mere weekday, counted from publication."""
    counted = timex.reading is not None and timex.reading.anchored_to == "publication"
    return counted and _weekday(timex) is not None and _day(timex) is not None


def _are_joined(first: Timex, last: Timex, folded: str, language: Language) -> bool:
    return language.joins(folded[first.end : last.start], _LISTING)


def _lie_ahead(timexes: Sequence[Timex], index: int) -> bool:
    last, reading = _day(timexes[index + 1]), timexes[index + 1].reading
    anchor = reading.anchor if reading else None
    return last is not None and anchor is not None and anchor.start is not None and last > anchor.start


def _in_one_week(first: Timex, last: Timex, *, ahead: bool) -> tuple[Timex, Timex]:
    """Two days of a list, the one moved to the other: of those ahead the later, else the earlier."""
    one, other = _day(first), _day(last)
    assert one is not None and other is not None
    apart = weekday(other) - weekday(one)
    if apart < 0 and apart + 7 <= _OVER_WEEKEND:
        apart += 7
    if (apart > 0) == ahead:
        return first, _on(last, one + apart, f"told together with {first.text!r}")
    return _on(first, other - apart, f"told together with {last.text!r}"), last
