from __future__ import annotations

from dataclasses import replace

import pytest

from timeline.model import Article, Citation, Event, Span
from timeline.notation import from_edtf
from timeline.pipeline import read
from timeline.salience import is_entry, salience, top


def event(id: str, *, date: str = "2015-03-02", type: str = "attack", publishers: tuple[str, ...] = ("A",)) -> Event:
    citations = tuple(
        Citation(
            article_id=f"{id}-{number}",
            title="T",
            publisher=publisher,
            url=None,
            published="2015-05-18",
            quote=Span(0, 1, "x"),
            prefix="",
            suffix="",
            interval=from_edtf(date),
            expression=None,
            anchor=None,
            rule="r",
            explanation="e",
        )
        for number, publisher in enumerate(publishers)
    )
    return Event(id=id, headline="h", type=type, status="asserted", interval=from_edtf(date), citations=citations)


def test_what_more_publishers_tell_matters_more() -> None:
    alone, copied, shared = event("a"), event("b", publishers=("A", "A")), event("c", publishers=("A", "B"))
    assert salience(alone) < salience(copied) < salience(shared)


def test_precision_class_and_status_count() -> None:
    assert salience(event("a")) > salience(event("a", date="2015-03")) > salience(event("a", date="../2015-03-02"))
    assert salience(event("a")) > salience(event("a", type="statement"))
    assert salience(event("a")) > salience(replace(event("a"), status="planned"))
    assert salience(event("a", type="unheard of")) > 0


def test_top_is_ordered_and_bounded() -> None:
    some = [event("b"), event("a"), event("c", publishers=("A", "B"))]
    assert [one.id for one in top(some, 2)] == ["c", "a"]
    assert top(some, 0) == top(some, -1) == []


@pytest.mark.parametrize(
    ("sentence", "entries"),
    [
        ("Rebels captured the port on Friday.", ["Rebels captured the port"]),
        ("Rebels have captured the port.", ["Rebels have captured the port"]),
        ("The offensive on the port began on Friday.", ["Offensive on the port began"]),
        ("Officials have said that roads are bad.", []),
        ("Left on Friday.", []),
        ("It takes two years.", []),
        ("The offensive began on Friday with forces sending troops.", ["Offensive began with forces sending troops"]),
        ("Rebels were sending troops on Friday.", ["Rebels were sending troops"]),
        ("One of them broke an arm on Friday.", []),
        ("One of the guards broke an arm on Friday.", ["One of the guards broke an arm"]),
        ("The siege had lasted since June.", []),
        ("The plan was drawn last week.", []),
        ("The treaty was signed last week.", ["Treaty was signed"]),
        ("The firm had a car in 2011.", []),
        ("The firm had talks in 2011.", ["Firm had talks"]),
        ("The army was willing to talk in 2011.", []),
        ("Rebels control the port.", []),
        ("The firm agreed on Friday to buy the mill.", ["Firm agreed to buy the mill"]),
    ],
)
def test_what_stands_in_a_timeline(sentence: str, entries: list[str]) -> None:
    article = Article(id="a", title="T", text=sentence, published="2015-05-18")
    mentions = read(article).mentions
    assert [mention.headline for mention in mentions if is_entry(mention, "en")] == entries
