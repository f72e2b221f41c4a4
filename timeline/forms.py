"""What a token can be: a form of a verb, an adverb, the end of a subject, the beginning of an object."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.vocabulary import Form, Vocabulary
from timeline.words import Token

STRICT_DETERMINERS = frozenset(["the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "no", "'s"])
_AMOUNTS = "0123456789$£€"
_QUOTES = frozenset("\"“‘'")
# What an unknown word must have behind it to be a verb.
_GOVERNS = STRICT_DETERMINERS - {"no", "'s"} | {"it", "him", "them", "us", "me"}
_NEVER = frozenset(["according", "including", "regarding", "concerning", "during", "following", "based", "bound"])


class Forms:
    """The words of one sentence, and what each can be; positions outside of it are no word."""

    def __init__(self, words: Sequence[Token], vocabulary: Vocabulary) -> None:
        self.words = words
        self.vocabulary = vocabulary
        self.grammar = grammar = vocabulary.grammar
        self.auxiliaries = grammar["be"] | grammar["have"] | grammar["do"] | grammar["future"] | grammar["modal"]

    def low(self, at: int) -> str:
        return self.words[at].low if 0 <= at < len(self.words) else ""

    def form(self, at: int) -> Form | None:
        """What the token is of a verb, None where it cannot be one: names with a capital, hyphenated words."""
        if not 0 <= at < len(self.words):
            return None
        word = self.words[at]
        if word.low in _NEVER or (at > 0 and word.is_name and not word.text.isupper()):
            return None
        return self.vocabulary.forms.get(word.low) or self.guessed(word)

    def guessed(self, word: Token) -> Form | None:
        """A verb that the vocabulary does not know, told by its ending."""
        if len(word.low) > 5 and word.low.endswith("ed") and word.low.isalpha() and not word.low.endswith("eed"):
            return Form(word.low[:-2], frozenset(("past", "part")))
        return None

    def unknown(self, at: int) -> Form | None:
        """A verb that the vocabulary does not know, told by "to" before and an object behind: "to boot the disk"."""
        low = self.low(at)
        known = low in self.vocabulary.nouns or not low.isalpha() or low in self.grammar["determiners"]
        if known or low.endswith("s") or self.words[at].is_name or self.low(at + 1) not in _GOVERNS:
            return None
        return Form(low, frozenset(("base",)))

    def skip_adverbs(self, at: int) -> int:
        while self.is_adverb(at) or self.low(at) in _QUOTES:
            at += 1
        return at

    def is_adverb(self, at: int) -> bool:
        low = self.low(at)
        return low in self.grammar["adverbs"] or low in ("not", "n't", "never") or (low.endswith("ly") and len(low) > 4)

    def shapes(self, at: int) -> frozenset[str]:
        form = self.form(self.skip_adverbs(at))
        return form.shapes if form else frozenset()

    def lemma(self, at: int) -> str:
        form = self.form(at)
        return form.lemma if form else ""

    def has_object(self, at: int) -> bool:
        """Whether a noun in -ing governs what follows like a verb: "for bombing the town"."""
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        return following is not None and (following.is_name or following.low in self.grammar["objects"] - {"to", "not"})

    def opens(self, at: int) -> bool:
        """Whether the token opens what a verb can govern: an article, a pronoun, a name, a preposition."""
        if at >= len(self.words):
            return False
        word = self.words[at]
        grammar = self.grammar
        return (
            word.is_name
            or word.text[0] in _AMOUNTS
            or word.low in grammar["objects"]
            or word.low in grammar["prepositions"]
            or word.low == "that"
        )

    def is_determined(self, at: int) -> bool:
        """Whether a word that could be a verb is a noun here, by the article before it: "the plan", "a new bid"."""
        determiners = STRICT_DETERMINERS | {"this", "that"}
        singular = self.low(at).isalpha() and not self.low(at).endswith("s")
        return singular and at >= 0 and (self.low(at - 1) in determiners or self.low(at - 2) in determiners)

    def ends_insertion(self, at: int) -> bool:
        """Whether a comma closes what was put in behind a subject: "the bank, which is small, expects"."""
        return self.low(at) == "," and any(word.text == "," for word in self.words[:at])

    def before_adverbs(self, at: int) -> int:
        while at > 0 and self.is_adverb(at):
            at -= 1
        return at

    def form_is_base(self, at: int) -> bool:
        return at >= 0 and self.shapes(at) == {"base"}

    def is_last(self, at: int) -> bool:
        return at + 1 >= len(self.words) or not self.words[at + 1].text[0].isalnum()

    def names_subject(self, at: int, *, plural: bool) -> bool:
        """Whether the token can be the last word of a subject: a name or a noun, in the plural or not."""
        if at > 0 and self.low(at) == "." and self.words[at - 1].is_name:
            at -= 1
        if at < 0:
            return False
        word = self.words[at]
        grammar = self.grammar
        if word.is_name and word.text.endswith("."):
            return not plural
        if not word.text.isalpha() or word.low in grammar["prepositions"] or word.low in grammar["determiners"]:
            return False
        if plural:
            return word.low.endswith("s") and not word.low.endswith("ss") and word.low not in self.auxiliaries
        return word.is_name or (not word.low.endswith("s") and word.low not in self.vocabulary.forms)

    def goes_on(self, at: int) -> bool:
        """Whether a form in -s is sooner a verb than a noun in the plural: "the storm continues to"."""
        return self.lemma(at) in self.grammar["states"] | self.grammar["aspectual"] | self.grammar["saying"]

    def wants(self, at: int) -> bool:
        """Whether a state of mind has an infinitive behind it and one that is in it before: "he hopes to return"."""
        form = self.form(at + 2)
        infinitive = self.low(at + 1) == "to" and form is not None and "base" in form.shapes
        mind = self.lemma(at) in self.grammar["states"]
        minded = infinitive or self.low(at + 1) in self.grammar["objects"]
        return minded and mind and self.names_subject(self.before_adverbs(at - 1), plural=False)
