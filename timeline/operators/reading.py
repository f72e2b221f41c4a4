"""The registry of operators and what they share: reading a form, and the parts of a reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from timeline.context import Context
from timeline.interval import Interval
from timeline.model import Form, Reading
from timeline.notation import to_timex3
from timeline.picking import Pick

Arguments = Mapping[str, "int | float | str | Form"]
Operator = Callable[[Arguments, Context], Reading]

OPERATORS: dict[str, Operator] = {}


def operator(name: str) -> Callable[[Operator], Operator]:
    """Registers a function as the operator that rules call by this name."""

    def register(function: Operator) -> Operator:
        OPERATORS[name] = function
        return function

    return register


def read(form: Form, context: Context) -> Reading:
    """The reading of a form: its operator applied to its arguments, with a step that tells so."""
    reading = OPERATORS[form.operator](dict(form.arguments), context)
    shown = ", ".join(f"{name}={_shown(value)}" for name, value in form.arguments)
    return reading.after(f"{form.operator}({shown}) = {reading.value}")


def _shown(value: int | float | str | Form) -> str:
    return value.operator if isinstance(value, Form) else str(value)


def explicit(interval: Interval) -> Reading:
    """A DATE that the words alone give."""
    return Reading(type="DATE", value=to_timex3(interval), interval=interval)


def counted(interval: Interval, context: Context) -> Reading:
    """A DATE that was counted from the context's anchor."""
    return counted_from(context.anchor, context.anchored_to, interval)


def picked(found: Pick, context: Context) -> Reading:
    """A DATE that was picked among several, with why, and the other that may be meant."""
    others = () if found.other is None else (found.other,)
    return counted_from(context.anchor, context.anchored_to, found.meant, others, found.why)


def counted_from(
    base: Interval, anchored_to: str, interval: Interval, alternatives: tuple[Interval, ...] = (), why: str = ""
) -> Reading:
    """A DATE that was counted from another time than the anchor."""
    return Reading(
        type="DATE",
        value=to_timex3(interval),
        interval=interval,
        anchor=base,
        anchored_to=anchored_to,
        steps=(why,) if why else (),
        alternatives=alternatives,
    )


def whole(arguments: Arguments, name: str) -> int | None:
    """An argument as a whole number, None when it is absent or a word."""
    value = arguments.get(name)
    return int(value) if isinstance(value, int | float) else None


def fraction(arguments: Arguments) -> float:
    """What a rule adds to a number: 0.5 for "two and a half"."""
    value = arguments.get("plus", 0)
    return value if isinstance(value, int | float) else 0


def word(arguments: Arguments, name: str) -> str:
    """An argument as a word, "" when it is absent."""
    return str(arguments.get(name, ""))


def inner(arguments: Arguments, context: Context, name: str = "of") -> Reading | None:
    """The reading of an expression inside this one, None when there is none."""
    form = arguments.get(name)
    return read(form, context) if isinstance(form, Form) else None


def moved(reading: Reading, interval: Interval) -> Reading:
    """A reading at another interval: the same anchor, type and steps."""
    return replace(reading, value=to_timex3(interval), interval=interval, mod=None)
