"""Events can be found by actor and type, and counted by publisher."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from store.folding import fold

_INSERT = "INSERT OR IGNORE INTO facet (kind, value, event_id) VALUES (?, ?, ?)"


def up(migrator: Any, db: Any) -> None:
    """Work the new facets out from what is stored."""
    for key, body in db.execute_sql("SELECT key, body FROM event"):
        event = json.loads(body)
        for kind, name in (("type", event["type"]), *(("actor", actor) for actor in event["actors"])):
            db.execute_sql(_INSERT, (kind, fold(name), key))
    for key, body in db.execute_sql("SELECT event_id, body FROM citation"):
        for name in _publisher(json.loads(body)):
            db.execute_sql(_INSERT, ("publisher", fold(name), key))


def _publisher(citation: dict[str, Any]) -> Iterator[str]:
    if citation["publisher"]:
        yield citation["publisher"]
        return
    try:
        host = urlsplit(citation["url"] or "").hostname
    except ValueError:
        return
    if host:
        yield host.removeprefix("www.")
