"""Events and articles with what only the web knows of them: their URLs, and what was asked to come along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import flask

from api.freshness import last_modified
from schemas.article import ServedArticle
from schemas.event import ServedEvent, members_with
from store import query as store
from store.changes import visible
from timeline.model import Event


def served(event: Event) -> ServedEvent:
    """The event with its URL."""
    return ServedEvent(event, flask.url_for("events.show", event_id=event.id, _external=True))


def served_article(article: store.StoredArticle, events: Iterable[Event] = ()) -> ServedArticle:
    """The article with its URL, and with some of the events that it tells."""
    return ServedArticle(
        article=article,
        url=flask.url_for("articles.show", article_id=article.id, _external=True),
        ingested_at=article.ingested_at,
        event_count=article.event_count,
        doubts=article.doubts,
        events=stamped(list(events)),
    )


def stamped(events: Sequence[Event]) -> list[ServedEvent]:
    """The events with their URLs, and when they were added and changed."""
    times = store.stamps([event.id for event in events])
    nowhere = (None, None)
    return [
        replace(served(event), added=added, changed=changed)
        for event in events
        for added, changed in [times.get(event.id, nowhere)]
    ]


def chosen(query: Mapping[str, Any]) -> tuple[str, ...]:
    """The members of an event to send, by dotted names, none for those that are always sent."""
    if "include" in query:
        return members_with(frozenset(query["include"]))
    members: tuple[str, ...] = query.get("members", ())
    return members


def laden(events: Sequence[Event], query: Mapping[str, Any]) -> list[ServedEvent]:
    """The events, stamped, with the articles and the traces that a read query asks for."""
    found = stamped(events)
    if _wants(query, "articles"):
        articles = {article.id: served_article(article) for article in store.articles_telling(events)}
        found = [replace(one, articles=_told_by(one.event, articles)) for one in found]
    if _wants(query, "trace", "citations.trace"):
        timexes = store.timexes_of([event.id for event in events])
        found = [replace(one, timexes=timexes.get(one.event.id, {})) for one in found]
    return found


def modified(query: Mapping[str, Any], at: str | None = None) -> dict[str, str]:
    """The header Last-Modified of what shows events, of that time or of the last change of all.

    None where it shows articles, which change by themselves. To be asked before the events are read, not after.
    """
    return {} if _wants(query, "articles") else last_modified(at or visible().at)


def _wants(query: Mapping[str, Any], part: str, path: str | None = None) -> bool:
    path = path or part
    named = any(name == path or name.startswith(f"{path}.") for name in query.get("members", ()))
    return named or part in query.get("include", ())


def _told_by(event: Event, articles: Mapping[str, ServedArticle]) -> list[ServedArticle]:
    ids = dict.fromkeys(citation.article_id for citation in event.citations)
    return [articles[id] for id in ids if id in articles]
