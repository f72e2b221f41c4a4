from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations

import pytest

from timeline.likeness import retold
from timeline.merge import block_keys, event_id, joined, mention_id
from timeline.model import Article, Event
from timeline.notation import to_edtf
from timeline.pipeline import read
from timeline.summary import Told, summarise, told_by


def told(text: str, published: str, word: str, id: str | None = None) -> Told:
    """What an article tells with the trigger that begins with a word."""
    article = Article(
        id=id or f"{published}|{text}", title="T", text=text, published=published, publisher="The Courier"
    )
    return told_by(article, next(m for m in read(article).mentions if m.trigger.text.startswith(word)))


def match(one: Told, *others: Told) -> Told | None:
    """Which of the others is the event that one tells again, whoever comes first in the order of all."""
    last = replace(one.known, rank="~")
    found = joined(last, [other.known for other in others])
    return next((other for other in others if found == other.known), None)


BEGAN = told("Iraqi forces launched an offensive to retake Tikrit yesterday (Monday).", "2015-03-03", "launched")
DISAGREES = told("Iraqi forces launched the offensive to retake Tikrit on 1 March.", "2015-03-04", "launched")
MONTHLY = told("Iraqi forces launched their offensive to retake Tikrit this month.", "2015-03", "launched")
LATER = told("The offensive to retake Tikrit began on 2 March.", "2015-04-02", "began")
RETOOK = told("Iraqi forces retook the Beiji refinery in November.", "2015-04-20", "retook")
ATTACKED = told("ISIS attacked the Beiji refinery on 11 April.", "2015-04-20", "attacked")
ATTACKED_BEFORE = told("ISIS attacked the Beiji refinery on 18 June.", "2014-11-16", "attacked")
RAMADI = told("ISIS militants overran Ramadi.", "2015-05-18", "overran")
RAMADI_DATED = told("The Islamic State captured Ramadi on 17 May.", "2015-06-20", "captured")
BAGHDADI = told("The Islamic State captured al-Baghdadi in Anbar in February.", "2015-03-20", "captured")
LIFTED = told("It was the biggest victory of ISIS in Ramadi since last summer.", "2015-05-18", "victory")


@pytest.mark.parametrize(
    ("one", "other"),
    [(BEGAN, DISAGREES), (BEGAN, MONTHLY), (BEGAN, LATER), (RAMADI, RAMADI_DATED), (RAMADI_DATED, RAMADI)],
)
def test_one_event_told_twice(one: Told, other: Told) -> None:
    assert block_keys(one.known) & block_keys(other.known)
    assert match(one, other) is other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RETOOK, ATTACKED),
        (ATTACKED, ATTACKED_BEFORE),
        (BEGAN, RETOOK),
        (BAGHDADI, RAMADI),
        (BAGHDADI, RAMADI_DATED),
        (LIFTED, RAMADI),
        (told("Iraq did not request air strikes in Tikrit on 2 March.", "2015-03-05", "request"), BEGAN),
    ],
)
def test_different_events_stay_apart(one: Told, other: Told) -> None:
    assert match(one, other) is None
    assert match(other, one) is None


FIRE = "An old mill burned down while Ellen Brandt of Seagull Corp. slept in York Street."
BLAZE = "Ellen Brandt of Seagull Corp. wept in York Street when an old mill burned down on 15 May."
ELSEWHERE = "Omar Haddad of Basalt Corp. wept in Union Street when an old mill burned down on 15 May."


def test_sentences_that_name_the_same_things_tell_one_event_that_only_one_of_them_dates() -> None:
    vague, dated, other = (told(text, "2015-05-18", "burned") for text in (FIRE, BLAZE, ELSEWHERE))
    assert match(vague, dated)
    assert match(vague, other) is None


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [("arrested a man", "apprehended a man", 0.9), ("said so", "said so", 0.4), ("arrested a man", "killed a man", 0)],
)
def test_what_is_told_again_in_articles_of_one_story(one: str, other: str, least: float) -> None:
    here = told(f"Officers {one} in Leeds.", "2015-05-18", one.split()[0]).known.mention
    there = told(f"Officers {other} in Leeds.", "2015-05-18", other.split()[0]).known.mention
    likely = retold(here, there, 0.8)
    assert least <= likely <= least + 0.2
    assert retold(here, there, 0.1) <= likely


OBAMA = told(
    "President Barack Obama announced Thursday plans to send 300 US military advisers to Iraq.", "2014-06-21", "a"
)
OBAMA_TOO = told("Barack Obama announced on Thursday that 300 American military advisers would go.", "2014-06-22", "a")
OBAMA_ELSE = told("Barack Obama announced on Thursday a new law for hospitals.", "2014-06-22", "announced")


def test_one_announcement_in_other_words_is_one_event_and_another_is_not() -> None:
    assert block_keys(OBAMA.known) & block_keys(OBAMA_TOO.known)
    assert match(OBAMA, OBAMA_TOO) is OBAMA_TOO
    assert match(OBAMA, OBAMA_ELSE) is None


def test_what_may_be_either_of_two_events_is_neither() -> None:
    vague = told("ISIS attacked the Beiji refinery.", "2015-05-18", "attacked")
    in_march = told("ISIS attacked the Beiji refinery on 10 March.", "2015-03-12", "attacked")
    assert match(vague, ATTACKED, in_march) is None


def test_what_an_article_tells_without_a_date_is_no_event_of_long_ago() -> None:
    vague = told("An earthquake destroyed much of Kathmandu.", "2015-04-26", "destroyed")
    long_ago = told("An earthquake destroyed much of Kathmandu in January 1934.", "2015-05-13", "destroyed")
    lately = told("An earthquake destroyed much of Kathmandu on 25 April.", "2015-05-13", "destroyed")
    assert match(vague, long_ago) is None
    assert match(long_ago, vague) is None
    assert match(vague, lately) is lately


def test_the_nearest_of_several_events_is_chosen() -> None:
    assert match(LATER, RETOOK, BEGAN, RAMADI) is BEGAN


def test_two_days_of_one_article_are_two_events() -> None:
    text = "Iraqi forces captured Tikrit on 1 March. Iraqi forces captured Tikrit on 2 March."
    article = Article(id="a", title="T", text=text, published="2015-03-04")
    one, other = [told_by(article, mention) for mention in read(article).mentions]
    assert match(other, one) is None


def test_ids_are_stable_and_shaped() -> None:
    id = mention_id("a", BEGAN.mention)
    assert id == mention_id("a", BEGAN.mention)
    assert id != mention_id("b", BEGAN.mention)
    assert id != mention_id("a", LATER.mention)
    assert re.fullmatch(r"evt_[a-z2-7]{16}", event_id(id))


def summary() -> Event:
    return summarise([BEGAN, DISAGREES, MONTHLY, LATER])


def test_the_finest_date_that_most_agree_on_stands_and_the_others_beside_it() -> None:
    event = summary()
    assert to_edtf(event.interval) == "2015-03-02"
    assert [to_edtf(other) for other in event.alternatives] == ["2015-03-01"]
    assert event.places == ("Tikrit",)
    assert (event.type, event.status) == ("offensive", "asserted")


def test_a_summary_does_not_depend_on_the_order() -> None:
    assert {summarise(order) for order in permutations([BEGAN, DISAGREES, MONTHLY, LATER])} == {summary()}


def test_citations_prove_the_date() -> None:
    citations = {citation.article_id: citation for citation in summary().citations}
    assert len(citations) == 4
    cited = citations[BEGAN.article.id]
    assert cited.quote.text == BEGAN.article.text
    assert cited.expression is not None
    assert cited.expression.text in BEGAN.article.text
    assert "2 March 2015" in cited.explanation


def test_a_citation_carries_what_stands_around_it() -> None:
    before, after = "A calm week ended in the south of the country. ", " Nobody knows for how long it will go on now."
    cited = summarise([told(f"{before}ISIS militants overran Ramadi on Friday.{after}", "2015-05-18", "overran")])
    [citation] = cited.citations
    assert (citation.prefix, citation.suffix) == (before[-32:], after[:32])


def test_a_date_without_words_explains_itself() -> None:
    [citation] = summarise([RAMADI]).citations
    assert citation.expression is None
    assert "18 May 2015" in citation.explanation


def test_one_sentence_is_cited_once() -> None:
    text = "ISIS militants captured Ramadi on 17 May."
    article = Article(id="a", title="T", text=text, published="2015-05-18")
    [mention] = read(article).mentions
    assert len(summarise([told_by(article, mention), told_by(article, mention)]).citations) == 1


def test_an_event_needs_a_date() -> None:
    undated = told("The capture of Ramadi was long expected.", "2015-05-18", "capture")
    with pytest.raises(ValueError, match="dated"):
        summarise([undated])


def test_what_goes_to_two_countries_is_two_events() -> None:
    syria = told("Iran has previously sent military advisers to Syria.", "2014-06-21", "sent")
    iraq = told("Iran has sent more than 1,000 military advisers to Iraq.", "2014-12-28", "sent")
    assert match(iraq, syria) is None
    assert match(syria, iraq) is None
    again = told("Iran has sent military advisers to Iraq.", "2014-12-28", "sent")
    assert match(again, iraq) is iraq
