"""Nouns that verbs are made to: "consolidate" → "consolidation", "renew" → "renewal", "invade" → "invasion"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

# How a verb ends, and what its noun has in place of that ending.
_ENDINGS = (
    ("ate", "ation"),
    ("ize", "ization"),
    ("ise", "isation"),
    ("ify", "ification"),
    ("ply", "plication"),
    ("ss", "ssion"),
    ("ct", "ction"),
    ("pt", "ption"),
    ("rt", "rsion"),
    ("it", "ition"),
    ("ute", "ution"),
    ("use", "usion"),
    ("ete", "etion"),
    ("ose", "osition"),
    ("ise", "ision"),
    ("nd", "nsion"),
    ("de", "sion"),
    ("mit", "mission"),
    ("ceive", "ception"),
    ("duce", "duction"),
    ("scribe", "scription"),
    ("sume", "sumption"),
    ("ve", "val"),
    ("se", "sal"),
    ("y", "ial"),
    ("e", "ation"),
    ("e", "al"),
    ("e", "ance"),
    ("e", "ence"),
    ("e", "ure"),
    ("", "ation"),
    ("", "ment"),
    ("", "al"),
    ("", "ance"),
    ("", "ence"),
    ("", "ure"),
)
_SHORTEST = 4


def weak_nouns(listed: Iterable[str], verbs: Mapping[str, str], things: frozenset[str]) -> dict[str, str]:
    """The listed nouns and those made of verbs, with their plurals, each with its class of events.

    A noun has the class of its verb, a listed one "other"; `things` are nouns that only look as if made of a verb. Not
    all that is built is a word; what nobody writes does no harm.
    """
    built = {noun: kind for verb, kind in verbs.items() if len(verb) >= _SHORTEST for noun in _nouns(verb)}
    known = dict.fromkeys(listed, "other") | {noun: kind for noun, kind in built.items() if noun not in things}
    return known | {noun + "s": kind for noun, kind in known.items() if not noun.endswith("s")}


def _nouns(verb: str) -> Iterator[str]:
    return (verb.removesuffix(ending) + noun for ending, noun in _ENDINGS if verb.endswith(ending))
