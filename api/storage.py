"""The database as the app uses it: bound and brought up to date when first needed, so that what needs none has none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock

import click
from flask import Flask, current_app, has_request_context, request

from schemas.rendering import rendered, version
from store.database import connect, create_schema, deadline, keep_open, session
from store.errors import StoreError
from store.ingest import remerge
from store.rendering import render_with

_NAME = "dateline-storage"
_lock = Lock()


@contextmanager
def opened() -> Iterator[None]:
    """A session on the database of the current app, its schema up to date. Raises StoreError when it cannot be used.

    What only reads must be done with it in time.
    """
    kept_open()
    with session(), _in_time():
        yield


def kept_open() -> None:
    """Have the thread's connection open, and leave it so for its next request. Raises StoreError as `opened`."""
    prepare(current_app)
    if has_request_context():
        keep_open()


def _in_time() -> AbstractContextManager[None]:
    reads = has_request_context() and request.method in ("GET", "HEAD")
    return deadline(float(current_app.config["DATELINE_READ_SECONDS"])) if reads else nullcontext()


@contextmanager
def told() -> Iterator[None]:
    """The same for a command, whose failure is one line on stderr."""
    try:
        with opened():
            yield
    except StoreError as error:
        raise click.ClickException(str(error)) from None


def prepare(app: Flask) -> None:
    """Bind the database of the app and bring its schema up to date, once a process. Raises StoreError."""
    if _NAME in app.extensions:
        return
    with _lock:
        if _NAME not in app.extensions:
            connect(app.config["DATABASE_URL"])
            create_schema()
            render_with(version(), rendered)
            remerge()
            app.extensions[_NAME] = True
