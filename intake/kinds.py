"""Files by their suffix: which records lie in each kind of file. A new kind is a function and its line in READERS.

What only one kind needs is imported when a file of that kind is met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any, BinaryIO

import orjson

from intake.record import Record, RejectError

Reader = Callable[[BinaryIO, str], Iterator[Record]]
_BOM = b"\xef\xbb\xbf"
_ROWS = 256


def json_records(stream: BinaryIO, name: str) -> Iterator[Record]:
    """Every JSON object of a file, a line at a time; a file that begins with "[" is read whole, as an array."""
    begun = False
    for number, line in enumerate(stream, 1):
        text = line.removeprefix(_BOM) if number == 1 else line
        if not begun and text.lstrip().startswith(b"["):
            yield from _array(name, text + stream.read())
            return
        if text.strip():
            begun = True
            yield Record(f"{name}:{number}", text, size=len(line))


def _array(name: str, raw: bytes) -> Iterator[Record]:
    try:
        items = orjson.loads(raw)
    except orjson.JSONDecodeError:
        yield Record(name, raw, size=len(raw))
        return
    for number, item in enumerate(items, 1):
        yield Record(f"{name}: record {number}", orjson.dumps(item), size=len(raw) // len(items))


def _json(stream: BinaryIO, name: str) -> Iterator[Record]:
    """A file of one object over many lines, or what `json_records` reads."""
    raw = stream.read()
    try:
        whole = isinstance(orjson.loads(raw.removeprefix(_BOM)), dict)
    except orjson.JSONDecodeError:
        whole = False
    if whole:
        yield Record(name, raw.removeprefix(_BOM), size=len(raw))
    else:
        yield from json_records(BytesIO(raw), name)


def _page(stream: BinaryIO, name: str) -> Iterator[Record]:
    raw = stream.read()
    yield Record(name, raw, "html", len(raw))


def _plain(stream: BinaryIO, name: str) -> Iterator[Record]:
    raw = stream.read()
    yield Record(name, raw, "text", len(raw))


def _archive(stream: BinaryIO, name: str) -> Iterator[Record]:
    """The pages of a web archive (ISO 28500), with the addresses that they were fetched from."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    holds_pages = False
    try:
        for number, entry in enumerate(ArchiveIterator(stream), 1):
            # The library takes anything at all for the older form of archives.
            if entry.format != "warc" or entry.rec_type != "response":
                continue
            holds_pages = True
            if "html" in entry.http_headers.get_header("Content-Type", "").lower():
                url = entry.rec_headers.get_header("WARC-Target-URI")
                yield Record(f"{name}: record {number}", entry.content_stream().read(), "html", url=url)
    except ArchiveLoadFailed as error:
        raise RejectError(f"not a web archive: {error}") from None
    if not holds_pages:
        raise RejectError("not a web archive, or one without pages")


def _feed(stream: BinaryIO, name: str) -> Iterator[Record]:
    """The entries of RSS or Atom, with their full text where the feed has it."""
    import feedparser

    feed = feedparser.parse(stream.read())
    if feed.bozo and not feed.entries:
        raise RejectError(f"not a feed: {feed.bozo_exception}")
    around = {"publisher": feed.feed.get("title"), "language": feed.feed.get("language")}
    for number, entry in enumerate(feed.entries, 1):
        article = {name: value for name, value in (around | _entry(entry)).items() if value}
        yield Record(f"{name}: entry {number}", orjson.dumps({"published": None} | article))


def _entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    from intake.fragment import text_of

    content = [part.get("value") for part in entry.get("content", ())] or [entry.get("summary")]
    published = str(entry.get("published") or "")
    return {
        "url": entry.get("link"),
        "title": entry.get("title"),
        "text": text_of("\n".join(filter(None, content))),
        "published": _iso(published),
        "published_evidence": f"the feed: {published}" if published else None,
        "modified": _iso(str(entry.get("updated") or "")) if "updated" in entry else None,
    }


def _iso(date: str) -> str:
    """A date of RSS (RFC 5322) in ISO 8601, in its own zone; that of Atom as it is."""
    try:
        return parsedate_to_datetime(date).isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return date


def _table(stream: BinaryIO, name: str) -> Iterator[Record]:
    """The rows of a Parquet file, whose columns are an article's members."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise RejectError("reading .parquet needs pyarrow; install it with: pip install pyarrow") from None
    try:
        number = 0
        for batch in parquet.ParquetFile(stream).iter_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                number += 1
                present = {column: value for column, value in row.items() if value is not None}
                yield Record(f"{name}: row {number}", orjson.dumps({"published": None} | present, default=str))
    except ArrowException as error:
        raise RejectError(f"not a Parquet file: {error}") from None


# What is behind a name's end; ".gz" behind any of them is unpacked first.
READERS: Mapping[str, Reader] = {
    ".json": _json,
    ".jsonl": json_records,
    ".ndjson": json_records,
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
    ".txt": _plain,
    ".rss": _feed,
    ".atom": _feed,
    ".xml": _feed,
    ".warc": _archive,
    ".parquet": _table,
}
