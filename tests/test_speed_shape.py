"""No text is much slower to read than news: the time for each character, or where times stand thick, for each match.

The one test with a clock: what a text can make slow, a text can stop. Both sides of every comparison are measured here
and now, as CPU time, the least of several runs.
"""

from collections.abc import Callable
from pathlib import Path
from time import process_time

import orjson
import pytest

from bench.hostile import dense_texts, hostile_texts
from timeline import tagger
from timeline.interval import day_interval, ordinal
from timeline.language import load
from timeline.resolver import resolve

ENGLISH = load("en")
ANCHOR = day_interval(ordinal(2015, 5, 18))
ARTICLES = (Path(__file__).parent.parent / "fixtures" / "articles.jsonl").read_bytes().splitlines()
NEWS = [record["text"] for record in map(orjson.loads, ARTICLES) if record.get("language", "en") == "en"]
LENGTH = 200_000
DENSE_LENGTH = 20_000
MOST = 3
MOST_DENSE = 4


def read(text: str) -> None:
    resolve(tagger.tag(text, ENGLISH), text, ANCHOR, ENGLISH)


def seconds(texts: list[str]) -> float:
    def once() -> float:
        begun = process_time()
        for text in texts:
            read(text)
        return process_time() - begun

    return min(once() for _ in range(4))


def matches(text: str) -> int:
    search = ENGLISH.finder.open(ENGLISH.fold(text))
    count = position = 0
    while span := search(position):
        count, position = count + 1, span[1]
    return count


@pytest.fixture(scope="module")
def news_by_character() -> Callable[[], float]:
    """Asked anew for every comparison, so that a busy machine slows both sides."""
    length = sum(map(len, NEWS))
    return lambda: seconds(NEWS) / length


@pytest.mark.parametrize("name", hostile_texts("x", 10))
def test_a_hostile_text_costs_no_more_by_the_character(name: str, news_by_character: Callable[[], float]) -> None:
    text = hostile_texts("\n".join(NEWS), LENGTH)[name]
    assert seconds([text]) / len(text) < MOST * news_by_character()


@pytest.mark.parametrize("name", dense_texts(10))
def test_a_text_full_of_times_costs_no_more_by_the_match(name: str) -> None:
    text = dense_texts(DENSE_LENGTH)[name]
    by_match = seconds(NEWS) / sum(map(matches, NEWS))
    assert seconds([text]) / matches(text) < MOST_DENSE * by_match


def test_twice_the_text_takes_twice_the_time() -> None:
    half = DENSE_LENGTH // 2
    for short, long in zip(dense_texts(half).values(), dense_texts(2 * half).values(), strict=True):
        assert seconds([long]) < MOST * seconds([short])
