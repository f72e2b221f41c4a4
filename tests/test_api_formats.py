"""One contract for all formats: every event once, with its headline, its date and its proof, whatever the text is."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from markdown_it import MarkdownIt
from markdown_it.token import Token

from schemas.citation import deep_link
from schemas.formats import formats
from schemas.formats.geojson import when
from schemas.listing import one_line
from store import database
from store.events import save
from tests.hostile import DATES, EVENTS, HEADLINES, keep, made
from timeline.display import display
from timeline.interval import Interval
from timeline.notation import from_edtf

FORMULAS = "=+-@|%＝＋－＠"


class Seen(NamedTuple):
    """What a reader of a format finds of an event."""

    headline: str
    date: str
    proof: str


@pytest.fixture
def full(client: FlaskClient) -> FlaskClient:
    """A client of an app with all of those events."""
    assert client.get("/readyz").status_code == 200
    keep()
    return client


def of_json(text: str) -> Iterator[Seen]:
    for event in json.loads(text)["events"]:
        yield Seen(event["headline"], event["when"]["edtf"], event["citations"][0]["selector"][0]["exact"])


def of_ndjson(text: str) -> Iterator[Seen]:
    assert text.endswith("\n")
    return of_json(f'{{"events": [{",".join(text.removesuffix(chr(10)).split(chr(10)))}]}}')


def of_csv(text: str) -> Iterator[Seen]:
    for row in csv.DictReader(io.StringIO(text, newline="")):
        written = {name: cell for name, cell in row.items() if name not in ("edtf", "earliest", "latest")}
        assert not [cell for cell in written.values() if cell.lstrip()[:1] in tuple(FORMULAS)]
        yield Seen(unguarded(row["headline"]), row["edtf"], unguarded(row["quote"]))


def unguarded(cell: str) -> str:
    """What stood in the cell before the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell[0] == "'" and cell[1:].lstrip()[0] in FORMULAS else cell


def of_geojson(text: str) -> Iterator[Seen]:
    for feature in json.loads(text)["features"]:
        assert feature["geometry"]["coordinates"] == [43.11889, 36.335]
        told = feature["properties"]
        yield Seen(told["title"], told["edtf"], told["citations"][0]["quote"])


def of_jsonld(text: str) -> Iterator[Seen]:
    assert "<" not in text
    for event in json.loads(text)["@graph"]:
        (told,) = event["subjectOf"]
        yield Seen(event["name"], told["temporalCoverage"], told["hasPart"]["text"])


def of_ics(text: str) -> Iterator[Seen]:
    assert {line.encode()[:75] for line in text.split("\r\n")} == {line.encode() for line in text.split("\r\n")}
    for entry in Calendar.from_ical(text).subcomponents:
        edtf = str(entry["x-edtf"])
        said = f" ({display(from_edtf(edtf))})"
        yield Seen(str(entry["summary"]).removesuffix(said), edtf, str(entry["description"]))


def of_atom(text: str) -> Iterator[Seen]:
    names = {"a": "http://www.w3.org/2005/Atom", "d": "http://purl.org/dc/terms/"}
    for entry in ElementTree.fromstring(text).findall("a:entry", names):
        found = {name: entry.findtext(name, "", names) for name in ("a:title", "d:temporal", "a:summary", "a:updated")}
        assert found["a:updated"] > "2020"
        yield Seen(found["a:title"], found["d:temporal"], found["a:summary"])


def of_jsonfeed(text: str) -> Iterator[Seen]:
    for item in json.loads(text)["items"]:
        yield Seen(item["title"], item["_dateline"]["when"]["edtf"], item["content_text"])


def of_md(text: str) -> Iterator[Seen]:
    tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(text)
    allowed = {"heading", "paragraph", "bullet_list", "list_item", "blockquote", "inline"}
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= allowed
    inlines = [token for token in tokens if token.type == "inline" and token.level > 1]
    marks = {child.type for token in inlines for child in token.children or ()}
    assert marks <= {"text", "text_special", "strong_open", "strong_close", "link_open", "link_close", "softbreak"}
    for entry, proof in zip(inlines[::2], inlines[1::2], strict=True):
        dated, _, headline = plain(entry).partition("\0")
        yield Seen(headline, dated, plain(proof))
        ours = {"http://localhost/api/v1/events/", "https://courier.example/"}
        for href in links(entry) + links(proof):
            assert any(href.startswith(start) for start in ours), href


def plain(token: Token) -> str:
    """The text of a paragraph, with a NUL after the bold part."""
    children = token.children or []
    return "".join(
        "\0" if child.type == "strong_close" else child.content or " " * (child.type == "softbreak")
        for child in children
    )


def links(token: Token) -> list[str]:
    return [str(child.attrs["href"]) for child in token.children or [] if child.type == "link_open"]


class Markup(HTMLParser):
    """The text of a piece of HTML, of which every tag must be one of ours."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("p", "blockquote", "mark", "a", "small", "b")
        found = dict(attrs)
        assert set(found) <= {"href", "target", "rel"}
        assert str(found.get("href", "https://courier.example/")).startswith("https://courier.example/")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_data(self, data: str) -> None:
        self.text += data


def text_of(markup: str) -> str:
    return Markup(markup).text


def of_timelinejs(text: str) -> Iterator[Seen]:
    for slide in json.loads(text)["events"]:
        first, last = (tuple(slide.get(name, {}).values()) for name in ("start_date", "end_date"))
        assert len(first) == 3
        assert not last or last > first
        group = html.unescape(html.unescape(slide["group"]))
        assert group in map(one_line, ("Mosul", *HEADLINES))
        yield Seen(text_of(slide["text"]["headline"]), slide["display_date"], text_of(slide["text"]["text"]))


def of_timelinejs_csv(text: str) -> Iterator[Seen]:
    for row in csv.DictReader(io.StringIO(text, newline="")):
        assert all(row[part].lstrip("-").isdecimal() for part in ("Year", "Month", "Day"))
        words = [row[name] for name in ("Display Date", "Headline", "Text", "Group")]
        assert not [cell for cell in words if cell.lstrip()[:1] in tuple(FORMULAS)]
        assert not re.search(r"(?<!href=\"http)(?<!href=\"https)://|(?<!\u2060)@|(?<!/)www\.", row["Text"])
        yield Seen(text_of(row["Headline"]), row["Display Date"], text_of(row["Text"]).replace("\u2060", ""))


def of_vis(text: str) -> Iterator[Seen]:
    feed = json.loads(text)
    groups = {group["id"]: text_of(group["content"]) for group in feed["groups"]}
    assert len(groups) == len(feed["groups"])
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    for item in feed["items"]:
        assert groups[item["group"]]
        assert ("end" in item) == (item["type"] == "range")
        dated, _, headline = item["content"].removeprefix("<small>").partition("</small> ")
        yield Seen(text_of(headline), text_of(dated), text_of(item["title"]))


def of_chrono(text: str) -> Iterator[Seen]:
    for item in json.loads(text)["items"]:
        yield Seen(item["cardTitle"], item["title"], " ".join(item["cardDetailedText"]))


def of_simile(text: str) -> Iterator[Seen]:
    feed = json.loads(text)
    assert feed["dateTimeFormat"] == "iso8601"
    for event in feed["events"]:
        dates = [event[name] for name in ("start", "latestStart", "earliestEnd", "end") if name in event]
        assert all(re.fullmatch(r"-?\d{4}-\d\d-\d\dT00:00:00Z", date) for date in dates)
        # It reads entities by name before the browser does, which must not make a tag or another entity.
        for words in (event["title"], event["description"]):
            assert not re.search(r"&\w+;", words)
        assert text_of(event["title"]) == event["title"]
        yield Seen(event["title"].replace("\u2060", ""), event["caption"], text_of(event["description"]))


def of_echarts(text: str) -> Iterator[Seen]:
    option = json.loads(text)
    rows = option["yAxis"]["data"]
    bars, dots = (series["data"] for series in option["series"])
    ends = {item["id"]: item.get("coords", [item.get("value")]) for item in [*bars, *dots]}
    for item in sorted([*bars, *dots], key=lambda item: ([time for time, _ in ends[item["id"]]], item["id"])):
        points = ends[item["id"]]
        assert all(row in rows for _, row in points)
        assert all(option["xAxis"]["min"] <= time <= option["xAxis"]["max"] for time, _ in points)
        dated, _, headline = item["name"].partition(": ")
        assert "{" not in item["tooltip"]["formatter"]
        yield Seen(headline, dated, text_of(item["tooltip"]["formatter"]))


def of_mermaid(text: str) -> Iterator[Seen]:
    head, *lines = text.splitlines()
    assert head == "timeline"
    for line in lines:
        if line.strip().startswith(("title ", "section ", "%% https://courier.example/")):
            continue
        dated, headline, *told = (
            re.sub(r"#(\d+);", lambda one: chr(int(one[1])), part) for part in line.strip().split(" : ")
        )
        assert not re.search(r"[<>%{}&]|:(?! )", line)
        yield Seen(headline, dated, " ".join(told))


READERS: dict[str, Callable[[str], Iterator[Seen]]] = {
    "json": of_json,
    "ndjson": of_ndjson,
    "csv": of_csv,
    "geojson": of_geojson,
    "jsonld": of_jsonld,
    "ics": of_ics,
    "atom": of_atom,
    "jsonfeed": of_jsonfeed,
    "md": of_md,
    "timelinejs.json": of_timelinejs,
    "timelinejs.csv": of_timelinejs_csv,
    "vis.json": of_vis,
    "chrono.json": of_chrono,
    "simile.json": of_simile,
    "echarts.json": of_echarts,
    "mmd": of_mermaid,
}
# Formats for people, who are told the date in words.
IN_WORDS = set(READERS) - {"json", "ndjson", "csv", "geojson", "jsonld", "ics", "atom", "jsonfeed"}


def test_every_format_has_a_reader_here() -> None:
    assert set(READERS) == set(formats())
    assert len({one.media_type for one in formats().values()}) == len(formats())


@pytest.mark.parametrize("suffix", READERS)
def test_every_event_is_there_once_with_its_date_and_its_proof(full: FlaskClient, suffix: str) -> None:
    answer = full.get(f"/api/v1/events.{suffix}")
    assert (answer.status_code, answer.content_type) == (200, formats()[suffix].content_type)
    seen = {one_line(one.headline): one for one in READERS[suffix](answer.text)}
    assert set(seen) == {one_line(event.headline) for event in EVENTS}
    for event in EVENTS:
        found = seen[one_line(event.headline)]
        assert one_line(found.date) == (display(event.interval) if suffix in IN_WORDS else DATES[EVENTS.index(event)])
        quote = event.citations[0].quote.text
        assert one_line(quote) in one_line(found.proof)


@pytest.mark.parametrize("suffix", READERS)
def test_the_proof_is_linked(full: FlaskClient, suffix: str) -> None:
    text = read(full, suffix)
    citation = EVENTS[0].citations[0]
    link = deep_link(citation.url, citation.quote.text)
    assert link
    assert link in text


def read(client: FlaskClient, suffix: str) -> str:
    """The text of a format as its own escapes mean it."""
    text = client.get(f"/api/v1/events.{suffix}").text
    unescaped = {
        "ics": lambda: text.replace("\r\n ", "").replace("\\,", ","),
        "atom": lambda: text.replace("&amp;", "&"),
        "md": lambda: text.replace("&amp;", "&"),
        "timelinejs.json": lambda: text.replace("&amp;", "&"),
        "timelinejs.csv": lambda: text.replace("&amp;", "&"),
    }
    return unescaped.get(suffix, lambda: text)()


@pytest.mark.parametrize("suffix", READERS)
def test_a_format_is_chosen_by_accept_and_by_suffix(full: FlaskClient, suffix: str) -> None:
    media_type = formats()[suffix].media_type
    for accepted in (media_type, f"{media_type}; charset=utf-8", f"text/plain, {media_type};q=0.5"):
        answer = full.get("/api/v1/events", headers={"Accept": accepted})
        assert answer.mimetype == media_type
        assert "Accept" in answer.headers["Vary"]
    answer = full.get(f"/api/v1/events.{suffix}", headers={"Accept": "text/html"})
    assert answer.mimetype == media_type
    assert list(READERS[suffix](answer.text))


@pytest.mark.parametrize("accepted", [None, "*/*", "application/*", "text/html,application/xml;q=0.9,*/*;q=0.8", ""])
def test_who_takes_anything_gets_json(full: FlaskClient, accepted: str | None) -> None:
    headers = {} if accepted is None else {"Accept": accepted}
    assert full.get("/api/v1/events", headers=headers).mimetype == "application/json"


@pytest.mark.parametrize("accepted", ["text/html", "image/*", "application/json;q=0", "nonsense"])
def test_what_nobody_writes_is_refused_with_a_list(full: FlaskClient, accepted: str) -> None:
    answer = full.get("/api/v1/events", headers={"Accept": accepted})
    assert (answer.status_code, answer.mimetype) == (406, "application/problem+json")
    problem = json.loads(answer.text)
    assert all(one.media_type in problem["detail"] for one in formats().values())


def test_an_unknown_suffix_is_refused_with_a_list(full: FlaskClient) -> None:
    answer = full.get("/api/v1/events.exe")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert all(suffix in json.loads(answer.text)["detail"] for suffix in formats())


@pytest.mark.parametrize("suffix", READERS)
def test_filters_and_pages_are_the_same_in_every_format(full: FlaskClient, suffix: str) -> None:
    url: str | None = f"/api/v1/events.{suffix}?limit=4&from=2015&count=exact"
    expected = [event["headline"] for event in full.get("/api/v1/events?from=2015").json["events"]]
    seen: list[str] = []
    while url:
        answer = full.get(url)
        assert answer.headers["Total-Count"] == str(len(expected))
        seen += [one_line(one.headline) for one in READERS[suffix](answer.text)]
        following = re.search('<([^>]*)>; rel="next"', answer.headers.get("Link", ""))
        url = following[1] if following else None
        assert f"events.{suffix}?" in (url or f"events.{suffix}?")
    assert seen == list(map(one_line, expected))


@pytest.mark.parametrize("suffix", READERS)
def test_nothing_found_is_a_whole_answer(full: FlaskClient, suffix: str) -> None:
    answer = full.get(f"/api/v1/events.{suffix}?q=nowhere")
    assert answer.status_code == 200
    assert ([] if not answer.text else list(READERS[suffix](answer.text))) == []


def test_a_stream_holds_everything_and_is_not_collected_first(full: FlaskClient) -> None:
    with database.session(), database.database.atomic("IMMEDIATE"):
        for number in range(100, 1400):
            save(None, made(number, f"Forces attacked town {number}", "2015-03-02"))
    answer = full.get("/api/v1/events.ndjson", buffered=False)
    assert answer.is_streamed
    lines = answer.text.removesuffix("\n").split("\n")
    ids = [json.loads(line)["id"] for line in lines]
    assert full.get(json.loads(lines[-1])["links"]["self"]).json["id"] == ids[-1]
    assert len(ids) == len(set(ids)) == len(EVENTS) + 1300
    assert "ETag" not in answer.headers
    assert full.get("/api/v1/events?count=exact&limit=1").json["count"] == len(ids)
    assert full.get("/api/v1/events.ndjson?limit=7").text.count("\n") == 7
    assert full.head("/api/v1/events.ndjson").status_code == 200


@pytest.mark.parametrize("suffix", ["json", "ndjson"])
def test_only_the_members_that_are_asked_for(full: FlaskClient, suffix: str) -> None:
    text = full.get(f"/api/v1/events.{suffix}?fields=id,when.edtf,citations.article.title,when.display").text
    first = json.loads(text)["events"][0] if suffix == "json" else json.loads(text.splitlines()[0])
    assert set(first) == {"id", "when", "citations"}
    assert set(first["when"]) == {"edtf", "display"}
    assert first["citations"] == [{"article": {"title": first["citations"][0]["article"]["title"]}}]


@pytest.mark.parametrize("suffix", sorted(set(READERS) - {"json", "ndjson"}))
def test_members_cannot_be_chosen_where_there_are_none(full: FlaskClient, suffix: str) -> None:
    answer = full.get(f"/api/v1/events.{suffix}?fields=id")
    assert answer.status_code == 422
    assert json.loads(answer.text)["errors"][0]["parameter"] == "fields"


def test_a_calendar_has_whole_days_and_says_what_it_does_not_know(full: FlaskClient) -> None:
    entries = {
        str(entry["x-edtf"]): entry for entry in Calendar.from_ical(full.get("/api/v1/events.ics").text).subcomponents
    }
    days = {
        edtf: (entry.name, *(entry.decoded(name) for name in ("dtstart", "dtend") if name in entry))
        for edtf, entry in entries.items()
    }
    assert days["2015-03-02"] == ("VEVENT", date(2015, 3, 2), date(2015, 3, 3))
    assert days["2015-04"] == ("VEVENT", date(2015, 4, 1), date(2015, 5, 1))
    assert days["../2015-05-18"] == ("VEVENT", date(2015, 5, 18), date(2015, 5, 19))
    assert days["2015-05-18/.."] == ("VEVENT", date(2015, 5, 18), date(2015, 5, 19))
    assert days["-0490"] == days["Y12015"] == days["9999"] == days["-0044-03-15"] == ("VJOURNAL",)
    assert str(entries["2015-03-02"]["summary"]) == "Iraqi forces recaptured Tikrit"
    for edtf, entry in entries.items():
        assert edtf in ("2015-03-02", "9999-12-31") or str(entry["summary"]).endswith(f"({display(from_edtf(edtf))})")
        assert entry.name == "VJOURNAL" or entry["dtstart"].params["VALUE"] == "DATE"


@pytest.mark.parametrize(
    ("edtf", "spans"),
    [
        ("2015-03-02", [{"start": {"in": "2015-03-02"}}]),
        ("2015-03~", [{"start": {"in": "2015-03~"}}]),
        ("-0490", [{"start": {"in": "-0490"}}]),
        ("201X", [{"start": {"earliest": "2010-01-01", "latest": "2019-12-31"}}]),
        ("2014-22", [{"start": {"earliest": "2014-06-01", "latest": "2014-08-31"}}]),
        ("../2015-05-18", [{"start": {"latest": "2015-05-18"}}]),
        ("2015-05-18/..", [{"start": {"earliest": "2015-05-18"}}]),
        ("2003/2011", [{"start": {"in": "2003"}, "end": {"in": "2011"}}]),
        ("2014-22/2015-03", [{"start": {"in": "2014-06-01"}, "end": {"in": "2015-03"}}]),
        ("[2015-03-05,2015-03-12]", [{"start": {"in": "2015-03-05"}}, {"start": {"in": "2015-03-12"}}]),
    ],
)
def test_times_of_linked_places(edtf: str, spans: list[object]) -> None:
    found = when(from_edtf(edtf))
    assert found is not None
    assert found["timespans"] == spans
    assert ("certainty" in found) == ("~" in edtf or "[" in edtf)


def test_a_time_that_nobody_knows_is_none() -> None:
    assert when(Interval(None, None)) is None


@pytest.mark.parametrize(
    ("edtf", "dates"),
    [
        ("2015-04", {"startDate": "2015-04", "endDate": "2015-04"}),
        ("2015-03~", {"startDate": "2015-03", "endDate": "2015-03"}),
        ("201X", {"startDate": "2010-01-01", "endDate": "2019-12-31"}),
        ("../2015-05-18", {"endDate": "2015-05-18"}),
    ],
)
def test_dates_of_json_ld_claim_no_more_than_is_known(full: FlaskClient, edtf: str, dates: dict[str, str]) -> None:
    graph = json.loads(full.get("/api/v1/events.jsonld").text)["@graph"]
    (event,) = (event for event in graph if event["identifier"] == f"evt_{DATES.index(edtf):04}")
    assert {name: date for name, date in event.items() if name.endswith("Date")} == dates
    assert event["description"] == display(from_edtf(edtf))
