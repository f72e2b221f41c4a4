"""Tables. Days are integers as `store.placement` makes them; `body` is the domain object as JSON."""

from __future__ import annotations

from peewee import AutoField, CompositeKey, FloatField, ForeignKeyField, IntegerField, Model, TextField

from store.database import database


class Row(Model):
    """What all tables share."""

    class Meta:
        database = database
        legacy_table_names = False


class ArticleRow(Row):
    """An article; `digest` is over the article and everything that was read in it, `ingested_at` in UTC.

    `doubts` speak against its dates, `sketch` is what copies of its text are known by; both as JSON. `record` is the
    digest of what it was last loaded from, None where it came by the API alone.
    """

    id = TextField(primary_key=True)
    position = IntegerField()
    latest = IntegerField()
    digest = TextField()
    ingested_at = TextField()
    title = TextField()
    text = TextField()
    published = TextField(null=True)
    url = TextField(null=True)
    publisher = TextField(null=True)
    language = TextField()
    modified = TextField(null=True)
    published_evidence = TextField(null=True)
    doubts = TextField()
    sketch = TextField()
    record = TextField(null=True, index=True)

    class Meta:
        table_name = "article"
        indexes = ((("position", "latest", "id"), False),)


class EventRow(Row):
    """An event without its citations; `key` numbers it inside the database, `id` is what the world sees.

    `added` and `updated` are times in UTC, `change` the number of its last change (see `store.changes`),
    `confidence` is in hundredths.
    """

    key = AutoField()
    id = TextField(unique=True)
    bucket = IntegerField()
    position = IntegerField()
    latest = IntegerField()
    status = TextField()
    precision = TextField()
    added = TextField()
    updated = TextField(index=True)
    change = IntegerField(unique=True)
    confidence = IntegerField()
    sources = IntegerField()
    body = TextField()

    class Meta:
        table_name = "event"
        # Each answers a page from the index alone, in the order of the timeline: all of it, or one bucket.
        indexes = (
            (("position", "latest", "id", "status", "precision", "confidence", "sources"), False),
            (("bucket", "position", "latest", "id", "status", "precision", "confidence", "sources"), False),
        )


class RenderingRow(Row):
    """The text that an event is served as (see `store.rendering`)."""

    event = ForeignKeyField(EventRow, primary_key=True, on_delete="CASCADE")
    version = TextField()
    text = TextField()

    class Meta:
        table_name = "rendering"


class MentionRow(Row):
    """What an article tells, in the order of its text; without an event where it has no date.

    `joins` is the id of the mention that it is one event with (see `store.kinship`).
    """

    id = TextField(primary_key=True)
    article = ForeignKeyField(ArticleRow, on_delete="CASCADE")
    article_id: str
    event = ForeignKeyField(EventRow, null=True)
    event_id: int | None
    number = IntegerField()
    joins = TextField(null=True, index=True)
    body = TextField()

    class Meta:
        table_name = "mention"


class TimexRow(Row):
    """An expression of time in an article, by the time that it gives to an event; `type` and `rule` as in a Timex."""

    id = TextField(primary_key=True)
    article = ForeignKeyField(ArticleRow, on_delete="CASCADE")
    article_id: str
    bucket = IntegerField()
    position = IntegerField()
    latest = IntegerField()
    type = TextField(null=True)
    rule = TextField()
    body = TextField()

    class Meta:
        table_name = "timex"
        indexes = (
            (("position", "latest", "id", "type", "rule"), False),
            (("bucket", "position", "latest", "id", "type", "rule"), False),
        )


class CitationRow(Row):
    """The proofs of an event's date, in their order."""

    event = ForeignKeyField(EventRow, on_delete="CASCADE", index=False)
    event_id: int
    number = IntegerField()
    article = ForeignKeyField(ArticleRow, on_delete="CASCADE")
    body = TextField()

    class Meta:
        table_name = "citation"
        primary_key = CompositeKey("event", "number")


class BlockRow(Row):
    """The keys that two mentions of one event share at least one of, under each a line by day and rank."""

    key = TextField()
    position = IntegerField()
    rank = TextField()
    mention = ForeignKeyField(MentionRow, on_delete="CASCADE")

    class Meta:
        table_name = "block"
        primary_key = CompositeKey("key", "position", "rank")
        without_rowid = True


class FacetRow(Row):
    """What an event can be filtered by besides time: `kind` is one of `store.events.FACETS`, `value` is folded."""

    kind = TextField()
    value = TextField()
    event = ForeignKeyField(EventRow, on_delete="CASCADE")

    class Meta:
        table_name = "facet"
        primary_key = CompositeKey("kind", "value", "event")
        without_rowid = True


class TombstoneRow(Row):
    """An event that is no more: when it went, as which change, and the event that tells what it told, if one does."""

    change = IntegerField(primary_key=True)
    id = TextField(unique=True)
    at = TextField()
    into = TextField(null=True)

    class Meta:
        table_name = "tombstone"


class PointRow(Row):
    """A point of the map in degrees, and as a vector of length 1 from the centre of the globe."""

    key = AutoField()
    latitude = FloatField()
    longitude = FloatField()
    x = FloatField()
    y = FloatField()
    z = FloatField()

    class Meta:
        table_name = "point"
        indexes = ((("latitude", "longitude"), True),)


class SpotRow(Row):
    """Where an event took place: the points of the towns that it names."""

    point = ForeignKeyField(PointRow, index=False)
    event = ForeignKeyField(EventRow, on_delete="CASCADE")

    class Meta:
        table_name = "spot"
        primary_key = CompositeKey("point", "event")
        without_rowid = True


TABLES = (
    ArticleRow,
    TimexRow,
    EventRow,
    RenderingRow,
    MentionRow,
    CitationRow,
    BlockRow,
    FacetRow,
    TombstoneRow,
    PointRow,
    SpotRow,
)
