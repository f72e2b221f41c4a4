"""How fast texts are tagged, beside dateparser's own search, on one core.

    python bench/speed.py CORPUS.jsonl[.gz] … [--hostile]

A corpus line is {"id", "dct" or "published", "text", "language"?}. Figures are characters per second of CPU. The whole
path is that of `flask tag`: JSON lines in, JSON lines out; steady, and cold with the start of the process. The engines
are google-re2 and the standard library's `re`. `dateparser.search.search_dates` reads every n-th of the same documents.
"""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time
from typing import Any

import orjson
from dateparser.search import search_dates

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it runs as a script, too

from api.cli import tag as tag_command
from bench.accuracy import read_corpus
from bench.hostile import dense_texts, hostile_texts
from schemas.record import tagged
from timeline import resolver, tagger
from timeline.finder import Search
from timeline.language import Language, load
from timeline.model import Timex
from timeline.notation import publication_interval
from timeline.signals import bind

ROUNDS = 3
ENGINES = ("re2", "re")
HOSTILE_LENGTH = 200_000


@dataclass(frozen=True)
class Document:
    """A text with the day it was published and its language."""

    text: str
    published: str | None
    language: str


def main() -> None:
    """Reads the command line and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS")
    parser.add_argument("--language", default="en", help="language of documents that do not name theirs (default: en)")
    parser.add_argument("--every", type=int, default=6, help="search_dates reads every n-th document (default: 6)")
    parser.add_argument("--hostile", action="store_true", help="time texts that mean harm, too")
    options = parser.parse_args()
    documents = [_document(line, options.language) for path in options.corpora for line in read_corpus(path)]
    print(f"{len(documents)} documents, {_length(documents):,} characters")
    peer = search_speed(documents[:: options.every])
    print(f"search_dates, every {options.every}th document{peer / 1e3:14,.0f} kB/s    1.0 x")
    for engine in ENGINES:
        use(engine, documents)
        report_path(engine, documents, peer)
        report_stages(documents)
    use("re2", documents)
    report_cold(documents, peer)
    if options.hostile:
        report_hostile(documents)


def _document(line: dict[str, Any], language: str) -> Document:
    published = line.get("published") or line.get("dct")
    return Document(line["text"], published[:10] if published else None, line.get("language", language))


def _length(documents: list[Document]) -> int:
    return sum(len(document.text) for document in documents)


def use(engine: str, documents: list[Document]) -> None:
    """Lets the languages of the documents match by an engine, with nothing remembered."""
    for code in {document.language for document in documents}:
        language = load(code)
        language.engine = engine
        language.__dict__.pop("finder", None)
    Language.parse.cache_clear()


def seconds(act: Callable[[], object]) -> float:
    """CPU seconds that an act takes, the least of some rounds."""
    return min(_once(act) for _ in range(ROUNDS))


def _once(act: Callable[[], object]) -> float:
    begun = process_time()
    act()
    return process_time() - begun


def search_speed(documents: list[Document]) -> float:
    """Characters per second of `search_dates`, told the language."""
    search_dates("on 2 March 2015", languages=["en"])

    def search() -> None:
        for document in documents:
            search_dates(document.text, languages=[document.language])

    return _length(documents) / _once(search)


def report_path(engine: str, documents: list[Document], peer: float) -> None:
    """Prints the speed of the whole path, the first time through and then."""
    lines = _lines(documents)
    for name, spent in (
        ("first round", _once(lambda: tag_lines(lines))),
        ("steady", seconds(lambda: tag_lines(lines))),
    ):
        speed = _length(documents) / spent
        print(f"tag by {engine}, {name:<22}{speed / 1e3:18,.0f} kB/s {speed / peer:6.1f} x")


def _lines(documents: list[Document]) -> bytes:
    return b"".join(orjson.dumps({"id": number, **vars(d)}) + b"\n" for number, d in enumerate(documents))


def tag_lines(lines: bytes) -> bytes:
    """What `flask tag` writes for these lines."""
    written, out = io.TextIOWrapper(io.BytesIO()), sys.stdout
    sys.stdout = written
    try:
        with suppress(SystemExit):
            assert tag_command.callback is not None
            tag_command.callback(io.BytesIO(lines))
    finally:
        sys.stdout = out
    assert isinstance(written.buffer, io.BytesIO)
    return written.buffer.getvalue()


class Stages(Counter[str]):
    """CPU seconds by stage."""

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Adds what happens inside to a stage."""
        begun = process_time()
        yield
        self[name] += process_time() - begun  # type: ignore[assignment]


def report_stages(documents: list[Document]) -> None:
    """Prints the share of each stage of the path."""
    stages = Stages()
    for document in documents:
        _read(document, stages)
    stages["form"] -= stages["scan"]
    stages["resolve"] -= stages["signals"]
    whole = sum(stages.values())
    print("    " + ", ".join(f"{name} {100 * spent / whole:.0f} %" for name, spent in stages.items()))


def _read(document: Document, stages: Stages) -> None:
    language = load(document.language)
    with stages.timed("fold"):
        folded = language.fold(document.text)
    with stages.timed("scan"):
        scan(language.finder.open(folded))
    with stages.timed("form"):
        timexes = tagger.tag(document.text, language)
    anchor = publication_interval(document.published) if document.published else None
    with stages.timed("resolve"):
        resolved = resolver.resolve(timexes, document.text, anchor, language)
    unbound = [replace(timex, signal=None, warning=None) for timex in resolved]
    with stages.timed("signals"):
        bind(unbound, document.text, folded, language)
    with stages.timed("serialise"):
        orjson.dumps([tagged(timex) for timex in resolved])


def scan(search: Search) -> int:
    """How often any rule matches."""
    count = position = 0
    while span := search(position):
        count, position = count + 1, span[1]
    return count


def report_cold(documents: list[Document], peer: float) -> None:
    """Prints what a process of its own takes: for nothing, for one line, for the corpus; and its memory."""
    for name, some in (("nothing", []), ("one document", documents[:1]), ("all", documents)):
        before = _children()
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "tag", "-"]
        subprocess.run(command, input=_lines(some), stdout=subprocess.DEVNULL, check=True)
        spent, length = _children() - before, _length(some)
        ratio = f"{length / spent / 1e3:10,.0f} kB/s {length / spent / peer:6.1f} x" if length else ""
        print(f"process that tags {name:<14}{1e3 * spent:8,.0f} ms {ratio}")
    print(f"    its memory at most {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:,.0f} MB")


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def report_hostile(documents: list[Document]) -> None:
    """Prints what hostile texts cost by the character beside the corpus, and dense ones by the match."""
    language = load("en")
    ordinary = [document.text for document in documents if document.language == "en"]
    news, matches = _cost(ordinary, language)
    print(f"{'news':<24}{1e9 * news:8,.0f} ns a character       {1e6 * matches:5.1f} us a match")
    texts = hostile_texts("\n".join(ordinary), HOSTILE_LENGTH) | dense_texts(HOSTILE_LENGTH)
    for name, text in texts.items():
        character, match = _cost([text], language)
        print(
            f"{name:<24}{1e9 * character:8,.0f} ns {character / news:6.1f} x "
            + (f"{1e6 * match:14.1f} us {match / matches:6.1f} x" if match else "")
        )


def _cost(texts: list[str], language: Language) -> tuple[float, float]:
    """CPU seconds for a character, and for a place where a rule matches (0 where none does)."""
    spent = seconds(lambda: [_tag_and_resolve(text, language) for text in texts])
    matches = sum(scan(language.finder.open(language.fold(text))) for text in texts)
    return spent / sum(map(len, texts)), spent / matches if matches else 0


def _tag_and_resolve(text: str, language: Language) -> list[Timex]:
    anchor = publication_interval("2015-05-18")
    return resolver.resolve(tagger.tag(text, language), text, anchor, language)


if __name__ == "__main__":
    main()
