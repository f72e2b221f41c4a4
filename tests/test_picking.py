"""Which of several times is meant: why, and which other may be."""

import pytest

from timeline.model import Reading
from timeline.notation import publication_interval, to_edtf
from timeline.pipeline import find_times


def reading(text: str, published: str = "2015-05-18", kind: str | None = None) -> Reading:
    timex = find_times(text, publication_interval(published), kind=kind)[-1]
    assert timex.reading is not None
    return timex.reading


@pytest.mark.parametrize(
    ("text", "value", "others", "why"),
    [
        ("the race in November", "2014-11", ["2015-11"], "the most recent, for no verb tells otherwise"),
        ("He was shot in November.", "2014-11", [], "the most recent, for a verb looks back"),
        ("They will vote in November.", "2015-11", [], "the next, for a verb looks ahead"),
        ("the race in April", "2015-04", [], "the most recent, for no verb tells otherwise"),
        ("the race of 12 October", "2015-10-12", ["2014-10-12"], "the nearest"),
        ("the race of 12 November", "2014-11-12", ["2015-11-12"], "the most recent, for no verb tells otherwise"),
        ("the race of 12 May", "2015-05-12", [], "the nearest"),
        ("He resigned on 12 June.", "2015-06-12", ["2014-06-12"], "the nearest"),
        ("He was shot on 12 June.", "2014-06-12", [], "the most recent, for a verb looks back"),
        ("the heat of the summer", "2014-SU", ["2015-22"], "the most recent, for no verb tells otherwise"),
        ("the race around Christmas", "2014-12-25", ["2015-12-25"], "the nearest"),
        ("the turn of the century", "1995/2005", ["1895~/1905~"], "the nearest; it may be the one before"),
        ("the losses in the first quarter", "2015-Q1", [], "the quarter that was just over"),
    ],
)
def test_what_is_picked_says_why_and_what_else_it_may_be(text: str, value: str, others: list[str], why: str) -> None:
    found = reading(text)
    assert found.value == value
    assert [to_edtf(other) for other in found.alternatives] == others
    assert found.steps[0] == why


def test_what_a_narrative_tells_has_no_other_reading() -> None:
    found = reading("In March 1941 it fell. In May it rose.", kind="narrative")
    assert (found.value, found.alternatives) == ("1941-05", ())


def test_weeks_ago_on_a_weekday_may_be_counted_from_the_next() -> None:
    found = reading("He left two weeks ago Tuesday.")
    assert (found.value, [to_edtf(other) for other in found.alternatives]) == ("2015-04-28", ["2015-05-05"])
    assert reading("He left two weeks ago Monday.").alternatives == ()
