"""The one database of the process: where it is, how it is opened, and bringing its schema up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import unquote

from peewee import DatabaseError, DatabaseProxy, OperationalError, SqliteDatabase
from playhouse.migrations import Runner

from store.errors import DatabaseUrlError, SchemaError, TooSlowError, UnavailableError

BUSY_SECONDS = 60
_MEMORY = ":memory:"
# SQLite asks whether to go on after so many of its steps, which take well below a millisecond.
_STEPS = 10_000
_until: ContextVar[float] = ContextVar("until", default=inf)
# A page that holds several of the texts that events are served as; the size is that of new databases.
_PRAGMAS = {"page_size": 16_384, "foreign_keys": 1, "synchronous": "normal"}
_MIGRATIONS = Path(__file__).parent / "migrations"

database = DatabaseProxy()


def connect(url: str) -> None:
    """Bind the models to the database of a URL; nothing is opened before the first `session`.

    "sqlite:///instance/dateline.db" is relative, "sqlite:////srv/dateline.db" absolute; percent-escapes are read, and
    missing folders are made. "sqlite:///:memory:" lives as long as the process, for one thread.
    Raises DatabaseUrlError when the URL names no such file.
    """
    path = _path(url)
    if database.obj is not None and not database.is_closed():
        database.close()
    database.initialize(SqliteDatabase(path, pragmas=_PRAGMAS, timeout=BUSY_SECONDS))


def _path(url: str) -> str:
    scheme, found, rest = url.partition(":///")
    path = unquote(rest)
    if scheme != "sqlite" or not found or not path or "\0" in path:
        raise DatabaseUrlError(f"DATABASE_URL is {url!r}; expected sqlite:///path/to/file.db")
    if path != _MEMORY:
        _make_folder(Path(path))
    return path


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        usable = not path.is_dir()
    except OSError as error:
        raise DatabaseUrlError(f"the folder of the database {path} cannot be made: {error}") from None
    if not usable:
        raise DatabaseUrlError(f"the database {path} is a folder; expected a file")


def _open() -> bool:
    """Open the connection of this thread; whether it was closed. Raises DatabaseUrlError."""
    try:
        return bool(database.connect(reuse_if_open=True))
    except DatabaseError as error:
        raise DatabaseUrlError(f"the database {database.database} cannot be opened: {error}") from None


@contextmanager
def session() -> Iterator[None]:
    """An open connection, closed at the end by who opened it; sessions may be nested.

    Raises DatabaseUrlError when the file cannot be opened, UnavailableError when it fails later: locked, full, damaged.
    """
    opened = _open()
    try:
        yield
    except OperationalError as error:
        # Stopped in the middle of something, SQLite may name that as what failed.
        if monotonic() > _until.get():
            raise TooSlowError("the query took too long and was stopped") from None
        raise UnavailableError(f"the database {database.database} cannot be used: {error}") from error
    finally:
        # Closing would throw an in-memory database away.
        if opened and database.database != _MEMORY:
            database.close()


@contextmanager
def writing() -> Iterator[None]:
    """A session in which all that is written is written together or not at all, and nobody else writes meanwhile."""
    with session(), database.atomic("IMMEDIATE"):
        yield


def keep_open() -> None:
    """Open the connection of this thread and leave it open, for the sessions of many requests. Raises as `session`."""
    _open()


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Whatever an open session asks inside is stopped after so many seconds, by TooSlowError; the outermost counts."""
    if _until.get() < inf:
        yield
        return
    until = monotonic() + seconds
    connection = database.connection()
    connection.set_progress_handler(lambda: monotonic() > until, _STEPS)
    token = _until.set(until)
    try:
        with session():
            yield
    finally:
        _until.reset(token)
        connection.set_progress_handler(None, 0)


def create_schema() -> None:
    """Bring the schema up to date, from nothing or from any earlier version; safe in many processes at once.

    Raises SchemaError when a newer version of the program has written the database.
    """
    with session():
        _use_write_ahead_log()
        if is_current():
            return
        # A rebuilt table would cascade its rows away, and SQLite takes this pragma outside of transactions only.
        database.pragma("foreign_keys", 0)
        try:
            with database.atomic("IMMEDIATE"):
                _migrations().up()
        finally:
            database.pragma("foreign_keys", 1)


def _use_write_ahead_log() -> None:
    """Let readers read while one writes; kept in the file. SQLite does not wait for a lock here, so this does."""
    deadline = monotonic() + BUSY_SECONDS
    while True:
        try:
            database.pragma("journal_mode", "wal")
            return
        except OperationalError as error:
            if "locked" not in str(error) or monotonic() > deadline:
                raise
        sleep(0.01)


def is_current() -> bool:
    """Whether the schema is the newest that this program knows; False on a database without one.

    Raises SchemaError when a newer version of the program has written the database.
    """
    with session():
        steps = _migrations().status()
    unknown = [step.name for step in steps if step.path is None]
    if unknown:
        raise SchemaError(f"the database has steps this version does not know: {', '.join(unknown)}")
    return all(step.applied for step in steps)


def _migrations() -> Any:
    return Runner(database.obj, str(_MIGRATIONS))  # type: ignore[no-untyped-call]  # peewee ships it without types
