"""Finds the expressions of time in a text and the rule that reads each; resolves nothing."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.language import Language
from timeline.model import Form, Timex


def tag(text: str, language: Language, kind: str | None = None) -> list[Timex]:
    """Every expression of time in the text, in order, without overlaps, each with its symbolic form.

    Rules that are for one kind of text alone serve only where `kind` says so.
    """
    return [timex for timex in _scan(text, language.fold(text), language) if _serves(timex, language, kind)]


def _serves(timex: Timex, language: Language, kind: str | None) -> bool:
    kinds = language.rules[timex.rule].kinds
    return not kinds or kind in kinds


def _scan(text: str, folded: str, language: Language) -> Iterator[Timex]:
    search = language.finder.open(folded)
    position = 0
    while span := search(position):
        start, end = span
        found = _form_at(text, folded, start, end, language)
        position = start + 1
        while found:
            form, end = found
            position = end
            yield Timex(start=start, end=end, text=text[start:end], rule=form.rule, captures=form.captures, form=form)
            start, found = _follower(form.rule, text, folded, end, language)


def _follower(rule: str, text: str, folded: str, end: int, language: Language) -> tuple[int, tuple[Form, int] | None]:
    """What is joined to an expression that ends there: where it starts, its form and its end."""
    for form, start, last in language.followers(rule, folded, end):
        if _is_allowed(form, text, folded, start, last, language):
            return start, (form, last)
    return end, None


def _form_at(text: str, folded: str, start: int, end: int, language: Language) -> tuple[Form, int] | None:
    """The form of the match and its end; where its rule's guard forbids it, what a later rule reads there."""
    form = language.parse(folded[start:end])
    if form is None:
        return None
    end = _end(form, start, end, language)
    if _is_allowed(form, text, folded, start, end, language):
        return form, end
    return _second_choice(text, folded, start, form.rule, language)


def _is_allowed(form: Form, text: str, folded: str, start: int, end: int, language: Language) -> bool:
    guard = language.rules[form.rule].guard
    if guard is not None and not guard.allows(text, folded, start, end):
        return False
    return _inner_is_allowed(form, folded, start, end, language)


def _inner_is_allowed(form: Form, folded: str, start: int, end: int, language: Language) -> bool:
    """Whether what follows the match suits the expressions inside that end with it: no year in "about 1500 troops"."""
    captured = dict(form.captures)
    for name, inner in form.arguments:
        if not isinstance(inner, Form) or not folded[start:end].endswith(captured[name]):
            continue
        guard = language.rules[inner.rule].guard
        if guard is not None and guard.not_after is not None and guard.not_after.match(folded, end):
            return False
        if not _inner_is_allowed(inner, folded, end - len(captured[name]), end, language):
            return False
    return True


def _second_choice(text: str, folded: str, start: int, refused: str, language: Language) -> tuple[Form, int] | None:
    for form, last in language.later_choices(folded, start, refused):
        end = _end(form, start, last, language)
        if _is_allowed(form, text, folded, start, end, language):
            return form, end
    return None


def _end(form: Form, start: int, end: int, language: Language) -> int:
    """Where an expression ends whose match goes on behind it: of "10 to 12 October" with the 10."""
    ends = language.rules[form.rule].ends
    return start + len(dict(form.captures)[ends]) if ends else end
