from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.sentences import MAX_SENTENCE, split

ARTICLE = (
    "The council met in the old town hall for the first time since the flood, and its members agreed on little. "
    "They will meet again on Tuesday. The mayor, who had been away for a month, spoke for almost an hour about money. "
)


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(text)]


def kinds(text: str) -> list[str]:
    return [sentence.kind for sentence in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Smith met Dr. Jones on Sept. 17 in St. Paul.",
        "The U.S. military left at 5 a.m. on Monday.",
        "John F. Kennedy spoke.",
        "Acme Inc. said it would pay $3.50 a share.",
        "Am 10. Juni begann die Offensive.",
    ],
)
def test_a_stop_within_a_sentence_does_not_end_it(text: str) -> None:
    assert texts(text) == [text]


def test_stops_questions_and_closing_quotes_end_sentences() -> None:
    assert texts("He left. “Why?” she asked. “I do not know.” They stayed in the U.S. The end!") == [
        "He left.",
        "“Why?” she asked.",
        "“I do not know.”",
        "They stayed in the U.S.",
        "The end!",
    ]


def test_a_line_break_always_ends_a_sentence() -> None:
    assert texts("one line of words\nanother line, and the stop.") == [
        "one line of words",
        "another line, and the stop.",
    ]


def test_headings_are_no_text() -> None:
    assert kinds("Council meets again\n\n" + ARTICLE) == ["title", "text", "text", "text"]


def test_a_lone_headline_is_a_message() -> None:
    assert kinds("Earthquake strikes the coast") == ["text"]


def test_a_paragraph_told_twice_counts_once() -> None:
    assert kinds("The mayor's car broke down.\nThe mayor’s car broke down.\n") == ["text", "boilerplate"]


@pytest.mark.parametrize(
    "line",
    [
        "This site uses cookies to improve your visit.",
        "© 2015 The Courier. All rights reserved.",
        "Updated Jul 28, 2015",
        "Riverton: 19 °C Saturday 4 July, 2020",
        "| Home | About us | Contact |",
        "Read: Mayor speaks for an hour >",
        "Discontent grew among merchants on 1 May, exerting...",
    ],
)
def test_boilerplate(line: str) -> None:
    assert "text" not in kinds(ARTICLE + "\n" + line)[3:]


def test_after_a_list_of_teasers_begins_nothing_is_told() -> None:
    page = ARTICLE + "\nLatest news\nA bridge opened on 5 July. It is new.\nMust read\nThe best of May 2015 is here."
    assert kinds(page)[3:] == ["boilerplate"] * 5


def test_a_list_of_teasers_above_the_article_hides_nothing() -> None:
    assert "text" in kinds("Latest news\n" + ARTICLE)


def test_a_dateline_is_none_of_the_news() -> None:
    text = "TRIPOLI | Fri Aug 26, 2011 4:48pm EDT (Reuters) - Rebels entered the city."
    assert [(sentence.kind, sentence.text[:7]) for sentence in split(text)] == [
        ("boilerplate", "TRIPOLI"),
        ("text", "Rebels "),
    ]


def test_captions() -> None:
    page = ARTICLE + "\nIn this Tuesday, Sept. 17, 2013 file photo, the mayor attends a meeting.\n"
    assert kinds(page)[3:] == ["caption"]
    assert kinds(ARTICLE + "\nMen stand in a street.\nImage: Courier/Jane Doe")[3:] == ["caption", "caption"]


def test_a_line_of_a_chronicle_is_text() -> None:
    assert kinds(ARTICLE + "\n2 March 2015: The offensive begins")[3:] == ["text"]


@given(st.text(alphabet=st.sampled_from("aB .!?\n\"”U.S'1…\u2028\x00"), max_size=80))
def test_spans_are_exact_in_order_and_lose_nothing(text: str) -> None:
    end = 0
    for sentence in split(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert not text[end : sentence.start].strip()
        end = sentence.end
    assert not text[end:].strip()


@pytest.mark.parametrize("text", ["a" * 1_000_000, "1" * 1_000_000, "." * 1_000_000, "a." * 500_000])
def test_a_text_without_an_end_is_cut(text: str) -> None:
    assert max(len(sentence.text) for sentence in split(text)) <= max(MAX_SENTENCE, 1)
