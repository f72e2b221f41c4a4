from __future__ import annotations

import pytest

from tests.test_occasion import told
from timeline.derivation import weak_nouns
from timeline.model import Article
from timeline.pipeline import read
from timeline.salience import is_entry


@pytest.mark.parametrize(
    ("verb", "noun"),
    [
        ("consolidate", "consolidations"),
        ("renew", "renewal"),
        ("invade", "invasion"),
        ("expand", "expansion"),
        ("replace", "replacement"),
        ("deny", "denial"),
        ("admit", "admission"),
        ("disappear", "disappearance"),
    ],
)
def test_nouns_are_made_of_verbs_and_have_their_class(verb: str, noun: str) -> None:
    assert weak_nouns([], {verb: "attack"}, frozenset())[noun] == "attack"


def test_what_only_looks_like_such_a_noun_is_none() -> None:
    assert "department" in weak_nouns([], {"depart": "withdrawal"}, frozenset())
    assert "department" not in weak_nouns([], {"depart": "withdrawal"}, frozenset(["department"]))
    assert not [mention for mention in told("The department on the hill.") if mention.trigger.text == "department"]


def test_a_weak_noun_is_found_and_dated_but_no_entry_of_the_timeline() -> None:
    article = Article(id="a", title="T", text="The renewal of the lease on Friday was quick.", published="2015-05-18")
    [renewal] = [mention for mention in read(article).mentions if mention.trigger.text == "renewal"]
    assert renewal.interval is not None
    assert not is_entry(renewal, "en")
