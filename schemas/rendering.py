"""An event's JSON but for its URL, to be kept beside it: the host that is asked is known only when it is asked."""

from __future__ import annotations

import hashlib

import orjson

from schemas.event import EventSchema, ServedEvent
from timeline.model import Citation, Curation, Doubt, Event, Joining, Span
from timeline.notation import from_edtf

_SCHEMA = EventSchema()
# The URL is the last member of the last member.
_END = '"}}'


def rendered(event: Event, added: str, updated: str) -> str:
    """The JSON of an event up to its URL."""
    text = orjson.dumps(_SCHEMA.dump(ServedEvent(event, "", added, updated))).decode()
    assert text.endswith(_END)
    return text.removesuffix(_END)


def completed(rendering: str, url: str) -> str:
    """The JSON of an event, with its URL, which is written as JSON has it."""
    return f"{rendering}{url}{_END}"


def escaped(url: str) -> str:
    """The URL as it stands between quotes in JSON."""
    return orjson.dumps(url).decode()[1:-1]


def version() -> str:
    """Another one whenever the JSON of a sample event is another."""
    return hashlib.sha256(rendered(_SAMPLE, "", "").encode()).hexdigest()[:16]


_WHEN = from_edtf("2015-04~")
_SAMPLE = Event(
    id="evt_aaaaaaaaaaaaaaaa",
    headline="Sample",
    type="sample",
    status="asserted",
    interval=_WHEN,
    places=("Tikrit",),
    actors=("Iraqi forces",),
    alternatives=(from_edtf("../2015-05"),),
    citations=(
        Citation(
            article_id="a",
            title="News",
            publisher=None,
            url="https://courier.example/1",
            published="2015-05-18",
            quote=Span(10, 26, "A sample - quote"),
            prefix="before",
            suffix="after",
            interval=_WHEN,
            expression=Span(12, 18, "sample"),
            anchor=from_edtf("2015-05-18"),
            rule="rule",
            explanation="explanation",
            warnings=(Doubt("url_date", "warning"),),
            joined=Joining("b", ("reason",)),
        ),
    ),
    curation=Curation(
        by="somebody",
        at="2015-05-18T00:00:00+00:00",
        note=None,
        headline="Sample",
        interval=_WHEN,
        confidence=1.0,
        corrected=("date",),
        taken_from=("evt_b",),
    ),
)
