"""How well expressions of time are found and resolved, against gold corpora.

    python bench/accuracy.py CORPUS.jsonl[.gz] …

A corpus line is {"id", "dct", "text", "language"?, "timexes": [{"start", "end", "type", "value"}]}, offsets in code
points. The figures are those of TempEval-3 (UzZaman et al. 2013): strict and relaxed F1 of the extents, and value F1,
the relaxed F1 times the share of the matched pairs with the gold value. Printed for all expressions, for type DATE
alone, by category of the gold expression, with the most frequent errors.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it runs as a script, too

from timeline.notation import publication_interval
from timeline.pipeline import find_times

Record = dict[str, Any]

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
CATEGORIES = {
    "weekday": r"(mon|tues|wednes|thurs|fri|satur|sun)day",
    "today, yesterday, tomorrow": r"\b(today|yesterday|tomorrow|tonight)\b",
    "full date": rf"({_MONTHS})[a-z]*\.? \d{{1,2}}.*\d{{4}}|\d{{1,2}}[. ]+({_MONTHS})[a-z]* \d{{4}}|\d+[-/]\d+[-/]\d+",
    "month + day": rf"\b({_MONTHS})[a-z]*\.? \d{{1,2}}\b|\b\d{{1,2}}(st|nd|rd|th)?\.? (of )?({_MONTHS})",
    "month + year": rf"\b({_MONTHS})[a-z]*\.?,? (of )?\d{{4}}",
    "month": rf"\b({_MONTHS})[a-z]*\b",
    "year": r"^(the year )?\d{4}$",
    "quarter, half": r"quarter|half",
    "ago, earlier, later": r"\b(ago|earlier|later|before|after)\b",
    "decade, century": r"\d0'?s\b|century|centuries|decade",
    "season": r"\b(spring|summer|autumn|fall|winter)\b",
    "week, weekend": r"\bweek",
    "last, this, next": r"\b(last|this|next|past|previous|coming)\b",
    "part of day, clock": r"morning|noon|evening|night|o'clock|[ap]\.?m\b",
    "length": r"year|month|day|hour|minute|second",
    "reference": r"now|current|recent|past|future|once|present",
}


@dataclass
class Tally:
    """Counts over documents; the F1 of each kind of agreement."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    strict: int = 0
    value: int = 0

    def f1(self, hits: int) -> float:
        """F1 in per cent of so many hits."""
        return 200 * hits / (self.gold + self.found) if self.gold + self.found else 100.0


def read_corpus(path: Path) -> Iterator[Record]:
    """The documents of a JSONL file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def predict(document: Record, language: str) -> list[Record]:
    """The expressions that this program finds in a document."""
    anchor = publication_interval(document["dct"][:10]) if document.get("dct") else None
    timexes = find_times(document["text"], anchor, document.get("language", language))
    return [
        {"start": t.start, "end": t.end, "text": t.text, "type": t.reading.type, "value": t.reading.value}
        for t in timexes
        if t.reading is not None
    ]


def pair_up(gold: list[Record], found: list[Record]) -> list[tuple[Record, Record]]:
    """One-to-one pairs: equal extents first, then the longest overlap, then the leftmost."""
    overlaps = sorted(
        ((g["start"], g["end"]) != (f["start"], f["end"]), max(g["start"], f["start"]) - min(g["end"], f["end"]), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if min(g["end"], f["end"]) > max(g["start"], f["start"])
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for _, _, i, j in overlaps:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def count(tally: Tally, gold: list[Record], found: list[Record]) -> list[tuple[Record, Record]]:
    """Adds a document to the tally; the pairs it matched."""
    pairs = pair_up(gold, found)
    tally.gold += len(gold)
    tally.found += len(found)
    tally.matched += len(pairs)
    tally.strict += sum((g["start"], g["end"]) == (f["start"], f["end"]) for g, f in pairs)
    tally.value += sum(g["value"] == f["value"] for g, f in pairs)
    return pairs


def category(text: str) -> str:
    """The first category whose pattern the expression shows."""
    folded = " ".join(text.lower().split())
    return next((name for name, pattern in CATEGORIES.items() if re.search(pattern, folded)), "other")


def report(path: Path, language: str) -> None:
    """Prints the figures of one corpus."""
    everything, dates = Tally(), Tally()
    shares: dict[str, list[bool]] = {}
    errors: Counter[str] = Counter()
    for document in read_corpus(path):
        gold, found = document["timexes"], predict(document, language)
        pairs = count(everything, gold, found)
        count(dates, [g for g in gold if g["type"] == "DATE"], [f for f in found if f["type"] == "DATE"])
        right = {id(g) for g, f in pairs if g["value"] == f["value"]}
        for g in gold:
            shares.setdefault(category(g["text"]), []).append(id(g) in right)
        errors.update(_errors(gold, found, pairs))
    _print_tally(path.name, "all", everything)
    _print_tally(path.name, "DATE", dates)
    for name, rights in sorted(shares.items(), key=lambda item: -len(item[1])):
        print(f"    {name:<28} {len(rights):>5}  {100 * sum(rights) / len(rights):5.1f} % right")
    for line, times in errors.most_common(10):
        print(f"    {times:>3} x {line}")


def _print_tally(corpus: str, kind: str, tally: Tally) -> None:
    strict, relaxed, value = (tally.f1(hits) for hits in (tally.strict, tally.matched, tally.value))
    print(
        f"{corpus:<24} {kind:<5} strict {strict:5.1f}  relaxed {relaxed:5.1f}  value {value:5.1f}  ({tally.gold} gold)"
    )


def _errors(gold: list[Record], found: list[Record], pairs: list[tuple[Record, Record]]) -> Iterable[str]:
    paired = {id(g) for g, _ in pairs} | {id(f) for _, f in pairs}
    for g, f in pairs:
        if g["value"] != f["value"]:
            yield f"{g['text']!r} is {g['value']}, read as {f['value']}"
    yield from (f"{g['text']!r} is {g['value']}, not found" for g in gold if id(g) not in paired)
    yield from (f"{f['text']!r} read as {f['value']}, is nothing" for f in found if id(f) not in paired)


def main() -> None:
    """Reads the command line and reports each corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS")
    parser.add_argument("--language", default="en", help="language of documents that do not name theirs (default: en)")
    options = parser.parse_args()
    for path in options.corpora:
        report(path, options.language)


if __name__ == "__main__":
    main()
