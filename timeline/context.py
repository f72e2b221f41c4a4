"""What an expression is read against: a value handed from stage to stage, never a global or the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from timeline.errors import DatelineError
from timeline.interval import Granularity, Interval, unit
from timeline.outlook import Outlook


class UnanchoredError(DatelineError):
    """The expression is relative and there is nothing to read it against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The times and cues around one expression.

    `publication` is the publication day; `reference` the time that the text last named, for "two days later";
    `last_year` the last that it named be it only in passing, for "two years later"; `period` the quarter or half year
    that it reports on, for "a year earlier".
    `narrative` is True for a text that tells history, where that time and not publication is "now", `post` for a short
    message, which speaks of the days around it.
    `following` is the explicit date that the expression is joined to ("March and April 1918"), `within` the year that
    stands before it ("next year, in June"), `beside` the day that its sentence named ("on 9 May they met at noon").
    `day_first` is how the text writes dates in numbers, None where nothing tells. `outlook` tells from the verbs around
    where the sentence looks, asked only when it matters.
    """

    publication: Interval | None
    language: str = "en"
    reference: Interval | None = None
    last_year: Interval | None = None
    period: Interval | None = None
    narrative: bool = False
    post: bool = False
    following: Interval | None = None
    within: Interval | None = None
    day_first: bool | None = None
    beside: Interval | None = None
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
