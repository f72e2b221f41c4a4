"""What people correct: events, and which mentions are one."""

from __future__ import annotations

from typing import Any

_STATEMENTS = """
CREATE TABLE correction (
    id INTEGER NOT NULL PRIMARY KEY,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    date TEXT,
    headline TEXT,
    hidden INTEGER NOT NULL,
    note TEXT
);

CREATE TABLE anchor (
    correction_id INTEGER NOT NULL REFERENCES correction (id) ON DELETE CASCADE,
    mention TEXT NOT NULL,
    later INTEGER NOT NULL,
    PRIMARY KEY (correction_id, mention)
);
CREATE INDEX anchor_mention ON anchor (mention);

CREATE TABLE regrouping (
    id INTEGER NOT NULL PRIMARY KEY,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT
);

CREATE TABLE bond (
    mention TEXT NOT NULL PRIMARY KEY,
    regrouping_id INTEGER NOT NULL REFERENCES regrouping (id) ON DELETE CASCADE,
    side INTEGER NOT NULL,
    source TEXT NOT NULL
);
CREATE INDEX bond_regrouping_id ON bond (regrouping_id);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    for statement in filter(str.strip, _STATEMENTS.split(";")):
        db.execute_sql(statement)
