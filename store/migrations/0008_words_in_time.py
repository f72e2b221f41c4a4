"""The words of events stand in the order of time, and their texts are kept as they are served."""

from __future__ import annotations

from typing import Any

from store.fulltext import KEY_BITS

_STATEMENTS = """
CREATE VIRTUAL TABLE event_text_in_time USING fts5 (
    headline, places, quotes, tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO event_text_in_time (rowid, headline, places, quotes)
    SELECT (event.position << {bits}) + event.key, headline, places, quotes
    FROM event_text JOIN event ON event.key = event_text.rowid
    ORDER BY event.position, event.key;
DROP TABLE event_text;
ALTER TABLE event_text_in_time RENAME TO event_text;

CREATE TABLE rendering (
    event_id INTEGER NOT NULL PRIMARY KEY REFERENCES event (key) ON DELETE CASCADE,
    version TEXT NOT NULL,
    text TEXT NOT NULL
);
"""


def up(migrator: Any, db: Any) -> None:
    """Write the index of words anew; the texts come with what is written from now on."""
    for statement in filter(str.strip, _STATEMENTS.format(bits=KEY_BITS).split(";")):
        db.execute_sql(statement)
