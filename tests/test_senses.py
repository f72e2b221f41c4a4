from __future__ import annotations

import pytest

from timeline.senses import root, sense
from timeline.story import same_story


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nominated", "nominee"),
        ("resigns", "resignation"),
        ("killed", "dead"),
        ("arrest", "apprehended"),
        ("gunned down", "shooting"),
        ("crash", "collision"),
        ("acquire", "takeover"),
    ],
)
def test_words_that_tell_one_thing(one: str, other: str) -> None:
    assert sense(one) == sense(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("arrested", "killed"), ("rise", "fall"), ("buy", "sell"), ("opened", "closed")],
)
def test_words_that_tell_two_things(one: str, other: str) -> None:
    assert sense(one) != sense(other)


def test_a_root_keeps_three_letters() -> None:
    assert root("die") == "die"
    assert root("nominations") == root("nominate")


MILL = "The mill in Leeds burned on Friday. Ellen Brandt of Seagull Corp. saw it from York Street."
AGAIN = "Brandt, who works at Seagull Corp. in Leeds, fled when a mill in York Street caught fire."
BRIDGE = "The bridge in Tikrit fell on Friday. Omar Haddad saw it from the Tigris."


def test_articles_of_one_story_write_the_same_names() -> None:
    assert same_story(MILL, AGAIN) > 0.5
    assert same_story(MILL, BRIDGE) < 0.1
    assert same_story(MILL, MILL) == pytest.approx(1)
    assert same_story("no name", "no name") == 0
