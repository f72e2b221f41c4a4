"""Articles know what they were loaded from, so that a load which is started again skips it."""

from __future__ import annotations

from typing import Any


def up(migrator: Any, db: Any) -> None:
    """Make the column, empty: the next load of what is there already reads it once more."""
    db.execute_sql("ALTER TABLE article ADD COLUMN record TEXT")
    db.execute_sql("CREATE INDEX article_record ON article (record)")
