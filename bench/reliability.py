"""How far the confidence of dates means what it says, against gold corpora.

    python bench/reliability.py CORPUS.jsonl[.gz] …

A corpus line is as for bench/events.py. The dates that cover a gold event are sorted into ten bins by the confidence
stated; for each the mean that is stated and the shares that are *right* (the event's day or days lie in the date, or
are the very same) and *exact*. Printed for what `extract` writes, which is likely, and for what the timeline is made
of, which is proven, over all corpora together; with the mean distance of the bins from the truth (expected calibration
error). Gold events without a date are left out: nothing says which day theirs was.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it runs as a script, too

from bench.accuracy import read_corpus
from bench.events import Record, answer, judge
from timeline.confidence import doubts_about, trust
from timeline.model import Article
from timeline.notation import from_edtf
from timeline.occasion import proven
from timeline.pipeline import read

_BINS = 10


@dataclass(slots=True)
class Bin:
    """The dates of one tenth of the scale."""

    stated: list[float] = field(default_factory=list)
    right: int = 0
    exact: int = 0


Judged = tuple[float, bool, bool]
"""A confidence, whether the date is right, whether it is exact."""


def judged(document: Record) -> Iterator[tuple[str, Judged]]:
    """What became of each date of a document that covers a gold event: "likely" as extracted, and "proven"."""
    published = document["dct"][:10] if document.get("dct") else None
    article = Article(id=str(document["id"]), title="", text=document["text"], published=published)
    reading = read(article)
    stated = {
        "likely": list(reading.mentions),
        "proven": [proven(mention, article.anchor) for mention in reading.mentions],
    }
    for event in document["events"]:
        if not event.get("date") or event.get("suspect"):
            continue
        for kind, mentions in stated.items():
            mention = answer(event, mentions)
            if mention is not None and mention.interval is not None:
                verdict = judge(event, mention.interval)
                is_right = verdict == "exact" or mention.interval.contains(from_edtf(event["date"]))
                doubts = doubts_about(mention, reading.doubts)
                yield kind, (trust(mention, article, doubts, "en").value, is_right, verdict == "exact")


def binned(found: Iterable[Judged]) -> dict[int, Bin]:
    """The bins, by the tenth that they begin with."""
    bins: dict[int, Bin] = defaultdict(Bin)
    for stated, is_right, is_exact in found:
        one = bins[min(int(stated * _BINS), _BINS - 1)]
        one.stated.append(stated)
        one.right += is_right
        one.exact += is_exact
    return bins


def report(kind: str, found: list[Judged]) -> None:
    """Prints the table of one kind of dates."""
    error = 0.0
    print(f"{kind}\n    bin        stated   right   exact  count")
    for tenth, one in sorted(binned(found).items(), reverse=True):
        count = len(one.stated)
        stated = sum(one.stated) / count
        error += abs(sum(one.stated) - one.right) / len(found)
        bounds = f"{tenth / _BINS:.1f}–{(tenth + 1) / _BINS:.1f}"
        print(f"    {bounds:<10}{stated:7.2f} {one.right / count:7.2f} {one.exact / count:7.2f}  {count:>5}")
    print(f"    expected calibration error {error:.3f}")


def main() -> None:
    """Reads the command line and reports all corpora together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS")
    found: dict[str, list[Judged]] = {"likely": [], "proven": []}
    for path in parser.parse_args().corpora:
        for document in read_corpus(path):
            for kind, one in judged(document):
                found[kind].append(one)
    for kind, dates in found.items():
        report(kind, dates)


if __name__ == "__main__":
    main()
