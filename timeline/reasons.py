"""Why a mention joined another one, in plain words: each rule of merging that speaks for it."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.likeness import content
from timeline.merge import Known, apart, is_told_twice
from timeline.model import Joining
from timeline.notation import to_edtf


def joining(own: Known, other: Known) -> Joining:
    """The article that a mention joined, and why, in order of weight."""
    if is_told_twice(own, other):
        return Joining(other.article_id, ("the same sentence tells it twice",))
    return Joining(other.article_id, (*_of_kind(own, other), *_of_names(own, other), _of_dates(own, other)))


def _of_kind(own: Known, other: Known) -> Iterator[str]:
    one, two = own.mention, other.mention
    yield f"same type: {one.type}" if one.type == two.type else f"related types: {one.type} and {two.type}"
    words, their_words = content(one.headline), content(two.headline)
    yield f"{len(words & their_words)} of {min(len(words), len(their_words))} words of the headline"


def _of_names(own: Known, other: Known) -> Iterator[str]:
    for role, names, theirs in (
        ("place", own.mention.places, other.mention.places),
        ("actor", own.mention.actors, other.mention.actors),
    ):
        shared = [name for name in names if name in theirs]
        if shared:
            yield f"same {role}: {', '.join(shared)}"


def _of_dates(own: Known, other: Known) -> str:
    one, two = to_edtf(own.when), to_edtf(other.when)
    if own.when == other.when:
        return f"same date: {one}"
    if own.when.contains(other.when):
        return f"{one} contains {two}"
    if own.when.overlaps(other.when):
        return f"{one} overlaps {two}"
    days = apart(own.when, other.when)
    return f"{one} is {days:.0f} day{'s' if days > 1 else ''} from {two}"
