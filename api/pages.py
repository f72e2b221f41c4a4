"""Pages besides the start page: one event, the articles and what was read in them, a text of one's own."""

from __future__ import annotations

from typing import Any

import flask
from marshmallow import ValidationError
from werkzeug.exceptions import UnprocessableEntity

from api.entries import dated, entry
from api.paging import edges, neighbours
from api.passages import excerpts, reads, whole
from api.start import FormParser
from api.storage import opened
from schemas.problem import faults
from schemas.query import TurnQuery
from schemas.resolve import ResolveInSchema
from store import query as store
from store.errors import StoreError
from timeline.display import display
from timeline.model import Article
from timeline.notation import publication_interval
from timeline.occasion import proven
from timeline.pipeline import find_times, read
from timeline.sentences import split

blueprint = flask.Blueprint("pages", __name__)

_EXAMPLE = {
    "text": "Islamic State fighters captured Ramadi on Sunday. Iraqi forces had recaptured Tikrit last month, after an "
    "offensive that began in early March. Parliament will vote on a new budget next Tuesday.",
    "published": "2015-05-18",
}
_parser = FormParser()


@blueprint.app_template_filter("published")
def published(text: str | None) -> str:
    """When an article was published, for people."""
    return display(publication_interval(text)) if text else "undated"


@blueprint.errorhandler(StoreError)
def unreadable(error: StoreError) -> tuple[str, int]:
    """503, as a page."""
    flask.current_app.logger.error("%s", error)
    return flask.render_template("missing.html", title="The timeline cannot be read"), 503


@blueprint.errorhandler(UnprocessableEntity)
def refused(error: UnprocessableEntity) -> tuple[str, int]:
    """422, as a page that names what is wrong."""
    wrong = faults(getattr(error, "data", {}).get("messages", {}))
    return flask.render_template("missing.html", title="That cannot be looked up", faults=wrong), 422


@blueprint.route("/events/<event_id>")
def event(event_id: str) -> tuple[str, int]:
    """One event with its sources side by side."""
    with opened():
        found = store.event(event_id)
    if found is None:
        return flask.render_template("missing.html", title="There is no such event"), 404
    return flask.render_template("told.html", date=dated(found.interval), told=entry(found)), 200


@blueprint.route("/articles")
def articles() -> str:
    """The articles, a page at a time."""
    query = _parser.parse(TurnQuery, flask.request, location="query")
    with opened():
        page = store.articles(limit=query["limit"], **edges(query))
    following, previous = neighbours(page)
    return flask.render_template("articles.html", articles=page.items, next_url=following, prev_url=previous)


@blueprint.route("/articles/<article_id>")
def article(article_id: str) -> tuple[str, int]:
    """What was read in an article: the sentences that name a time, and the events. Its other words are not shown."""
    with opened():
        found = store.article(article_id)
        if found is None:
            return flask.render_template("missing.html", title="There is no such article"), 404
        told = [entry(event) for event in store.events_of(article_id)]
    timexes = find_times(found.text, found.anchor, found.language)
    said = reads(timexes, found.published, found.language)
    passages = excerpts(found.text, split(found.text), timexes, said)
    return flask.render_template("article.html", article=found, passages=passages, reads=said, told=told), 200


@blueprint.route("/try", methods=["GET", "POST"])
def try_out() -> tuple[str, int]:
    """A text of one's own with a date: what its expressions of time mean, and which events they date."""
    given = dict(flask.request.form.items()) if flask.request.method == "POST" else _EXAMPLE
    try:
        passage = ResolveInSchema().load({name: value for name, value in given.items() if value.strip()})
    except ValidationError as error:
        wrong = faults({"json": error.messages})
        return flask.render_template("try.html", given=given, faults=wrong), 422
    return flask.render_template("try.html", given=given, **_shown(passage)), 200


def _shown(passage: dict[str, Any]) -> dict[str, Any]:
    text, language = passage["text"], passage["language"]
    article = Article(id="text", title="", text=text, published=passage["published"], language=language)
    reading = read(article)
    said = reads(reading.timexes, article.published, language)
    mentions = [proven(mention, article.anchor) for mention in reading.mentions]
    told = [(dated(mention.interval), mention.headline) for mention in mentions if mention.interval is not None]
    return {"passages": whole(text, reading.timexes, said), "reads": said, "told": told, "language": language}
