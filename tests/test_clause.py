from __future__ import annotations

import pytest

from timeline.clause import verbs
from timeline.model import Span
from timeline.vocabulary import Vocabulary, vocabulary
from timeline.words import Verb, tokens


def english() -> Vocabulary:
    words = vocabulary("en")
    assert words is not None
    return words


def groups(text: str) -> list[tuple[str, Verb]]:
    words = tokens(Span(0, len(text), text))
    return [(" ".join(word.text for word in words[v.first : v.last + 1]), v) for v in verbs(words, english())]


@pytest.mark.parametrize(
    ("text", "group", "lemma", "tense"),
    [
        ("Troops have recaptured the town.", "have recaptured", "recapture", "perfect"),
        ("The refinery was liberated once before.", "was liberated", "liberate", "past"),
        ("Militants overran the city.", "overran", "overrun", "past"),
        ("The army may soon deploy there.", "may soon deploy", "deploy", "modal"),
        ("They were preparing for war.", "were preparing", "prepare", "past"),
        ("He had already left.", "had already left", "leave", "pluperfect"),
        ("The ministers will meet in Vienna.", "will meet", "meet", "future"),
        ("The president says that it is over.", "says", "say", "present"),
        ("IRAN HAS SENT a ship.", "HAS SENT", "send", "perfect"),
        ("Officials say they will leave.", "say", "say", "present"),
        ("Weir’s said it had sold the mill.", "said", "say", "past"),
        ("The firm now holds 12 ships.", "holds", "hold", "present"),
        ("The storm continues to grow.", "continues", "continue", "present"),
        ("Iran hopes to return.", "hopes", "hope", "present"),
        ("The slowdown raises questions.", "raises", "raise", "present"),
        ("Seagull Corp. expects a loss.", "expects", "expect", "present"),
        ("The bank, a small one, expects a loss.", "expects", "expect", "present"),
        ("The stock hit a low.", "hit", "hit", "past"),
        ("The rain is beginning to fall.", "is beginning", "begin", "present"),
    ],
)
def test_verb_groups(text: str, group: str, lemma: str, tense: str) -> None:
    found, verb = groups(text)[0]
    assert (found, verb.lemma, verb.tense) == (group, lemma, tense)


def test_negation_passive_and_progressive() -> None:
    (_, verb), *_ = groups("Iraq didn’t request air strikes.")
    assert verb.negated
    assert verb.lemma == "request"
    assert groups("The town was attacked.")[0][1].passive
    assert groups("They were preparing for war.")[0][1].progressive


@pytest.mark.parametrize(
    "text",
    [
        "The alleged plans of May.",
        "the attacks of the militants",
        "its shares and funds",
        "Security forces, police.",
        "the city’s protest",
        "the rescue teams to the north",
        "great hopes of the firm",
    ],
)
def test_nouns_and_adjectives_are_no_verbs(text: str) -> None:
    assert groups(text) == []


def test_clauses_cover_the_sentence_and_know_their_opener() -> None:
    text = "While troops recaptured the town last month, the city remains in danger, after militants overran the plain."
    found = [verb for _, verb in groups(text)]
    assert [verb.opener for verb in found] == ["while", "", "after"]
    assert [verb.start for verb in found[1:]] == [verb.end for verb in found[:-1]]
    assert found[0].start == 0


def test_a_participle_before_a_finite_verb_is_no_past_tense() -> None:
    (_, verb), *_ = groups("Militias allied with the army are also involved.")
    assert verb.tense == "participle"


def test_irregular_and_doubled_forms() -> None:
    for form, lemma in {
        "overran": "overrun",
        "withdrew": "withdraw",
        "stopped": "stop",
        "died": "die",
        "dying": "die",
    }.items():
        assert english().forms[form].lemma == lemma


def test_a_language_without_event_words() -> None:
    assert vocabulary("de") is None
    assert vocabulary("../en") is None


@pytest.mark.parametrize(
    ("text", "group", "tense"),
    [
        ("The firm will sell the mill and rebuild the plant.", "rebuild", "future"),
        ("Crowds came to hear the song and meet the choir.", "meet", "infinitive"),
        ("The week saw the index lose 4 %.", "lose", "infinitive"),
        ("They demanded that the army leave the town.", "leave", "infinitive"),
        ("He went to boot the disk.", "to boot", "infinitive"),
        ("He was jailed for bombing the town.", "bombing", "gerund"),
    ],
)
def test_verbs_that_another_word_governs(text: str, group: str, tense: str) -> None:
    assert (group, tense) in [(found, verb.tense) for found, verb in groups(text)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The week saw the index lose 4 %, lose heart.", "heart"),
        ("He returned to peace.", "to peace"),
        ("The bombing of the town was short.", "bombing"),
        ("The pay raises were small.", "raises"),
    ],
)
def test_what_only_looks_as_if_governed(text: str, word: str) -> None:
    assert word not in [found for found, _ in groups(text)]
