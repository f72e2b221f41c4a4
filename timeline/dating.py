"""Which time dates which event, and what may be said where no time does.

Rules in order, each with the name that a mention's `link` carries. Where the text claims no more than "before", the
interval is open: a past event told without a time lies in `../publication day`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.interval import Interval
from timeline.linking import PAST, compares, dates, fits
from timeline.model import Timex
from timeline.scene import Scene, Trigger, covered
from timeline.words import Verb

_REPORTING_REACH = 40
# Figures are reported for a quarter or more: so many days.
_SHORTEST_PERIOD = 89


@dataclass(frozen=True, slots=True)
class Dating:
    """When an event was, by which expression, and by which rule; all empty where nothing can be said."""

    interval: Interval | None = None
    timex: Timex | None = None
    link: str = "none"


def date(scene: Scene, trigger: Trigger, status: str, anchor: Interval | None) -> Dating:
    """When the event of a trigger was: by a time of its clause, else by what tense and publication allow."""
    if trigger.is_noun:
        return _by_noun_phrase(scene, trigger, anchor) or Dating()
    found = _by_when(scene, trigger) or _by_clause(scene, trigger, anchor) or _by_fronted(scene, trigger, anchor)
    if found:
        return found
    return Dating() if anchor is None else _by_tense(scene, trigger, status, anchor)


def _dated(timex: Timex, interval: Interval | None, link: str) -> Dating:
    return Dating(interval, timex, link) if interval else Dating()


def _by_noun_phrase(scene: Scene, trigger: Trigger, anchor: Interval | None) -> Dating | None:
    """A time inside the phrase of the noun, or right before it: "the capture … in June", "Monday's attack"."""
    for timex in _usable(scene):
        start = timex.signal.start if timex.signal else timex.start
        places = list(covered(scene.words, start, timex.end))
        if not places:
            continue
        if trigger.last < places[0] <= trigger.end and _claims(scene, trigger, timex, places[0]):
            return _of_phrase(scene, trigger, timex)
        if 0 <= trigger.first - places[-1] - 1 <= 3 and trigger.start <= places[-1] + 2:
            return _dated(timex, timex.dates, "own phrase")
    return _by_period(scene, trigger) or _with_verb(scene, trigger, anchor)


def _by_period(scene: Scene, trigger: Trigger) -> Dating | None:
    """The period that a figure is reported for: "posted a loss of $8 million, its fifth, for the third quarter"."""
    verb = scene.verbs[trigger.at] if trigger.at is not None else None
    if verb is None or trigger.lemma not in scene.vocabulary.grammar["figures"] or trigger.first < verb.last:
        return None
    for timex in _usable(scene):
        first = next(iter(covered(scene.words, timex.start, timex.end)), 0)
        led = [word.low for word in scene.words[max(0, first - 2) : first]]
        behind, fronted = trigger.last < first < verb.end, verb.start <= first < verb.first
        long = timex.dates is not None and (timex.dates.length or 0) >= _SHORTEST_PERIOD
        if long and ((behind and "for" in led) or (fronted and "in" in led)):
            return _dated(timex, timex.dates, "own phrase")
    return None


def _claims(scene: Scene, trigger: Trigger, timex: Timex, first: int) -> bool:
    """Whether a time behind a noun is the noun's and not the verb's before it.

    It is where it stands right behind, where the noun is the subject, and in "after talks in the capital on Monday";
    it is not in "published a report on the fall of the bridge on Thursday".
    """
    verb = scene.verbs[trigger.at] if trigger.at is not None else None
    if verb is None or trigger.first < verb.first or compares(scene, trigger.start, trigger.first, timex):
        return True
    between = {word.low for word in scene.words[verb.last + 1 : trigger.start + 1]}
    nested = any(verb.last < at < trigger.first for at in scene.strong_nouns)
    return bool(between & scene.vocabulary.grammar["subordinators"]) or (first - trigger.last <= 5 and not nested)


def _of_phrase(scene: Scene, trigger: Trigger, timex: Timex) -> Dating:
    """A comparison is a date of its own: "the biggest victory since last summer" says there was one last summer."""
    if timex.reading and compares(scene, trigger.start, trigger.first, timex):
        return _dated(timex, timex.reading.interval, "compared with")
    return _dated(timex, timex.dates, "own phrase")


def _with_verb(scene: Scene, trigger: Trigger, anchor: Interval | None) -> Dating | None:
    """The time of the verb whose new subject or object the noun is: "suffered a defeat in 2011"."""
    if trigger.at is None or not _is_new(scene, trigger):
        return None
    verb = scene.verbs[trigger.at]
    kind = scene.vocabulary.verbs.get(verb.lemma, "other")
    if kind == "statement" or not verb.finite or verb.negated:
        return None
    whole = replace(trigger, first=verb.last, last=verb.last, is_noun=False, kind=kind)
    found = _by_clause(scene, whole, anchor)
    return replace(found, link="same clause") if found and found.timex and _clear(scene, trigger, verb) else None


def _is_new(scene: Scene, trigger: Trigger) -> bool:
    """Whether the phrase brings its event in: no "the", no "recent", not behind another preposition."""
    before = [word.low for word in scene.words[trigger.start : trigger.first]]
    definite = bool(before) and before[0] in ("the", "this", "that", "these", "those", "its", "their", "his", "her")
    return not definite and "'s" not in before and not set(before) & scene.vocabulary.grammar["other_time"]


def _clear(scene: Scene, trigger: Trigger, verb: Verb) -> bool:
    """Whether the noun is the verb's subject or object itself, with no preposition between them."""
    if trigger.first > verb.last:
        between = scene.words[verb.last + 1 : trigger.start]
    else:
        between = scene.words[verb.start : trigger.start]
    prepositions = scene.vocabulary.grammar["prepositions"]
    return not any(word.low in prepositions or word.text in ",;:" for word in between)


def _usable(scene: Scene) -> list[Timex]:
    """The times that can date an event: no durations, repeated times or "now", whose `dates` is None."""
    return [timex for timex in scene.timexes if timex.dates is not None]


def _by_clause(scene: Scene, trigger: Trigger, anchor: Interval | None) -> Dating | None:
    assert trigger.at is not None
    verb = scene.verbs[trigger.at]
    main = scene.words[verb.last]
    reach = _REPORTING_REACH if trigger.kind == "statement" else len(scene.sentence.text)
    near = [
        (min(abs(timex.start - main.end), abs(main.start - timex.end)), timex.start, timex)
        for timex in _usable(scene)
        if dates(scene, trigger.at, timex, anchor)
    ]
    near = [candidate for candidate in near if candidate[0] <= reach]
    if not near:
        return None
    timex = _finest(min(near, key=lambda candidate: candidate[:2])[2], [candidate[2] for candidate in near])
    return _dated(timex, timex.dates, "own clause")


def _finest(timex: Timex, others: Sequence[Timex]) -> Timex:
    """The time, or one of the others that lies inside it: "unveiled at the 2010 fair on Monday" was on Monday."""
    when = timex.dates
    inside = [
        other
        for other in others
        if when and when.length and other.dates and when != other.dates and when.contains(other.dates)
    ]
    return min(inside, key=lambda other: (other.dates.length or 0 if other.dates else 0, other.start), default=timex)


def _by_when(scene: Scene, trigger: Trigger) -> Dating | None:
    """The time right before "when", without the "since" that another event has with it: "since 1985, when … began"."""
    verb = scene.verbs[trigger.at or 0]
    opener = next((at for at in range(verb.start, verb.first) if scene.words[at].low == "when"), None)
    if opener is None:
        return None
    last = opener - 1 if opener and scene.words[opener - 1].text != "," else opener - 2
    for timex in _usable(scene):
        if timex.reading and last in covered(scene.words, timex.start, timex.end):
            return _dated(timex, timex.reading.interval, "own clause")
    return None


def _by_fronted(scene: Scene, trigger: Trigger, anchor: Interval | None) -> Dating | None:
    """The time that opens a sentence also dates its main verb behind other clauses, and what "and" joins to it."""
    verb, first = scene.verbs[trigger.at or 0], scene.verbs[0]
    joined = {word.low for word in scene.words[verb.start : verb.start + 2]} & scene.vocabulary.grammar["coordinators"]
    joined_to_first = bool(joined) and verb.tense == first.tense and trigger.kind != "statement"
    if not trigger.at or verb.opener or not (joined_to_first or _is_main(scene, trigger.at)):
        return None
    for timex in _usable(scene):
        end = max(covered(scene.words, timex.start, timex.end), default=first.first)
        opens = (
            end < first.first and scene.words[end + 1].text == "," and (not joined or dates(scene, 0, timex, anchor))
        )
        if opens and fits(verb, timex, anchor):
            return _dated(timex, timex.dates, "same sentence")
    return None


def _is_main(scene: Scene, at: int) -> bool:
    """Whether a finite verb is the first of its sentence but for relative clauses and participles."""
    relative = scene.vocabulary.grammar["relative"]
    before = scene.verbs[:at]
    return scene.verbs[at].finite and all(
        not verb.finite or verb.opener in relative or scene.words[verb.first - 1].low in relative for verb in before
    )


def _by_tense(scene: Scene, trigger: Trigger, status: str, anchor: Interval) -> Dating:
    """What tense and publication allow: past events lie before, planned ones after it."""
    assert trigger.at is not None
    verb = scene.verbs[trigger.at]
    if status in ("denied", "hypothetical"):
        return Dating()
    if verb.tense in PAST and anchor.end is not None:
        return before(anchor)
    if trigger.kind == "statement" and verb.tense == "present" and _is_said_by_somebody(scene, verb):
        return Dating(anchor, None, "publication")
    if verb.tense == "future" or (verb.tense == "infinitive" and status == "planned" and _announced(scene, trigger.at)):
        return Dating(Interval(anchor.start, None, anchor.granularity), None, "after publication")
    return Dating()


def before(anchor: Interval) -> Dating:
    """What is certain of a past event that is told without a time."""
    return Dating(Interval(None, anchor.end, anchor.granularity), None, "before publication")


def _is_said_by_somebody(scene: Scene, verb: Verb) -> bool:
    """Whether somebody who is named says it, not "I", "you" or nobody: those are words of a speech or a reader."""
    if verb.passive or verb.opener == "when":
        return False
    grammar = scene.vocabulary.grammar
    subject = scene.words[verb.first - 1].low if verb.first > verb.start else ""
    if subject.isalpha():
        return subject not in grammar["pronouns"] - {"he", "she", "who", "that"}
    following = scene.words[verb.last + 1] if verb.last + 1 < len(scene.words) else None
    return following is not None and verb.first > 0 and (following.is_name or following.low in grammar["determiners"])


def _announced(scene: Scene, at: int) -> bool:
    """Whether an infinitive hangs on a verb of planning that is itself not past: "plans to", "are preparing to"."""
    if at == 0:
        return False
    left = scene.verbs[at - 1]
    planning = scene.vocabulary.grammar["planning"]
    planned = left.lemma in planning and (left.tense in ("present", "future") or left.progressive)
    return planned and left.opener not in scene.vocabulary.grammar["if"]
