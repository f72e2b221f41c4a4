"""A trigger with the mention it makes, while an article is being read: what is known of its time so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.dating import Dating
from timeline.interval import Interval, Qualifier
from timeline.model import Mention
from timeline.scene import Scene, Trigger

_FACT = ("asserted", "reported")


@dataclass(slots=True)
class Telling:
    """A trigger in its sentence, and the mention it makes, with what is known of its time so far."""

    scene: Scene
    trigger: Trigger
    mention: Mention

    @property
    def is_open(self) -> bool:
        """Whether no expression dates it."""
        return self.mention.timex is None

    @property
    def is_fact(self) -> bool:
        """Whether it is told as something that happened."""
        return self.mention.status in _FACT

    def date(self, dating: Dating) -> None:
        """Give the mention another date."""
        warning = dating.timex.warning if dating.timex else None
        self.mention = replace(
            self.mention,
            interval=dating.interval,
            timex=dating.timex,
            link=dating.link,
            warnings=(warning,) if warning else (),
        )


def verbs_of(sentence: Sequence[Telling]) -> dict[int, Telling]:
    return {
        telling.trigger.at: telling
        for telling in sentence
        if not telling.trigger.is_noun and telling.trigger.at is not None
    }


def perhaps(interval: Interval) -> Interval:
    """The interval as one that nothing proves: EDTF's "?"."""
    return interval if interval.qualifier is not Qualifier.NONE else interval.qualified(Qualifier.UNCERTAIN)
