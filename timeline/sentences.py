"""Where the sentences of a page are, and which of them belong to the article."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from timeline.model import Span

MAX_SENTENCE = 2000
_MAX_HEADING = 120
_MAX_BOILERPLATE = 400
_MIN_ARTICLE = 200
_RESUMES = 250
_LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029]+")
_STOP = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]++)(?P<close>[\"'”’)\]»]*+)(?:\s++|$)")
_LONGEST_TOKEN = 24
_FULL_STOP = re.compile(r"[.!?…][\"'”’)\]»]*$")
_INITIAL = re.compile(r"(?:^|\.)[^\W\d_]$")
_CHRONICLE = re.compile(r"^\W*(?:[A-Z][a-z]+\.? \d|\d)[^:–—\n]{0,25}(?::| [–—-]) ")


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """A sentence in the text; `kind` is text, title, caption or boilerplate, and only "text" tells news."""

    kind: str = "text"


@dataclass(frozen=True, slots=True)
class _Layout:
    abbreviations: frozenset[str]
    maybe_final: frozenset[str]
    openers: frozenset[str]
    months: frozenset[str]
    dateline: re.Pattern[str]
    boilerplate: re.Pattern[str]
    ends: re.Pattern[str]
    captions: re.Pattern[str]
    credits: re.Pattern[str]


@cache
def _layout() -> _Layout:
    page = tomllib.loads((files("timeline") / "ontology" / "page.toml").read_text("utf-8"))
    return _Layout(
        abbreviations=frozenset(page["abbreviations"].split()),
        maybe_final=frozenset(page["maybe_final"].split()),
        openers=frozenset(page["openers"].split()),
        months=frozenset(page["months"].split()),
        dateline=_any([page["dateline"]]),
        boilerplate=_any(page["boilerplate"]),
        ends=_any(page["ends"]),
        captions=_any(page["captions"]),
        credits=_any(page["credits"]),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def split(text: str) -> list[Sentence]:
    """The sentences of a text in order, each with its kind; a line break always ends one.

    Spans are stripped of white space. Headings are "title"; a repeated paragraph is "boilerplate" the second time.
    A stretch without a full stop is cut every 2000 code points, so that the time taken stays linear.
    """
    lines = [line for line in map(_stripped, _LINE.finditer(text)) if line.text]
    kinds = _kinds(lines)
    return [sentence for line, kind in zip(lines, kinds, strict=True) for sentence in _sentences(line, kind)]


def _sentences(line: Span, kind: str) -> Iterator[Sentence]:
    """The sentences of a line; what an agency sets before its report ("TRIPOLI (Agency) -") is none of the news."""
    dateline = _layout().dateline.match(line.text)
    body = dateline.end() if dateline else 0
    if dateline:
        head = line.text[:body].rstrip()
        yield Sentence(line.start, line.start + len(head), head, "boilerplate")
    for start, end in _bounds(line.text[body:]):
        yield Sentence(line.start + body + start, line.start + body + end, line.text[body + start : body + end], kind)


def _stripped(found: re.Match[str]) -> Span:
    raw = found.group()
    body = raw.strip()
    start = found.start() + len(raw) - len(raw.lstrip())
    return Span(start, start + len(body), body)


def _kinds(lines: list[Span]) -> list[str]:
    """A kind for each line, read from top to bottom: what follows a heading such as "Latest news" is a teaser."""
    layout = _layout()
    kinds: list[str] = []
    seen: set[str] = set()
    told = 0
    ended = False
    for place, line in enumerate(lines):
        if told >= _MIN_ARTICLE and layout.ends.search(line.text[:MAX_SENTENCE]):
            ended = True
        elif ended and _resumes(line.text):
            ended = False
        kind = "boilerplate" if ended or _repeated(line.text, seen) else _kind(lines, place)
        kinds.append(kind)
        told += len(line.text) if kind == "text" else 0
    return _with_headlines_told(kinds)


def _with_headlines_told(kinds: list[str]) -> list[str]:
    """A text of headings alone is no page but a short message: its lines are its sentences."""
    if "text" in kinds:
        return kinds
    return ["text" if kind == "title" else kind for kind in kinds]


def _resumes(line: str) -> bool:
    return len(line) >= _RESUMES and sum(1 for _ in _bounds(line)) > 1 and not line.endswith(("...", "…"))


def _repeated(line: str, seen: set[str]) -> bool:
    """Whether the line stood on the page before; curly and straight quotes are one."""
    folded = " ".join(line.replace("’", "'").split())
    if folded in seen:
        return True
    seen.add(folded)
    return False


def _kind(lines: list[Span], place: int) -> str:
    layout = _layout()
    line = lines[place].text
    if len(line) > _MAX_BOILERPLATE:
        return "text"
    if layout.captions.search(line) or _credited(lines, place):
        return "caption"
    if layout.boilerplate.search(line):
        return "boilerplate"
    if len(line) <= _MAX_HEADING and not _FULL_STOP.search(line) and not _CHRONICLE.match(line):
        return "title" if sum(1 for _ in _bounds(line)) == 1 else "text"
    return "text"


def _credited(lines: list[Span], place: int) -> bool:
    """Whether the next line that differs from this one names a photographer."""
    for later in lines[place + 1 : place + 3]:
        if later.text != lines[place].text:
            return bool(_layout().credits.search(later.text[:MAX_SENTENCE]))
    return False


def _bounds(line: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence within a line."""
    start = 0
    for stop in stops(line):
        yield from _capped(start, stop.end("close"))
        start = stop.end()
    if start < len(line):
        yield from _capped(start, len(line))


def stops(line: str) -> Iterator[re.Match[str]]:
    """The marks that end a sentence within a line, with what closes behind them and the blanks that follow."""
    return (stop for stop in _STOP.finditer(line) if stop.end() == len(line) or _ends_sentence(line, stop))


def _capped(start: int, end: int) -> Iterator[tuple[int, int]]:
    for cut in range(start, end, MAX_SENTENCE):
        yield cut, min(cut + MAX_SENTENCE, end)


def _ends_sentence(line: str, stop: re.Match[str]) -> bool:
    """Whether the mark closes a sentence: what follows opens one, and it is no abbreviation's own stop."""
    following = line[stop.end() : stop.end() + 40].lstrip("\"'“‘([«`—–- ")
    if not following or not (following[0].isupper() or following[0].isdigit()):
        return False
    if stop["mark"] != "." or stop["close"]:
        return True
    before = line[max(0, stop.start() - _LONGEST_TOKEN) : stop.start()]
    token = before[before.rfind(" ") + 1 :].lstrip("\"'“‘([«`")
    return _not_abbreviated(token, following)


def _not_abbreviated(token: str, following: str) -> bool:
    layout = _layout()
    word = token.lower()
    opener = re.match(r"[^\W\d_]+", following)
    opens = opener is not None and opener.group().lower() in layout.openers
    if word.isdigit() and len(word) <= 2 and opener is not None and opener.group().lower() in layout.months:
        return False
    if word in layout.maybe_final:
        return opens
    if word in layout.abbreviations:
        return False
    if _INITIAL.search(token):
        return opens
    return True
