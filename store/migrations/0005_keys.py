"""Keys, and the answers that were given under an Idempotency-Key."""

from __future__ import annotations

from typing import Any

_STATEMENTS = """
CREATE TABLE access_key (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    scope TEXT NOT NULL,
    hash TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_used_at TEXT,
    revoked_at TEXT
);

CREATE TABLE replay (
    owner TEXT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    began_at TEXT NOT NULL,
    status INTEGER,
    headers TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (owner, key)
);
CREATE INDEX replay_began_at ON replay (began_at);
"""


def up(migrator: Any, db: Any) -> None:
    """Make both tables."""
    for statement in filter(str.strip, _STATEMENTS.split(";")):
        db.execute_sql(statement)
