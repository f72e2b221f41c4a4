"""Tables of what people do and say: keys, requests, corrections, timelines of their own. They belong to no article."""

from __future__ import annotations

from collections.abc import Iterable

from peewee import AutoField, BooleanField, CompositeKey, ForeignKeyField, IntegerField, TextField

from store.tables import Row


class KeyRow(Row):
    """A key of the API, without its secret; see `store.keys`."""

    id = TextField(primary_key=True)
    name = TextField()
    scope = TextField()
    hash = TextField()
    created_at = TextField()
    last_used_at = TextField(null=True)
    revoked_at = TextField(null=True)

    class Meta:
        table_name = "access_key"


class ReplayRow(Row):
    """What was answered under an Idempotency-Key, `status` None while it is worked on; see `store.replays`."""

    owner = TextField()
    key = TextField()
    request = TextField()
    began_at = TextField(index=True)
    status = IntegerField(null=True)
    headers = TextField(default="")
    body = TextField(default="")

    class Meta:
        table_name = "replay"
        primary_key = CompositeKey("owner", "key")


class CorrectionRow(Row):
    """What people say of an event in place of what is read."""

    id = AutoField()
    by = TextField()
    at = TextField()
    date = TextField(null=True)
    headline = TextField(null=True)
    hidden = BooleanField()
    note = TextField(null=True)
    anchors: Iterable[AnchorRow]

    class Meta:
        table_name = "correction"


class AnchorRow(Row):
    """The mentions of a corrected event, which may be gone and come again; `later`, those that came after that."""

    correction = ForeignKeyField(CorrectionRow, backref="anchors", on_delete="CASCADE", index=False)
    mention = TextField(index=True)
    later = BooleanField()

    class Meta:
        table_name = "anchor"
        primary_key = CompositeKey("correction", "mention")


class RegroupingRow(Row):
    """That people put mentions together or apart."""

    id = AutoField()
    by = TextField()
    at = TextField()
    note = TextField(null=True)

    class Meta:
        table_name = "regrouping"


class BondRow(Row):
    """A mention that people have put on a side of a regrouping, and the event that it was in before."""

    mention = TextField(primary_key=True)
    regrouping = ForeignKeyField(RegroupingRow, on_delete="CASCADE")
    regrouping_id: int
    side = IntegerField()
    source = TextField()

    class Meta:
        table_name = "bond"


class TimelineRow(Row):
    """A set of filters with a name; `filters` is a JSON object of the parameters as they were written."""

    slug = TextField(primary_key=True)
    title = TextField()
    description = TextField(null=True)
    filters = TextField()
    created = TextField()
    updated = TextField()

    class Meta:
        table_name = "timeline"


TABLES = (KeyRow, ReplayRow, CorrectionRow, AnchorRow, RegroupingRow, BondRow, TimelineRow)
