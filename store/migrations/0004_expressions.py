"""Every expression of time of an article can be asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from store.codec import dump
from store.placement import place
from timeline.notation import publication_interval
from timeline.pipeline import find_times

_STATEMENTS = """
CREATE TABLE timex (
    id TEXT NOT NULL PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    bucket INTEGER NOT NULL,
    position INTEGER NOT NULL,
    latest INTEGER NOT NULL,
    type TEXT,
    rule TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX timex_article_id ON timex (article_id);
CREATE INDEX timex_line ON timex (position, latest, id, type, rule);
CREATE INDEX timex_bucket_line ON timex (bucket, position, latest, id, type, rule);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the table, and read the articles again that are stored without their expressions."""
    for statement in filter(str.strip, _STATEMENTS.split(";")):
        db.execute_sql(statement)
    for id, text, published, language in db.execute_sql("SELECT id, text, published, language FROM article").fetchall():
        for timex in find_times(text, published and publication_interval(published), language):
            where = place(timex.dates)
            kind = timex.reading.type if timex.reading else None
            row = (f"{id}:{timex.start}", id, where.bucket, where.position, where.latest, kind, timex.rule)
            db.execute_sql("INSERT INTO timex VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, dump(replace(timex, form=None))))
