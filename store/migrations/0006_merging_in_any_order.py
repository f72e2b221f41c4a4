"""Whom each mention joins, and the lines of mentions that it is looked for in; `store.ingest.remerge` fills them."""

from __future__ import annotations

from typing import Any

_STATEMENTS = """
ALTER TABLE mention ADD COLUMN joins TEXT;
CREATE INDEX mention_joins ON mention (joins);
DROP TABLE block;
CREATE TABLE block (
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    rank TEXT NOT NULL,
    mention_id TEXT NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
    PRIMARY KEY (key, position, rank)
) WITHOUT ROWID;
CREATE INDEX block_mention_id ON block (mention_id);
"""


def up(migrator: Any, db: Any) -> None:
    """Add what is missing, with no line yet."""
    for statement in filter(str.strip, _STATEMENTS.split(";")):
        db.execute_sql(statement)
