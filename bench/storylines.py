"""Timelines of the things and persons that a collection of articles tells of, in the form of SemEval-2015 Task 4.

    python bench/storylines.py CORPUS.jsonl[.gz] GOLD_FOLDER OUT_FOLDER

A corpus line is {"id", "dct", "text", "mentions": [{"start", "end", "sent", "str"}]}. The gold folder has a file for
each target entity: its name, then lines of order, date and mentions ("document-sentence-word"). Which mentions belong
to whose timeline is taken from there; their dates and order are the program's, written to the files of OUT_FOLDER for
the task's scorer (Minard et al. 2015). The task asks for one date each: where the text says only "before" or "after"
publication, it is publication.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it runs as a script, too

from bench.accuracy import read_corpus
from bench.events import answer, mentions
from timeline.interval import Granularity, Interval, civil
from timeline.notation import publication_interval

_UNKNOWN = "XXXX-XX-XX"


def dates(corpus: Path) -> dict[str, str]:
    """The date of every mention of a corpus, by the name that the task gives it."""
    found: dict[str, str] = {}
    for document in read_corpus(corpus):
        told = mentions(document)
        anchor = publication_interval(document["dct"][:10])
        for gold in document["mentions"]:
            mention = answer(gold, told)
            name = f"{document['id']}-{gold['sent']}-{gold['str']}"
            found.setdefault(name, _anchor(mention.interval if mention else None, anchor))
    return found


def _anchor(interval: Interval | None, publication: Interval) -> str:
    """A day, month or year as the task writes it: of a longer stretch the first day, of an open one publication."""
    if interval is None or interval.start is None or interval.end is None:
        interval = publication
    assert interval.start is not None
    year, month, day = civil(interval.start)
    if interval.is_unit and interval.granularity is Granularity.YEAR:
        return f"{year:04}"
    if interval.is_unit and interval.granularity is Granularity.MONTH:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}"


def timeline(gold: list[str], found: dict[str, str]) -> Iterator[str]:
    """The lines of one timeline, its mentions taken from the gold one."""
    yield gold[0]
    names = [name for line in gold[1:] for name in line.split("\t")[2:]]
    dated = sorted((found.get(name, _UNKNOWN), name) for name in names)
    order = 0
    before = ""
    for date, name in dated:
        order += date not in (before, _UNKNOWN)
        before = date
        yield f"{0 if date == _UNKNOWN else order}\t{date}\t{name}"


def main() -> None:
    """Reads the command line and writes a timeline for each gold one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("corpus", "gold", "out"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    found = dates(options.corpus)
    options.out.mkdir(parents=True, exist_ok=True)
    for path in sorted(options.gold.glob("*.txt")):
        lines = path.read_text("utf-8").splitlines()
        (options.out / path.name).write_text("\n".join(timeline(lines, found)) + "\n", "utf-8")
    print(f"{len(found)} mentions dated; timelines in {options.out}")


if __name__ == "__main__":
    main()
