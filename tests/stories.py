"""Articles and what is read in them, made by hand for the tests of the store."""

from __future__ import annotations

from timeline.model import Article, ArticleReading, Mention, Reading, Span, Timex
from timeline.notation import from_edtf

# (headline of a subject of two words and a verb, place, type, EDTF of the date or None)
Line = tuple[str, str, str, str | None]

TIKRIT: Line = ("Iraqi forces attacked Tikrit", "Tikrit", "offensive", "2015-03-02")
RAMADI: Line = ("Islamist militants captured Ramadi", "Ramadi", "capture", "2015-05-17")
ELECTION: Line = ("Iraqi voters elected a parliament in Baghdad", "Baghdad", "election", "2014-04-30")
_WHEN = "that day"


def dated(line: Line, date: str | None) -> Line:
    """The line with another date."""
    return (*line[:3], date)


def sentence(line: Line) -> str:
    """How an article tells the line: its words are the same whatever the date."""
    return f"{line[0]} {_WHEN}."


def article(id: str, *lines: Line, published: str | None = "2015-05-18", publisher: str = "The Courier") -> Article:
    """An article with one sentence a line."""
    return Article(
        id=id,
        title=f"News of {id}",
        text=" ".join(map(sentence, lines)),
        published=published,
        publisher=publisher,
        url=f"https://www.{publisher.lower().replace(' ', '-')}.example/story",
    )


def reading(*lines: Line, status: str = "asserted") -> ArticleReading:
    """What is read in the article of those lines: a mention each."""
    mentions, start = [], 0
    for line in lines:
        mentions.append(_mention(line, start, status))
        start += len(sentence(line)) + 1
    return ArticleReading(timexes=(), mentions=tuple(mentions))


def _mention(line: Line, start: int, status: str) -> Mention:
    headline, place, kind, date = line
    subject, verb = headline.split()[:2], headline.split()[2]
    words = sentence(line)
    return Mention(
        sentence=_span(words, words, start),
        clause=_span(words, words.removesuffix("."), start),
        trigger=_span(words, verb, start),
        headline=headline,
        type=kind,
        status=status,
        interval=None if date is None else from_edtf(date),
        timex=None if date is None else _timex(_span(words, _WHEN, start), date),
        link="own clause",
        places=(place,),
        actors=(" ".join(subject),),
    )


def _span(words: str, part: str, start: int) -> Span:
    at = start + words.index(part)
    return Span(at, at + len(part), part)


def _timex(span: Span, date: str) -> Timex:
    reading = Reading(type="DATE", value=date, interval=from_edtf(date))
    return Timex(start=span.start, end=span.end, text=span.text, rule="by hand", reading=reading)
