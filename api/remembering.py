"""Answers that are given again as they were, as long as nothing that can be seen has changed."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any, cast

import flask

from api.headers import dress
from api.openapi import View
from api.storage import kept_open
from store.changes import visible

ROOM = 64 * 1024 * 1024
# What these ask for can change while no event does: it is of articles.
_UNREMEMBERED = {"lang", "include", "fields"}
# As they stand in a URL; what may be one of them in disguise is read.
_HINTS = (b"lang", b"include", b"fields", b"%")

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent again."""

    body: bytes
    headers: list[tuple[str, str]]


class Memory:
    """The answers that were asked for last, as many as there is room for, in bytes; safe in threads."""

    def __init__(self, room: int) -> None:
        self._room = self._left = room
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Key) -> Answer | None:
        """The answer under a key, None when it is not there any more."""
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def keep(self, key: Key, answer: Answer) -> None:
        """Put an answer under a key, in place of those that nobody has asked for the longest."""
        if len(answer.body) > self._room:
            return
        with self._lock:
            self._left -= len(answer.body) - self._drop(key)
            self._answers[key] = answer
            while self._left < 0:
                _, oldest = self._answers.popitem(last=False)
                self._left += len(oldest.body)

    def _drop(self, key: Key) -> int:
        before = self._answers.pop(key, None)
        return len(before.body) if before else 0


_memory = Memory(ROOM)


def remembered(view: View) -> View:
    """A view of events that is asked only when they have changed since it was asked the same, or were never asked."""

    @wraps(view)
    def again(*args: Any, **kwargs: Any) -> flask.Response:
        if _shows_articles():
            return flask.make_response(view(*args, **kwargs))
        # Before the events are read: what changes meanwhile is told to who asks next.
        key = _key()
        found = _memory.recall(key)
        if found is not None:
            return _again(found)
        answer = flask.make_response(view(*args, **kwargs))
        if answer.status_code == 200 and not answer.is_streamed:
            _memory.keep(key, Answer(answer.get_data(), dress(answer).headers.to_wsgi_list()))
        return answer

    return cast(View, again)


def _shows_articles() -> bool:
    written = flask.request.query_string
    return any(hint in written for hint in _HINTS) and not _UNREMEMBERED.isdisjoint(flask.request.args)


def _again(kept: Answer) -> flask.Response:
    """The answer as it was, dressed already."""
    answer = flask.Response(kept.body, headers=kept.headers)
    answer.is_dressed = True  # type: ignore[attr-defined]
    return answer


def _key() -> Key:
    """All that an answer depends on: what can be seen, where it is asked for, and what is asked."""
    request = flask.request
    kept_open()
    seen = visible().change
    return (
        flask.current_app.config["DATABASE_URL"],
        seen,
        request.url_root,
        request.path,
        request.query_string,
        request.headers.get("Accept"),
    )
