"""Keys: who may read or write over HTTP. Only a hash of the secret is kept, so nobody can take one from here."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b32encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from store.database import session, writing
from store.people import KeyRow

SCOPES = ("read", "write", "admin")
_PREFIX = "dl"
# A key that is used all the time is not written down for each request.
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What is known of a key; times are UTC. A revoked one opens nothing and is still listed."""

    id: str
    name: str
    scope: str
    created_at: str
    last_used_at: str | None = None
    revoked_at: str | None = None


def create(name: str, scope: str) -> tuple[Key, str]:
    """A new key, and the text to send it as, which is told this once.

    `scope` is one of SCOPES, each holds those before it. The text holds 256 random bits, so that its hash needs neither
    salt nor slowness.
    """
    id = b32encode(secrets.token_bytes(5)).decode().lower()
    text = f"{_PREFIX}_{id}_{secrets.token_urlsafe(32)}"
    key = Key(id=id, name=name, scope=scope, created_at=_now())
    with writing():
        KeyRow.insert(id=id, name=name, scope=scope, created_at=key.created_at, hash=_hash(text)).execute()
    return key, text


def listed() -> list[Key]:
    """All keys, the oldest first."""
    with session():
        return [_key(row) for row in KeyRow.select().order_by(KeyRow.created_at, KeyRow.id)]


def revoke(id: str) -> bool:
    """Let a key open nothing from now on; False when no living key has that id."""
    with writing():
        living = (KeyRow.id == id) & KeyRow.revoked_at.is_null()
        return bool(KeyRow.update(revoked_at=_now()).where(living).execute())


def exist() -> bool:
    """Whether there is a living key."""
    with session():
        return bool(KeyRow.select().where(KeyRow.revoked_at.is_null()).exists())


def holder(text: str) -> Key | None:
    """The living key that a text is, None when it is none; that it was used is noted once a minute."""
    prefix, _, rest = text.partition("_")
    id = rest.partition("_")[0]
    if prefix != _PREFIX or not id.isascii():
        return None
    with session():
        row = KeyRow.get_or_none(KeyRow.id == id)
        if row is None or not hmac.compare_digest(row.hash, _hash(text)) or row.revoked_at:
            return None
        _note(row)
        return _key(row)


def _note(row: KeyRow) -> None:
    now = datetime.now(UTC)
    if row.last_used_at is None or now - datetime.fromisoformat(row.last_used_at) >= _NOTED_EVERY:
        row.last_used_at = _now()
        KeyRow.update(last_used_at=row.last_used_at).where(KeyRow.id == row.id).execute()


def _key(row: KeyRow) -> Key:
    return Key(
        id=row.id,
        name=row.name,
        scope=row.scope,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
