"""A schema that refuses what it does not know, and says what was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from marshmallow import Schema, ValidationError


class Strict(Schema):
    """Refuses unknown names with the nearest known one."""

    error_messages = {"type": "expected a JSON object"}

    def handle_error(self, error: ValidationError, data: Any, *, many: bool, **kwargs: Any) -> None:
        """Put the nearest valid name into marshmallow's bare "Unknown field."."""
        if not isinstance(error.messages, dict):
            return
        known = [field.data_key or name for name, field in self.load_fields.items()]
        for name, messages in error.messages.items():
            if messages == [self.error_messages["unknown"]]:
                error.messages[name] = [unknown(str(name), known)]


def unknown(name: str, known: Iterable[str]) -> str:
    """The sentence that refuses an unknown name: "unknown; did you mean 'place'?"."""
    names = sorted(known)
    near = get_close_matches(name[:100], names, n=1)
    return f"unknown; did you mean {near[0]!r}?" if near else f"unknown; expected one of {', '.join(names)}"
