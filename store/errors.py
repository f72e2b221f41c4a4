"""Errors of the store, a branch of the core's tree.

DatelineError
├── StoreError
│   ├── DatabaseUrlError    the URL names no database that can be used
│   ├── SchemaError         the database was written by a newer version of the program
│   ├── TooSlowError        what was asked takes longer than it may
│   └── UnavailableError    the database is locked for too long, full or damaged
└── UnstorableError         a text cannot be written as UTF-8 and so not be stored
"""

from timeline.errors import DatelineError


class StoreError(DatelineError):
    """Base of every error that lies in the database, not in what it was asked."""


class DatabaseUrlError(StoreError):
    """The database URL cannot be used; the message says what was expected."""


class SchemaError(StoreError):
    """The schema of the database is not one that this version knows."""


class TooSlowError(StoreError):
    """What was asked takes longer than it may, and was stopped."""


class UnavailableError(StoreError):
    """The database fails at the moment; the message is SQLite's."""


class UnstorableError(DatelineError):
    """A field of an article holds half a surrogate pair; the message names the field."""
