"""How much two mentions are alike in what they say, dates left aside."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.entities import DEMONYMS, countries, group_words
from timeline.model import Mention
from timeline.senses import sense
from timeline.vocabulary import Kind, kinds, vocabulary

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
WEAK = frozenset(("statement", "other", "market"))
# What the words beside two triggers count against the likeness of their articles.
_BESIDE = 0.2


def similarity(one: Mention, other: Mention) -> float:
    """Likeness of what two mentions say, about 0 to 1, dates left aside."""
    if reality(one) != reality(other) or not _same_class(one, other):
        return 0.0
    here, there = towns(one), towns(other)
    if here and there and not here & there:
        return 0.0
    if _about_others(one, other):
        return 0.0
    words, their_words = content(one.headline), content(other.headline)
    common = words & their_words
    if not common or (len(common) < 2 and one.type != other.type):
        return 0.0
    score = 0.75 * len(common) / min(len(words), len(their_words))
    score += 0.15 if set(one.places) & set(other.places) else 0.0
    score += _by_actors(one, other)
    return score - (0.0 if one.type == other.type else 0.1)


def _about_others(one: Mention, other: Mention) -> bool:
    """Whether each headline names behind its verb what the other does not name at all: another town, another ship."""
    lands, their_lands = _lands(one), _lands(other)
    if lands and their_lands and not lands & their_lands:
        return True
    names, their_names = _objects(one), _objects(other)
    if not names or not their_names:
        return False
    return not names & set(_WORD.findall(other.headline)) and not their_names & set(_WORD.findall(one.headline))


def _lands(mention: Mention) -> set[str]:
    """The countries that a headline names behind its trigger: "sent advisers to Syria"."""
    return set(_WORD.findall(mention.headline.partition(mention.trigger.text)[2])) & countries()


def _objects(mention: Mention) -> set[str]:
    """The capitalised words of a headline behind its trigger, without those of well-known groups and countries."""
    words = _WORD.findall(mention.headline.partition(mention.trigger.text)[2])
    named = {word for word in words if word[0].isupper() or word.startswith(("al-", "el-", "ad-"))}
    return {word for word in named - group_words() - countries() if not word.endswith(DEMONYMS)}


def _by_actors(one: Mention, other: Mention) -> float:
    if not one.actors or not other.actors:
        return 0.0
    return 0.1 if set(one.actors) & set(other.actors) else -0.15


def _same_class(one: Mention, other: Mention) -> bool:
    if one.type in WEAK or other.type in WEAK:
        return one.type == other.type and trigger_stem(one) == trigger_stem(other)
    return kind_of(one).family == kind_of(other).family and {one.type, other.type} != {"capture", "recapture"}


def trigger_stem(mention: Mention) -> str:
    """What the first word that names an event says: of "announced plans" the verb."""
    return sense(mention.trigger.text.split()[0])


def retold(one: Mention, other: Mention, story: float) -> float:
    """How much two mentions look like one event when no date tells them apart, 0 to about 1.

    They must be told by words of one sense; then counts `story`, how much their articles tell one story, and the words
    of the sentences. What people say they say again and again, so that counts half.
    """
    if reality(one) != reality(other) or sense(one.trigger.text) != sense(other.trigger.text):
        return 0.0
    words, their_words = content(one.sentence.text), content(other.sentence.text)
    beside = len(words & their_words) / max(1, min(len(words), len(their_words)))
    said = "statement" in (one.type, other.type)
    return (story + _BESIDE * beside) * (0.5 if said else 1.0)


def reality(mention: Mention) -> str:
    """What happened, what is planned and what is denied are different things."""
    return "told" if mention.status in ("asserted", "reported") else mention.status


def kind_of(mention: Mention) -> Kind:
    known = kinds()
    return known.get(mention.type, known["other"])


def towns(mention: Mention) -> set[str]:
    """The places without the countries they lie in."""
    return set(mention.places) - countries()


@lru_cache(maxsize=8192)
def content(headline: str) -> frozenset[str]:
    """Stems of the words of a headline that carry meaning; words of one class of events are the same."""
    words = vocabulary("en")
    assert words is not None
    empty = words.grammar["prepositions"] | words.grammar["determiners"] | words.grammar["coordinators"]
    empty = empty | words.grammar["be"] | words.grammar["have"] | words.grammar["adverbs"] | {"to"}
    known = group_words()
    return frozenset(stem(word) for word in _WORD.findall(headline) if word.lower() not in empty and word not in known)


def stem(word: str) -> str:
    """A word's verb or singular, and for an event word of a clear class that class: "retook" is "recapture"."""
    words = vocabulary("en")
    assert words is not None
    low = word.lower().replace("’", "'").removesuffix("'s")
    lemma = words.forms[low].lemma if low in words.forms else low
    kind = words.verbs.get(lemma) or words.nouns.get(low, "other")
    if kind not in WEAK:
        return f"={kind}"
    return lemma[:-1] if len(lemma) > 4 and lemma.endswith("s") and not lemma.endswith("ss") else lemma
