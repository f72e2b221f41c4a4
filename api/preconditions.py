"""Tags of what can be changed, and the headers that say which state of it a request means to change (RFC 9110, 13)."""

from __future__ import annotations

from collections.abc import Callable

import flask
from werkzeug.exceptions import PreconditionFailed, PreconditionRequired

_STALE = "it is in another state than If-Match says; read it again, and send the ETag that comes with it"
_GONE = "If-Match says that it exists, and it does not"
_THERE = "If-None-Match says that it does not exist, and it does"
_NEEDED = (
    "it exists, and somebody may have changed it since you read it: send its ETag as If-Match, or 'If-Match: *' to "
    "change it whatever it is"
)
_SHOWN = 16
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The `ETag` that it was read with, or `*` to change it whatever it is",
    "schema": {"type": "string"},
}


def tagged(digest: str) -> None:
    """Give the answer a strong tag: the state of the thing itself, then of all that is served with it.

    The second changes when others are read that tell the same events; only the first is looked at before a change.
    """
    flask.g.state = digest


def tag(answer: flask.Response, digest: str) -> None:
    """The same for an answer that is made already."""
    answer.add_etag()
    answer.set_etag(f"{digest[:_SHOWN]}.{answer.get_etag()[0]}")


def guard() -> Callable[[str | None], None]:
    """What lets the request change a thing, by its digest (None when there is none): raises 412, or 428 without a word.

    A thing that is not there yet can be made without a word: there is nothing to lose.
    """
    headers, if_match, if_none_match = flask.request.headers, flask.request.if_match, flask.request.if_none_match

    def check(digest: str | None) -> None:
        state = None if digest is None else digest[:_SHOWN]
        if "If-Match" in headers:
            if state is None:
                raise PreconditionFailed(_GONE)
            if not if_match.star_tag and state not in _states(if_match.as_set()):
                raise PreconditionFailed(_STALE)
        elif "If-None-Match" in headers:
            if state is not None and (if_none_match.star_tag or state in _states(if_none_match.as_set(True))):
                raise PreconditionFailed(_THERE)
        elif state is not None:
            raise PreconditionRequired(_NEEDED)

    return check


def unchanged(digest: str) -> Callable[[str | None], None]:
    """What lets the request change a thing that is still as it was read; 412 else."""

    def check(now: str | None) -> None:
        if now != digest:
            raise PreconditionFailed("it was changed while this was worked on; try again")

    return check


def _states(tags: set[str]) -> set[str]:
    """What stands before the dot; werkzeug finds a None between two commas."""
    return {tag.partition(".")[0] for tag in tags if tag}
