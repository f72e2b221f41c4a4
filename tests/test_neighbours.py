"""Days side by side: one day named twice, and the days of one week."""

import pytest

from timeline.explain import explain
from timeline.model import Timex
from timeline.notation import publication_interval, to_edtf
from timeline.pipeline import find_times


def read(text: str, published: str) -> list[Timex]:
    return find_times(text, publication_interval(published))


def dates(text: str, published: str) -> list[str]:
    return [to_edtf(timex.dates) for timex in read(text, published) if timex.dates]


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("It began yesterday (Monday).", "2015-03-03", "2015-03-02"),
        ("It begins tomorrow (Wednesday).", "2015-03-03", "2015-03-04"),
        ("It began today, Tuesday, in the south.", "2015-03-03", "2015-03-03"),
        ("It began yesterday, 2 March, in the south.", "2015-03-03", "2015-03-02"),
        ("They meet tomorrow, Wednesday.", "2015-03-03", "2015-03-04"),
        ("It began on Sunday at 9 p.m., March 1.", "2015-03-15", "2015-03-01"),
        ("It began on Sunday (1 March).", "2015-03-15", "2015-03-01"),
    ],
)
def test_a_day_named_twice_is_one_day(text: str, published: str, day: str) -> None:
    assert dates(text, published) == [day, day]
    assert [timex.warning for timex in read(text, published)] == [None, None]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("It began yesterday (Thursday).", "'yesterday' is 2015-03-02, but 'Thursday' beside it is 2015-02-26"),
        ("It began today, Monday, he said.", "'today' is 2015-03-03, but 'Monday' beside it is 2015-03-02"),
        ("It began yesterday, 1 March, he said.", "'yesterday' is 2015-03-02, but '1 March' beside it is 2015-03-01"),
        ("It began yesterday (3 April).", "'yesterday' is 2015-03-02, but '3 April' beside it is 2014-04-03"),
    ],
)
def test_a_repeat_that_does_not_fit_is_a_warning_on_both(text: str, warning: str) -> None:
    found = read(text, "2015-03-03")
    assert [timex.warning for timex in found] == [warning, warning]
    assert "contradicts itself" in explain(found[0], "2015-03-03")


@pytest.mark.parametrize(
    "text",
    [
        "He spoke yesterday, Saturday and Sunday.",
        "He spoke yesterday and Sunday.",
        "Tonight, Saturday morning in Cairo, they won.",
    ],
)
def test_a_list_repeats_nothing(text: str) -> None:
    assert [timex.warning for timex in read(text, "2015-03-03")][:1] == [None]


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        ("It rained on Monday and Tuesday.", "2015-05-18", ["2015-05-11", "2015-05-12"]),
        ("It rained on Tuesday and Wednesday.", "2015-05-19", ["2015-05-12", "2015-05-13"]),
        ("It rained on Monday, Tuesday and Wednesday.", "2015-05-19", ["2015-05-11", "2015-05-12", "2015-05-13"]),
        ("It rained on Friday and Monday.", "2015-05-18", ["2015-05-15", "2015-05-18"]),
        ("It rained on Friday and Thursday.", "2015-05-21", ["2015-05-15", "2015-05-14"]),
        ("It rained on Monday night and Tuesday.", "2015-05-18", ["2015-05-11", "2015-05-12"]),
        ("It will rain on Monday and Thursday.", "2015-05-19", ["2015-05-25", "2015-05-28"]),
        ("It will rain on Friday and Thursday.", "2015-05-21", ["2015-05-22", "2015-05-21"]),
        ("It rained on Monday. On Tuesday it was dry.", "2015-05-18", ["2015-05-18", "2015-05-12"]),
    ],
)
def test_the_days_of_a_list_are_of_one_week(text: str, published: str, days: list[str]) -> None:
    assert dates(text, published) == days


def test_the_trace_tells_what_moved_a_day() -> None:
    first, _ = read("It rained on Monday and Tuesday.", "2015-05-18")
    assert first.reading is not None
    assert first.reading.steps[-1] == "told together with 'Tuesday' = 2015-05-11"


def test_days_of_a_month_that_is_all_that_is_known_are_left_alone() -> None:
    (first, last) = dates("It rained on Monday and Tuesday.", "2015-02")
    assert first.startswith("[")
    assert last.startswith("[")
