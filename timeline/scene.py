"""One sentence with all that was read in it: words, verb groups, names, times and the nouns that name events."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace

from timeline.clause import verbs
from timeline.entities import Name, countries, names
from timeline.forms import STRICT_DETERMINERS
from timeline.model import Span, Timex
from timeline.vocabulary import Vocabulary
from timeline.words import Token, Verb, tokens

REACH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A sentence: its words, verb groups, names and times.

    `timed` holds the tokens that belong to a time, `grouped` those of verb groups, `event_nouns` those that are nouns
    naming events; `subjects` keeps what `timeline.subject` found of each verb.
    """

    sentence: Span
    words: tuple[Token, ...]
    verbs: tuple[Verb, ...]
    names: tuple[Name, ...]
    timexes: tuple[Timex, ...]
    timed: frozenset[int]
    grouped: frozenset[int]
    vocabulary: Vocabulary
    event_nouns: tuple[int, ...] = ()
    subjects: dict[int, list[int]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def strong_nouns(self) -> tuple[int, ...]:
        """Those of `event_nouns` that can make an entry of a timeline, and so have a time of their own."""
        return tuple(at for at in self.event_nouns if self.words[at].low not in self.vocabulary.weak)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The words that name an event: tokens[first] to tokens[last].

    `at` is the position in `scene.verbs` of its verb, or of the verb whose clause holds the noun; None without verbs.
    `start` to `end` are the tokens of its clause (of a noun: of its phrase), end exclusive.
    """

    first: int
    last: int
    lemma: str
    kind: str
    is_noun: bool
    at: int | None
    start: int
    end: int


def scene(sentence: Span, timexes: Sequence[Timex], vocabulary: Vocabulary) -> Scene:
    """A sentence read: words, verb groups and clauses, names, and its own times among `timexes`."""
    words = _recased(tokens(sentence), vocabulary)
    own = tuple(timex for timex in timexes if sentence.start <= timex.start and timex.end <= sentence.end)
    timed = frozenset(at for timex in own for at in covered(words, timex.start, timex.end) if not _is_vague(timex))
    found = [verb for verb in verbs(words, vocabulary) if verb.last not in timed]
    grouped = frozenset(at for verb in found for at in range(verb.first, verb.last + 1))
    read = Scene(
        sentence=sentence,
        words=words,
        verbs=tuple(found),
        names=tuple(names(words, vocabulary, timed | grouped)),
        timexes=own,
        timed=timed,
        grouped=grouped,
        vocabulary=vocabulary,
    )
    return replace(read, event_nouns=tuple(at for at in range(len(words)) if _names_event(read, at)))


def _is_vague(timex: Timex) -> bool:
    """Whether an expression only describes, and names no time: "recent", "current", "former"."""
    return timex.dates is None and timex.text.isalpha() and timex.reading is not None and timex.reading.type == "DATE"


def _recased(words: list[Token], vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The words, with an opening in capitals ("IRAN HAS SENT a ship") written as elsewhere in a text."""
    end = next((at for at, word in enumerate(words) if not word.text.isupper()), len(words))
    if end < 2 or not any(
        word.low in vocabulary.forms or word.low in vocabulary.grammar["have"] for word in words[:end]
    ):
        return tuple(words)
    lowered = vocabulary.forms.keys() | frozenset().union(*vocabulary.grammar.values())
    opening = (word._replace(text=_in_small_letters(word, lowered)) for word in words[:end])
    return (*opening, *words[end:])


def _in_small_letters(word: Token, lowered: Container[str]) -> str:
    """A word of capitals as elsewhere in a text: a verb small, a name with one capital, "NATO" and "EU" as they are."""
    if word.low in lowered:
        return word.low
    return word.text if len(word.text) < 5 and word.low.title() not in countries() else word.low.title()


def covered(words: Sequence[Token], start: int, end: int) -> Iterator[int]:
    """Positions of the tokens that share a code point with a stretch of the text."""
    return (at for at, word in enumerate(words) if word.start < end and start < word.end)


def _names_event(scene: Scene, at: int) -> bool:
    """Whether the token is a noun that names an event: the head of its phrase, no name, no part of a verb group."""
    word = scene.words[at]
    named = word.low in scene.vocabulary.nouns or _is_verbal(scene, at)
    if not named or at in scene.timed or at in scene.grouped:
        return False
    if word.is_name and at > 0 and not _named_event(scene, at):
        return False
    return not _modifies(scene, at)


def _is_verbal(scene: Scene, at: int) -> bool:
    """Whether a form in -ing is a noun: "the closing of a plant", "heavy selling by funds"."""
    form = scene.vocabulary.forms.get(scene.words[at].low)
    if form is None or form.shapes != {"ing"} or at == 0:
        return False
    following = scene.words[at + 1].low if at + 1 < len(scene.words) else ""
    return scene.words[at - 1].low in STRICT_DETERMINERS or following in ("of", "by")


def _named_event(scene: Scene, at: int) -> bool:
    """Whether a capitalised noun names an event all the same: "the Beiji Operation", "The Operation to retake"."""
    return scene.words[at - 1].low == "the" or any(name.last == at - 1 for name in scene.names)


def _modifies(scene: Scene, at: int) -> bool:
    """Whether another noun follows, so that this one only describes it: "attack helicopter", "election campaign"."""
    if at + 1 >= len(scene.words) or at + 1 in scene.timed:
        return False
    following = scene.words[at + 1]
    if not following.text.isalpha() or following.is_name or at + 1 in scene.grouped:
        return False
    grammar = scene.vocabulary.grammar
    closed = ("prepositions", "coordinators", "subordinators", "relative", "determiners", "pronouns", "adverbs", "if")
    return not any(following.low in grammar[name] for name in closed) and following.low not in (
        "to",
        "not",
        "so",
        "ago",
    )


def noun_phrase(scene: Scene, at: int) -> tuple[int, int]:
    """Tokens of the phrase around a noun: its article and adjectives, and what "of", "on", "by" add after it."""
    start = at
    while start > 0 and at - start < REACH and not _bounds_left(scene, start - 1):
        start -= 1
    end = at + 1
    while end < len(scene.words) and end - at < 2 * REACH and not _bounds_right(scene, end):
        end += 1
    return start, end


def _bounds_left(scene: Scene, at: int) -> bool:
    word = scene.words[at]
    grammar = scene.vocabulary.grammar
    if at in scene.grouped or at in scene.timed or word.text in ',;:—–()"“”':
        return True
    return any(
        word.low in grammar[name] for name in ("prepositions", "coordinators", "subordinators", "relative", "if")
    )


def _bounds_right(scene: Scene, at: int) -> bool:
    word = scene.words[at]
    grammar = scene.vocabulary.grammar
    if at in scene.grouped or word.text in ',;:—–()"“”.!?' or _opens_phrase(scene, at):
        return True
    return any(word.low in grammar[name] for name in ("coordinators", "subordinators", "relative", "if"))


def _opens_phrase(scene: Scene, at: int) -> bool:
    """Whether an article begins another phrase: "before the war | the plant supplied"."""
    before = scene.words[at - 1]
    joining = scene.vocabulary.grammar["prepositions"] | scene.vocabulary.grammar["determiners"]
    return scene.words[at].low in ("the", "a", "an") and before.low not in joining and before.text.isalpha()
