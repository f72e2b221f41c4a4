"""Text as the rules see it: lower case, plain typography, one code point for one, so that offsets stay true."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Typography that stands for an ASCII character; newlines stay, other white space becomes a blank.
_PLAIN = {
    **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\t\v\f\r\x1c\x1d\x1e\x1f\x85", " "),
    "…": ".",
    "·": ".",
    **dict(zip("ßæøœłÆØŒŁ", "saoolaool", strict=True)),
    "\u2028": "\n",
    "\u2029": "\n",
}
# One letter in two code points: Persian and Arabic, and Greek at the end of a word.
_SAME_LETTER = dict(zip("یکς", "يكσ", strict=True))
_WORDLIKE = "_"


class _Folding(dict[int, str]):
    """A `str.translate` table that works out each character once."""

    def __init__(self, *, ascii_only: bool) -> None:
        super().__init__((ord(char), plain) for char, plain in _PLAIN.items())
        self._ascii_only = ascii_only

    def __missing__(self, code: int) -> str:
        folded = self._fold(chr(code))
        self[code] = folded
        return folded

    def _fold(self, char: str) -> str:
        if char.isspace() and char != "\n":
            return " "
        if char.isdecimal():
            return str(unicodedata.decimal(char))
        if char.isnumeric():
            return _WORDLIKE  # "2½ years" must not be read as 21 years
        lower = char.lower()
        base = unicodedata.normalize("NFKD", lower)[:1] if self._ascii_only else lower[:1]
        if base.isascii() and base:
            return base
        if not self._ascii_only:
            return _SAME_LETTER.get(lower, lower) if len(lower) == 1 else char
        return _WORDLIKE if char.isalnum() else "\x1a"


_ASCII = _Folding(ascii_only=True)
_UNICODE = _Folding(ascii_only=False)


# A text is folded to be tagged, and again to be resolved.
@lru_cache(maxsize=1)
def fold(text: str) -> str:
    """The text in lower case ASCII, as long as the original: accents dropped, letters of other scripts as "_".

    Curly quotes, dashes and non-breaking spaces become their plain forms, so that rules are written once.
    """
    return text.translate(_ASCII)


@lru_cache(maxsize=1)
def fold_any_script(text: str) -> str:
    """The same, but letters keep their accents and their script; digits are those of ASCII here, too."""
    return text.translate(_UNICODE)
