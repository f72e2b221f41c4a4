from __future__ import annotations

import pytest

from timeline.evidence import DOUBTS, SOURCES, source_of
from timeline.model import Article
from timeline.notation import to_edtf
from timeline.pipeline import read


def article(
    text: str, published: str | None = "2015-05-18", *, url: str | None = None, known: str | None = None, **dates: str
) -> Article:
    return Article(
        id="a",
        title="T",
        text=text,
        published=published,
        url=url,
        published_evidence=known,
        modified=dates.get("later"),
    )


def kinds(told: Article) -> list[str]:
    doubts = read(told).doubts
    assert {doubt.kind for doubt in doubts} <= set(DOUBTS)
    return [doubt.kind for doubt in doubts]


PLAIN = "The army captured Tikrit on Friday."
DATED = "The army captured Tikrit on 17 May 2015."


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (article(PLAIN), []),
        (article("The army captured Tikrit yesterday (Sunday)."), []),
        (article("The army captured Tikrit yesterday (Friday)."), ["repeated_day", "weekday_of_publication"]),
        (article("The army captured Tikrit on Monday, 5 March 2015."), ["weekday_and_date"]),
        (article("The army captured Tikrit on Thursday, 5 March 2015."), []),
        (article("The army captured Tikrit on 30 February 2015."), ["impossible_date"]),
        (article(PLAIN, url="https://post.example/2015/05/18/tikrit"), []),
        (article(PLAIN, url="https://post.example/2015/05/19/tikrit"), []),
        (article(PLAIN, url="https://post.example/2015/03/04/tikrit"), ["url_date"]),
        (article(PLAIN, url="https://post.example/world/2014/11/tikrit.html"), ["url_date"]),
        (article(PLAIN, url="https://post.example/2015/05/"), []),
        (article(PLAIN, url="https://post.example/2015/02/30/tikrit"), []),
        (article(PLAIN, url="https://post.example/item?day=/2014/11/03/"), []),
        (article(PLAIN, "2015-05", url="https://post.example/2015/05/03/tikrit"), []),
        (article(PLAIN, None, url="https://post.example/2015/05/03/tikrit"), []),
        (article(PLAIN, later="2015-05-20T08:00:00Z"), []),
        (article(PLAIN, later="2016-02-01"), ["updated_later"]),
        (article(DATED, known="updated 18 May"), []),
        (article(DATED, "2016-02-01", known="updated 1 February"), ["updated_later"]),
        (article(DATED, "2016-02-01"), []),
        (article("The army captured Tikrit on 3 June 2015."), ["after_publication"]),
        (article("The army will enter Tikrit on 3 June 2015."), []),
    ],
)
def test_what_speaks_against_a_date(told: Article, expected: list[str]) -> None:
    assert kinds(told) == expected


def test_a_doubt_says_what_does_not_fit() -> None:
    (doubt,) = read(article(PLAIN, url="https://post.example/2015/03/04/tikrit")).doubts
    assert doubt.text == "its address names 4 March 2015, but it is said to be of 18 May 2015"


@pytest.mark.parametrize(
    ("evidence", "source"),
    [
        (None, "given"),
        ("asked the editor", "given"),
        ("the day in the URL path; the report it carries is older", "url"),
        ("the page's address: 2015-05-18; agreeing: meta date", "url"),
        ("url", "url"),
        ("meta article:published_time: 2015-05-18", "metadata"),
        ("JSON-LD datePublished: 2015-05-18", "metadata"),
        ("the feed: 2015-05-18", "metadata"),
        ("the text says: Published on 18 May 2015", "byline"),
        ("Byline", "byline"),
        ("Updated: 18 May 2015, 10:00", "updated"),
        ("meta article:modified_time: 2015-05-18", "updated"),
    ],
)
def test_how_the_publication_date_is_known(evidence: str | None, source: str) -> None:
    assert source in SOURCES
    assert source_of(article(PLAIN, known=evidence)) == source


def test_a_publication_known_to_the_month_makes_a_weekday_a_set_of_days() -> None:
    (mention,) = read(article(PLAIN, "2015-05")).mentions
    assert mention.interval is not None
    assert to_edtf(mention.interval) == "[2015-05-01,2015-05-08,2015-05-15,2015-05-22,2015-05-29]"
