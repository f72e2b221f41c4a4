"""Which of several times is meant: one of the Novembers, the 12 May of which year; why, and what else it may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from timeline.context import Context
from timeline.interval import Granularity, Interval
from timeline.notation import to_edtf
from timeline.outlook import Outlook

# How far a narrative steps back in time before its next date is taken to be a year later, in days.
_STEP_BACK = 183
# A month and day lying so many days ahead was a year before: in a sentence that firmly looks back, that looks back, or
# that looks nowhere.
_AHEAD = 14
_FAR_AHEAD = 60
_FARTHEST_AHEAD = 150
# The other way round, in a sentence that firmly looks ahead.
_FAR_BACK = 120
# Beyond eight months a time on the other side of publication is hardly meant.
_LIVE = 244


class Pick(NamedTuple):
    """The time that is meant, why it is, and the other that may be meant as well; None where nothing speaks for one."""

    meant: Interval
    why: str = ""
    other: Interval | None = None


def pick(candidates: Sequence[Interval], context: Context, *, default: str) -> Pick:
    """The candidate that is meant: by the verbs' direction where there is one, else by `default`.

    `default` is "past" (the most recent that has begun), "nearest", "recent" (the nearest, unless that lies far ahead),
    or "future". Candidates come in time order.
    In a narrative the one inside the time last named is meant, or else the next that follows it.
    """
    inside = _inside(candidates, context.within)
    if inside is not None and context.within is not None:
        return Pick(inside, f"the one in {to_edtf(context.within)}")
    if context.following is not None:
        return Pick(_last_before(candidates, context.following), "the last before the date that it is joined to")
    if context.narrative and context.reference is not None:
        return Pick(_next_told(candidates, context.reference), "the next after what the text named before")
    outlook = context.outlook()
    if default in ("nearest", "recent") or context.post:
        nearest = min(candidates, key=lambda candidate: (_distance(candidate, context), _order(candidate)))
        ahead = _order(nearest) - context.day
        far = default == "recent" and not outlook.direction and ahead >= _FARTHEST_AHEAD
        if not far and not _is_against(outlook, ahead):
            return Pick(nearest, "the nearest", _live(nearest, candidates, context, outlook))
    meant, why = _by_direction(candidates, context, outlook.direction or default)
    because = f"for a verb looks {_LOOKS[outlook.direction]}" if outlook.direction else "for no verb tells otherwise"
    return Pick(meant, f"{why}, {because}", _live(meant, candidates, context, outlook))


_LOOKS = {"past": "back", "future": "ahead"}


def _by_direction(candidates: Sequence[Interval], context: Context, direction: str) -> tuple[Interval, str]:
    if direction == "future":
        coming = [candidate for candidate in candidates if _order(candidate, end=True) > context.day]
        return (coming or candidates)[0 if coming else -1], "the next"
    begun = [candidate for candidate in candidates if _order(candidate) <= context.day]
    return (begun or candidates)[-1 if begun else 0], "the most recent"


def _live(meant: Interval, candidates: Sequence[Interval], context: Context, outlook: Outlook) -> Interval | None:
    """The nearest on the other side of the anchor, if no verb looks away from it: near, or behind where one looks."""
    behind = _order(meant) <= context.day
    if meant.overlaps(context.anchor) or outlook.direction == ("past" if behind else "future"):
        return None
    others = [c for c in candidates if (_order(c) <= context.day) != behind and not c.overlaps(context.anchor)]
    other = min(others, key=lambda candidate: _distance(candidate, context), default=None)
    near = other is not None and _distance(other, context) <= _LIVE
    return other if near or outlook.direction == "past" else None


def _order(interval: Interval, *, end: bool = False) -> int:
    bound = interval.end if end else interval.start
    assert bound is not None
    return bound


def _distance(candidate: Interval, context: Context) -> int:
    anchor = context.anchor
    if candidate.overlaps(anchor):
        return 0
    return max(_order(candidate) - _order(anchor), _order(anchor) - _order(candidate))


def _is_against(outlook: Outlook, days_ahead: int) -> bool:
    """Whether the verbs look the other way than the nearest such date lies, and that is far."""
    if outlook.direction == "past":
        return days_ahead >= (_AHEAD if outlook.firm else _FAR_AHEAD)
    return outlook == ("future", True) and days_ahead < -_FAR_BACK


def _inside(candidates: Sequence[Interval], longer: Interval | None) -> Interval | None:
    """The candidate that begins in a longer time."""
    if longer is None or longer.start is None or longer.end is None:
        return None
    return next((c for c in candidates if longer.start <= _order(c) < longer.end), None)


def _last_before(candidates: Sequence[Interval], following: Interval) -> Interval:
    earlier = [candidate for candidate in candidates if _order(candidate) <= _order(following)]
    return earlier[-1] if earlier else candidates[0]


def _next_told(candidates: Sequence[Interval], reference: Interval) -> Interval:
    inside = [candidate for candidate in candidates if reference.contains(candidate)]
    if inside and reference.granularity is not Granularity.DAY:
        return inside[-1] if reference.granularity.rank < Granularity.YEAR.rank else inside[0]
    following = [c for c in candidates if _order(c) >= _order(reference) - _STEP_BACK]
    return following[0] if following else candidates[-1]
