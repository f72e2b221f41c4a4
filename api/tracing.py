"""An id for every request: in its answer, in its problem, and in whatever is logged about it."""

from __future__ import annotations

import logging
import re
from uuid import uuid4

import flask
from flask.logging import default_handler

HEADER = "X-Request-Id"
_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+=-]{0,127}", re.ASCII)
_FORM = logging.Formatter("[%(asctime)s] [%(request)s] %(levelname)s in %(module)s: %(message)s")


def register(app: flask.Flask) -> None:
    """Have the app name its requests."""
    app.before_request(_name)
    app.after_request(_tell)
    default_handler.addFilter(_named)
    default_handler.setFormatter(_FORM)


def request_id() -> str:
    """The id that the request came with, if it is one that can be written anywhere, else one of our own."""
    if "request_id" not in flask.g:
        sent = flask.request.headers.get(HEADER, "")
        flask.g.request_id = sent if _SANE.fullmatch(sent) else uuid4().hex
    return str(flask.g.request_id)


def _name() -> None:
    request_id()


def _tell(answer: flask.Response) -> flask.Response:
    answer.headers[HEADER] = request_id()
    return answer


def _named(record: logging.LogRecord) -> bool:
    record.request = request_id() if flask.has_request_context() else "-"
    return True
