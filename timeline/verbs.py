"""The verb groups of a sentence: "has recaptured", "was liberated", "may deploy", "did not request".

Reads words and their order only; no model. Takes time linear in the length of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.forms import STRICT_DETERMINERS, Forms
from timeline.vocabulary import Vocabulary
from timeline.words import Token, Verb

_QUOTING = frozenset("\"“`'‘")
# Behind these stands an adjective: "a sole publicly traded rival".
_ATTRIBUTIVE = frozenset(("publicly", "privately", "newly", "widely", "closely"))
_NEGATIONS = frozenset(("not", "n't", "never"))
_CLOSING = frozenset(("”", '"', "'", ","))
# How far behind its object a verb stands that "see", "let" and the like govern.
_GOVERNED = 5


def verb_groups(words: Sequence[Token], vocabulary: Vocabulary) -> list[Verb]:
    """The verb groups of a sentence in order; their clauses are not known yet."""
    return _Reader(words, vocabulary).groups()


class _Reader(Forms):
    """Finds the verb groups of one sentence."""

    def __init__(self, words: Sequence[Token], vocabulary: Vocabulary) -> None:
        super().__init__(words, vocabulary)
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

    def _infinitive(self, at: int) -> Verb | None:
        if self.low(at) != "to":
            return None
        chain = self.skip_adverbs(at + 1)
        if self.low(chain) in ("be", "have"):
            inner = self._chain(chain)
            return self._made(at, inner.last, inner.lemma, "infinitive", passive=inner.passive) if inner else None
        form = self.form(chain) or self.unknown(chain)
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
            helpers.append(self.low(here))
            last = here
            here = self.skip_adverbs(here + 1)
        if "be" in self._classes(helpers[-1]) and self.low(here) in STRICT_DETERMINERS:
            return self._copula(at, last, helpers)
        form = self.form(here)
        shapes = form.shapes if form else frozenset()
        wanted = self._wanted(helpers[-1])
        if form and shapes & wanted:
            passive = "be" in self._classes(helpers[-1]) and "ing" not in shapes
            progressive = "ing" in shapes
            tense = self._tense(helpers)
            return self._made(at, here, form.lemma, tense, passive=passive, progressive=progressive)
        return self._copula(at, last, helpers)

    def _is_auxiliary(self, at: int) -> bool:
        low = self.low(at)
        if low == "'s":
            return self.low(at - 1) in self.grammar["pronouns"] and self.shapes(at + 1) & {"ing", "part"} != set()
        if (low == "can" and self.low(at - 1) in STRICT_DETERMINERS) or (low == "may" and self.words[at].text == "May"):
            return False
        return low in self.auxiliaries

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
        inside = {self.low(at) for at in range(first, last)} | {self.low(first - 1)}
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
        form = self.form(at)
        if form is None:
            return None
        tense = self._tense_alone(at, form.shapes)
        return self._made(at, at, form.lemma, tense, passive=tense == "participle") if tense else None

    def _tense_alone(self, at: int, shapes: frozenset[str]) -> str | None:
        before = self.low(at - 1)
        if "base" in shapes and before in ("help", "helps", "helped", "helping"):
            return "infinitive"
        if "ing" in shapes:
            return "gerund" if self._is_gerund(at, before) else None
        if at == 0:
            return "participle" if "part" in shapes and "base" not in shapes and self._hangs_loose() else None
        if self._is_attributive(at) and not self._is_said_by_firm(at, shapes):
            return None
        if "past" in shapes and "base" not in shapes:
            return self._past_or_participle(at, before)
        if "part" in shapes and "base" not in shapes:
            return "participle"
        if "base" in shapes and (bare := self._bare(at, before)):
            return bare
        if self._is_present(at, shapes, before) or self._is_inverted(at, shapes, before):
            return "past" if "past" in shapes and "s" not in shapes and self._singular_subject(at) else "present"
        return None

    def _bare(self, at: int, before: str) -> str | None:
        """Tense of a base form that another verb governs: "will sell and [rebuild]", "saw the index [lose] 4 %"."""
        left = self.found[-1] if self.found else None
        following = self.low(at + 1)
        governs = self.lemma(at) in self.grammar["only_verbs"] or following in self.grammar["objects"]
        governs = governs or (following.isalpha() and following.endswith("s") and following not in self.auxiliaries)
        if left is None or not governs:
            return None
        if before in ("and", "or") and left.tense in ("infinitive", "future", "modal"):
            return left.tense
        marked = any(word.text in ",;:" for word in self.words[left.last : at])
        near = left.lemma in self.grammar["bare_after"] and 1 < at - left.last <= _GOVERNED and not marked
        return "infinitive" if near and self.names_subject(at - 1, plural=False) else None

    def _hangs_loose(self) -> bool:
        """Whether a participle opens the sentence: "Unveiled in April, the chip", "Rated B by an agency"."""
        low = self.low(1)
        return low in self.grammar["prepositions"] or low in self.grammar["no_names"] or low in self.grammar["adverbs"]

    def _is_attributive(self, at: int) -> bool:
        """Whether an article stands before a form, with no more than adverbs and quotation marks between."""
        here = at - 1
        while here > 0 and self._describes(here):
            here -= 1
        return self.low(here) in STRICT_DETERMINERS or self.low(at - 1) in _ATTRIBUTIVE

    def _describes(self, at: int) -> bool:
        """Whether a word can stand between an article and an adjective: "the 1989 [unconsolidated]", "the most"."""
        low = self.low(at)
        adverb = self.is_adverb(at) and low not in _NEGATIONS
        return adverb or low in _QUOTING or low in ("most", "more", "less", "least") or low.isdigit()

    def _is_said_by_firm(self, at: int, shapes: frozenset[str]) -> bool:
        """Whether a firm of the possessive kind says it: "Weir's said", no "the city's protest"."""
        reporting = self.vocabulary.verbs.get(self.lemma(at)) == "statement"
        return self.low(at - 1) == "'s" and reporting and "past" in shapes and "base" not in shapes

    def _past_or_participle(self, at: int, before: str) -> str | None:
        """Past tense, or a participle ("the city captured by"), or None for an adjective ("by armed men")."""
        following = self.low(at + 1)
        if before in self.grammar["prepositions"] - {"as", "than", "since", "like", "before", "after", "until"}:
            return None
        if before in self.grammar["coordinators"] and not self.found:
            return None
        return "participle" if following == "by" else "past"

    def _is_gerund(self, at: int, before: str) -> bool:
        if before in STRICT_DETERMINERS:
            return False
        if self.low(at) in self.vocabulary.nouns and before not in (",", "while"):
            return before in self.grammar["prepositions"] and self.has_object(at)
        return at == 0 or before in self.grammar["prepositions"] or before in (",", "and", "or") or self.opens(at + 1)

    def _is_present(self, at: int, shapes: frozenset[str], before: str) -> bool:
        """Whether "plans", "hit" or "say" is a verb here and no noun, told by a subject before and an object behind."""
        end = self.before_adverbs(at - 1)
        if self.low(end).endswith("day") and self.low(end) in self.grammar["no_names"]:
            return False
        if self._is_surely_present(at, shapes, end):
            return True
        if self.low(at) in self.grammar["nouns_rather"] and before not in self.grammar["pronouns"]:
            return "s" in shapes and self.wants(at)
        subject = self.low(end)
        if self.found and self.found[-1].last == end - 1 and subject not in self.grammar["pronouns"]:
            return False
        if "s" in shapes:
            acts = subject in self.grammar["pronouns"] or self.names_subject(end, plural=False)
            acts = acts or (self.goes_on(at) and self.form_is_base(end))
        else:
            acts = subject in self.grammar["plural_subjects"] or self.names_subject(end, plural="past" not in shapes)
            acts = acts or ("past" in shapes and self.is_determined(end))
        governs = self.lemma(at) in self.grammar["saying"]
        return acts and (governs or self.opens(self.skip_adverbs(at + 1)) or self.is_last(at))

    def _is_surely_present(self, at: int, shapes: frozenset[str], end: int) -> bool:
        """Whether a form that is no noun has the end of a subject before it: "the slowdown raises questions"."""
        if self.lemma(at) not in self.grammar["only_verbs"] or self.low(at) in self.grammar["nouns_rather"]:
            return False
        if (self.found and self.found[-1].last == end) or self._is_auxiliary(min(at + 1, len(self.words) - 1)):
            return False
        if "s" in shapes:
            return self.names_subject(end, plural=False) or self.is_determined(end) or self.ends_insertion(end)
        return shapes == {"base"} and (self.names_subject(end, plural=True) or self.ends_insertion(end))

    def _is_inverted(self, at: int, shapes: frozenset[str], before: str) -> bool:
        """Whether a reporting verb stands between a quotation and its speaker: "…," says the mayor."""
        form = self.form(at)
        reporting = form is not None and self.vocabulary.verbs.get(form.lemma) == "statement"
        return reporting and before in _CLOSING and "s" in shapes and self.opens(at + 1)

    def _singular_subject(self, at: int) -> bool:
        return self.low(at - 1) not in {"we", "you", "they", "i", "who"} or "past" in self.shapes(at)
