"""Who asks, and what they may: by a key of the store, or by the token of the environment."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

import flask
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from api.openapi import Blueprint, View
from api.storage import opened
from store import keys

_OFF = (
    "writing is off: make a key with 'flask --app wsgi keys create NAME --scope write', or set DATELINE_TOKEN in the "
    "server's environment to a secret of your own and restart it; send it as 'Authorization: Bearer <key>'"
)
_MISSING = "expected the header 'Authorization: Bearer <key>' with a key of this server"
_WRONG = "the header Authorization holds no key of this server, or one that was revoked; expected 'Bearer <key>'"
# What answers whatever is set: whether the server lives, and how it is asked.
_ALWAYS_OPEN = ("health", "docs", "static")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a key: its id, its name and its scope."""

    id: str
    name: str
    scope: str

    def may(self, scope: str) -> bool:
        """Whether the scope of the key holds another one."""
        return keys.SCOPES.index(self.scope) >= keys.SCOPES.index(scope)


class InsufficientScope(Forbidden):
    """403 for a key that opens less (RFC 6750, 3.1)."""

    def __init__(self, caller: Caller, scope: str) -> None:
        super().__init__(f"the key {caller.name!r} may {caller.scope}; expected one with the scope {scope}")
        self.scope = scope

    def get_headers(self, *args: Any, **kwargs: Any) -> list[tuple[str, str]]:
        """The headers, with what is missing."""
        asked = WWWAuthenticate("bearer", {"realm": "dateline", "error": "insufficient_scope", "scope": self.scope})
        return [*super().get_headers(*args, **kwargs), ("WWW-Authenticate", asked.to_header())]


def register(app: flask.Flask) -> None:
    """Have the app ask for keys where its settings want them for reading."""
    wanted = app.config["DATELINE_READS"]
    if wanted not in ("open", "key"):
        raise ValueError(f"DATELINE_READS is {wanted!r}; expected open or key")
    if wanted == "key":
        app.before_request(_check_reader)


def _check_reader() -> None:
    if flask.request.method != "OPTIONS" and not is_always_open():
        check("read")


def is_always_open() -> bool:
    """Whether the request is for what needs no key and counts for no limit."""
    return flask.request.blueprint in _ALWAYS_OPEN or flask.request.endpoint in _ALWAYS_OPEN


def needs(scope: str, blueprint: Blueprint) -> Callable[[View], View]:
    """A view for who sends a key with that scope: 401 without one, 403 with a lesser one, and both documented."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            check(scope)
            return view(*args, **kwargs)

        documented = blueprint.alt_response(401, "UNAUTHORIZED")(cast(View, guarded))
        documented = blueprint.alt_response(403, "FORBIDDEN")(documented)
        return blueprint.doc(security=[{"token": []}])(documented)

    return guard


def check(scope: str) -> Caller:
    """Who asks, if they may; 401 and 403 else."""
    found = caller()
    if found is None:
        if not flask.current_app.config["DATELINE_TOKEN"] and not _keys_exist():
            flask.abort(403, description=_OFF)
        sent = "Authorization" in flask.request.headers
        asked = WWWAuthenticate("bearer", {"realm": "dateline", **({"error": "invalid_token"} if sent else {})})
        raise Unauthorized(_WRONG if sent else _MISSING, www_authenticate=asked)
    if not found.may(scope):
        raise InsufficientScope(found, scope)
    return found


def _keys_exist() -> bool:
    with opened():
        return keys.exist()


def caller() -> Caller | None:
    """Who sent the request, None for nobody that is known; looked up once a request."""
    if "caller" not in flask.g:
        flask.g.caller = _caller(flask.request.headers.get("Authorization", ""))
    return cast(Caller | None, flask.g.caller)


def _caller(authorization: str) -> Caller | None:
    scheme, _, sent = authorization.partition(" ")
    text = sent.strip()
    if scheme.lower() != "bearer" or not text:
        return None
    token = flask.current_app.config["DATELINE_TOKEN"]
    if token and hmac.compare_digest(text.encode("utf-8", "surrogatepass"), token.encode()):
        return Caller("token", "DATELINE_TOKEN", "write")
    with opened():
        key = keys.holder(text)
    return None if key is None else Caller(key.id, key.name, key.scope)
