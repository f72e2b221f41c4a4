"""Who may write: whoever knows the token."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import flask
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

P = ParamSpec("P")
T = TypeVar("T")
_OFF = (
    "writing is off: set DATELINE_TOKEN in the server's environment to a secret of your own, restart it, "
    "and send the secret as 'Authorization: Bearer <token>'"
)
_WRONG = "expected the header 'Authorization: Bearer <token>' with the token of this server"


def needs_token(view: Callable[P, T]) -> Callable[P, T]:
    """A view for who sends the bearer token (RFC 6750): 403 when the server has none, 401 when it is another."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        _check(flask.current_app.config["DATELINE_TOKEN"])
        return view(*args, **kwargs)

    return guarded


def _check(token: str) -> None:
    if not token:
        flask.abort(403, description=_OFF)
    scheme, _, sent = flask.request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(sent.strip().encode(), token.encode()):
        raise Unauthorized(_WRONG, www_authenticate=WWWAuthenticate("bearer", {"realm": "dateline"}))
