"""Files of every kind come in as articles, and what cannot be read is refused with a reason."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyarrow import Table, parquet

from intake.decode import decoded
from intake.files import files_of, records_of
from intake.fragment import text_of
from intake.page import article_of_page
from intake.record import Record, RejectError

TEXT = (
    "Engineers closed the old bridge at Qantara on Friday, officials said, after a lorry had struck one of its piers.",
    "The bridge was opened last month, when two lanes were added to the road that leads north from the harbour.",
    "On Monday the council is to meet, and the people who live on the other bank will ask for a ferry.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT)
HEAD = '<title>Bridge closed</title><meta property="og:site_name" content="The Harbour Post">'


def page(head: str = "", body: str = BODY, lang: str = "en") -> str:
    article = f"<article><h1>Bridge closed</h1>{body}</article>"
    return f'<!doctype html><html lang="{lang}"><head>{HEAD}{head}</head><body>{article}</body></html>'


def meta(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{value}">'


def json_ld(**members: str) -> str:
    graph = {"@graph": [{"@type": "NewsArticle", **members}]}
    return f'<script type="application/ld+json">{json.dumps(graph)}</script>'


def test_a_page_is_read_to_an_article() -> None:
    address = "https://post.example/2015/05/18/bridge"
    head = f'<link rel="canonical" href="{address}">' + json_ld(datePublished="2015-05-18T22:30:00-05:00")
    around = "<nav>Home on Sunday</nav>" + BODY + "<figure><figcaption>The bridge in 2012</figcaption></figure>"
    around += "<aside><p>An earthquake struck the valley yesterday, and many houses fell.</p></aside>"
    article = article_of_page(page(head + meta("article:modified_time", "2015-06-02T08:00:00-05:00"), around))
    assert article == {
        "url": address,
        "title": "Bridge closed",
        "text": "\n".join(TEXT),
        "publisher": "The Harbour Post",
        "language": "en",
        "published": "2015-05-18T22:30:00-05:00",
        "modified": "2015-06-02T08:00:00-05:00",
        "published_evidence": "JSON-LD datePublished: 2015-05-18T22:30:00-05:00; "
        "agreeing: the page's address, htmldate",
    }


@pytest.mark.parametrize(
    ("head", "url", "published"),
    [
        (meta("article:published_time", "2015-05-18"), None, "2015-05-18"),
        (meta("article:published_time", "Mon, 18 May 2015 22:30:00 -0500"), None, "2015-05-18T22:30:00-05:00"),
        (meta("article:modified_time", "2015-06-02"), "https://post.example/2015/05/18/x", "2015-05-18"),
        ("", "https://post.example/2015/05/18/x", "2015-05-18"),
        # Two against one: the first is the day of the last change, under a name that promises another.
        (
            json_ld(datePublished="2015-06-02") + meta("article:published_time", "2015-05-18"),
            "https://post.example/2015/05/18/x",
            "2015-05-18",
        ),
        # Half past ten in the evening of the eighteenth, where the publisher sits.
        (meta("article:published_time", "2015-05-19T03:30:00Z"), "https://post.example/2015/05/18/x", "2015-05-18"),
        (meta("article:published_time", "May 18, 2015 10:30 PM EST"), None, "2015-05-18"),
        (meta("article:published_time", "lundi 18 mai 2015 à 10h30"), None, "2015-05-18"),
        (meta("article:published_time", "18 de mayo de 2015"), None, "2015-05-18"),
        (meta("article:published_time", "Montag, 18. Mai 2015"), None, "2015-05-18"),
        (meta("article:published_time", "May 2015"), "https://post.example/x", None),
        (meta("article:published_time", "Monday 10:30"), "https://post.example/x", None),
        (meta("article:published_time", "03/04/2015"), "https://post.example/x", None),
        (meta("article:published_time", "soon"), "https://post.example/x", None),
        ("", None, None),
    ],
)
def test_the_first_publication_is_found(head: str, url: str | None, published: str | None) -> None:
    assert article_of_page(page(head), url)["published"] == published


def test_what_speaks_against_the_date_is_told() -> None:
    head = json_ld(datePublished="2015-06-02") + meta("article:published_time", "2015-05-18")
    evidence = article_of_page(page(head), "https://post.example/2015/05/18/x")["published_evidence"]
    assert evidence.startswith("meta article:published_time: 2015-05-18; agreeing: the page's address")
    assert "against: JSON-LD datePublished 2015-06-02" in evidence


AWKWARD: dict[str, bytes | str] = {
    "empty": b"",
    "no page": b"\x00\x01\x02\xff",
    "no text": page(body=""),
    "too deep": page(body="<div>" * 3_000 + BODY),
    "scripts alone": "<html><script>document.write('news')</script></html>",
    "frames": "<html><frameset cols='50%,50%'><frame src='a.html'><frame src='b.html'></frameset></html>",
    "too long": "<p>" + "x" * 20_000_001,
    "no markup": "just words",
}


@pytest.mark.parametrize("name", AWKWARD)
def test_a_page_without_an_article_is_refused(name: str) -> None:
    with pytest.raises(RejectError, match="page"):
        article_of_page(AWKWARD[name])


@pytest.mark.parametrize(
    "raw",
    [
        page().encode("utf-16"),
        page('<meta charset="latin-1">', BODY + "<p>The café on the quay was closed too.</p>").encode("latin-1"),
        page(body=BODY.replace("</p>", "")).encode(),
        page().replace("</article></body></html>", "").encode(),
        page(body="<div>" * 100 + BODY).encode(),
        page(json_ld(datePublished="x" * 100_000) + '<script type="application/ld+json">{"a": [</script>').encode(),
        page('<script type="application/ld+json">' + "[" * 50_000 + "</script>").encode(),
        page(lang="xx-unknown").encode(),
        page().replace("<title>Bridge closed</title>", "").replace("<h1>Bridge closed</h1>", "").encode(),
    ],
    ids=["utf-16", "latin-1", "unclosed", "cut off", "deep", "broken JSON-LD", "deep JSON-LD", "language", "no title"],
)
def test_awkward_pages_are_read_all_the_same(raw: bytes) -> None:
    article = article_of_page(raw)
    assert TEXT[0] in article["text"]
    assert article["title"]


def write_archive(path: Path) -> None:
    with path.open("wb") as file:
        for number, kind in enumerate(("text/html; charset=utf-8", "image/png", "text/html")):
            answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{page()}".encode()
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
                f"WARC-Target-URI: https://post.example/2015/05/18/{number}\r\nContent-Length: {len(answer)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + answer + b"\r\n\r\n"))


RSS = f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Harbour Post</title><language>en-gb</language><item><title>Bridge closed</title>
<link>https://post.example/bridge</link><pubDate>Mon, 18 May 2015 22:30:00 -0500</pubDate>
<description>Short.</description><content:encoded><![CDATA[{BODY}]]></content:encoded></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Harbour Post</title><entry><title>Bridge closed</title>
<link href="https://post.example/bridge"/><published>2015-05-18T22:30:00-05:00</published>
<content type="html"><![CDATA[{BODY}]]></content></entry></feed>"""
ROW = {"title": "Bridge closed", "text": "\n".join(TEXT), "published": "2015-05-18", "publisher": None}
JSON = json.dumps(ROW)


def write_table(path: Path) -> None:
    parquet.write_table(Table.from_pylist([ROW, ROW | {"publisher": "Post"}]), path)


WRITTEN: dict[str, tuple[Callable[[Path], object], int]] = {
    "a.html": (lambda path: path.write_text(page(meta("article:published_time", "2015-05-18"))), 1),
    "a.txt": (lambda path: path.write_text("Bridge closed\n" + "\n".join(TEXT)), 1),
    "a.jsonl": (lambda path: path.write_text(f"{JSON}\n{JSON}\n"), 2),
    "a.json": (lambda path: path.write_text(json.dumps(ROW, indent=2)), 1),
    "list.json": (lambda path: path.write_text(f"[{JSON}, {JSON}, {JSON}]"), 3),
    "a.jsonl.gz": (lambda path: path.write_bytes(gzip.compress(f"{JSON}\n{JSON}\n".encode())), 2),
    "A.HTML.GZ": (lambda path: path.write_bytes(gzip.compress(page().encode())), 1),
    "a.rss": (lambda path: path.write_text(RSS), 1),
    "a.atom": (lambda path: path.write_text(ATOM), 1),
    "a.warc.gz": (write_archive, 2),
    "a.parquet": (write_table, 2),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_every_kind_of_file_holds_articles(name: str, tmp_path: Path) -> None:
    write, number = WRITTEN[name]
    write(tmp_path / name)
    found = list(records_of(tmp_path / name))
    assert len(found) == number
    assert all(record.where.startswith(str(tmp_path / name)) for record in found)
    assert sum(record.size for record in found) <= (tmp_path / name).stat().st_size
    for article in map(decoded, found):
        assert article["title"] == "Bridge closed"
        assert [line for line in article["text"].splitlines() if line != article["title"]] == list(TEXT)
        assert "published" in article


def test_feeds_keep_the_publishers_own_day(tmp_path: Path) -> None:
    for name, content in (("a.rss", RSS), ("a.atom", ATOM)):
        (tmp_path / name).write_text(content)
        (record,) = records_of(tmp_path / name)
        article = decoded(record)
        assert article["published"] == "2015-05-18T22:30:00-05:00"
        assert (article["publisher"], article["url"]) == ("The Harbour Post", "https://post.example/bridge")


def test_a_page_inside_json_gives_way_to_what_stands_beside_it() -> None:
    told: dict[str, Any] = {"html": page(meta("article:published_time", "2015-05-18")), "title": "Mine", "url": None}
    article = decoded(Record("x", json.dumps(told).encode()))
    assert (article["title"], article["published"], article["text"]) == ("Mine", "2015-05-18", "\n".join(TEXT))


@pytest.mark.parametrize("name", ["a.warc", "a.parquet", "a.rss", "a.jsonl.gz", "a.json.xz"])
def test_a_file_that_is_something_else_is_one_fault(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"\x89 this is no such file at all " * 20)
    (record,) = records_of(tmp_path / name)
    assert record.kind == "fault"
    with pytest.raises(RejectError):
        decoded(record)


def test_a_file_that_ends_too_early_gives_what_it_has(tmp_path: Path) -> None:
    packed = gzip.compress("".join(f'{{"n": {number}}}\n' for number in range(5_000)).encode(), 1)
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *good, last = records_of(tmp_path / "a.jsonl.gz")
    assert len(good) > 100
    assert last.kind == "fault"


def test_folders_are_searched_for_what_can_be_read(tmp_path: Path) -> None:
    for name in ("b.html", "a.jsonl", "deep/er/c.txt", "picture.png", "README"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [file.name for file in files_of(tmp_path)] == ["a.jsonl", "b.html", "c.txt"]
    with pytest.raises(RejectError, match="no kind of file that can be read"):
        files_of(tmp_path / "picture.png")


def test_fragments_lose_their_tags_and_keep_their_lines() -> None:
    assert text_of("<p>One &amp; two<br>three</p><script>x()</script><figure>A picture</figure><p>four") == (
        "One & two\nthree\nfour"
    )
    assert text_of("plain") == "plain"
    assert text_of("1 < 2 is no tag") == "1 < 2 is no tag"
