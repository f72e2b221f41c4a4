"""What an expression is read against: a value handed from stage to stage, never a global or the clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timeline.errors import DatelineError
from timeline.interval import Granularity, Interval, unit
from timeline.outlook import Outlook

# How far a narrative steps back in time before its next date is taken to be a year later, in days.
_STEP_BACK = 200
# A month and day lying so many days ahead, in a sentence that looks back, was a year before.
_FAR_AHEAD = 60
_AHEAD = 1
# The other way round, in a sentence that firmly looks ahead.
_FAR_BACK = 30


class UnanchoredError(DatelineError):
    """The expression is relative and there is nothing to read it against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The times and cues around one expression.

    `publication` is the publication day; `reference` the time that the text last named, for "two days later";
    `narrative` is True for a text that tells history, where that time and not publication is "now".
    `following` is the explicit date that the expression is joined to ("March and April 1918"). `outlook` tells from the
    verbs around where the sentence looks, asked only when it matters.
    """

    publication: Interval | None
    language: str = "en"
    reference: Interval | None = None
    narrative: bool = False
    following: Interval | None = None
    outlook: Callable[[], Outlook] = Outlook

    @property
    def anchor(self) -> Interval:
        """What relative expressions count from: publication, or in a narrative the time last named."""
        found = self.reference or self.publication if self.narrative else self.publication
        if found is None:
            raise UnanchoredError("the publication date is unknown")
        return found

    @property
    def anchored_to(self) -> str:
        """Where `anchor` comes from: "text" or "publication"."""
        return "text" if self.narrative and self.reference is not None else "publication"

    @property
    def day(self) -> int:
        """First day of the anchor."""
        start = self.anchor.start
        assert start is not None
        return start

    def holding(self, granularity: Granularity) -> Interval:
        """The calendar unit that holds the anchor's first day."""
        return unit(granularity, self.day)


def pick(candidates: Sequence[Interval], context: Context, *, default: str) -> Interval:
    """The candidate that is meant: by the verbs' direction where there is one, else by `default`.

    `default` is "past" (the most recent that has begun), "nearest", or "future". Candidates come in time order.
    In a narrative the one inside the time last named is meant, or else the next that follows it.
    """
    if context.following is not None:
        return _last_before(candidates, context.following)
    if context.narrative and context.reference is not None:
        return _next_told(candidates, context.reference)
    anchor, outlook = context.anchor, context.outlook()
    if default == "nearest":
        nearest = min(candidates, key=lambda candidate: (_distance(candidate, anchor), _order(candidate)))
        if not _is_against(outlook, _order(nearest) - context.day):
            return nearest
    direction = outlook.direction or default
    if direction == "future":
        coming = [candidate for candidate in candidates if _order(candidate, end=True) > context.day]
        return coming[0] if coming else candidates[-1]
    begun = [candidate for candidate in candidates if _order(candidate) <= context.day]
    return begun[-1] if begun else candidates[0]


def _order(interval: Interval, *, end: bool = False) -> int:
    bound = interval.end if end else interval.start
    assert bound is not None
    return bound


def _distance(candidate: Interval, anchor: Interval) -> int:
    if candidate.overlaps(anchor):
        return 0
    return max(_order(candidate) - _order(anchor), _order(anchor) - _order(candidate))


def _is_against(outlook: Outlook, days_ahead: int) -> bool:
    """Whether the verbs look the other way than the nearest such date lies, and that is far."""
    if outlook.direction == "past":
        return days_ahead >= (_AHEAD if outlook.firm else _FAR_AHEAD)
    return outlook == ("future", True) and days_ahead < -_FAR_BACK


def _last_before(candidates: Sequence[Interval], following: Interval) -> Interval:
    earlier = [candidate for candidate in candidates if _order(candidate) <= _order(following)]
    return earlier[-1] if earlier else candidates[0]


def _next_told(candidates: Sequence[Interval], reference: Interval) -> Interval:
    inside = [candidate for candidate in candidates if reference.contains(candidate)]
    if inside and reference.granularity is not Granularity.DAY:
        return inside[-1] if reference.granularity.rank < Granularity.YEAR.rank else inside[0]
    following = [c for c in candidates if _order(c) >= _order(reference) - _STEP_BACK]
    return following[0] if following else candidates[-1]
