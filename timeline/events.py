"""Every event that an article tells: one mention for each trigger, with headline, class, status, names and date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from timeline.brevity import clipped
from timeline.dating import Dating, date
from timeline.entities import Name, countries
from timeline.headline import headline
from timeline.model import Article, Mention, Span, Timex
from timeline.naming import Story, known_here, remember, remember_subject
from timeline.occasion import settle
from timeline.scene import Scene, Trigger, scene
from timeline.sentences import Sentence, split
from timeline.standing import is_loose
from timeline.subject import subject_of
from timeline.telling import Telling
from timeline.triggers import triggers
from timeline.vocabulary import vocabulary
from timeline.words import Token


def extract(article: Article, timexes: Sequence[Timex]) -> list[Mention]:
    """Every event mention the article's own sentences tell, dated or not, in order of the text.

    `timexes` are the article's, resolved, in order. Headings, captions and boilerplate tell none. In a language whose
    event words are unknown each sentence with a dated expression is one mention of type "other".
    """
    words = vocabulary(article.language.split("-")[0].lower())
    sentences = [sentence for sentence in split(article.text) if _is_news(sentence, article)]
    if words is None:
        return [mention for sentence in sentences for mention in _plain(sentence, timexes)]
    story = Story(article)
    tellings: list[Telling] = []
    for sentence, own in _paired(sentences, timexes):
        read = scene(sentence, own, words)
        remember(story, read)
        tellings += [Telling(read, trigger, _mention(story, read, trigger)) for trigger in triggers(read)]
        remember_subject(story, read)
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


def _mention(story: Story, read: Scene, trigger: Trigger) -> Mention:
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
        loose=dating.link != "compared with" and is_loose(read, trigger),
    )


def _headline(story: Story, read: Scene, trigger: Trigger, dating: Dating) -> str:
    known = known_here(story, read, trigger)
    if dating.link == "compared with":
        return _compared(read, trigger)
    return headline(read, trigger, known) or clipped(read.sentence.text)


def _compared(read: Scene, trigger: Trigger) -> str:
    """Headline of the event that another is compared with: "Baghdad's last comparable defeat"."""
    owner = next((name for name in read.names if trigger.start <= name.first < trigger.first), None)
    actors = [owner.name] if owner else _subject_actors(read, trigger)
    return clipped(f"{actors[0]}'s last comparable {trigger.lemma}" if actors else f"Last comparable {trigger.lemma}")


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
    if _is_doubted(read, at):
        return "hypothetical"
    conditional = any(other.opener in ("if", "unless") for other in read.verbs)
    if verb.tense == "modal" or _is_conditional(read, at) or (conditional and verb.tense == "future"):
        return "hypothetical"
    if verb.tense in ("future", "infinitive") or _plans(read, at):
        return "planned"
    if verb.hedged or (governing in ("allege", "claim") and verb.start > 0):
        return "reported"
    return "asserted"


def _is_conditional(read: Scene, at: int) -> bool:
    """Whether "if" opens its clause, though a phrase between commas may follow it: "if, in two years, it rose"."""
    words = read.vocabulary.grammar["if"]
    return read.verbs[at].opener in words or bool(at and {word.low for word in _between(read, at)} & words)


def _is_doubted(read: Scene, at: int) -> bool:
    """Whether it is what somebody does not think or has yet to find out: "it did not appear that anyone was hurt"."""
    left = read.verbs[at - 1] if at else None
    thinking = left is not None and left.lemma in read.vocabulary.grammar["saying"] and left.negated
    thinking = thinking or (left is not None and left.lemma in read.vocabulary.grammar["unsettled"])
    return thinking and read.verbs[at].finite and not any(word.text in ",;" for word in _between(read, at))


def _between(read: Scene, at: int) -> Sequence[Token]:
    return read.words[read.verbs[at - 1].last + 1 : read.verbs[at].first]


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


def _places(story: Story, read: Scene, trigger: Trigger) -> tuple[str, ...]:
    """Places of the clause; of none, those that its things are known by ("the refinery"), else the sentence's."""
    own = _named(read.names, "place", trigger.start, trigger.end)
    told = {word.low for word in read.words[trigger.start : trigger.end]} if story.places and not own else ()
    known = [place for short, place in story.places.items() if short in told]
    return tuple(dict.fromkeys(own or known or _named(read.names, "place", 0, len(read.words))))


def _actors(story: Story, read: Scene, trigger: Trigger) -> tuple[str, ...]:
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
