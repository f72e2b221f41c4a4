from hypothesis import given
from hypothesis import strategies as st

from store.placement import LENGTHS, LONG, OPEN, OPEN_END, OPEN_START, clamp, place
from timeline.interval import MAX_YEAR, Interval, ordinal
from timeline.notation import from_edtf


def test_open_start_stands_at_its_last_day() -> None:
    day = place(from_edtf("2015-05-18"))
    before = place(from_edtf("../2015-05-18"))
    assert (before.position, before.latest) == (day.position, day.latest)
    assert before.bucket == OPEN_START


def test_open_end_stands_at_its_first_day() -> None:
    since = place(from_edtf("2015-05-18/.."))
    assert (since.bucket, since.position, since.latest) == (OPEN_END, place(from_edtf("2015-05-18")).position, OPEN)


def test_what_nobody_knows_stands_last() -> None:
    assert place(None) == place(Interval(None, None))
    assert place(None).position == OPEN


@given(st.integers(-OPEN, OPEN), st.integers(1, 50_000))
def test_bucket_bounds_the_length(start: int, length: int) -> None:
    bucket = place(Interval(start, start + length)).bucket
    assert bucket == LONG or length <= LENGTHS[bucket]
    assert bucket == 0 or length > LENGTHS[bucket - 1]


def test_every_day_that_can_be_written_lies_inside_of_open() -> None:
    assert -OPEN < ordinal(-MAX_YEAR) < ordinal(MAX_YEAR, 12, 31) < OPEN


@given(st.integers())
def test_clamp_changes_only_days_that_cannot_be(day: int) -> None:
    assert clamp(day) == day or abs(day) > OPEN
    assert abs(clamp(day)) <= OPEN
