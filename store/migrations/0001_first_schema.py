"""Articles, events, mentions, citations, the keys that merge them, and the full-text index."""

from __future__ import annotations

from typing import Any

_STATEMENTS = """
CREATE TABLE article (
    id TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    latest INTEGER NOT NULL,
    digest TEXT NOT NULL,
    ingested_at TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    published TEXT,
    url TEXT,
    publisher TEXT,
    language TEXT NOT NULL,
    modified TEXT,
    published_evidence TEXT
);
CREATE INDEX article_position_latest_id ON article (position, latest, id);

CREATE TABLE event (
    key INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    bucket INTEGER NOT NULL,
    position INTEGER NOT NULL,
    latest INTEGER NOT NULL,
    status TEXT NOT NULL,
    precision TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX event_id ON event (id);
CREATE INDEX event_line ON event (position, latest, id, status, precision);
CREATE INDEX event_bucket_line ON event (bucket, position, latest, id, status, precision);

CREATE TABLE mention (
    id TEXT NOT NULL PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    event_id INTEGER REFERENCES event (key),
    number INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX mention_article_id ON mention (article_id);
CREATE INDEX mention_event_id ON mention (event_id);

CREATE TABLE citation (
    event_id INTEGER NOT NULL REFERENCES event (key) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    PRIMARY KEY (event_id, number)
);
CREATE INDEX citation_article_id ON citation (article_id);

CREATE TABLE block (
    key TEXT NOT NULL,
    mention_id TEXT NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
    PRIMARY KEY (key, mention_id)
) WITHOUT ROWID;
CREATE INDEX block_mention_id ON block (mention_id);

CREATE TABLE facet (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    event_id INTEGER NOT NULL REFERENCES event (key) ON DELETE CASCADE,
    PRIMARY KEY (kind, value, event_id)
) WITHOUT ROWID;
CREATE INDEX facet_event_id ON facet (event_id);

CREATE VIRTUAL TABLE event_text USING fts5 (
    headline, places, quotes, tokenize = 'porter unicode61 remove_diacritics 2'
);
"""


def up(migrator: Any, db: Any) -> None:
    """Make all tables."""
    for statement in filter(str.strip, _STATEMENTS.split(";")):
        db.execute_sql(statement)
