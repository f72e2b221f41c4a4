"""Fields of our own: text, ids, dates and lists as they come in; every message says what was expected."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from marshmallow import ValidationError, fields

from timeline.errors import NotationError
from timeline.interval import Interval
from timeline.language import is_known
from timeline.notation import from_edtf, publication_interval

MAX_TEXT = 2_000_000
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Letters and a sign that are only a gap: fillers of Hangul and the Braille pattern without a dot.
_GAPS = "\u115f\u1160\u2800\u3164\uffa0"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,199}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,8}", re.ASCII)
_BAD_IN_URL = re.compile(r"[\s\x00-\x20\x7f<>\"\\^`{|}\ud800-\udfff]")


def _is_seen(char: str) -> bool:
    """Whether a character can be seen by itself: a letter, digit or sign, no blank, joiner or mark."""
    return unicodedata.category(char)[0] in "LNPS" and char not in _GAPS


class Text(fields.String):
    """Text of 1 to `most` code points that is not blank, without NUL and lone surrogates."""

    default_error_messages = {"invalid": "expected text in quotes", "required": "missing", "null": "expected text"}

    def __init__(self, *, most: int = MAX_TEXT, **options: Any) -> None:
        options["metadata"] = {"minLength": 1, "maxLength": most, **options.get("metadata", {})}
        super().__init__(**options)
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        assert isinstance(text, str)
        if len(text) > self.most:
            raise ValidationError(f"has {len(text):,} code points; expected at most {self.most:,}")
        if not any(map(_is_seen, text)):
            raise ValidationError("is blank; expected at least one letter or digit")
        # The class of characters is slow to search, and most texts are plain.
        found = _UNSTORABLE.search(text) if "\x00" in text or not text.isascii() else None
        if found:
            raise ValidationError(f"has U+{ord(found[0]):04X} at {found.start()}; expected text without it")
        return text


class Identifier(Text):
    """An id that is safe in a URL; a JSON integer is taken for its digits."""

    def __init__(self, **options: Any) -> None:
        options["metadata"] = {"pattern": f"^{_ID.pattern}$", **options.get("metadata", {})}
        super().__init__(most=200, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        digits = str(value) if type(value) is int else value
        text = super()._deserialize(digits, attr, data, **kwargs)
        if not _ID.fullmatch(text):
            raise ValidationError(
                f"{text[:40]!r} is not an id; expected letters, digits and . _ ~ -, a letter or digit first"
            )
        return text


class WebAddress(Text):
    """An absolute http or https URL."""

    def __init__(self, **options: Any) -> None:
        options["metadata"] = {"format": "uri", **options.get("metadata", {})}
        super().__init__(most=2000, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not _is_web_address(text):
            raise ValidationError(
                f"{text[:80]!r} is not a web address; expected one such as https://example.org/news/1"
            )
        return text


def _is_web_address(text: str) -> bool:
    if _BAD_IN_URL.search(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


class Language(Text):
    """A language tag of BCP 47, kept as its primary language ("de-AT" is "de"), one whose dates can be read."""

    def __init__(self, **options: Any) -> None:
        options["metadata"] = {"pattern": f"^{_LANGUAGE.pattern}$", **options.get("metadata", {})}
        super().__init__(most=80, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not _LANGUAGE.fullmatch(text):
            raise ValidationError(f"{text!r} is not a language tag; expected one such as en or de")
        code = text.partition("-")[0].lower()
        if not is_known(code):
            raise ValidationError(f"{text!r} is no language whose dates can be read; expected one such as en, de or uk")
        return code


class Published(Text):
    """A publication date: a day, a month, a year, or a time with its zone; kept as it was written."""

    def __init__(self, **options: Any) -> None:
        super().__init__(most=60, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs).strip()
        try:
            publication_interval(text)
        except NotationError as error:
            raise ValidationError(str(error)) from None
        return text


class Edtf(Text):
    """A date or interval in EDTF, read as an Interval."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Interval:  # type: ignore[override]
        try:
            return from_edtf(super()._deserialize(value, attr, data, **kwargs))
        except NotationError as error:
            raise ValidationError(str(error)) from None


class Word(Text):
    """One of a closed list of words."""

    def __init__(self, choices: tuple[str, ...], **options: Any) -> None:
        options["metadata"] = {"enum": list(choices), **options.get("metadata", {})}
        super().__init__(most=300, **options)
        self.choices = choices

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        word = super()._deserialize(value, attr, data, **kwargs)
        if word not in self.choices:
            raise ValidationError(f"{word[:40]!r} is none of {', '.join(self.choices)}")
        return word


class Listed(Text):
    """Values separated by commas, each once; `check` refuses one that is none with a ValidationError."""

    def __init__(self, check: Callable[[str], None], **options: Any) -> None:
        super().__init__(most=10_000, **options)
        self.check = check

    def _deserialize(  # type: ignore[override]
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> tuple[str, ...]:
        values = tuple(dict.fromkeys(super()._deserialize(value, attr, data, **kwargs).split(",")))
        for one in values:
            self.check(one)
        return values


class Words(Listed):
    """Some of a closed list of words, separated by commas: "day,month"."""

    def __init__(self, choices: tuple[str, ...], **options: Any) -> None:
        one = "|".join(choices)
        options["metadata"] = {"pattern": f"^({one})(,({one}))*$", **options.get("metadata", {})}
        super().__init__(self._is_choice, **options)
        self.choices = choices

    def _is_choice(self, word: str) -> None:
        if word not in self.choices:
            raise ValidationError(f"{word[:40]!r} is none of {', '.join(self.choices)}")


class Share(fields.Float):
    """A number from 0 to 1, written in digits with a point."""

    def __init__(self, **options: Any) -> None:
        options["metadata"] = {"minimum": 0, "maximum": 1, **options.get("metadata", {})}
        super().__init__(**options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> float:
        digits = str(value)
        if not re.fullmatch(r"0?\.[0-9]{1,9}|[01](\.0{1,9})?|0\.?", digits):
            raise ValidationError(f"{digits[:40]!r} is not a number from 0 to 1, such as 0.9")
        return float(digits)


class WholeNumber(fields.Integer):
    """A whole number between two bounds, written in digits."""

    def __init__(self, least: int, most: int, **options: Any) -> None:
        options["metadata"] = {"minimum": least, "maximum": most, **options.get("metadata", {})}
        super().__init__(**options)
        self.least, self.most = least, most

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> int:
        digits = str(value)
        if not re.fullmatch(r"[0-9]{1,9}", digits) or not self.least <= int(digits) <= self.most:
            raise ValidationError(f"{digits[:40]!r} is not a whole number from {self.least} to {self.most}")
        return int(digits)
