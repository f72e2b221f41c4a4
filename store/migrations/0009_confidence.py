"""How far dates can be trusted, and what copies of a text are known by; `store.ingest.remerge` works the rest out."""

from __future__ import annotations

from typing import Any

from store.codec import dump
from timeline.copies import sketch

_STATEMENTS = """
ALTER TABLE article ADD COLUMN doubts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE article ADD COLUMN sketch TEXT NOT NULL DEFAULT '[]';
ALTER TABLE event ADD COLUMN confidence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event ADD COLUMN sources INTEGER NOT NULL DEFAULT 1;
DROP INDEX event_line;
DROP INDEX event_bucket_line;
CREATE INDEX event_line ON event (position, latest, id, status, precision, confidence, sources);
CREATE INDEX event_bucket_line ON event (bucket, position, latest, id, status, precision, confidence, sources);
DELETE FROM block;
"""


def up(migrator: Any, db: Any) -> None:
    """Add the columns, sketch the texts that are stored, and have everything merged anew."""
    for statement in filter(str.strip, _STATEMENTS.split(";")):
        db.execute_sql(statement)
    for id, text in db.execute_sql("SELECT id, text FROM article").fetchall():
        db.execute_sql("UPDATE article SET sketch = ? WHERE id = ?", (dump(sketch(text)), id))
