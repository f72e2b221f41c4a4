"""Timelines: sets of filters with a name, kept to be asked for again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from store.changes import now
from store.database import database, session
from store.people import TimelineRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A named set of filters: parameters of a query by their names, as they were written."""

    slug: str
    title: str
    description: str | None
    filters: Mapping[str, str]
    created: str
    updated: str


def timelines() -> list[Timeline]:
    """All of them, by their names."""
    with session():
        return [_timeline(row) for row in TimelineRow.select().order_by(TimelineRow.slug)]


def timeline(slug: str) -> Timeline | None:
    """The one of that name, None when there is none."""
    with session():
        row = TimelineRow.get_or_none(TimelineRow.slug == slug)
    return None if row is None else _timeline(row)


def keep(slug: str, title: str, description: str | None, filters: Mapping[str, str]) -> bool:
    """Write a timeline, in place of the one of that name; whether there was none."""
    columns = {"title": title, "description": description, "filters": json.dumps(dict(filters)), "updated": now()}
    with session(), database.atomic("IMMEDIATE"):
        if TimelineRow.update(**columns).where(TimelineRow.slug == slug).execute():
            return False
        TimelineRow.insert(slug=slug, created=columns["updated"], **columns).execute()
        return True


def forget(slug: str) -> bool:
    """Delete the one of that name; whether there was one."""
    with session():
        return bool(TimelineRow.delete().where(TimelineRow.slug == slug).execute())


def _timeline(row: TimelineRow) -> Timeline:
    return Timeline(
        slug=row.slug,
        title=row.title,
        description=row.description,
        filters=json.loads(row.filters),
        created=row.created,
        updated=row.updated,
    )
