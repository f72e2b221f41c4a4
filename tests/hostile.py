"""Events whose every text would like to be more than text, and dates of every kind."""

from __future__ import annotations

from store import database
from store.events import save
from store.ingest import ingest
from tests.stories import TIKRIT, article, reading
from timeline.model import Citation, Event, Span
from timeline.notation import from_edtf

HEADLINES = (
    "Iraqi forces recaptured Tikrit",
    '=HYPERLINK("https://evil.example","click")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    " \t=1+1",
    "-2+3+cmd",
    "＝1＋1",
    "<script>alert(1)</script></title></script><!--",
    "]]><![CDATA[ &lt;b&gt; &amp; &copy;",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png) *a* _b_ `c` ~d~ | # e",
    "1. one\n# two\n- three\n> four\n\n    five\n---\n```",
    "two\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:injected; a, b\\n\\",
    "\x01\x0b\x1b[31m\x7f\x85\u2028\ufffe\U0001ffff control",
    "\u202eright to left\u202c \u200bzero width \U0001f600 e\u0301",
    "https://evil.example/ and mailto:a@evil.example <https://evil.example>",
    "'quoted' \"twice\" %41 \\u003c {{7*7}} ${x}",
    '<img src=x onerror="window.ran=1"> &lt;img src=x onerror=window.ran=2&gt; &#60;img src=x onerror=ran=3&#62;',
    "www.evil.example'onmouseover='window.ran=4'style='position:fixed;inset:0' x",
    '"><svg onload=window.ran=5></svg> #quot; #59; : :: ; {b} {{b}} %% %%{init: {}}%% style x:#1; end',
)
DATES = (
    "2015-03-02",
    "2015-04",
    "2015",
    "201X",
    "2014-22",
    "../2015-05-18",
    "2015-05-18/..",
    "-0044-03-15",
    "-0490",
    "Y12015",
    "9999-12-31",
    "9999",
    "2015-03~",
    "[2015-03-05,2015-03-12]",
    "2003/2011",
    "2015-06",
    "2015-06-01/2015-06-03",
    "2016?",
)


def made(number: int, headline: str, edtf: str) -> Event:
    """An event in which the headline is all that an article can say."""
    interval = from_edtf(edtf)
    citation = Citation(
        article_id="a",
        title=f"Title: {headline}",
        publisher=headline if number % 2 else None,
        url=None if number % 5 == 4 else f"https://courier.example/{number}?a=1&copy=2",
        published="2015-05-18",
        quote=Span(0, 1, f"Quote {headline} end."),
        prefix="",
        suffix="",
        interval=interval,
        expression=Span(0, 1, headline),
        anchor=None,
        rule="r",
        explanation="e",
    )
    return Event(
        id=f"evt_{number:04}",
        headline=headline,
        type="attack",
        status="asserted",
        interval=interval,
        places=("Mosul", headline) if number % 2 else (headline, "Mosul"),
        actors=(headline,),
        citations=(citation,),
    )


EVENTS = [made(number, headline, edtf) for number, (headline, edtf) in enumerate(zip(HEADLINES, DATES, strict=True))]


def keep() -> None:
    """Put them into the database that is bound, told by one article."""
    ingest(article("a", TIKRIT), reading())
    with database.session(), database.database.atomic("IMMEDIATE"):
        for event in EVENTS:
            save(None, event)
