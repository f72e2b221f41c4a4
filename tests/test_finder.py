"""The two engines, RE2 and `re`, must tag alike: all languages, real-looking text, and text that means harm."""

from dataclasses import replace
from pathlib import Path
from random import Random

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import tagger
from timeline.language import Language, available, load
from timeline.openings import NOTHING, Openings, openings

ARTICLES = Path(__file__).parent.parent / "fixtures" / "articles.jsonl"
LANGUAGES = {code: load(code) for code in available()}
SLOW = {code: replace(language, engine="re") for code, language in LANGUAGES.items()}
# What no example has: odd blanks, numbers that run into words, a word doubled, an article before a sign.
ODD = ["\n", "  ", " \n ", "_", "'", "the the", "the '80s", "1500th", "4o'clock", "(", "2½", "x" * 60, "1,000,000", "0"]


def sample(language: Language, seed: int) -> str:
    """The language's examples in any order, cut and mixed with what is odd."""
    random = Random(seed)
    lines = [line for rule in language.rules.values() for line in (*rule.examples, *rule.counterexamples)]
    words = " ".join(random.sample(lines, 40)).replace("[", "").replace("]", "").split(" ")
    for _ in range(60):
        words.insert(random.randrange(len(words)), random.choice([*ODD, random.choice(words)]))
    return " ".join(words)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("seed", range(6))
def test_both_engines_tag_the_same_in_every_language(code: str, seed: int) -> None:
    text = sample(LANGUAGES[code], seed)
    found = tagger.tag(text, LANGUAGES[code])
    assert found == tagger.tag(text, SLOW[code])
    assert len(found) > 20


def test_both_engines_tag_the_same_in_articles() -> None:
    for line in ARTICLES.read_bytes().splitlines():
        article = orjson.loads(line)
        code = article.get("language", "en")
        assert tagger.tag(article["text"], LANGUAGES[code]) == tagger.tag(article["text"], SLOW[code])


WORDS = st.sampled_from(
    [
        *"on in last next month year the the of a two days ago later since March early Friday's half quarter".split(),
        *"( ) . , ' - / : é й 中 3 15 2015 1980s 44 BC mid- q3 o'clock tonight '98 end".split(),
        "\n",
        "  ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25), st.sampled_from(["", " "]))
def test_both_engines_tag_the_same_whatever_the_words(words: list[str], between: str) -> None:
    text = between.join(words)
    assert tagger.tag(text, LANGUAGES["en"]) == tagger.tag(text, SLOW["en"])


def no_reference(text: str) -> Openings:
    raise AssertionError(text)


@pytest.mark.parametrize(
    ("pattern", "whole", "begun"),
    [
        ("last month", {"last"}, set()),
        ("(?:the )?third", {"the"}, {"third"}),
        ("mid[- ]?year", {"mid"}, {"midyear"}),
        (r"q[1-4]\b", {"q"}, set()),
        ("[0-9]{1,4} days", {"0"}, set()),
        ("'[0-9]{2}", {"'"}, set()),
        ("[a-z]+ed", set(), {""}),
        (r"(?:jan|june?)\b", {"jan", "jun", "june"}, set()),
        ("[mt]on", set(), {"mon", "ton"}),
    ],
)
def test_how_a_pattern_can_begin(pattern: str, whole: set[str], begun: set[str]) -> None:
    found = openings(pattern, no_reference).finished()
    assert set(found.whole) == whole
    assert set(found.begun) == begun


def test_behind_a_frequent_word_the_next_one_counts() -> None:
    found = openings("(?:the )?(?:the end|third) of", no_reference, frozenset({"the"}))
    assert found.whole == {"the the", "the third", "the end", "third"}


def test_a_reference_begins_as_what_it_stands_for() -> None:
    months = {"<month>": Openings(whole=frozenset({"may", "june"}))}
    assert openings("(?:early )?<month> [0-9]", months.__getitem__).whole == {"early", "may", "june"}
    assert NOTHING.live == {""}
