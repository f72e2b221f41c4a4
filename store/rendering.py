"""The text that an event is served as, kept beside it, so that a page of events is read and not made.

How it is made is not for the store to know: whoever serves says so with `render_with`, and until then nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from store.conditions import among
from store.database import database, session
from store.tables import RenderingRow
from timeline.model import Event

Render = Callable[[Event, str, str], str]
"""The text of an event, from it and from when it was added and changed."""


@dataclass(frozen=True, slots=True)
class _Renderer:
    """How texts are made; `version` is another whenever that makes another text."""

    version: str
    render: Render


_renderer: _Renderer | None = None


def render_with(version: str, render: Render) -> None:
    """Keep the text of every event that is written from now on; those of another version are no longer read."""
    global _renderer
    _renderer = _Renderer(version, render)


def save(key: int, event: Event, added: str, updated: str) -> None:
    """Write the text of an event, in place of the one it had."""
    if _renderer is None:
        return
    columns = {"version": _renderer.version, "text": _renderer.render(event, added, updated)}
    RenderingRow.insert(event=key, **columns).on_conflict(
        conflict_target=[RenderingRow.event], update=columns
    ).execute()


def rendered(keys: Sequence[int]) -> list[str] | None:
    """The texts of some events, in their order; None where one is missing or of another version."""
    if _renderer is None:
        return None
    wanted = among("event_id", keys)
    asked = f"SELECT event_id, text FROM rendering WHERE {wanted.sql} AND version = ?"
    with session():
        found = dict(database.execute_sql(asked, [*wanted.params, _renderer.version]))
    return [found[key] for key in keys] if len(found) == len(keys) else None
