"""Errors on the wire: RFC 9457 problem details."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import Schema, fields


class FaultSchema(Schema):
    """What is wrong with one parameter or one member of the body."""

    parameter = fields.String(metadata={"description": "Name of the query parameter"})
    pointer = fields.String(metadata={"description": "JSON pointer (RFC 6901) into the body"})
    message = fields.String(required=True)


class ProblemSchema(Schema):
    """RFC 9457, 3.1; `request_id` and `errors` are extension members."""

    type = fields.String(required=True, metadata={"format": "uri-reference", "examples": ["about:blank"]})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    instance = fields.String(metadata={"format": "uri-reference"})
    request_id = fields.String(metadata={"description": "What the server's log calls the request"})
    errors = fields.List(fields.Nested(FaultSchema))


def faults(messages: Mapping[str, Any]) -> list[dict[str, str]]:
    """The members of `errors` for what a check found, by location ("query", "json"), then by name."""
    return [fault for location, found in messages.items() for fault in _located(location, found)]


def _located(location: str, found: Any) -> Iterator[dict[str, str]]:
    for path, message in _flat(found, ()):
        if location == "json":
            yield {"pointer": "".join(f"/{_escape(part)}" for part in path), "message": message}
        else:
            yield {"parameter": ".".join(path), "message": message}


def _flat(found: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(found, Mapping):
        for name, inner in found.items():
            yield from _flat(inner, path if name == "_schema" else (*path, str(name)))
    elif isinstance(found, list):
        for inner in found:
            yield from _flat(inner, path)
    else:
        yield path, str(found)


def _escape(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def sentence(found: Any) -> str:
    """What a check found in one line: "title: missing; published: '2015-13' is not a date"."""
    return "; ".join(f"{'.'.join(path)}: {message}" if path else message for path, message in _flat(found, ()))
