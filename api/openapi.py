"""flask-smorest made strict: parameters by name, JSON by its media type, errors as problems, decorators with types."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, TypeVar

import flask
from flask_smorest import Api as SmorestApi
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser

from api.bodies import json_body
from api.errors import PROBLEM_JSON, problem_of
from api.examples import exemplify
from schemas.problem import ProblemSchema

View = TypeVar("View", bound=Callable[..., Any])


class StrictParser(FlaskParser):
    """Reads arguments; what a schema does not know is its own to refuse."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": None, "json": None}

    def load_querystring(self, req: flask.Request, schema: Schema) -> Any:
        """The query parameters; one that is given twice is refused, for it has one value."""
        repeated = [name for name, values in req.args.lists() if len(values) > 1]
        if repeated:
            raise ValidationError({name: ["is given more than once; expected it once"] for name in repeated})
        return req.args.to_dict()

    def load_json(self, req: flask.Request, schema: Schema) -> Any:
        """The body, as JSON."""
        return json_body()


class Api(SmorestApi):  # type: ignore[misc]
    """Documents and answers every error as a problem (RFC 9457)."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: Any) -> flask.Response:
        """The problem of an HTTP error, with the headers that belong to it."""
        return problem_of(error)

    def document(self) -> dict[str, Any]:
        """The OpenAPI document, its errors under their media type."""
        document: dict[str, Any] = copy.deepcopy(self.spec.to_dict())
        exemplify(document)
        for response in document["components"]["responses"].values():
            content = response.get("content", {})
            if "application/json" in content:
                content[PROBLEM_JSON] = content.pop("application/json")
        return document


class Blueprint(SmorestBlueprint):  # type: ignore[misc]
    """A resource: routes with their arguments and answers."""

    ARGUMENTS_PARSER = StrictParser()

    def route(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Register a view."""
        registered: Callable[[View], View] = super().route(rule, **options)
        return registered

    def arguments(self, schema: type[Schema], **options: Any) -> Callable[[View], View]:
        """Give the view what the schema reads; 422 when it cannot."""
        # One schema for all requests: to make one copies all of its fields.
        given: Callable[[View], View] = super().arguments(schema(), **options)
        return given

    def response(
        self, status_code: int, schema: type[Schema] | dict[str, Any] | None = None, **options: Any
    ) -> Callable[[View], View]:
        """Write what the view returns with the schema."""
        written: Callable[[View], View] = super().response(status_code, schema, **options)
        return written

    def alt_response(self, status_code: int, response: str | None = None, **options: Any) -> Callable[[View], View]:
        """Document another answer."""
        documented: Callable[[View], View] = super().alt_response(status_code, response, **options)
        return documented

    def doc(self, **members: Any) -> Callable[[View], View]:
        """Document anything else of the operation."""
        documented: Callable[[View], View] = super().doc(**members)
        return documented
