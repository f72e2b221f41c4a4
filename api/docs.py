"""What the API can do, for programs and for people; everything a page needs comes from here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import flask
from markupsafe import Markup, escape

blueprint = flask.Blueprint("docs", __name__)
_CODE = re.compile(r"`([^`]+)`")
# How the schemas write "some of these words, separated by commas" as a regular expression.
_WORDS = re.compile(r"\^\((?P<words>[\w|]+)\)\(,\((?P=words)\)\)\*\$")


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a path as the page shows it: references followed, answers from 200 up, errors of any kind last."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[dict[str, Any]]
    bodies: dict[str, dict[str, Any]]
    example: str
    responses: list[tuple[str, dict[str, Any]]]
    needs_token: bool


@blueprint.route("/api/v1/openapi.json")
@blueprint.route("/openapi.json")
def openapi() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    document: dict[str, Any] = flask.current_app.extensions["dateline-api"].document()
    return document


@blueprint.route("/docs")
def page() -> str:
    """The same, to read and to try out."""
    document = openapi()
    operations = list(_operations(document))
    groups = {
        tag["name"]: (tag["description"], [operation for name, operation in operations if name == tag["name"]])
        for tag in document["tags"]
    }
    return flask.render_template("docs.html", info=document["info"], groups=groups, shapes=_shapes(document))


@blueprint.app_template_filter("prose")
def prose(text: str | None) -> Markup:
    """The text, escaped, with what stands in backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text or ""))))


@blueprint.app_template_filter("choices")
def choices(schema: dict[str, Any]) -> list[str]:
    """The words that a list of words by commas may hold; none for any other schema."""
    found = _WORDS.fullmatch(schema.get("pattern", ""))
    return found["words"].split("|") if found else []


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    """Every operation with its tag."""
    for path, entry in document["paths"].items():
        for method, operation in entry.items():
            if method != "parameters":
                parameters = [*entry.get("parameters", ()), *operation["parameters"]]
                yield operation["tags"][0], _operation(document, method, path, operation, parameters)


def _operation(
    document: dict[str, Any], method: str, path: str, operation: dict[str, Any], parameters: list[dict[str, Any]]
) -> Operation:
    bodies = {
        media: content["schema"] for media, content in operation.get("requestBody", {}).get("content", {}).items()
    }
    return Operation(
        name=re.sub(r"\W+", "-", f"{method}{path}").strip("-"),
        method=method,
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=sorted(parameters, key=lambda parameter: not parameter.get("required")),
        bodies=bodies,
        example=_example(document, next(iter(bodies.values()))) if bodies else "",
        responses=[(status, _followed(document, whole)) for status, whole in sorted(operation["responses"].items())],
        needs_token=bool(operation.get("security")),
    )


def _followed(document: dict[str, Any], response: dict[str, Any]) -> dict[str, Any]:
    name = response.get("$ref", "").rpartition("/")[2]
    followed: dict[str, Any] = document["components"]["responses"][name] if name else response
    return followed


def _example(document: dict[str, Any], schema: dict[str, Any]) -> str:
    """A body to begin with: what is required, and what the schema has an example for."""
    first = schema.get("anyOf", [schema])[0]
    shape = document["components"]["schemas"][first["$ref"].rpartition("/")[2]]
    members = {
        name: member.get("examples", ["…"])[0]
        for name, member in shape["properties"].items()
        if name in shape.get("required", ()) or "examples" in member
    }
    return json.dumps(members, indent=2, ensure_ascii=False)


def _shapes(document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The members of every schema that something refers to, in the form of parameters."""
    written = flask.json.dumps(document)
    shapes: dict[str, Any] = document["components"]["schemas"]
    used = [name for name in sorted(shapes) if f'"#/components/schemas/{name}"' in written]
    return {name: _members(shapes[name], taken_in=name.endswith("In")) for name in used}


def _members(shape: dict[str, Any], *, taken_in: bool) -> list[dict[str, Any]]:
    """What is served is always there: only members that are taken in are told apart as required."""
    required = shape.get("required", ()) if taken_in else ()
    return [
        {"name": name, "schema": member, "required": name in required, "description": member.get("description")}
        for name, member in shape.get("properties", {}).items()
    ]
