"""What kind of text it is: news, a narrative that tells history, a post of social media."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.interval import Interval, civil
from timeline.model import Timex

KINDS = ("news", "narrative", "post")
# A short text with an address, a name or a tag of social media, or with a face or laughter written out, is a post.
_LONGEST_POST = 300
_POST = re.compile(r"https?://|(?:^|\s)[@#]\w|\s[:;]-?[)(D](?:\s|$)|\b(?:lol|omg|ha(?:ha)+)\b", re.I)
# How many far years and dates without a year make a narrative, and the share of its years that must be far.
_NARRATIVE_EVIDENCE = 18
_NARRATIVE_SHARE = 0.65
# A short text makes one with fewer years, when all are so many years away and nothing in it speaks of these days.
_OLD_YEARS = 4
_OLD = 10
# Operators that count from publication: where they abound a text is news, however much history it tells.
_TOPICAL = ("weekday", "shift", "year_before", "day_part")


def kind_of(timexes: Sequence[Timex], anchor: Interval | None) -> str:
    """The kind of text these expressions stand in: one of KINDS.

    A narrative tells history: years far from publication, dates that lean on them, hardly any "yesterday".
    """
    return "narrative" if _is_narrative(timexes, anchor) else "news"


def is_post(text: str) -> bool:
    """Whether a text is a message of social media, where "morning" is this morning and a "weekend" this one."""
    return len(text) <= _LONGEST_POST and _POST.search(text) is not None


def _is_narrative(timexes: Sequence[Timex], anchor: Interval | None) -> bool:
    years = [year for timex in timexes if (year := explicit_year(timex)) is not None]
    published = None if anchor is None or anchor.start is None else civil(anchor.start)[0]
    far = sum(published is None or abs(year - published) > 1 for year in years)
    leaning = sum(timex.form is not None and timex.form.operator == "date" for timex in timexes) - len(years)
    evidence = far + leaning
    topical = sum(_topicality(timex) for timex in timexes)
    if len(years) >= _OLD_YEARS and far == len(years) and leaning > 0 and not topical and published is not None:
        return all(abs(year - published) > _OLD for year in years)
    return evidence >= _NARRATIVE_EVIDENCE and far >= _NARRATIVE_SHARE * len(years) and 2 * topical <= evidence


def _topicality(timex: Timex) -> int:
    """How much an expression speaks for news: "today" and "yesterday" more than "last year"."""
    form = timex.form
    if form is None or form.operator not in _TOPICAL or ("from", "text") in form.arguments:
        return 0
    return 4 if ("unit", "day") in form.arguments and "n" in dict(form.captures) and len(form.captures) == 1 else 1


def explicit_year(timex: Timex) -> int | None:
    year = dict(timex.form.arguments).get("year") if timex.form else None
    return year if isinstance(year, int) else None
