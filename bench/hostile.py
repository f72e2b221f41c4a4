"""Texts that mean harm: what would make a careless reader slow."""

from __future__ import annotations

LENGTH = 1_000_000


def hostile_texts(news: str, length: int = LENGTH) -> dict[str, str]:
    """Texts of so many code points by what they are; `news` is ordinary text, used without its full stops.

    The dense ones name a time, or nearly, every few characters, where news does every few hundred.
    """

    def filled(part: str) -> str:
        return (part * (length // len(part) + 1))[:length]

    return {
        "digits": filled("1234567890"),
        "last last last": filled("last "),
        "the the the": filled("the "),
        "nested brackets": "(" * (length // 2) + ")" * (length // 2),
        "no full stop": filled(" ".join(news.replace(".", " ").split()) + " "),
        "newlines": "\n" * length,
        "blanks": " " * length,
        "one long word": "a" * length,
        "twenty-twenty-": filled("twenty-"),
        "half of half of": filled("half of "),
        "the day of the day of": filled("the day of "),
        "from to from to": filled("from to from to "),
        "1,1,1,": filled("1,"),
        "1/2/1/2/": filled("1/2/"),
        "Cyrillic": filled("й"),
    }


def dense_texts(length: int = LENGTH) -> dict[str, str]:
    """The same, with an expression of time or what looks like one every few characters."""
    parts = ["on Friday ", "may ", "May ", "2015 ", "May 1 and 2 ", "May and ", "two days ago ", "(yesterday "]
    return {part.strip(): (part * (length // len(part) + 1))[:length] for part in parts}
