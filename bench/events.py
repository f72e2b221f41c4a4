"""How well events are found and dated from raw text, against gold corpora.

    python bench/events.py CORPUS.jsonl[.gz] …

A corpus line is {"id", "dct", "text", "events": [{"start", "end", "date": EDTF or null, "suspect"?}]}, offsets in code
points. *Covered*: the trigger of a dated mention overlaps the gold event; of several the shortest, then the first.
*Exact*: the same days, with one day of slack for a week and three at the end of a month, whose edges corpora draw
differently. *Wrong*: no day in common. Printed for each corpus, and by the link that gave the date.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it runs as a script, too

from bench.accuracy import read_corpus
from timeline.interval import Interval
from timeline.model import Article, Mention
from timeline.notation import from_edtf
from timeline.pipeline import read

Record = dict[str, Any]

_WEEK_SLACK = 1
_MONTH_SLACK = 3


def mentions(document: Record) -> list[Mention]:
    """What the program tells of a document that it knows the text and the day of."""
    published = document["dct"][:10] if document.get("dct") else None
    return list(read(Article(id=str(document["id"]), title="", text=document["text"], published=published)).mentions)


def answer(event: Record, told: list[Mention]) -> Mention | None:
    """The dated mention that stands for a gold event, None where it is not covered."""
    covering = [
        mention
        for mention in told
        if mention.interval and mention.trigger.start < event["end"] and event["start"] < mention.trigger.end
    ]
    return min(covering, key=lambda mention: mention.trigger.end - mention.trigger.start, default=None)


def judge(event: Record, found: Interval) -> str:
    """exact, wrong, or loose where the two only overlap."""
    gold = from_edtf(event["date"])
    if not gold.overlaps(found):
        return "wrong"
    if gold.start is None or gold.end is None or found.start is None or found.end is None:
        return "loose"
    week = event.get("gran") == "week" and found.length == gold.length and abs(found.start - gold.start) <= _WEEK_SLACK
    month = event.get("gran") == "month" and found.start == gold.start and 0 <= found.end - gold.end <= _MONTH_SLACK
    return "exact" if week or month or (found.start, found.end) == (gold.start, gold.end) else "loose"


def report(path: Path) -> None:
    """Prints the figures of one corpus, and those of each link."""
    verdicts: Counter[str] = Counter()
    links: dict[str, Counter[str]] = {}
    dated = told = 0
    for document in read_corpus(path):
        found = mentions(document)
        told += len(found)
        for event in document["events"]:
            if not event.get("date") or event.get("suspect"):
                continue
            dated += 1
            mention = answer(event, found)
            if mention is not None and mention.interval is not None:
                verdict = judge(event, mention.interval)
                verdicts[verdict] += 1
                links.setdefault(mention.link, Counter())[verdict] += 1
    covered = verdicts.total()
    print(f"{path.name}: {dated} dated events, {told} mentions, covered {_share(covered, dated)}", end=", ")
    print(f"of these exact {_share(verdicts['exact'], covered)}, wrong {_share(verdicts['wrong'], covered)}")
    for link, counted in sorted(links.items(), key=lambda item: -item[1].total()):
        times = counted.total()
        exact, wrong = _share(counted["exact"], times), _share(counted["wrong"], times)
        print(f"    {link:<22}{times:>5}  exact {exact}  wrong {wrong}")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f} %" if whole else "    –  "


def main() -> None:
    """Reads the command line and reports each corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS")
    for path in parser.parse_args().corpora:
        report(path)


if __name__ == "__main__":
    main()
