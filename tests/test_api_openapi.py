"""The OpenAPI document is valid, says everything that is served, and what is served keeps to it."""

from __future__ import annotations

import json
import os
from html.parser import HTMLParser
from typing import Any

import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import booleans
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance
from werkzeug.test import TestResponse

from api import create_app
from schemas.formats import formats
from tests.conftest import ARTICLE, BEARER

# Calls of each operation; 100 are some 2,000 in all.
CASES = int(os.environ.get("CASES", "20"))
METHODS = ("get", "post", "put", "patch", "delete")
# Schemathesis asks for gzip, and without a socket leaves it as it is.
PLAIN = {"Accept-Encoding": "identity"}
LOADING = ("script", "link", "img", "iframe")


def document_of(client: FlaskClient) -> dict[str, Any]:
    document = client.get("/openapi.json").json
    assert isinstance(document, dict)
    return document


def test_the_document_is_valid(client: FlaskClient) -> None:
    document = document_of(client)
    validate(document)
    assert document["openapi"].startswith("3.1")
    assert client.get("/api/v1/openapi.json").json == document


def test_every_route_of_the_api_stands_in_it(app: Flask, client: FlaskClient) -> None:
    paths = document_of(client)["paths"]
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1/") and "openapi" not in rule.rule:
            path = rule.rule.replace("<", "{").replace(">", "}")
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                assert method.lower() in paths[path], (method, path)


def test_every_format_is_documented(client: FlaskClient) -> None:
    paths = document_of(client)["paths"]
    for path in ("/api/v1/events", "/api/v1/events.{suffix}"):
        documented = paths[path]["get"]["responses"]["200"]["content"]
        assert set(documented) == {one.media_type for one in formats().values()}
        assert documented["application/json"]["schema"] == {"$ref": "#/components/schemas/EventPage"}
    (suffix,) = paths["/api/v1/events.{suffix}"]["parameters"]
    assert suffix["schema"]["enum"] == list(formats())


def test_every_error_is_documented_as_a_problem(client: FlaskClient) -> None:
    for response in document_of(client)["components"]["responses"].values():
        assert list(response["content"]) == ["application/problem+json"]


def test_answers_keep_to_the_document(told: FlaskClient) -> None:
    document = document_of(told)
    event = told.get("/api/v1/events").json["events"][0]
    urls = {
        "/api/v1/events": "/api/v1/events",
        "/api/v1/events/{event_id}": event["links"]["self"],
        "/api/v1/events.{suffix}": "/api/v1/events.json?count=exact",
        "/api/v1/events/{event_id}/citations": f"{event['links']['self']}/citations",
        "/api/v1/places": "/api/v1/places?limit=1",
        "/api/v1/actors": "/api/v1/actors",
        "/api/v1/types": "/api/v1/types",
        "/api/v1/sources": "/api/v1/sources",
        "/api/v1/histogram": "/api/v1/histogram",
        "/api/v1/changes": "/api/v1/changes",
        "/api/v1/mentions": "/api/v1/mentions",
        "/api/v1/timelines": "/api/v1/timelines",
        "/api/v1/timelines/{slug}": "/api/v1/timelines/war",
        "/api/v1/timelines/{slug}/events.{suffix}": "/api/v1/timelines/war/events.json",
        "/api/v1/articles": "/api/v1/articles",
        "/api/v1/articles/{article_id}": f"/api/v1/articles/{ARTICLE['id']}",
        "/api/v1/resolve": "/api/v1/resolve?published=2015-05-18&text=Since last month, and two days ago",
        "/healthz": "/healthz",
        "/readyz": "/readyz",
    }
    assert {path for path, operations in document["paths"].items() if "get" in operations} == set(urls)
    told.put("/api/v1/timelines/war", json={"title": "War", "filters": {"from": "2015"}}, headers=BEARER)
    for path, url in urls.items():
        answer = told.get(url)
        assert_keeps(document, path, "get", "200", answer.get_json(force=True), str(answer.mimetype))
    again = told.post("/api/v1/articles", json=ARTICLE, headers=BEARER)
    assert_keeps(document, "/api/v1/articles", "post", "200", again.json)


# What is there is read before it is taken away.
ORDER = ("put", "post", "get", "patch", "delete")
# These take away events that the others ask for, or want two citations; a test sends their calls in docs/api.md.
APART = ("/api/v1/events/{event_id}/merge", "/api/v1/events/{event_id}/split")


def test_every_operation_has_an_example_that_works(told: FlaskClient) -> None:
    document = document_of(told)
    operations = [
        (method, path, methods)
        for path, methods in document["paths"].items()
        for method in methods
        if method in ORDER and path not in APART
    ]
    assert len(operations) > 20
    for method, path, methods in sorted(operations, key=lambda one: ORDER.index(one[0])):
        answer = replay(told, method, path, methods)
        assert answer.status_code in (200, 201, 204), (method, path, answer.text)
        if answer.data and answer.mimetype == "application/json":
            assert_keeps(document, path, method, str(answer.status_code), answer.json)


def replay(client: FlaskClient, method: str, path: str, methods: dict[str, Any]) -> TestResponse:
    """The answer to the example of an operation, of which everything stands in the document."""
    operation = methods[method]
    parameters = [*methods.get("parameters", ()), *operation.get("parameters", ())]
    examples: dict[str, dict[str, str]] = {"path": {}, "query": {}, "header": {}}
    for parameter in parameters:
        example = parameter.get("example", next(iter(parameter.get("schema", {}).get("examples", ())), None))
        if example is not None and (parameter["in"] != "query" or parameter.get("required")):
            examples[parameter["in"]][parameter["name"]] = example
    headers = {**examples["header"], **(BEARER if operation.get("security") else {})}
    content = next(iter(operation.get("requestBody", {}).get("content", {}).items()), None)
    if content is not None:
        headers["Content-Type"] = content[0]
    return client.open(
        path.format(**examples["path"]),
        method=method.upper(),
        query_string=examples["query"],
        headers=headers,
        data=None if content is None else json.dumps(content[1]["example"]),
    )


def assert_keeps(
    document: dict[str, Any], path: str, method: str, status: str, body: object, kind: str = "application/json"
) -> None:
    schema = document["paths"][path][method]["responses"][status]["content"][kind]["schema"]
    Draft202012Validator({**schema, "components": document["components"]}).validate(body)


class Page(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_docs_page_shows_every_operation_and_loads_nothing_from_elsewhere(client: FlaskClient) -> None:
    answer = client.get("/docs")
    page = Page()
    page.feed(answer.text)
    shown = {(attributes["data-method"], attributes["data-path"]) for tag, attributes in page.tags if tag == "form"}
    paths = document_of(client)["paths"]
    assert shown == {(method, path) for path, entry in paths.items() for method in entry if method in METHODS}
    loaded = [attributes.get("src") or attributes.get("href") for tag, attributes in page.tags if tag in LOADING]
    assert loaded
    for url in loaded:
        assert url
        with client.get(url) as file:
            assert (url[:8], file.status_code) == ("/static/", 200)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert [tag for tag, attributes in page.tags if tag == "style" or {"style", "onclick"} & set(attributes)] == []


def test_links_inside_the_docs_page_lead_somewhere(client: FlaskClient) -> None:
    page = Page()
    page.feed(client.get("/docs").text)
    names = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    targets = {str(attributes["href"]) for tag, attributes in page.tags if tag == "a" and "href" in attributes}
    assert {target[1:] for target in targets if target.startswith("#")} <= names
    assert {client.get(target).status_code for target in targets if not target.startswith("#")} == {200}


schema = schemathesis.openapi.from_wsgi("/openapi.json", create_app({"DATABASE_URL": "sqlite:////nowhere/at/all.db"}))


@schema.include(path="/api/v1/resolve").parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_sent_to_resolve_is_answered(case: schemathesis.Case[Any]) -> None:
    # JSON Schema cannot say that a day exists or that a text is not blank: some that it allows is refused.
    case.call_and_validate(headers=PLAIN, excluded_checks=[positive_data_acceptance])


READS = "/(events|articles|places|actors|types|sources|histogram|changes|mentions|timelines)"


def test_whatever_is_asked_is_answered(app: Flask, told: FlaskClient) -> None:
    reads = schemathesis.openapi.from_wsgi("/openapi.json", app).include(path_regex=READS).include(method="GET")
    found: Any = reads.get_all_operations()
    operations = [one.ok() for one in found]
    assert len(operations) > 8
    for operation in operations:
        answers_all_of(operation)


def answers_all_of(operation: Any) -> None:
    @settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def answer(case: schemathesis.Case[Any]) -> None:
        # With these, members are missing that are always there without them.
        for choice in ("fields", "include"):
            case.query.pop(choice, None)
        case.call_and_validate(headers=PLAIN, excluded_checks=[positive_data_acceptance])

    answer()


def test_whatever_is_written_is_answered(app: Flask, told: FlaskClient) -> None:
    everything = schemathesis.openapi.from_wsgi("/openapi.json", app)
    found: Any = everything.include(path_regex="/(events|articles)").exclude(method="GET").get_all_operations()
    operations = [one.ok() for one in found]
    assert len(operations) > 7
    known = {"event_id": told.get("/api/v1/events").json["events"][0]["id"], "article_id": ARTICLE["id"]}
    for operation in operations:
        writes_all_of(operation, known)


def writes_all_of(operation: Any, known: dict[str, str]) -> None:
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(), is_known=booleans())
    def answer(case: schemathesis.Case[Any], is_known: bool) -> None:
        if is_known:
            case.path_parameters = {name: known[name] for name in case.path_parameters or {}}
        # The key is always there: without one nothing behind it would be tried.
        case.call_and_validate(headers={**PLAIN, **BEARER}, excluded_checks=[positive_data_acceptance, ignored_auth])

    answer()
