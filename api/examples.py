"""An example for every operation: what its path, its headers and its body may be, with the article that docs/ shows.

Queries need none, since only one parameter is required, whose schema has an example.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_ARTICLE = {
    "id": "courier-17",
    "url": "https://courier.example/2015/05/18/ramadi",
    "title": "Militants take Ramadi",
    "text": "Militants captured Ramadi on Sunday. Iraqi forces recaptured Tikrit last month.",
    "published": "2015-05-18",
    "publisher": "The Courier",
}
_PARAMETERS = {
    "article_id": _ARTICLE["id"],
    "event_id": "evt_gtnxs74pssnzgyma",
    "slug": "tikrit",
    "suffix": "json",
    "If-Match": "*",
    "Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324",
}
_BODIES = {
    ("post", "/api/v1/articles"): _ARTICLE,
    ("post", "/api/v1/articles:preview"): _ARTICLE,
    ("put", "/api/v1/articles/{article_id}"): {name: value for name, value in _ARTICLE.items() if name != "id"},
    ("patch", "/api/v1/articles/{article_id}"): {"publisher": "The Evening Courier"},
    ("patch", "/api/v1/events/{event_id}"): {"date": "2015-04-02", "note": "The day stands in the communiqué"},
    ("post", "/api/v1/events/{event_id}/merge"): {"with": "evt_abpk3tve233prmlm", "note": "One offensive"},
    ("post", "/api/v1/events/{event_id}/split"): {"citations": [1], "note": "The second battle"},
    ("put", "/api/v1/timelines/{slug}"): {"title": "The war for Tikrit", "filters": {"place": "Tikrit"}},
    ("post", "/api/v1/resolve"): {"text": "Tikrit was recaptured last month.", "published": "2015-05-18"},
}


def exemplify(document: dict[str, Any]) -> None:
    """Write the examples into an OpenAPI document."""
    for path, methods in document["paths"].items():
        for parameter in _parameters(methods):
            if parameter["name"] in _PARAMETERS and parameter["in"] in ("path", "header"):
                parameter["example"] = _PARAMETERS[parameter["name"]]
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {}) if method != "parameters" else {}
            for kind, body in content.items():
                if "json" in kind and "ndjson" not in kind and (method, path) in _BODIES:
                    body["example"] = _BODIES[method, path]


def _parameters(methods: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Those of a path and of its operations."""
    yield from methods.get("parameters", ())
    for method, operation in methods.items():
        if method != "parameters":
            yield from operation.get("parameters", ())
