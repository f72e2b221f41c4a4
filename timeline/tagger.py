"""Finds the expressions of time in a text and the rule that reads each; resolves nothing."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.language import Language
from timeline.model import Form, Timex


def tag(text: str, language: Language) -> list[Timex]:
    """Every expression of time in the text, in order, without overlaps, each with its symbolic form."""
    return list(_scan(text, language.fold(text), language))


def _scan(text: str, folded: str, language: Language) -> Iterator[Timex]:
    search = language.scanner(folded)
    position = 0
    while span := search(position):
        start, end = span
        position = end
        found = _form_at(text, folded, start, end, language)
        if found:
            form, end = found
            position = end
            yield Timex(start=start, end=end, text=text[start:end], rule=form.rule, captures=form.captures, form=form)
        else:
            position = start + 1


def _form_at(text: str, folded: str, start: int, end: int, language: Language) -> tuple[Form, int] | None:
    """The form of the match and its end; where its rule's guard forbids it, what a later rule reads there."""
    form = language.parse(folded[start:end])
    if form is None:
        return None
    guard = language.rules[form.rule].guard
    if guard is None or guard.allows(text, folded, start, end):
        return form, end
    return _second_choice(text, folded, start, form.rule, language)


def _second_choice(text: str, folded: str, start: int, refused: str, language: Language) -> tuple[Form, int] | None:
    names = list(language.rules)
    for name in names[names.index(refused) + 1 :]:
        rule = language.rules[name]
        found = language.bounded[name].match(folded, start) if rule.alone else None
        if found and (rule.guard is None or rule.guard.allows(text, folded, start, found.end())):
            form = language.apply(rule, folded[start : found.end()])
            return (form, found.end()) if form else None
    return None
