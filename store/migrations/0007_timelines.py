"""Sets of filters can be kept under a name."""

from __future__ import annotations

from typing import Any


def up(migrator: Any, db: Any) -> None:
    """Make their table."""
    db.execute_sql(
        "CREATE TABLE timeline (slug TEXT NOT NULL PRIMARY KEY, title TEXT NOT NULL, description TEXT, "
        "filters TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL)"
    )
