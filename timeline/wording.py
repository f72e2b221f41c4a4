"""Tokens as a reader sees them in a headline: without times, with the full names of what the text calls short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from timeline.scene import Scene, covered
from timeline.words import Token, union

_OWN = ("his", "her")
_LOST = frozenset(("to", "when", "'s", "due", "what", "how", "why", "whether", "where", "bound", "soon"))
_JOINING = frozenset(("and", "or", "the", "(", ")", "'s"))
MARKS = frozenset(",;:—–-()\"“”'‘’`[].!?…")


def shown(scene: Scene, places: Iterable[int], known: dict[str, str]) -> str:
    """Tokens as a reader sees them: times and what led to them left out, short names made full."""
    kept = _without_signals(scene, [at for at in places if at not in scene.timed])
    kept = _trimmed(scene, kept)
    text = joined(scene.words, kept)
    return _named(text, known, scene)


def _named(text: str, known: dict[str, str], scene: Scene) -> str:
    low = text.lower().replace("’", "'")
    if low in scene.vocabulary.grammar["pronouns"]:
        return known.get(low, "")
    first, _, rest = text.partition(" ")
    if "he" in known and rest and first.lower() in _OWN:
        return f"{known['he']}'s {rest}"
    if "he" in known and first.lower() == "him":
        return f"{known['he']} {rest}".rstrip()
    if "the " not in low and low[:4] != "the":
        return text
    for short, full in known.items():
        named = short.startswith("the ") and (low == short or low.startswith((short + " ", short + "'s ")))
        if named and not low.startswith(short + " of "):
            return full + text[len(short) :]
        if short.removeprefix("the ") in scene.vocabulary.grammar["firms"]:
            text = text.replace(f" {short}", f" {full}")
    return text


def _without_signals(scene: Scene, kept: list[int]) -> list[int]:
    """Without the prepositions that stood before a time: "on [Monday]", "between [2003] and [2011]"."""
    grammar = scene.vocabulary.grammar
    gone = {
        at
        for timex in scene.timexes
        if timex.signal and not _describes(scene, next(covered(scene.words, timex.start, timex.end), len(scene.words)))
        for at in covered(scene.words, timex.signal.start, timex.signal.end)
    }
    left = [at for at in kept if at not in gone]
    loose = union(grammar["prepositions"], _JOINING)
    return [at for at in left if not (_before_time(scene, at, gone) and scene.words[at].low in loose)]


def _before_time(scene: Scene, at: int, gone: set[int]) -> bool:
    if at + 1 in scene.timed and scene.words[at].low != "the" and _describes(scene, at + 1):
        return False
    return at + 1 in scene.timed or at + 1 in gone or (at - 1 in scene.timed and scene.words[at].text in (")", "'s"))


def _describes(scene: Scene, at: int) -> bool:
    """Whether a time that begins at a token describes the noun behind it: "by [overnight] losses"."""
    while at in scene.timed:
        at += 1
    word = scene.words[at] if at < len(scene.words) else None
    closed = ("prepositions", "coordinators", "subordinators", "relative", "determiners", "pronouns", "adverbs", "be")
    plain = word is not None and word.text.isalpha() and not word.is_name and at not in scene.grouped
    return plain and word is not None and not any(word.low in scene.vocabulary.grammar[name] for name in closed)


def _trimmed(scene: Scene, kept: list[int]) -> list[int]:
    grammar = scene.vocabulary.grammar
    names = ("prepositions", "coordinators", "determiners", "relative", "subordinators")
    hanging = union(*(grammar[name] for name in names), _LOST)
    while kept and (
        scene.words[kept[-1]].text in MARKS or _hangs(scene.words[kept[-1]].low, hanging) or _dangles(scene, kept)
    ):
        kept = kept[:-1]
    low = [scene.words[at].low for at in kept[-3:]]
    if low == ["as", "a", "result"] or low[1:2] == ["that"]:
        kept = kept[:-3] if low[0] == "as" else kept[:-2]
    if len(kept) > 2 and scene.words[kept[-2]].low == "to" and _is_bare(scene, kept[-1]):
        kept = kept[:-2]
    if len(kept) > 2 and scene.words[kept[-2]].text == "," and scene.words[kept[-1]].text.islower():
        kept = kept[:-2]
    while kept and scene.words[kept[0]].text in MARKS:
        kept = kept[1:]
    return kept


def joined(words: Sequence[Token], places: Sequence[int]) -> str:
    """Tokens written out, with a space where the text has one or where something was left out."""
    parts: list[str] = []
    for k, at in enumerate(places):
        previous = places[k - 1] if k else None
        joined = previous is not None and previous == at - 1 and words[at].start == words[at - 1].end
        glued = previous is None or joined or words[at].text in ",.;:)"
        parts.append(words[at].text if glued else " " + words[at].text)
    return "".join(parts)


def _dangles(scene: Scene, kept: list[int]) -> bool:
    """Whether a form in -ing at the end has lost what it governs: "in a letter stating"."""
    form = scene.vocabulary.forms.get(scene.words[kept[-1]].low)
    alone = len(kept) > 1 and scene.words[kept[-2]].low not in scene.vocabulary.grammar["be"]
    verbal = kept[-1] in scene.grouped or scene.words[kept[-1]].low not in scene.vocabulary.nouns
    return verbal and form is not None and form.shapes == {"ing"} and alone


def _hangs(low: str, hanging: frozenset[str]) -> bool:
    """Whether a word cannot be the last one; "once before" can."""
    return low in hanging and low != "before"


def _is_bare(scene: Scene, at: int) -> bool:
    """Whether a verb in the base form has lost the object that it needs: "resigned to seek"."""
    form = scene.vocabulary.forms.get(scene.words[at].low)
    return form is not None and "base" in form.shapes and form.lemma not in scene.vocabulary.grammar["intransitive"]
