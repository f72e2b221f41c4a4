"""What a reader sees of an event: who did what where, in at most 90 code points, without its time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from timeline.brevity import finished
from timeline.forms import STRICT_DETERMINERS
from timeline.scene import Scene, Trigger, covered
from timeline.words import Token, Verb

_OBJECT_CONTROL = frozenset(
    "ask allow force help enable tell urge order persuade cause want expect require permit call let make".split()
)
_CUT = frozenset(";:—–-()[]")
_MARKS = frozenset(",;:—–-()\"“”'‘’`[].!?…")
_LONGEST_CHAIN = 16
# A subject is sought so many verbs back; farther no reader would find it.
_FARTHEST = 12


def headline(scene: Scene, trigger: Trigger, known: dict[str, str]) -> str:
    """Headline of a trigger's event.

    `known` maps what a text calls short to its full name ("the refinery" → "Beiji refinery", "he" → a person).
    A pronoun that stands for nobody known is dropped.
    """
    if trigger.is_noun:
        return _of_noun(scene, trigger, known)
    assert trigger.at is not None
    verb = scene.verbs[trigger.at]
    subject = _shown(scene, subject_of(scene, trigger.at), known)
    group = _verb_words(scene, verb, bool(subject))
    told = _shown(scene, _rest(scene, trigger), known)
    if trigger.kind == "statement" and not verb.passive and _ends_report(scene, trigger.at, told):
        return finished(_quoted(scene, subject, group, trigger, known), scene.vocabulary, _least(scene, trigger))
    return finished(" ".join(part for part in (subject, group, told) if part), scene.vocabulary, _least(scene, trigger))


def _of_noun(scene: Scene, trigger: Trigger, known: dict[str, str]) -> str:
    """The noun's phrase; where that is one word, what its clause says."""
    phrase = finished(_shown(scene, range(trigger.start, trigger.end), known), scene.vocabulary, _least(scene, trigger))
    if " " in phrase or trigger.at is None:
        return phrase
    verb = scene.verbs[trigger.at]
    kind = scene.vocabulary.verbs.get(verb.lemma, "other")
    clause = replace(trigger, is_noun=False, kind=kind, start=verb.start, end=verb.end)
    return headline(scene, clause, known) or phrase


def _ends_report(scene: Scene, at: int, told: str) -> bool:
    """Whether a reporting verb stands after what it reports: "…, the officials said earlier"."""
    verb = scene.verbs[at]
    if verb.start == 0:
        return False
    adverbs = scene.vocabulary.grammar["adverbs"]
    marked = verb.last + 1 < len(scene.words) and scene.words[verb.last + 1].text in _MARKS
    closing = at == len(scene.verbs) - 1 > 0 and scene.words[verb.start].text in _MARKS
    return marked or closing or all(word in adverbs for word in told.split())


def _least(scene: Scene, trigger: Trigger) -> str:
    """The last word that a headline must keep: its verb, and the verb of what somebody said; of a noun the noun."""
    at = trigger.at
    if trigger.is_noun or at is None:
        return scene.words[trigger.last].text
    if trigger.kind == "statement" and at + 1 < len(scene.verbs):
        at = _content_verb(scene, at + 1)
    return scene.words[scene.verbs[at].last].text


def _content_verb(scene: Scene, at: int) -> int:
    """The main verb of what is said: no relative clause's, no participle's ("the body [found on a road] was his")."""
    relative = scene.vocabulary.grammar["relative"]
    while at + 1 < len(scene.verbs):
        verb, following = scene.verbs[at], scene.verbs[at + 1]
        if verb.opener not in relative and not (following.finite and following.start == following.first):
            break
        at += 1
    return at


def _quoted(scene: Scene, subject: str, group: str, trigger: Trigger, known: dict[str, str]) -> str:
    """Who said what, where the words reported stand before: "…, the United Nations said"."""
    before = range(trigger.start)
    content = _shown(scene, before, known)
    lead = " ".join(part for part in (subject, group) if part)
    return f"{lead}: {content}" if content else lead


def _verb_words(scene: Scene, verb: Verb, with_subject: bool) -> str:
    kept = [at for at in range(verb.first, verb.last + 1) if at not in scene.timed]
    while kept and not with_subject and (scene.words[kept[0]].low == "to" or scene.words[kept[0]].text[0] in "'’"):
        kept.pop(0)
    return _joined(scene.words, kept)


def subject_of(scene: Scene, at: int) -> list[int]:
    """Tokens of who does what a verb says, [] when the sentence does not tell."""
    for _ in range(_FARTHEST):
        verb = scene.verbs[at]
        own = _own_subject(scene, at, verb)
        if own:
            return own
        if at == 0:
            return _noun_phrase(scene, verb.start, verb.first)
        at = _governing(scene, at)
    return []


def _governing(scene: Scene, at: int) -> int:
    """The verb whose subject one without its own shares: the one before, for a finite verb the finite one before."""
    left = at - 1
    while scene.verbs[at].finite and left > 0 and not scene.verbs[left].finite:
        left -= 1
    return left


def _own_subject(scene: Scene, at: int, verb: Verb) -> list[int]:
    left = scene.verbs[at - 1] if at else None
    if verb.tense == "infinitive" or verb.tense == "gerund":
        controlled = left is not None and left.lemma in _OBJECT_CONTROL and verb.tense == "infinitive"
        return _noun_phrase(scene, left.last + 1, verb.first) if controlled and left else []
    relative = verb.opener in scene.vocabulary.grammar["relative"]
    if left and verb.finite and left.tense == "infinitive" and left.start < left.first and verb.start == verb.first:
        return _noun_phrase(scene, left.start, left.first) + list(range(left.first, verb.first))
    phrase = _noun_phrase(scene, verb.start, verb.first)
    if phrase and not (relative and len(phrase) == 1 and scene.words[phrase[0]].low == verb.opener):
        return phrase
    if relative or (verb.passive and verb.tense == "participle"):
        return _antecedent(scene, left.last + 1 if left else 0, verb.start if relative else verb.first)
    return []


def _noun_phrase(scene: Scene, start: int, end: int) -> list[int]:
    """The subject among tokens: without what opens the clause, phrases set before a comma, and marks."""
    grammar = scene.vocabulary.grammar
    kept = [at for at in range(start, end) if at not in scene.timed]
    opening = ("coordinators", "subordinators", "if", "adverbs")
    first = kept[0] if kept else start
    led = bool(kept) and scene.words[first].low in grammar["subordinators"]
    while kept and _opens_clause(scene.words[kept[0]], grammar, opening):
        kept.pop(0)
    if kept and scene.words[kept[0]].low in grammar["relative"]:
        kept.pop(0)
    if led and (start in scene.timed or scene.words[first].low in grammar["prepositions"]):
        kept = _after_comma(scene, kept) or kept
    while kept and scene.words[kept[0]].low in grammar["prepositions"]:
        kept = _after_comma(scene, kept)
    kept = _until_mark(scene, kept)
    return kept[_second_phrase(scene, kept) :] if led else kept


def _second_phrase(scene: Scene, kept: list[int]) -> int:
    """Where the subject begins behind a time told by a noun: "before [the war] the plant supplied"."""
    grammar = scene.vocabulary.grammar
    joining = grammar["prepositions"] | grammar["coordinators"] | grammar["determiners"]
    for k in range(len(kept) - 1, 0, -1):
        if scene.words[kept[k]].low in STRICT_DETERMINERS and scene.words[kept[k - 1]].low not in joining:
            return k if scene.words[kept[k]].low != "'s" else 0
    return 0


def _opens_clause(word: Token, grammar: dict[str, frozenset[str]], opening: Sequence[str]) -> bool:
    return word.text in _MARKS or any(word.low in grammar[name] for name in opening) or word.low.endswith("ly")


def _after_comma(scene: Scene, kept: list[int]) -> list[int]:
    comma = next((k for k, at in enumerate(kept) if scene.words[at].text == ","), None)
    return [] if comma is None else kept[comma + 1 :]


def _until_mark(scene: Scene, kept: list[int]) -> list[int]:
    for k, at in enumerate(kept):
        if scene.words[at].text in _CUT or scene.words[at].text == ",":
            return kept[:k] if k else _until_mark(scene, kept[1:])
    return kept


def _antecedent(scene: Scene, start: int, end: int) -> list[int]:
    """The noun phrase that stands before a relative clause: from the last preposition but "of" on."""
    prepositions = scene.vocabulary.grammar["prepositions"] - {"of"}
    kept = [at for at in range(start, end) if at not in scene.timed]
    while kept and (scene.words[kept[-1]].text in _MARKS or scene.words[kept[-1]].low.endswith("ly")):
        kept.pop()
    for k in range(len(kept) - 1, -1, -1):
        word = scene.words[kept[k]]
        if word.low in prepositions or word.text in _CUT or word.text == "," or word.low in ("and", "but"):
            return kept[k + 1 :]
    return kept


def _rest(scene: Scene, trigger: Trigger) -> list[int]:
    """What follows the verb: its object and place; of a statement what was said, of a plan the infinitive too."""
    assert trigger.at is not None
    verb = scene.verbs[trigger.at]
    if trigger.kind == "statement":
        return [at for at in range(verb.last + 1, _report_end(scene, trigger.at)) if at not in scene.timed]
    end = _chain_end(scene, trigger.at)
    kept: list[int] = []
    for at in range(verb.last + 1, end):
        word = scene.words[at]
        leads_to_time = word.low in scene.vocabulary.grammar["coordinators"] and at + 1 in scene.timed
        behind_time = word.low == "of" and at - 1 in scene.timed
        if word.text in _CUT or (word.text == "," and kept) or leads_to_time or behind_time:
            break
        if at not in scene.timed:
            kept.append(at)
    return kept


def _report_end(scene: Scene, at: int) -> int:
    """Where what is said ends: before a closing "…, the officials said" of the whole sentence."""
    last = scene.verbs[-1]
    closing = len(scene.verbs) - 1 > at and scene.vocabulary.verbs.get(last.lemma) == "statement" and last.finite
    return last.start if closing and len(scene.words) - last.last <= 3 else len(scene.words)


def _chain_end(scene: Scene, at: int) -> int:
    """End of the clause, carried on through the infinitives that hang on it: "were preparing to deploy"."""
    first = scene.verbs[at]
    end = first.end
    for verb in scene.verbs[at + 1 :]:
        if verb.start != end or verb.start != verb.first or not _hangs_on(scene, verb):
            break
        if verb.end - first.last > _LONGEST_CHAIN:
            break
        end = verb.end
    return end


def _hangs_on(scene: Scene, verb: Verb) -> bool:
    """Whether a verb only goes on with the one before: an infinitive, or "stopped short of ordering"."""
    return verb.tense == "infinitive" or (verb.tense == "gerund" and scene.words[verb.first - 1].low in ("of", "from"))


def _shown(scene: Scene, places: Iterable[int], known: dict[str, str]) -> str:
    """Tokens as a reader sees them: times and what led to them left out, short names made full."""
    kept = _without_signals(scene, [at for at in places if at not in scene.timed])
    kept = _trimmed(scene, kept)
    text = _joined(scene.words, kept)
    return _named(text, known, scene)


def _named(text: str, known: dict[str, str], scene: Scene) -> str:
    low = text.lower()
    if low in scene.vocabulary.grammar["pronouns"]:
        return known.get(low, "")
    for short, full in known.items():
        named = short.startswith("the ") and (low == short or low.startswith(short + " "))
        if named and not low.startswith(short + " of "):
            return full + text[len(short) :]
    return text


def _without_signals(scene: Scene, kept: list[int]) -> list[int]:
    """Without the prepositions that stood before a time: "on [Monday]", "between [2003] and [2011]"."""
    grammar = scene.vocabulary.grammar
    gone = {
        at
        for timex in scene.timexes
        if timex.signal
        for at in covered(scene.words, timex.signal.start, timex.signal.end)
    }
    left = [at for at in kept if at not in gone]
    loose = grammar["prepositions"] | {"and", "or", "the", "(", ")", "'s"}
    return [at for at in left if not (_before_time(scene, at, gone) and scene.words[at].low in loose)]


def _before_time(scene: Scene, at: int, gone: set[int]) -> bool:
    return at + 1 in scene.timed or at + 1 in gone or (at - 1 in scene.timed and scene.words[at].text in (")", "'s"))


def _trimmed(scene: Scene, kept: list[int]) -> list[int]:
    grammar = scene.vocabulary.grammar
    hanging = grammar["prepositions"] | grammar["coordinators"] | grammar["determiners"] | grammar["relative"]
    hanging = hanging | grammar["subordinators"] | {"to", "when", "'s"}
    while kept and (scene.words[kept[-1]].text in _MARKS or scene.words[kept[-1]].low in hanging - {"before"}):
        kept = kept[:-1]
    while kept and scene.words[kept[0]].text in _MARKS:
        kept = kept[1:]
    return kept


def _joined(words: Sequence[Token], places: Sequence[int]) -> str:
    """Tokens written out, with a space where the text has one or where something was left out."""
    parts: list[str] = []
    for k, at in enumerate(places):
        previous = places[k - 1] if k else None
        joined = previous is not None and previous == at - 1 and words[at].start == words[at - 1].end
        glued = previous is None or joined or words[at].text in ",.;:)"
        parts.append(words[at].text if glued else " " + words[at].text)
    return "".join(parts)
