"""What was named so far in an article: whom "he", "the refinery" and "the company" stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from timeline.entities import Name, countries, group_words
from timeline.model import Article
from timeline.scene import Scene, Trigger

# "Inc" and the like are left out where a firm is named short.
_LONGEST_FORM = 4
_SPOKEN_OF = frozenset(("he", "she", "him", "his", "her"))
_PERSONAL = frozenset(("he", "she"))


@dataclass(slots=True)
class Story:
    """What was named so far in an article: the full names of things and persons, by what the text calls them."""

    article: Article
    known: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    surnames: dict[str, str] = field(default_factory=dict)
    firms: set[str] = field(default_factory=set)


def known_here(story: Story, read: Scene, trigger: Trigger) -> dict[str, str]:
    """What is known where a trigger stands: a person named before it in its own sentence is "he" there, two are not.

    Behind another name "the company" may be that one, so it is nobody.
    """
    known = story.known
    if "the company" in known and any(
        name.last < trigger.first and _could_be_firm(story, read, name) for name in read.names
    ):
        firms = {f"the {firm}" for firm in read.vocabulary.grammar["firms"]}
        known = {short: full for short, full in known.items() if short not in firms}
    if not any(word.low in _SPOKEN_OF for word in read.words):
        return known
    before = {story.surnames.get(name.name, name.name) for name in read.names if _could_be(read, name, trigger)}
    persons = {name for name in before if _is_person(name, read)}
    if not persons:
        return known
    others = {short: full for short, full in known.items() if short not in _PERSONAL}
    return others | (dict.fromkeys(_PERSONAL, next(iter(persons))) if len(before) == 1 else {})


def _could_be_firm(story: Story, read: Scene, name: Name) -> bool:
    """Whether a name can be another "company" than the one that is known: no person's and not its own."""
    own = name.name.startswith(story.known.get("the company", name.name))
    titled = name.first > 0 and read.words[name.first - 1].low in read.vocabulary.grammar["titles"] | {"."}
    return name.kind == "actor" and not own and not titled and not _is_person(name.name, read)


def _could_be(read: Scene, name: Name, trigger: Trigger) -> bool:
    """Whether a name can be the "he" of a trigger: it stands before it, owns nothing there and is no group's."""
    following = read.words[name.last + 1].low if name.last + 1 < len(read.words) else ""
    single = " " not in name.name and (name.name.isupper() or name.name in group_words())
    return name.kind == "actor" and name.last < trigger.first and following != "'s" and not single


def remember(story: Story, read: Scene) -> None:
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
        else:
            _remember_firm(story, read, name)


def _remember_thing(story: Story, read: Scene, name: Name) -> None:
    thing = _thing_after(read, name) or _thing_before(read, name)
    if thing and f"the {thing}" not in story.known:
        story.known[f"the {thing}"] = f"{name.name} {thing}"
        story.places[thing] = name.name


def _remember_firm(story: Story, read: Scene, name: Name) -> None:
    """Keeps "Seagull" for "the company", the first firm named, until sentences begin with two of them."""
    grammar = read.vocabulary.grammar
    last = name.name.rsplit(" ", 1)[-1].lower()
    if " " not in name.name or last not in grammar["firm_names"]:
        return
    short = name.name.rsplit(" ", 1)[0] if len(last) <= _LONGEST_FORM else name.name
    if read.verbs and name.last < read.verbs[0].first:
        story.firms.add(short)
    for firm in grammar["firms"]:
        if len(story.firms) > 1:
            story.known.pop(f"the {firm}", None)
        else:
            story.known.setdefault(f"the {firm}", short)


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


def remember_subject(story: Story, read: Scene) -> None:
    """The one person that a sentence names is "he" or "she" of the next; several leave nobody, nor does silence."""
    persons = {story.surnames.get(name.name, name.name) for name in read.names if name.kind == "actor"}
    persons = {name for name in persons if _is_person(name, read)}
    if not persons and any(word.low in _PERSONAL for word in read.words):
        return
    for pronoun in _PERSONAL:
        story.known.pop(pronoun, None)
        if len(persons) == 1:
            story.known[pronoun] = next(iter(persons))


def _is_person(name: str, read: Scene) -> bool:
    return _looks_like_person(name, read.vocabulary.grammar["no_person"])


@lru_cache(maxsize=4096)
def _looks_like_person(name: str, others: frozenset[str]) -> bool:
    """Whether a name has two to four words with capitals, the last none of an office or a place."""
    words = name.split()
    written = all(word[0].isupper() or "-" in word for word in words) and not any(word.isupper() for word in words[-1:])
    return 2 <= len(words) <= 4 and written and words[-1].lower() not in others
