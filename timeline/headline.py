"""What a reader sees of an event: who did what where, in at most 90 code points, without its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.brevity import finished
from timeline.forms import STRICT_DETERMINERS
from timeline.scene import Scene, Trigger
from timeline.subject import subject_of
from timeline.wording import MARKS, joined, shown
from timeline.words import Verb

_RELATIVE = frozenset(("which", "who", "whom", "whose"))
_CUT = frozenset(";:—–-()[]")
_LONGEST_CHAIN = 24


def headline(scene: Scene, trigger: Trigger, known: dict[str, str]) -> str:
    """Headline of a trigger's event.

    `known` maps what a text calls short to its full name ("the refinery" → "Beiji refinery", "he" → a person).
    A pronoun that stands for nobody known is dropped.
    """
    if trigger.is_noun:
        return _of_noun(scene, trigger, known)
    assert trigger.at is not None
    verb = scene.verbs[trigger.at]
    subject = _owned(shown(scene, subject_of(scene, trigger.at), known), known, scene, verb.first)
    group = _verb_words(scene, verb, bool(subject))
    himself = verb.opener == "who" or subject.rpartition(" ")[2][:1].isupper()
    told = shown(scene, _rest(scene, trigger), {} if himself else known)
    if trigger.kind == "statement" and not verb.passive and _ends_report(scene, trigger.at, told):
        return finished(_quoted(scene, subject, group, trigger, known), scene.vocabulary, _least(scene, trigger))
    return finished(" ".join(part for part in (subject, group, told) if part), scene.vocabulary, _least(scene, trigger))


def _owned(subject: str, known: dict[str, str], scene: Scene, before: int) -> str:
    """A figure with the firm whose it is: "sales" of an article on Seagull Corp. are "Seagull's sales".

    A firm named before it in its own sentence owns it.
    """
    grammar = scene.vocabulary.grammar
    figure = subject.lower().partition(" ")[0] in grammar["figures"]
    if not figure or any(word[0].isupper() for word in subject.split()[1:]):
        return subject
    if any(word.low in grammar["parts"] for word in scene.words[:before]):
        return subject
    actors = [name.name for name in scene.names if name.kind == "actor" and name.last < before]
    here = [name for name in actors if name.lower() not in grammar["firm_names"]]
    firm = here[0] if here else known.get("the company")
    return f"{firm}'s {subject[0].lower()}{subject[1:]}" if firm else subject


def _of_noun(scene: Scene, trigger: Trigger, known: dict[str, str]) -> str:
    """The noun's phrase; where that is one word, what its clause says."""
    phrase = finished(shown(scene, range(trigger.start, trigger.end), known), scene.vocabulary, _least(scene, trigger))
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
    marked = verb.last + 1 < len(scene.words) and scene.words[verb.last + 1].text in MARKS
    closing = at == len(scene.verbs) - 1 > 0 and scene.words[verb.start].text in MARKS
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
    content = shown(scene, before, known)
    lead = " ".join(part for part in (subject, group) if part)
    return f"{lead}: {content}" if content else lead


def _verb_words(scene: Scene, verb: Verb, with_subject: bool) -> str:
    kept = [at for at in range(verb.first, verb.last + 1) if at not in scene.timed]
    while kept and not with_subject and (scene.words[kept[0]].low == "to" or scene.words[kept[0]].text[0] in "'’"):
        kept.pop(0)
    return joined(scene.words, kept)


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
        comma = word.text == "," and not _between_adjectives(scene, at)
        cuts = (word.text in _CUT and not _joins(scene, at)) or (
            word.text == "." and scene.words[at - 1].text[:1].islower()
        )
        if cuts or comma or leads_to_time or behind_time or word.low in _RELATIVE:
            break
        if at not in scene.timed:
            kept.append(at)
    kept = kept[: _before_clause(scene, trigger.at, kept)]
    if kept and scene.words[kept[0]].low in scene.vocabulary.grammar["coordinators"]:
        return []
    kept = kept[: _before_lost(scene, kept)]
    pair = next((k for k, at in enumerate(kept) if scene.words[at].low == "between"), None)
    whole = pair is None or any(scene.words[at].low == "and" for at in kept[pair:])
    return kept if whole else kept[:pair]


def _before_lost(scene: Scene, kept: Sequence[int]) -> int:
    """How many tokens there are before a phrase whose noun is lost: "for the Leeds, Maine-based", "with the one"."""
    behind = scene.words[kept[-1] + 1 : kept[-1] + 6] if kept else ()
    pointing = any(scene.words[at].low in ("one", "those") for at in kept[-2:])
    lost = pointing or any(word.low.endswith("based") for word in behind)
    prepositions = scene.vocabulary.grammar["prepositions"] - {"to"}
    last = next((k for k in reversed(range(len(kept))) if scene.words[kept[k]].low in prepositions), None)
    return last if lost and last is not None else len(kept)


def _joins(scene: Scene, at: int) -> bool:
    """Whether a mark is a hyphen: within a word or between two names."""
    before, behind = scene.words[at - 1], scene.words[min(at + 1, len(scene.words) - 1)]
    hyphen = scene.words[at].text == "-"
    return hyphen and (scene.words[at].start == before.end or (before.is_name and behind.is_name))


def _between_adjectives(scene: Scene, at: int) -> bool:
    """Whether a comma only parts two adjectives: "his small, quiet shop"."""
    behind = scene.words[at + 1] if at + 1 < len(scene.words) else None
    word = behind is not None and (behind.text.replace("-", "").isalpha() or behind.text in "$£€")
    plain = word and behind is not None and not behind.is_name and at + 1 not in scene.grouped
    closed = ("coordinators", "relative", "prepositions", "determiners", "subordinators", "pronouns", "adverbs")
    grammar = scene.vocabulary.grammar
    opens = behind is None or any(behind.low in grammar[name] for name in closed)
    return plain and not opens and scene.words[at - 2].low in STRICT_DETERMINERS


def _before_clause(scene: Scene, at: int, kept: Sequence[int]) -> int:
    """How many tokens there are before the subject of a clause that nothing marks: "the unit | it does not own"."""
    following = next((verb for verb in scene.verbs[at + 1 :] if kept and verb.first == kept[-1] + 1), None)
    if following is None or not following.finite:
        return len(kept)
    grammar = scene.vocabulary.grammar
    opening = grammar["relative"] | grammar["subordinators"] | {"than", "as"}
    opened = [k for k, place in enumerate(kept) if scene.words[place].low in opening]
    end = opened[-1] if opened else len(kept)
    loose = grammar["pronouns"] | grammar["adverbs"]
    while end and (scene.words[kept[end - 1]].low in loose or scene.words[kept[end - 1]].low.endswith("ly")):
        end -= 1
    return end


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
        end = min(verb.end, first.last + _LONGEST_CHAIN)
    return end


def _hangs_on(scene: Scene, verb: Verb) -> bool:
    """Whether a verb only goes on with the one before: an infinitive, or "stopped short of ordering"."""
    if verb.tense == "gerund":
        before = scene.words[verb.first - 1].low
        left = scene.vocabulary.forms.get(before)
        begun = left is not None and left.lemma in scene.vocabulary.grammar["aspectual"]
        return begun or before in ("of", "from")
    return verb.tense == "infinitive"
