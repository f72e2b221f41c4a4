"""Every event that an article tells: one mention for each trigger, with headline, class, status, names and date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from timeline.brevity import clipped
from timeline.dating import Dating, date
from timeline.entities import Name, countries
from timeline.headline import headline, subject_of
from timeline.model import Article, Mention, Span, Timex
from timeline.occasion import settle
from timeline.scene import Scene, Trigger, scene
from timeline.sentences import Sentence, split
from timeline.telling import Telling
from timeline.triggers import triggers
from timeline.vocabulary import vocabulary

_PERSONAL = frozenset(("he", "she"))


@dataclass(slots=True)
class _Story:
    """What was named so far in an article: the full names of things and persons, by what the text calls them."""

    article: Article
    known: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    surnames: dict[str, str] = field(default_factory=dict)


def extract(article: Article, timexes: Sequence[Timex]) -> list[Mention]:
    """Every event mention the article's own sentences tell, dated or not, in order of the text.

    `timexes` are the article's, resolved, in order. Headings, captions and boilerplate tell none. In a language whose
    event words are unknown each sentence with a dated expression is one mention of type "other".
    """
    words = vocabulary(article.language.split("-")[0].lower())
    sentences = [sentence for sentence in split(article.text) if _is_news(sentence, article)]
    if words is None:
        return [mention for sentence in sentences for mention in _plain(sentence, timexes)]
    story = _Story(article)
    tellings: list[Telling] = []
    for sentence, own in _paired(sentences, timexes):
        read = scene(sentence, own, words)
        _remember(story, read)
        tellings += [Telling(read, trigger, _mention(story, read, trigger)) for trigger in triggers(read)]
        _remember_subject(story, read)
    return settle(tellings, article.anchor, _is_headed(article, sentences, timexes))


def _is_headed(article: Article, news: Sequence[Sentence], timexes: Sequence[Timex]) -> bool:
    """Whether a heading above the first sentence names the day of publication: "April 9, 2008"."""
    start = news[0].start if news else 0
    return any(timex.end <= start and timex.dates == article.anchor for timex in timexes)


def _is_news(sentence: Sentence, article: Article) -> bool:
    return sentence.kind == "text" and _folded(sentence.text) != _folded(article.title)


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").lower().split())


def _paired(sentences: Sequence[Sentence], timexes: Sequence[Timex]) -> Iterable[tuple[Sentence, list[Timex]]]:
    """Each sentence with the times inside it; both lists are in order, one pass is enough."""
    ordered = sorted(timexes, key=lambda timex: timex.start)
    at = 0
    for sentence in sentences:
        while at < len(ordered) and ordered[at].start < sentence.start:
            at += 1
        own: list[Timex] = []
        while at < len(ordered) and ordered[at].end <= sentence.end:
            own.append(ordered[at])
            at += 1
        yield sentence, own


def _plain(sentence: Sentence, timexes: Sequence[Timex]) -> list[Mention]:
    """One mention for a sentence in a language without event words: dated by its first dated expression."""
    own = [t for t in timexes if sentence.start <= t.start and t.end <= sentence.end and t.dates is not None]
    if not own:
        return []
    span = Span(sentence.start, sentence.end, sentence.text)
    return [
        Mention(
            sentence=span,
            clause=span,
            trigger=Span(own[0].start, own[0].end, own[0].text),
            headline=clipped(sentence.text),
            type="other",
            interval=own[0].dates,
            timex=own[0],
            link="same sentence",
            warnings=(own[0].warning,) if own[0].warning else (),
        )
    ]


def _mention(story: _Story, read: Scene, trigger: Trigger) -> Mention:
    status = _status(read, trigger)
    dating = date(read, trigger, status, story.article.anchor)
    start, end = read.words[trigger.start].start, read.words[trigger.end - 1].end
    first, last = read.words[trigger.first].start, read.words[trigger.last].end
    text = story.article.text
    return Mention(
        sentence=Span(read.sentence.start, read.sentence.end, read.sentence.text),
        clause=Span(start, end, text[start:end]),
        trigger=Span(first, last, text[first:last]),
        headline=_headline(story, read, trigger, dating),
        type=trigger.kind,
        status=status,
        interval=dating.interval,
        timex=dating.timex,
        link=dating.link,
        places=_places(story, read, trigger),
        actors=_actors(story, read, trigger),
        warnings=(dating.timex.warning,) if dating.timex and dating.timex.warning else (),
    )


def _headline(story: _Story, read: Scene, trigger: Trigger, dating: Dating) -> str:
    known = _known_here(story, read, trigger)
    if dating.link == "compared with":
        return _compared(read, trigger)
    return headline(read, trigger, known) or clipped(read.sentence.text)


def _compared(read: Scene, trigger: Trigger) -> str:
    """Headline of the event that another is compared with: "Baghdad's last comparable defeat"."""
    owner = next((name for name in read.names if trigger.start <= name.first < trigger.first), None)
    actors = [owner.name] if owner else _subject_actors(read, trigger)
    return clipped(f"{actors[0]}'s last comparable {trigger.lemma}" if actors else f"Last comparable {trigger.lemma}")


def _known_here(story: _Story, read: Scene, trigger: Trigger) -> dict[str, str]:
    """What is known where a trigger stands: a person named before it in its own sentence is "he" there, two are not."""
    before = {name.name for name in read.names if name.kind == "actor" and name.last < trigger.first}
    persons = {story.surnames.get(name, name) for name in before if _is_person(story.surnames.get(name, name))}
    if not persons:
        return story.known
    others = {short: full for short, full in story.known.items() if short not in _PERSONAL}
    return others | (dict.fromkeys(_PERSONAL, next(iter(persons))) if len(persons) == 1 else {})


def _status(read: Scene, trigger: Trigger) -> str:
    """asserted, planned, reported, denied or hypothetical, by the verb group and what governs it."""
    if trigger.is_noun:
        return _noun_status(read, trigger)
    assert trigger.at is not None
    return _verb_status(read, trigger.at)


def _verb_status(read: Scene, at: int) -> str:
    verb = read.verbs[at]
    grammar = read.vocabulary.grammar
    governing = read.verbs[at - 1].lemma if at else ""
    if verb.tense == "infinitive" and governing in grammar["aspectual"] and verb.first == read.verbs[at - 1].last + 1:
        return _verb_status(read, at - 1)
    if (
        verb.negated
        or (verb.tense == "infinitive" and governing in ("fail", "refuse", "decline"))
        or _of_none(read, at)
    ):
        return "denied"
    conditional = any(other.opener in ("if", "unless") for other in read.verbs)
    if verb.tense == "modal" or verb.opener in grammar["if"] or (conditional and verb.tense == "future"):
        return "hypothetical"
    if verb.tense in ("future", "infinitive") or _plans(read, at):
        return "planned"
    if verb.hedged or (governing in ("allege", "claim") and verb.start > 0):
        return "reported"
    return "asserted"


def _plans(read: Scene, at: int) -> bool:
    """Whether a verb says that something is to be: "the council plans to vote"."""
    verb = read.verbs[at]
    following = read.verbs[at + 1] if at + 1 < len(read.verbs) else None
    planning = verb.lemma in read.vocabulary.grammar["planning"] and verb.tense == "present" and not verb.progressive
    return planning and following is not None and following.tense == "infinitive"


def _of_none(read: Scene, at: int) -> bool:
    """Whether the subject is nobody: "No one was killed"."""
    subject = subject_of(read, at)
    return bool(subject) and read.words[subject[0]].low in ("no", "none", "nobody", "neither", "nothing")


def _noun_status(read: Scene, trigger: Trigger) -> str:
    """By the words before it, else as the verb whose clause it stands in."""
    before = {word.low for word in read.words[max(0, trigger.start - 3) : trigger.first]}
    if before & {"no", "without"}:
        return "denied"
    described = {word.low for word in read.words[trigger.start : trigger.first]}
    if before & read.vocabulary.grammar["hedges"] or described & {"alleged", "reported"}:
        return "reported"
    if before & {"possible", "potential", "planned", "proposed", "likely", "upcoming", "expected"}:
        return "planned"
    if trigger.at is None or not read.verbs[trigger.at].finite:
        return "asserted"
    between = {word.low for word in read.words[read.verbs[trigger.at].last + 1 : trigger.first]}
    return "asserted" if between & read.vocabulary.grammar["subordinators"] else _verb_status(read, trigger.at)


def _places(story: _Story, read: Scene, trigger: Trigger) -> tuple[str, ...]:
    """Places of the clause; of none, those that its things are known by ("the refinery"), else the sentence's."""
    own = _named(read.names, "place", trigger.start, trigger.end)
    known = [
        place
        for short, place in story.places.items()
        if any(read.words[at].low == short for at in range(trigger.start, trigger.end))
    ]
    return tuple(dict.fromkeys(own or known or _named(read.names, "place", 0, len(read.words))))


def _actors(story: _Story, read: Scene, trigger: Trigger) -> tuple[str, ...]:
    own = _named(read.names, "actor", trigger.start, trigger.end)
    if not trigger.is_noun:
        own = _subject_actors(read, trigger) + own
    return tuple(dict.fromkeys(story.surnames.get(name, name) for name in own))


def _subject_actors(read: Scene, trigger: Trigger) -> list[str]:
    """The names in the subject of the trigger's clause; a country that acts is one of them ("Iran sent troops")."""
    subject = subject_of(read, trigger.at) if trigger.at is not None else []
    if not subject:
        return []
    states = [name for name in read.names if name.name in countries() and name.last == subject[-1]]
    return _named(read.names, "actor", subject[0], subject[-1] + 1) + [name.name for name in states]


def _named(found: Sequence[Name], kind: str, start: int, end: int) -> list[str]:
    return [name.name for name in found if name.kind == kind and start <= name.first and name.last < end]


def _remember(story: _Story, read: Scene) -> None:
    """Keeps "Beiji refinery" for "the refinery", and "John Kirby" for "Kirby"."""
    towns = {name.name for name in read.names if name.kind == "place" and name.name not in countries()}
    for thing in read.vocabulary.grammar["left_behind"] if towns else ():
        story.known.pop(f"the {thing}", None)
        story.places.pop(thing, None)
        if len(towns) == 1 and thing in ("city", "town", "village"):
            story.places[thing] = next(iter(towns))
            story.known[f"the {thing}"] = next(iter(towns))
    for name in read.names:
        if name.kind == "actor" and " " in name.name:
            story.surnames.setdefault(name.name.rsplit(" ", 1)[1], name.name)
        if name.kind == "place":
            _remember_thing(story, read, name)


def _remember_thing(story: _Story, read: Scene, name: Name) -> None:
    thing = _thing_after(read, name) or _thing_before(read, name)
    if thing and f"the {thing}" not in story.known:
        story.known[f"the {thing}"] = f"{name.name} {thing}"
        story.places[thing] = name.name


def _thing_after(read: Scene, name: Name) -> str | None:
    """The noun behind a place: "refinery" of "Beiji refinery"."""
    at = name.last + 1
    return read.words[at].low if at < len(read.words) and _is_thing(read, at) else None


def _thing_before(read: Scene, name: Name) -> str | None:
    """The noun that a place is added to: "refinery" of "the refinery of Beiji"."""
    at = name.first - 2
    linked = at >= 1 and read.words[name.first - 1].low == "of"
    return read.words[at].low if linked and _is_thing(read, at) else None


def _is_thing(read: Scene, at: int) -> bool:
    word = read.words[at]
    grammar = read.vocabulary.grammar
    closed = ("prepositions", "coordinators", "relative", "determiners", "adverbs", "be", "have", "pronouns", "groups")
    if not word.text.isalpha() or word.is_name or len(word.low) < 4 or word.low in read.vocabulary.forms:
        return False
    return not any(word.low in grammar[name] for name in closed) and word.low not in ("city", "town", "province")


def _remember_subject(story: _Story, read: Scene) -> None:
    """The one person that a sentence names is "he" or "she" of the next; several leave nobody, nor does silence."""
    persons = {story.surnames.get(name.name, name.name) for name in read.names if name.kind == "actor"}
    persons = {name for name in persons if _is_person(name)}
    if not persons and any(word.low in _PERSONAL for word in read.words):
        return
    for pronoun in _PERSONAL:
        story.known.pop(pronoun, None)
        if len(persons) == 1:
            story.known[pronoun] = next(iter(persons))


def _is_person(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() or "-" in word for word in words) and not name.isupper()
