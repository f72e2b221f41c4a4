"""Pages besides the start page: one event, the articles and what was read in them, a text of one's own."""

from __future__ import annotations

from typing import Any

import flask
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from api.embeds import embeds
from api.entries import dated, entry
from api.errors import UNAVAILABLE, problem, problem_of
from api.paging import edges, neighbours
from api.passages import excerpts, reads, whole
from api.start import FormParser, prefers_html
from api.storage import opened
from api.timelines import known, served
from schemas.formats import formats
from schemas.problem import faults
from schemas.query import TurnQuery
from schemas.resolve import ResolveInSchema
from store import query as store
from store import timelines as store_timelines
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
def unreadable(error: StoreError) -> flask.Response:
    """503."""
    flask.current_app.logger.error("%s", error)
    return refused(ServiceUnavailable(UNAVAILABLE))


@blueprint.errorhandler(HTTPException)
def refused(error: HTTPException) -> flask.Response:
    """What went wrong, as a page for browsers and as a problem for everybody else."""
    answer = problem_of(error)
    if prefers_html():
        answer.set_data(flask.render_template("missing.html", problem=problem(error)))
        answer.content_type = "text/html; charset=utf-8"
    answer.vary.add("Accept")
    return answer


@blueprint.route("/events/<event_id>")
def event(event_id: str) -> str:
    """One event with its sources side by side."""
    with opened():
        found = store.event(event_id)
    if found is None:
        flask.abort(404, description=f"there is no event {event_id[:80]!r}")
    return flask.render_template("told.html", told=entry(found))


@blueprint.route("/articles")
def articles() -> str:
    """The articles, a page at a time."""
    query = _parser.parse(TurnQuery, flask.request, location="query")
    with opened():
        page = store.articles(limit=query["limit"], **edges(query))
    following, previous = neighbours(page)
    return flask.render_template("articles.html", articles=page.items, next_url=following, prev_url=previous)


@blueprint.route("/articles/<article_id>")
def article(article_id: str) -> str:
    """What was read in an article: the sentences that name a time, and the events. Its other words are not shown."""
    with opened():
        found = store.article(article_id)
        if found is None:
            flask.abort(404, description=f"there is no article {article_id[:80]!r}")
        told = [entry(event) for event in store.events_of(article_id)]
    timexes = find_times(found.text, found.anchor, found.language)
    said = reads(timexes, found.published, found.language)
    passages = excerpts(found.text, split(found.text), timexes, said)
    return flask.render_template("article.html", article=found, passages=passages, reads=said, told=told)


@blueprint.route("/timelines")
def timelines() -> str:
    """The timelines that are kept under a name."""
    with opened():
        return flask.render_template("timelines.html", timelines=store_timelines.timelines())


@blueprint.route("/timelines/<slug>")
def timeline(slug: str) -> str:
    """One of them, with code to put it on a page of one's own."""
    kept = known(slug)
    links = served(kept)
    codes = embeds(kept.title, links.url, links.feeds, flask.request.host_url.rstrip("/"))
    titles = {suffix: one.title for suffix, one in formats().items()}
    return flask.render_template("timeline.html", kept=kept, links=links, codes=codes, titles=titles)


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
