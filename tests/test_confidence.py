from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from timeline.confidence import expression_class, together
from timeline.evidence import DOUBTS, SOURCES
from timeline.language import load
from timeline.model import Article, Citation, Event, Mention
from timeline.pipeline import read
from timeline.summary import Told, summarise, told_by

TABLE = tomllib.loads((files("timeline") / "ontology" / "confidence.toml").read_text("utf-8"))


def article(id: str, text: str, published: str = "2015-05-18", publisher: str | None = None, **more: str) -> Article:
    return Article(id=id, title="T", text=text, published=published, publisher=publisher or id, **more)


def first(told: Article) -> Mention:
    return read(told).mentions[0]


def tell(told: Article) -> Told:
    reading = read(told)
    return told_by(told, next(mention for mention in reading.mentions if mention.timex), reading.doubts)


def cite(told: Article) -> Citation:
    (citation,) = summarise([tell(told)]).citations
    return citation


@pytest.mark.parametrize(
    ("when", "kind"),
    [
        ("on 17 May 2015", "day"),
        ("on 17 May", "day_of_year"),
        ("yesterday", "relative_day"),
        ("on Friday", "weekday"),
        ("on Friday night", "time_of_day"),
        ("last week", "week"),
        ("in April", "month"),
        ("last summer", "season"),
        ("in the first quarter", "quarter"),
        ("in 2014", "year"),
        ("in recent weeks", "stretch"),
        ("since April", "bound"),
        ("between 3 and 5 May", "range"),
    ],
)
def test_every_expression_is_of_a_class_of_the_table(when: str, kind: str) -> None:
    timex = first(article("a", f"The army shelled the town {when}.")).timex
    assert timex is not None
    assert expression_class(timex) == kind
    assert 0 < TABLE["expression"][kind] <= 1


def test_the_table_knows_every_doubt_and_every_kind_of_evidence() -> None:
    assert set(TABLE["doubt"]) == set(DOUBTS)
    assert set(TABLE["evidence"]) == set(SOURCES)


def test_the_table_knows_every_link_that_the_documentation_explains() -> None:
    page = (Path(__file__).parent.parent / "docs" / "how-dates-are-found.md").read_text("utf-8")
    told = page.partition("## What its own")[2].partition("## One event")[0]
    links = {row.split("|")[1].strip() for row in told.splitlines() if row.startswith("| ")} - {"link"}
    assert links == {*TABLE["link"], *TABLE["untimed"]}


@pytest.mark.parametrize("code", ["en", "de", "es", "fr"])
def test_every_reason_has_words_in_the_language(code: str) -> None:
    reasons = {*TABLE["expression"], *TABLE["link"], *TABLE["untimed"], *TABLE["evidence"]}
    assert load(code).trust.keys() == reasons


def test_a_mention_says_how_far_it_can_be_trusted() -> None:
    own = first(article("a", "The army took the bridge on Friday."))
    shared = first(article("a", "On Friday, as the rain fell, the army took the bridge."))
    assert 0.9 <= own.confidence < 1
    assert shared.confidence <= own.confidence
    assert replace(own, interval=None).confidence == own.confidence


def test_a_citation_says_why() -> None:
    cited = cite(article("a", "The army took the bridge on Friday."))
    assert cited.confidence_explanation == "named in the event's own clause; a weekday; publication date given"
    german = cite(article("a", "Die Armee nahm die Brücke am Freitag.", language="de"))
    assert "ein Wochentag; Erscheinungsdatum angegeben" in german.confidence_explanation


def test_a_doubt_about_publication_lowers_what_hangs_on_it_and_nothing_else() -> None:
    address = "https://post.example/2014/11/03/x"
    for text, hangs in (("Troops took the bridge on Friday.", True), ("Troops took the bridge on 15 May 2015.", False)):
        sure, unsure = cite(article("a", text)), cite(article("a", text, url=address))
        assert (unsure.confidence < sure.confidence) == hangs
        assert [doubt.kind for doubt in unsure.warnings] == (["url_date"] if hangs else [])
        assert ("its address names" in unsure.confidence_explanation) == hangs


BRIDGE = "The army captured the bridge of Tikrit on 15 May{}."


def event(*told: Article) -> Event:
    return summarise([tell(one) for one in told])


def test_independent_sources_make_a_date_surer_and_copies_do_not() -> None:
    alone = article("a", BRIDGE.format(" with few losses, as its spokesman told reporters at noon"))
    copy = replace(alone, id="b", publisher="b")
    other = article("c", "A spokesman of the army: it captured Tikrit's bridge on 15 May.")
    assert event(alone).sources == event(alone, copy).sources == 1
    assert event(alone, copy).confidence == event(alone).confidence
    assert event(alone, copy, other).sources == 2
    assert event(alone, copy, other).confidence > event(alone).confidence
    assert event(alone, copy, other).confidence_explanation.endswith("; 2 independent sources")


def test_two_articles_of_one_publisher_are_one_source() -> None:
    one, other = (article(id, BRIDGE.format(f" {id}"), publisher="The Courier") for id in ("early", "late"))
    assert event(one, other).sources == 1


def test_a_source_of_another_date_makes_it_less_sure() -> None:
    one, other = article("a", BRIDGE.format("")), article("b", "The army captured the bridge of Tikrit on 16 May.")
    assert event(one, other).confidence < 0.5
    assert event(one, other).confidence_explanation.endswith("; 1 of another date")
    third = article("c", "On 15 May the army captured the bridge of Tikrit.")
    assert 0.5 < event(one, other, third).confidence < event(one, third).confidence


def test_the_date_is_that_of_the_most_independent_sources() -> None:
    wrong = article("a", BRIDGE.format(", four days after it had crossed the river north of the town"))
    copies = [replace(wrong, id=id, publisher=id) for id in "bcd"]
    texts = ("The army captured the bridge of Tikrit on 16 May.", "On 16 May the army captured Tikrit's bridge.")
    right = [article(id, text) for id, text in zip("xy", texts, strict=True)]
    found = event(wrong, *copies, *right)
    assert found.interval == tell(right[0]).mention.interval
    assert found.alternatives == (tell(wrong).mention.interval,)


def test_nothing_is_ever_certain() -> None:
    assert together(0.97, 1, 0) == 0.97
    assert together(0.97, 50, 0) == TABLE["event"]["most"]
    assert together(0.9, 1, 1) == 0.45
