"""What merging costs as the timeline grows: the time to store a mention among 10,000, 100,000 and 1,000,000 events.

    python bench/merging_scale.py [--events N …] [--folder FOLDER]

The timeline is made of texts of its own: attacks on some three hundred towns, one in seven of them on one town, all by
the same forces, within ten years; so at its full size no key by which a mention is looked up is rare. One event is read
in and stored; the others are its rows with other words, days and towns, written straight into the tables, since reading
a million articles takes hours. Then articles are stored in the ordinary way, each with one new event and one that is
known, and taken out again. Printed: milliseconds of CPU time for each mention, and how much that has grown.

At last one event is told by more and more articles, and what each more of them costs is printed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from functools import cache
from itertools import count, islice, product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it runs as a script, too

from store import database
from store.ingest import ingest, remove
from timeline.interval import day_interval, ordinal
from timeline.merge import event_id, mention_id
from timeline.model import Article, ArticleReading, Mention, Reading, Span, Timex
from timeline.notation import to_edtf

SIZES = (10_000, 100_000, 1_000_000)
_TOWNS = 300
_DAYS = 3_650
_FIRST_DAY = ordinal(2006, 1, 1)
_MEASURED = 200
_TOLD_BY = (10, 100, 1_000)
_BATCH = 5_000
_TABLES = ("article", "event", "mention", "citation", "block", "facet")
_LETTERS = "bcdfghklmnprstvz"
_SYLLABLES = [f"{one}{vowel}{other}" for one, vowel, other in product(_LETTERS, "aeiou", _LETTERS)]


def word(number: int, tail: str) -> str:
    """A word that only this number has, always of nine letters and the tail."""
    syllables = []
    for _ in range(3):
        number, rest = divmod(number, len(_SYLLABLES))
        syllables.append(_SYLLABLES[rest])
    return "".join(syllables) + tail


class Attack:
    """One synthetic event: where and when it was, and the words that tell it."""

    def __init__(self, number: int) -> None:
        random = Random(number)
        self.number = number
        self.day = _FIRST_DAY + random.randrange(_DAYS)
        self.town = word(int(_TOWNS * random.random() ** 3), "q").capitalize()
        self.words = [word(number, tail) for tail in "wxyjkf"]

    def told_in(self, articles: int) -> tuple[str, str]:
        """The headline and the sentence of an article; each has some other words around them."""
        unit, *others = self.words
        headline = f"{unit.capitalize()} attacked {self.town} {' '.join(others)}"
        return headline, f"{headline} that day, {word(articles, 'd')} said."


def article_of(name: str, attacks: list[Attack]) -> tuple[Article, ArticleReading]:
    """An article that tells some attacks, published on the last of their days, and what is read in it."""
    mentions, text = [], ""
    for attack in attacks:
        headline, sentence = attack.told_in(len(name))
        mentions.append(_mention(attack, headline, sentence, len(text)))
        text += sentence + " "
    day = to_edtf(day_interval(max(attack.day for attack in attacks)))
    article = Article(id=name, title=name, text=text, published=day, publisher=name)
    return article, ArticleReading(timexes=(), mentions=tuple(mentions))


def _mention(attack: Attack, headline: str, sentence: str, start: int) -> Mention:
    when = day_interval(attack.day)
    at = start + sentence.index("that day")
    verb = start + sentence.index("attacked")
    reading = Reading(type="DATE", value=to_edtf(when), interval=when)
    return Mention(
        sentence=Span(start, start + len(sentence), sentence),
        clause=Span(start, start + len(headline), headline),
        trigger=Span(verb, verb + len("attacked"), "attacked"),
        headline=headline,
        type="attack",
        interval=when,
        timex=Timex(start=at, end=at + len("that day"), text="that day", rule="synthetic", reading=reading),
        link="own clause",
        places=(attack.town,),
        actors=("Iraqi forces",),
    )


class Filling:
    """The rows of one stored event, to be written again with the words, day and town of another."""

    def __init__(self) -> None:
        self.model = Attack(0)
        ingest(*article_of(word(0, "a"), [self.model]))
        self.rows: dict[str, list[dict[str, object]]] = {}
        with database.session():
            for table in _TABLES:
                cursor = database.database.execute_sql(f"SELECT * FROM {table}")
                names = [column[0] for column in cursor.description]
                self.rows[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def write(self, numbers: Iterator[int]) -> None:
        """Store the attacks of those numbers."""
        with database.writing():
            keys = "SELECT MAX(MAX(key), MAX(change), (SELECT COALESCE(MAX(change), 0) FROM tombstone)) FROM event"
            (last,) = database.database.execute_sql(keys).fetchone()
            free = count(last)
            while batch := [Attack(number) for number in islice(numbers, _BATCH)]:
                changed = [_renamed(self.model, attack) for attack in batch]
                keys_of = list(islice(free, len(batch)))
                for table, rows in self.rows.items():
                    marks = ", ".join("?" * len(rows[0]))
                    copies = [
                        _copied(row, attack.day - self.model.day, key, texts)
                        for attack, key, texts in zip(batch, keys_of, changed, strict=True)
                        for row in rows
                    ]
                    database.database.connection().executemany(f"INSERT INTO {table} VALUES ({marks})", copies)


def _renamed(model: Attack, attack: Attack) -> dict[str, str]:
    """What is to be written in place of what, in every text of a row; the longest first."""
    (article, reading), (other, others) = (article_of(word(one.number, "a"), [one]) for one in (model, attack))
    id, new = mention_id(article.id, reading.mentions[0]), mention_id(other.id, others.mentions[0])
    return {
        reading.mentions[0].headline: others.mentions[0].headline,
        event_id(id): event_id(new),
        id: new,
        to_edtf(day_interval(model.day)): to_edtf(day_interval(attack.day)),
        article.id: other.id,
        model.town: attack.town,
        model.town.lower(): attack.town.lower(),
        **{str(model.day + after): str(attack.day + after) for after in (0, 1)},
    }


def _copied(row: dict[str, object], days: int, key: int, texts: dict[str, str]) -> tuple[object, ...]:
    """The row some days later, under another key and with other texts."""
    pattern = _pattern(tuple(texts))
    copied: list[object] = []
    for name, value in row.items():
        if isinstance(value, str):
            value = pattern.sub(lambda found: texts[found[0]], value)
        elif name in ("key", "event_id", "change") and isinstance(value, int):
            value += key
        elif name in ("position", "latest") and isinstance(value, int):
            value += days
        copied.append(value)
    return tuple(copied)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def measure(size: int) -> tuple[float, float]:
    """Milliseconds for each mention of articles with a new event and a known one: stored, and taken out again."""
    told = []
    for number in range(_MEASURED):
        known = Attack(Random(number).randrange(size))
        told.append(article_of(f"new-{number}", [Attack(size + number), known]))
    begun = process_time()
    for article, reading in told:
        ingest(article, reading)
    stored = process_time()
    for article, _ in told:
        remove(article.id)
    mentions = 2 * _MEASURED
    return 1000 * (stored - begun) / mentions, 1000 * (process_time() - stored) / mentions


def grow(sizes: list[int]) -> None:
    """Prints the cost at each size."""
    filling, size, first = Filling(), 1, 0.0
    print("events       stored   grown   taken out")
    for target in sizes:
        filling.write(iter(range(size, target)))
        size = target
        stored, removed = measure(size)
        first = first or stored
        print(f"{size:>9,} {stored:7.2f} ms {stored / first:6.2f} × {removed:8.2f} ms", flush=True)


def retell() -> None:
    """Prints what one article more costs an event that so many tell."""
    print("told by      one more")
    attack, articles = Attack(10**7), 0
    for target in _TOLD_BY:
        while articles < target:
            articles += 1
            ingest(*article_of(word(articles, "r"), [attack]))
        begun = process_time()
        for _ in range(10):
            articles += 1
            ingest(*article_of(word(articles, "r"), [attack]))
        print(f"{target:>7,} {100 * (process_time() - begun):10.2f} ms", flush=True)


def main() -> None:
    """Reads the command line and runs both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=list(SIZES), metavar="N", help="sizes, rising")
    parser.add_argument("--folder", type=Path, help="where the database is made (default: a temporary folder)")
    options = parser.parse_args()
    with TemporaryDirectory(dir=options.folder) as folder:
        database.connect(f"sqlite:///{folder}/events.db")
        database.create_schema()
        with database.session():
            grow(options.events)
            retell()


if __name__ == "__main__":
    main()
