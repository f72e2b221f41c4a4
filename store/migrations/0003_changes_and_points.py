"""Events know when they came in and changed, deleted ones leave a tombstone, and towns have a point on the map."""

from __future__ import annotations

import json
from typing import Any

from store.folding import fold
from timeline.gazetteer import locate
from timeline.globe import vector

_STATEMENTS = """
ALTER TABLE event ADD COLUMN added TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN updated TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN change INTEGER NOT NULL DEFAULT 0;
UPDATE event SET (added, updated) = (
    SELECT COALESCE(MIN(article.ingested_at), ''), COALESCE(MAX(article.ingested_at), '')
    FROM citation JOIN article ON article.id = citation.article_id WHERE citation.event_id = event.key
);
UPDATE event SET change = numbered.number FROM (
    SELECT key, ROW_NUMBER() OVER (ORDER BY updated, key) AS number FROM event
) AS numbered WHERE numbered.key = event.key;
CREATE UNIQUE INDEX event_change ON event (change);
CREATE INDEX event_updated ON event (updated);

CREATE TABLE tombstone (
    change INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    "into" TEXT
);
CREATE UNIQUE INDEX tombstone_id ON tombstone (id);

CREATE TABLE point (
    key INTEGER NOT NULL PRIMARY KEY,
    latitude REAL NOT NULL,
    longitude REAL NOT NULL,
    x REAL NOT NULL,
    y REAL NOT NULL,
    z REAL NOT NULL
);
CREATE UNIQUE INDEX point_latitude_longitude ON point (latitude, longitude);

CREATE TABLE spot (
    point_id INTEGER NOT NULL REFERENCES point (key),
    event_id INTEGER NOT NULL REFERENCES event (key) ON DELETE CASCADE,
    PRIMARY KEY (point_id, event_id)
) WITHOUT ROWID;
CREATE INDEX spot_event_id ON spot (event_id);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the columns and tables, and work out what they hold from what is stored."""
    for statement in filter(str.strip, _STATEMENTS.split(";")):
        db.execute_sql(statement)
    _place(db)
    told = "SELECT citation.event_id, article.language FROM citation JOIN article ON article.id = citation.article_id"
    for event, language in db.execute_sql(told).fetchall():
        db.execute_sql("INSERT OR IGNORE INTO facet VALUES ('language', ?, ?)", (fold(language), event))


def _place(db: Any) -> None:
    points: dict[tuple[float, float], int] = {}
    for event, body in db.execute_sql("SELECT key, body FROM event ORDER BY key").fetchall():
        places = json.loads(body)["places"]
        for town in filter(None, (locate(name, places) for name in places)):
            spot = (town.latitude, town.longitude)
            if spot not in points:
                points[spot] = len(points) + 1
                db.execute_sql("INSERT INTO point VALUES (?, ?, ?, ?, ?, ?)", (points[spot], *spot, *vector(*spot)))
            db.execute_sql("INSERT OR IGNORE INTO spot VALUES (?, ?)", (points[spot], event))
