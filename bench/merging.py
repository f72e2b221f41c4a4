"""How well mentions of one event are brought together over articles, against a corpus with gold mentions and chains.

    python bench/merging.py FOLDER … [--threshold 0.3]

FOLDER holds docs.jsonl.gz with {"id", "topic", "text", "sents": [{"sent", "start", "end", "tokens"}]} and
event_mentions_official.jsonl.gz with {"doc", "sent", "tokens", "text", "chain"}, as ECB+ (Cybulska and Vossen 2014)
can be written. Mentions are given, publication is unknown; within a topic each mention joins the event that it is most
like, in the order of the corpus, as articles are stored. Beside it the baseline: one lemma in one topic is one event.
MUC, B³, CEAF-e and their mean, the CoNLL F1 (Pradhan et al. 2014), in per cent; singletons are kept.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scorch.scores import b_cubed, ceaf_e, muc

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it runs as a script, too

from bench.accuracy import read_corpus
from timeline.likeness import retold
from timeline.model import Mention, Span
from timeline.story import same_story
from timeline.vocabulary import vocabulary

Record = dict[str, Any]
Place = tuple[str, int, tuple[int, ...]]


@dataclass(frozen=True)
class Gold:
    """A gold mention with its document's topic and text."""

    place: Place
    chain: str
    topic: str
    text: str
    mention: Mention


def read_folder(folder: Path) -> list[Gold]:
    """The gold mentions of a folder, in its order."""
    documents = {document["id"]: document for document in read_corpus(folder / "docs.jsonl.gz")}
    records = list(read_corpus(folder / "event_mentions_official.jsonl.gz"))
    by_document: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_document[record["doc"]].append(record)
    shifts = {id: _shift(documents[id], found) for id, found in by_document.items()}
    return [_gold(record, documents[record["doc"]], shifts[record["doc"]]) for record in records]


def _shift(document: Record, records: Iterable[Record]) -> int:
    """By how many sentences the corpus counts from another first one than the document: some leave out its address."""
    sentences = {sentence["sent"]: sentence["tokens"] for sentence in document["sents"]}

    def right(shift: int) -> int:
        return sum(_words(sentences.get(record["sent"] + shift, []), record) == record["text"] for record in records)

    return max((0, 1), key=right)


def _words(tokens: list[str], record: Record) -> str:
    return " ".join(tokens[at] for at in record["tokens"] if at < len(tokens))


def _gold(record: Record, document: Record, shift: int) -> Gold:
    sentence = next(one for one in document["sents"] if one["sent"] == record["sent"] + shift)
    span = Span(sentence["start"], sentence["end"], document["text"][sentence["start"] : sentence["end"]])
    trigger = Span(span.start, span.start + len(record["text"]), record["text"])
    mention = Mention(sentence=span, clause=span, trigger=trigger, headline=span.text, type=_type(record["text"]))
    place = (record["doc"], record["sent"], tuple(record["tokens"]))
    return Gold(place, record["chain"], document["topic"], document["text"], mention)


def _type(trigger: str) -> str:
    """The class of events that the words of a trigger name."""
    words = vocabulary("en")
    assert words is not None
    for low in trigger.lower().split():
        lemma = words.forms[low].lemma if low in words.forms else low
        if kind := words.verbs.get(lemma) or words.nouns.get(low):
            return kind
    return "other"


def lemma(gold: Gold) -> tuple[str, str]:
    """The baseline's event of a mention: its topic and the lemma of its trigger."""
    words = vocabulary("en")
    assert words is not None
    low = gold.mention.trigger.text.lower().split()
    singular = (word[:-1] if word.endswith("s") and len(word) > 3 else word for word in low)
    lemmas = (words.forms[word].lemma if word in words.forms else one for word, one in zip(low, singular, strict=True))
    return gold.topic, " ".join(lemmas)


def merged(every: list[Gold], threshold: float) -> dict[Place, Hashable]:
    """The event of each mention: the one in its topic that it is most like, or a new one."""
    events: dict[str, list[list[Gold]]] = defaultdict(list)
    told: dict[Place, Hashable] = {}
    for gold in every:
        known = events[gold.topic]
        best = max(range(len(known)), key=lambda at: _likeness(gold, known[at]), default=None)
        if best is None or _likeness(gold, known[best]) < threshold:
            known.append([])
            best = len(known) - 1
        known[best].append(gold)
        told[gold.place] = (gold.topic, best)
    return told


def _likeness(gold: Gold, others: list[Gold]) -> float:
    return max(retold(gold.mention, other.mention, same_story(gold.text, other.text)) for other in others)


def scores(chains: Mapping[Place, Hashable], told: Mapping[Place, Hashable]) -> dict[str, float]:
    """F1 of each measure in per cent, and the mean of the three."""
    measured = {
        name: 100 * measure(_sets(chains), _sets(told))[2]
        for name, measure in (("MUC", muc), ("B³", b_cubed), ("CEAF-e", ceaf_e))
    }
    return measured | {"CoNLL": sum(measured.values()) / len(measured)}


def _sets(told: Mapping[Place, Hashable]) -> list[set[Place]]:
    sets: dict[Hashable, set[Place]] = defaultdict(set)
    for place, event in told.items():
        sets[event].add(place)
    return list(sets.values())


def report(folder: Path, threshold: float) -> None:
    """Prints the figures of one folder."""
    every = read_folder(folder)
    chains: dict[Place, Hashable] = {gold.place: gold.chain for gold in every}
    print(f"{folder}: {len(every)} mentions, {len(set(chains.values()))} events")
    for name, told in (
        ("one lemma in a topic", {gold.place: lemma(gold) for gold in every}),
        ("merged", merged(every, threshold)),
    ):
        print(
            f"    {name:<22}" + "  ".join(f"{measure} {value:5.1f}" for measure, value in scores(chains, told).items())
        )


def main() -> None:
    """Reads the command line and reports each folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--threshold", type=float, default=0.3, help="likeness from which on two are one")
    options = parser.parse_args()
    for folder in options.folders:
        report(folder, options.threshold)


if __name__ == "__main__":
    main()
