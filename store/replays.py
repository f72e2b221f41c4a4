"""Answers that were given under an Idempotency-Key, kept for a day so that a request sent twice is done once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from store.database import writing
from store.people import ReplayRow

KEPT = timedelta(hours=24)
# How long a request may be at work; one that has not answered by then is taken for dead, and may be sent again.
WORKING = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered; `headers` are those that belong to the body."""

    status: int
    headers: str
    body: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What is known under a key: the digest of the request it came with, and the answer; None while it is worked on."""

    request: str
    answer: Answer | None


def claim(owner: str, key: str, request: str) -> Claim | None:
    """Take a key for a request: None when it is free, and then it is taken; else what it was taken for before."""
    now = datetime.now(UTC)
    with writing():
        ReplayRow.delete().where(ReplayRow.began_at < _written(now - KEPT)).execute()
        row = ReplayRow.get_or_none(ReplayRow.owner == owner, ReplayRow.key == key)
        if row is not None and (row.status is not None or row.began_at >= _written(now - WORKING)):
            return Claim(row.request, None if row.status is None else Answer(row.status, row.headers, row.body))
        release(owner, key)
        ReplayRow.insert(owner=owner, key=key, request=request, began_at=_written(now)).execute()
    return None


def keep(owner: str, key: str, answer: Answer) -> None:
    """Write down what was answered under a key that was taken."""
    with writing():
        ReplayRow.update(status=answer.status, headers=answer.headers, body=answer.body).where(
            ReplayRow.owner == owner, ReplayRow.key == key
        ).execute()


def release(owner: str, key: str) -> None:
    """Give a key back whose request failed: it may be sent again."""
    with writing():
        ReplayRow.delete().where(ReplayRow.owner == owner, ReplayRow.key == key).execute()


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
