"""Names as they are compared: without case, accents and the difference between one blank and two."""

from __future__ import annotations

import unicodedata


def fold(name: str) -> str:
    """The name for comparing: "  São  Paulo" and "SAO PAULO" are both "sao paulo"."""
    letters = (char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join("".join(letters).casefold().split())


def is_storable(text: str) -> bool:
    """Whether a text can be written as UTF-8: it holds no half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
