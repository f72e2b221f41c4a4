"""Headlines drawn at random from the events of corpora, each with its sentence, to be judged one by one by a person.

    python bench/headlines.py CORPUS.jsonl[.gz] … [--seed 1] [--number 100]

A corpus line is {"id", "dct" or "published", "text", "title"?}. Drawn are events as the timeline would have them: dated
by their own sentence, told as what happened, each saying enough to stand alone. Each event draws a lot of its own by
the seed, so that a change of the program changes no more of the draw than it must.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it runs as a script, too

from bench.accuracy import read_corpus
from timeline.model import Article, Mention
from timeline.notation import to_edtf
from timeline.occasion import proven
from timeline.pipeline import read
from timeline.salience import is_entry

# The timeline shows no others unless it is asked to.
_SHOWN = ("asserted", "reported")


def entries(path: Path) -> Iterator[tuple[str, Mention]]:
    """Every mention of a corpus that would stand in the timeline, with its article's id."""
    for record in read_corpus(path):
        published = (record.get("published") or record.get("dct") or "")[:10] or None
        article = Article(
            id=str(record["id"]), title=record.get("title") or "", text=record["text"], published=published
        )
        for mention in read(article).mentions:
            known = proven(mention, article.anchor)
            if is_entry(known, article.language) and known.status in _SHOWN:
                yield article.id, known


def _lot(seed: int, id: str, mention: Mention) -> bytes:
    """The lot that an event draws: the same as long as the program finds it, whatever else it finds."""
    return hashlib.sha256(f"{seed}|{id}|{mention.trigger.start}".encode()).digest()


def main() -> None:
    """Reads the command line and prints the draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, default=100)
    options = parser.parse_args()
    every = [entry for path in options.corpora for entry in entries(path)]
    drawn = sorted(every, key=lambda entry: _lot(options.seed, *entry))[: options.number]
    print(f"{len(drawn)} of {len(every)} events")
    for number, (id, mention) in enumerate(drawn, start=1):
        date = to_edtf(mention.interval) if mention.interval else ""
        print(f"{number:>3}  {mention.headline}")
        print(f"     [{date}, {mention.status}, {id}] {' '.join(mention.sentence.text.split())}")


if __name__ == "__main__":
    main()
