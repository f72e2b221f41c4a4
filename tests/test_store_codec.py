from hypothesis import given
from hypothesis import strategies as st

from store.codec import dump, load
from timeline.interval import Granularity, Interval, Qualifier
from timeline.model import Citation, Event, Mention, Reading, Signal, Span, Timex

DAYS = st.integers(-400_000_000, 400_000_000)
SPANS = st.builds(Span, st.integers(0), st.integers(0), st.text())


def _interval(
    start: int, length: int, is_open: str, granularity: Granularity, choices: tuple[Interval, ...]
) -> Interval:
    ends = (None if is_open == "start" else start, None if is_open == "end" else start + length)
    return Interval(*ends, granularity, Qualifier.BOTH, Granularity.DAY, choices)


def intervals(depth: int = 1) -> st.SearchStrategy[Interval]:
    choices = st.lists(intervals(0), max_size=2).map(tuple) if depth else st.just(())
    return st.builds(
        _interval,
        DAYS,
        st.integers(1, 10_000),
        st.sampled_from(["", "start", "end"]),
        st.sampled_from(Granularity),
        choices,
    )


READINGS = st.builds(
    Reading,
    type=st.just("DATE"),
    value=st.text(),
    mod=st.none() | st.text(),
    interval=st.none() | intervals(),
    anchor=st.none() | intervals(),
    steps=st.lists(st.text(), max_size=2).map(tuple),
    alternatives=st.lists(intervals(), max_size=2).map(tuple),
)
SIGNALS = st.builds(Signal, kind=st.text(), start=st.integers(), end=st.integers(), text=st.text(), period=intervals())
TIMEXES = st.builds(
    Timex,
    start=st.integers(),
    end=st.integers(),
    text=st.text(),
    rule=st.text(),
    captures=st.lists(st.tuples(st.text(), st.text()), max_size=2).map(tuple),
    reading=st.none() | READINGS,
    signal=st.none() | SIGNALS,
    warning=st.none() | st.text(),
)
MENTIONS = st.builds(
    Mention,
    sentence=SPANS,
    clause=SPANS,
    trigger=SPANS,
    headline=st.text(alphabet=st.characters()),
    type=st.text(),
    interval=st.none() | intervals(),
    timex=st.none() | TIMEXES,
    places=st.lists(st.text(), max_size=2).map(tuple),
    warnings=st.lists(st.text(), max_size=2).map(tuple),
)


@given(MENTIONS)
def test_mention_comes_back_as_it_was(mention: Mention) -> None:
    assert load(Mention, dump(mention)) == mention


@given(intervals(), SPANS, st.none() | SPANS)
def test_event_comes_back_with_its_citations(interval: Interval, quote: Span, expression: Span | None) -> None:
    citation = Citation(
        article_id="a",
        title="t",
        publisher=None,
        url=None,
        published=None,
        quote=quote,
        prefix="",
        suffix="",
        interval=interval,
        expression=expression,
        anchor=None,
        rule="r",
        explanation="e",
    )
    event = Event(id="evt_a", headline="h", type="t", status="asserted", interval=interval, citations=(citation,) * 2)
    assert load(Event, dump(event)) == event


def test_half_a_surrogate_pair_and_a_nul_are_written_in_ascii() -> None:
    span = Span(0, 2, "\ud800\0")
    assert dump(span).isascii()
    assert load(Span, dump(span)) == span
