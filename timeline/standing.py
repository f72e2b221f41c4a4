"""Whether a headline stands alone: whether somebody who reads nothing else knows who did what."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.model import Mention
from timeline.scene import Scene, Trigger
from timeline.subject import subject_of
from timeline.vocabulary import Vocabulary, kinds
from timeline.words import Token, Verb

# Classes too wide for a bare noun phrase: "the sale", "a report".
_WIDE = ("other", "statement", "market", "business")
# What ties a noun to whom it befalls.
_LINKS = frozenset("of by against between with".split())
# They open a phrase as well: "nearly 40 people", "two of them".
_LEADING = frozenset("up down over nearly almost about around all both first last only".split())
_SPEAKING = frozenset("i you we me us my our your".split())
_POINTING = frozenset("his her its their the this that these those such which who whose".split())
_OBJECTS = frozenset("him them it".split())
_HANGING = frozenset(
    """
    others time appear appears seem seems become becomes remain one more since until when while of to for
    from with by at than that as if and or but the a an
    """.split()
)
_SHORTEST = 3
# So many words behind the verb make sense, though more follow.
_ENOUGH = 4
# A noun's phrase without a name has at least so many words: "attack on the village".
_LONG_ENOUGH = 4
# Families of classes whose events are worth telling where no name stands with them.
_GRAVE = ("conflict", "control", "disaster", "harm", "protest")
_MOVES = ("deployment", "withdrawal", "movement")
_FINITE = frozenset("is are was were be been am".split())
_PLURALS = frozenset("police people men women children data media troops percent cent".split())
_CUT = "…"
# A subject that only the sentence before names: "one of them".
_SOMEBODY = frozenset("he she it they him them this these those".split())


def is_loose(scene: Scene, trigger: Trigger) -> bool:
    """Whether a trigger's clause hangs on another: participles, and relative clauses on what has no name.

    A noun's phrase does where it does not say of whom or what.
    """
    if trigger.at is None:
        return True
    if trigger.is_noun and trigger.end - trigger.start > 1:
        return not _says_enough(scene, trigger)
    verb, subject = scene.verbs[trigger.at], subject_of(scene, trigger.at)
    if subject and scene.words[subject[0]].low in ("that", "this", "these", "those"):
        return True
    if not subject or _holds_verb(scene, subject) or (trigger.kind in _WIDE and _is_unnamed(scene, subject, verb)):
        return True
    if verb.tense in ("participle", "gerund"):
        return not (verb.progressive or any(word.low in _FINITE for word in _group(scene, trigger)))
    behind = scene.words[max(verb.start, subject[-1] + 1) : verb.first]
    relative = [word.low for word in behind if word.low in scene.vocabulary.grammar["relative"]]
    if not relative:
        return _disagrees(scene, subject, verb)
    if relative[-1] == "that" and trigger.kind in _WIDE:
        return True
    if relative[-1] == "who":
        return any(name.kind == "place" and name.last == subject[-1] for name in scene.names)
    named = any(scene.words[at].is_name for at in subject)
    return relative[-1] == "whose" or not named or subject[-1] < verb.start - 2


def _disagrees(scene: Scene, subject: Sequence[int], verb: Verb) -> bool:
    """Whether a subject cannot be the whole one: a verb in the plural behind one name, or an adjective alone."""
    last = scene.words[subject[-1]]
    many = last.low in _PLURALS or any(scene.words[at].low == "and" for at in subject)
    person = len(subject) > 1 and all(scene.words[at].is_name or scene.words[at].text == "." for at in subject)
    one = not many and (person or not last.low.endswith("s"))
    plural = scene.words[verb.first].low in (("were", "are", "have") if person else ("were", "are"))
    plural = plural and last.text[:1].isalpha() and not last.text.isupper()
    dropped = range(subject[-1] + 1, verb.first) if subject[-1] < verb.first else ()
    listed = not last.is_name and {",", "and"} <= {scene.words[at].low for at in dropped}
    lone = len(subject) == 1 and last.low in scene.vocabulary.grammar["predicates"]
    return lone or listed or (one and plural)


def _holds_verb(scene: Scene, subject: Sequence[int]) -> bool:
    """Whether a subject is not understood, since a verb of its own stands in it."""
    return any(verb.finite and verb.last in subject for verb in scene.verbs)


def _is_unnamed(scene: Scene, subject: Sequence[int], verb: Verb) -> bool:
    """Whether the subject is a thing that only the text before names, and nothing else in the clause has a name."""
    definite = scene.words[subject[0]].low in _POINTING
    end = next((at for at in range(verb.last + 1, verb.end) if scene.words[at].text in ",;:—"), verb.end)
    told = (*subject[1:], *range(verb.last + 1, end))
    return definite and not any(scene.words[at].is_name and at not in scene.timed for at in told)


def _group(scene: Scene, trigger: Trigger) -> Sequence[Token]:
    verb = scene.verbs[trigger.at or 0]
    return scene.words[verb.first : verb.last + 1]


def stands_alone(mention: Mention, words: Vocabulary) -> bool:
    """Whether a headline names who or what, and says enough of it."""
    shown = mention.headline.split()
    told = [word.lower().replace("’", "'").strip(",;:") for word in shown]
    trigger = mention.trigger.text.lower().split()
    helping = words.grammar["be"] | words.grammar["have"] | words.grammar["do"] | words.grammar["modal"]
    headless = told[:1] == trigger[:1] and trigger[0] not in words.nouns
    saying = [word for word in told if word not in helping] if mention.type in ("other", "statement") else told
    if mention.loose or len(saying) < _SHORTEST or headless or told[0] in helping:
        return False
    at = told.index(trigger[0]) if trigger[0] in told else 0
    if set(told[:at]) & _SOMEBODY or _is_participle(trigger[0], told[:at], words):
        return False
    return (
        not _is_broken(mention, told, at, words)
        and _is_known(mention, told, at, words)
        and _is_whole(mention, told, at, words)
    )


def _is_participle(trigger: str, before: Sequence[str], words: Vocabulary) -> bool:
    """Whether the trigger is told beside a main verb, which tells the event: "with forces sending soldiers"."""
    form = words.forms.get(trigger)
    gerund = form is not None and "ing" in form.shapes and trigger not in words.nouns
    return gerund and not set(before) & words.grammar["be"]


def _is_broken(mention: Mention, told: Sequence[str], at: int, words: Vocabulary) -> bool:
    """Whether it begins or ends in the midst of something, or speaks to its reader."""
    grammar = words.grammar
    opening = grammar["prepositions"] | grammar["relative"] | grammar["coordinators"] | grammar["subordinators"]
    open_end = told[-1].removesuffix(_CUT) in grammar["be"] | grammar["have"] | grammar["modal"]
    cut = mention.headline.endswith(_CUT) and (open_end or len(told) - at <= _ENOUGH)
    first = words.forms.get(told[0])
    verb = (
        first is not None
        and (told[1] in grammar["determiners"] or first.shapes == {"ing"})
        and told[0] not in words.nouns
    )
    loose = opening | grammar["adverbs"] | {"including", "excluding"} | _POINTING | grammar["elsewhere_named"]
    begins = told[0].split("'")[0] in loose - _LEADING or told[0].endswith("ly") or verb
    quoted = any(mark in mention.headline for mark in '“"')
    begins = begins or (told[0] == "first" and not any(word[:1].isupper() for word in mention.headline.split()[1:]))
    begins = begins or told[:2] in (["first", "time"], ["one", "more"]) or mention.headline[0] in "@#*&_"
    lost = _has_lost(mention, told, words) or _owns_nothing(mention, told)
    return cut or begins or lost or told[-1] in _HANGING or (_speaks(mention) and not quoted)


def _speaks(mention: Mention) -> bool:
    """Whether somebody speaks to the reader: "we", "your"; no "US"."""
    return any(word.lower() in _SPEAKING and word not in ("US", "ME") for word in mention.headline.split())


def _has_lost(mention: Mention, told: Sequence[str], words: Vocabulary) -> bool:
    """Whether its verb is cut off, or one at the end lacks its object: "the firm agreed to buy"."""
    form = words.forms.get(told[-1])
    bare = told[-2] == "to" and form is not None and form.lemma not in words.grammar["intransitive"]
    trigger = mention.trigger.text.split()[0].lower()
    verb = trigger in told and told.index(trigger) > 0 and told[told.index(trigger) - 1] == "to"
    gone = trigger not in told and trigger not in words.nouns
    return bare or gone or (verb and mention.status == "asserted")


def _owns_nothing(mention: Mention, told: Sequence[str]) -> bool:
    """Whether "his" or "its" is nobody's whom the headline names."""
    named = any(word[:1].isupper() for word in mention.headline.split()[1:])
    owning = {"his", "her", "their"} & set(told) or ("its" in told and told[0].endswith("s"))
    return bool(owning) and not named


def _is_known(mention: Mention, told: Sequence[str], at: int, words: Vocabulary) -> bool:
    """Whether the subject is more than a word that names nobody: "Seagull's sales", no "sales", "company" or "bid"."""
    shown = mention.headline.split()
    subject = shown[: at or len(shown)]
    abbreviated = any(letter.isupper() for letter in subject[0][1:])
    named = (
        abbreviated
        or any(word[:1].isupper() for word in subject[1:])
        or (len(subject) > 1 and subject[0].endswith(("'s", "’s")))
    )
    telling = kinds()[mention.type].family in (*_GRAVE, *_MOVES)
    vague = words.grammar["figures"] | (frozenset() if telling else words.grammar["generic"])
    head = [word for word in told[: len(subject)] if word.isalpha() or word.endswith("'s")]
    return named or not any(word.removesuffix("'s") in vague for word in (head[:1] + head[-1:] if at else head[:1]))


def _is_whole(mention: Mention, told: Sequence[str], at: int, words: Vocabulary) -> bool:
    """Whether a verb has the object that it needs, and a wide noun the name that it is told with."""
    trigger = told[at]
    form = words.forms.get(trigger)
    following = told[at + 1] if at + 1 < len(told) else ""
    if following in _OBJECTS or told[at + 1 :] == ["her"]:
        return False
    active = form is not None and not set(told[:at]) & words.grammar["be"] and trigger not in words.nouns
    return bool(following) or not active or form is None or form.lemma in words.grammar["intransitive"]


def _says_enough(scene: Scene, trigger: Trigger) -> bool:
    """Whether a noun's phrase says of whom or what: "takeover of Seagull Corp.", no "composite trading in Paris"."""
    phrase = [at for at in range(trigger.start, trigger.end) if at not in scene.timed]
    low = {scene.words[at].low for at in phrase}
    named = any(scene.words[at].is_name for at in phrase if at != trigger.first)
    linked = bool(low & _LINKS)
    if trigger.kind == "statement":
        return False
    if trigger.kind in _WIDE:
        return named and linked and not low & _POINTING - {"the", "that", "this"}
    if kinds()[trigger.kind].family in _GRAVE:
        return named or len(phrase) >= _LONG_ENOUGH
    return named and (linked or any(scene.words[at].is_name for at in phrase if at < trigger.first))
