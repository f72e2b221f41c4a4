"""The verb groups of a sentence: "has recaptured", "was liberated", "may deploy", "did not request".

Reads words and their order only; no model. Takes time linear in the length of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.vocabulary import Form, Vocabulary
from timeline.words import Token, Verb

STRICT_DETERMINERS = frozenset(["the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "no", "'s"])
_AMOUNTS = "0123456789$£€"
_CLOSING = frozenset(("”", '"', "'", ","))
_QUOTES = frozenset("\"“‘'")
_NEVER = frozenset(["according", "including", "regarding", "concerning", "during", "following", "based"])


def verb_groups(words: Sequence[Token], vocabulary: Vocabulary) -> list[Verb]:
    """The verb groups of a sentence in order; their clauses are not known yet."""
    return _Reader(words, vocabulary).groups()


class _Reader:
    """Finds the verb groups of one sentence."""

    def __init__(self, words: Sequence[Token], vocabulary: Vocabulary) -> None:
        self.words = words
        self.vocabulary = vocabulary
        grammar = vocabulary.grammar
        self.auxiliaries = grammar["be"] | grammar["have"] | grammar["do"] | grammar["future"] | grammar["modal"]
        self.grammar = grammar
        self.found: list[Verb] = []

    def groups(self) -> list[Verb]:
        """Every verb group, in order."""
        at = 0
        while at < len(self.words):
            verb = self._infinitive(at) or self._chain(at) or self._single(at)
            if verb:
                self.found.append(verb)
            at = verb.last + 1 if verb else at + 1
        return self.found

    def _low(self, at: int) -> str:
        return self.words[at].low if 0 <= at < len(self.words) else ""

    def _form(self, at: int) -> Form | None:
        """What the token is of a verb, None where it cannot be one: names with a capital, hyphenated words."""
        if not 0 <= at < len(self.words):
            return None
        word = self.words[at]
        if word.low in _NEVER or (at > 0 and word.is_name and not word.text.isupper()):
            return None
        return self.vocabulary.forms.get(word.low) or self._guessed(word)

    def _guessed(self, word: Token) -> Form | None:
        """A verb that the vocabulary does not know, told by its ending."""
        if len(word.low) > 5 and word.low.endswith("ed") and word.low.isalpha() and not word.low.endswith("eed"):
            return Form(word.low[:-2], frozenset(("past", "part")))
        return None

    def _skip_adverbs(self, at: int) -> int:
        while self._is_adverb(at) or self._low(at) in _QUOTES:
            at += 1
        return at

    def _is_adverb(self, at: int) -> bool:
        low = self._low(at)
        return low in self.grammar["adverbs"] or low in ("not", "n't", "never") or (low.endswith("ly") and len(low) > 4)

    def _infinitive(self, at: int) -> Verb | None:
        if self._low(at) != "to":
            return None
        chain = self._skip_adverbs(at + 1)
        if self._low(chain) in ("be", "have"):
            inner = self._chain(chain)
            return self._made(at, inner.last, inner.lemma, "infinitive", passive=inner.passive) if inner else None
        form = self._form(chain)
        if form and "base" in form.shapes:
            return self._made(at, chain, form.lemma, "infinitive")
        return None

    def _chain(self, at: int) -> Verb | None:
        """Auxiliaries and what follows them: "has recaptured", "was liberated", "may deploy", "did not request"."""
        if not self._is_auxiliary(at):
            return None
        helpers: list[str] = []
        last = here = at
        while self._is_auxiliary(here):
            helpers.append(self._low(here))
            last = here
            here = self._skip_adverbs(here + 1)
        if "be" in self._classes(helpers[-1]) and self._low(here) in STRICT_DETERMINERS:
            return self._copula(at, last, helpers)
        form = self._form(here)
        shapes = form.shapes if form else frozenset()
        wanted = self._wanted(helpers[-1])
        if form and shapes & wanted:
            passive = "be" in self._classes(helpers[-1]) and "ing" not in shapes
            progressive = "ing" in shapes
            tense = self._tense(helpers)
            return self._made(at, here, form.lemma, tense, passive=passive, progressive=progressive)
        return self._copula(at, last, helpers)

    def _is_auxiliary(self, at: int) -> bool:
        low = self._low(at)
        if low == "'s":
            return self._low(at - 1) in self.grammar["pronouns"] and self._shapes(at + 1) & {"ing", "part"} != set()
        if (low == "can" and self._low(at - 1) in STRICT_DETERMINERS) or (
            low == "may" and self.words[at].text == "May"
        ):
            return False
        return low in self.auxiliaries

    def _shapes(self, at: int) -> frozenset[str]:
        form = self._form(self._skip_adverbs(at))
        return form.shapes if form else frozenset()

    def _classes(self, helper: str) -> frozenset[str]:
        return frozenset(name for name in ("be", "have", "do", "future", "modal") if helper in self.grammar[name])

    def _wanted(self, helper: str) -> frozenset[str]:
        """Shapes of a main verb that can follow an auxiliary."""
        classes = self._classes(helper)
        if "be" in classes:
            return frozenset(("part", "ing"))
        return frozenset(("part",)) if "have" in classes else frozenset(("base",))

    def _copula(self, at: int, last: int, helpers: list[str]) -> Verb:
        classes = self._classes(helpers[-1])
        lemma = next((name for name in ("be", "have", "do") if name in classes), "be")
        return self._made(at, last, lemma, self._tense(helpers[:-1] or helpers, alone=len(helpers) == 1))

    def _tense(self, helpers: list[str], *, alone: bool = False) -> str:
        first = helpers[0]
        if first in self.grammar["future"]:
            return "future"
        if first in self.grammar["modal"]:
            return "modal"
        if first in self.grammar["have"] and not alone:
            return "pluperfect" if first == "had" else "participle" if first == "having" else "perfect"
        if first in ("was", "were", "did", "had"):
            return "past"
        return "participle" if first in ("being", "having", "been", "be") else "present"

    def _made(
        self, first: int, last: int, lemma: str, tense: str, *, passive: bool = False, progressive: bool = False
    ) -> Verb:
        inside = {self._low(at) for at in range(first, last)} | {self._low(first - 1)}
        return Verb(
            first=first,
            last=last,
            lemma=lemma,
            tense=tense,
            negated=bool(inside & {"not", "n't", "never", "nobody", "cannot"}) and "only" not in inside,
            passive=passive,
            progressive=progressive,
            hedged=bool(inside & self.grammar["hedges"]),
        )

    def _single(self, at: int) -> Verb | None:
        """A verb without an auxiliary."""
        form = self._form(at)
        if form is None:
            return None
        tense = self._tense_alone(at, form.shapes)
        return self._made(at, at, form.lemma, tense, passive=tense == "participle") if tense else None

    def _tense_alone(self, at: int, shapes: frozenset[str]) -> str | None:
        before = self._low(at - 1)
        if "base" in shapes and before in ("help", "helps", "helped", "helping"):
            return "infinitive"
        if "ing" in shapes:
            return "gerund" if self._is_gerund(at, before) else None
        if (before in STRICT_DETERMINERS and not self._is_said_by_firm(at, shapes)) or at == 0:
            return None
        if "past" in shapes and "base" not in shapes:
            return self._past_or_participle(at, before)
        if "part" in shapes and "base" not in shapes:
            return "participle"
        if self._is_present(at, shapes, before) or self._is_inverted(at, shapes, before):
            return "past" if "past" in shapes and "s" not in shapes and self._singular_subject(at) else "present"
        return None

    def _is_said_by_firm(self, at: int, shapes: frozenset[str]) -> bool:
        """Whether a firm of the possessive kind says it: "Weir's said", no "the city's protest"."""
        reporting = self.vocabulary.verbs.get(self._lemma(at)) == "statement"
        return self._low(at - 1) == "'s" and reporting and "past" in shapes and "base" not in shapes

    def _lemma(self, at: int) -> str:
        form = self._form(at)
        return form.lemma if form else ""

    def _past_or_participle(self, at: int, before: str) -> str | None:
        """Past tense, or a participle ("the city captured by"), or None for an adjective ("by armed men")."""
        following = self._low(at + 1)
        if before in self.grammar["prepositions"] - {"as", "than", "since", "like", "before", "after", "until"}:
            return None
        if before in self.grammar["coordinators"] and not self.found:
            return None
        return "participle" if following == "by" else "past"

    def _is_gerund(self, at: int, before: str) -> bool:
        if before in STRICT_DETERMINERS or (self._low(at) in self.vocabulary.nouns and before not in (",", "while")):
            return False
        return at == 0 or before in self.grammar["prepositions"] or before in (",", "and", "or") or self._opens(at + 1)

    def _opens(self, at: int) -> bool:
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

    def _is_present(self, at: int, shapes: frozenset[str], before: str) -> bool:
        """Whether "plans", "hit" or "say" is a verb here and no noun, told by a subject before and an object behind."""
        if self._low(at) in self.grammar["nouns_rather"] and before not in self.grammar["pronouns"]:
            return "s" in shapes and self._wants(at)
        end = self._before_adverbs(at - 1)
        subject = self._low(end)
        if self.found and self.found[-1].last == end - 1 and subject not in self.grammar["pronouns"]:
            return False
        if "s" in shapes:
            acts = subject in self.grammar["pronouns"] or self._names_subject(end, plural=False)
            acts = acts or (self._goes_on(at) and self._form_is_base(end))
        else:
            acts = subject in self.grammar["plural_subjects"] or self._names_subject(end, plural="past" not in shapes)
        governs = self._lemma(at) in self.grammar["saying"]
        return acts and (governs or self._opens(self._skip_adverbs(at + 1)) or self._is_last(at))

    def _before_adverbs(self, at: int) -> int:
        while at > 0 and self._is_adverb(at):
            at -= 1
        return at

    def _wants(self, at: int) -> bool:
        """Whether a state of mind has an infinitive behind it and one that is in it before: "he hopes to return"."""
        form = self._form(at + 2)
        infinitive = self._low(at + 1) == "to" and form is not None and "base" in form.shapes
        mind = self._lemma(at) in self.grammar["states"]
        minded = infinitive or self._low(at + 1) in self.grammar["objects"]
        return minded and mind and self._names_subject(self._before_adverbs(at - 1), plural=False)

    def _goes_on(self, at: int) -> bool:
        """Whether a form in -s is sooner a verb than a noun in the plural: "the storm continues to"."""
        return self._lemma(at) in self.grammar["states"] | self.grammar["aspectual"] | self.grammar["saying"]

    def _form_is_base(self, at: int) -> bool:
        return at >= 0 and self._shapes(at) == {"base"}

    def _is_last(self, at: int) -> bool:
        return at + 1 >= len(self.words) or not self.words[at + 1].text[0].isalnum()

    def _is_inverted(self, at: int, shapes: frozenset[str], before: str) -> bool:
        """Whether a reporting verb stands between a quotation and its speaker: "…," says the mayor."""
        form = self._form(at)
        reporting = form is not None and self.vocabulary.verbs.get(form.lemma) == "statement"
        return reporting and before in _CLOSING and "s" in shapes and self._opens(at + 1)

    def _names_subject(self, at: int, *, plural: bool) -> bool:
        """Whether the token can be the last word of a subject: a name or a noun, in the plural or not."""
        if at < 0:
            return False
        word = self.words[at]
        grammar = self.grammar
        if not word.text.isalpha() or word.low in grammar["prepositions"] or word.low in grammar["determiners"]:
            return False
        if plural:
            return word.low.endswith("s") and not word.low.endswith("ss") and word.low not in self.auxiliaries
        return word.is_name or (not word.low.endswith("s") and word.low not in self.vocabulary.forms)

    def _singular_subject(self, at: int) -> bool:
        return self._low(at - 1) not in {"we", "you", "they", "i", "who"} or "past" in self._shapes(at)
