"""A text to read, with what is known of it: the shape that /resolve, `tag`, `extract` and `explain` share."""

from __future__ import annotations

from typing import Any

from marshmallow import post_load, validate

from schemas.fields import Language, Published, Text
from schemas.strict import Strict
from timeline.detection import detect
from timeline.kind import KINDS

LANGUAGE = "Language tag such as en or de; without it the text tells"


class PassageSchema(Strict):
    """A text with its publication date, which may be missing; a language that is not named is detected."""

    text = Text(required=True)
    published = Published(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "ISO 8601 day, month, year or time; without it only written-out dates are dated",
            "examples": ["2015-05-18"],
        },
    )
    language = Language(metadata={"description": LANGUAGE})
    kind = Text(
        most=40,
        load_default=None,
        validate=validate.OneOf(KINDS, error="{input!r} is none of {choices}"),
        metadata={"description": "narrative: its dates chain from one another; without it the text tells"},
    )

    @post_load
    def _complete(self, passage: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The passage with its language and `language_source`."""
        if "language" in passage:
            return {**passage, "language_source": "given"}
        found = detect(passage["text"])
        return {**passage, "language": found.language, "language_source": found.source}
