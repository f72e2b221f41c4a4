"""JSON in and out, by orjson: strict when reading, fast when writing."""

from __future__ import annotations

from typing import Any

import orjson
from flask.json.provider import JSONProvider


class OrjsonProvider(JSONProvider):
    """Flask's JSON by orjson; keeps the order of members."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """The JSON of an object, as text."""
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """The object of a JSON text.

        Raises orjson.JSONDecodeError on anything but RFC 8259 in UTF-8, on nesting deeper than 1024, on half a
        surrogate pair and on numbers that overflow.
        """
        return orjson.loads(s)
