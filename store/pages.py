"""Pages of a list in a total order, turned forth and back from a cursor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

MAX_PAGE = 1_000
Cursor = tuple[int, int, str]
"""Sort key of an item at the edge of a page: two numbers, by time its position and latest day (see `store.placement`),
and its id."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items; the cursors that the next page comes after and the page before comes before, None without one."""

    items: list[T]
    next: Cursor | None
    prev: Cursor | None = None


def page_size(limit: int) -> int:
    """At least one item and at most MAX_PAGE."""
    return max(1, min(limit, MAX_PAGE))


def turn(
    fetch: Callable[[Cursor | None, int, bool], list[T]],
    place: Callable[[T], Cursor],
    limit: int,
    after: Cursor | None,
    before: Cursor | None,
) -> Page[T]:
    """A page of what `fetch` finds beyond a cursor, a number of them, in the order of the list or going back.

    `place` is the cursor of an item. On the side that a page was turned from there may be nothing left, so it is
    looked for.
    """
    back, cursor, size = before is not None, after or before, page_size(limit)
    found = fetch(cursor, size + 1, back)
    shown = found[:size]
    if not shown:
        return Page([], None)
    ahead = place(shown[-1]) if len(found) > size else None
    behind = place(shown[0]) if cursor is not None and fetch(place(shown[0]), 1, not back) else None
    return Page(shown[::-1], behind, ahead) if back else Page(shown, ahead, behind)
