"""Health on the wire."""

from __future__ import annotations

from marshmallow import Schema, fields


class AliveSchema(Schema):
    """The process answers."""

    status = fields.String(required=True, metadata={"enum": ["ok"]})


class ReadySchema(Schema):
    """The database can be read, and holds so much."""

    status = fields.String(required=True, metadata={"enum": ["ready"]})
    articles = fields.Integer(required=True)
    events = fields.Integer(required=True)
    citations = fields.Integer(required=True)
