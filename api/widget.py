"""/timeline.js: the web component `<event-timeline>`, one file for who embeds it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import flask

blueprint = flask.Blueprint("widget", __name__)

_SOURCES = Path(__file__).parent / "component"
# In the order in which they need one another.
_MODULES = ("elements", "requests", "days", "events", "lists", "density", "strip", "groups", "element")
_IMPORT = re.compile(r"^import .*\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


@blueprint.route("/timeline.js")
def script() -> flask.Response:
    """The component. Whoever embeds it loads this address and nothing else."""
    return flask.Response(source(), content_type="text/javascript; charset=utf-8")


def source() -> str:
    """Its modules as one, with its style in it: they share their names, so none is given twice."""
    style = (_SOURCES / "style.css").read_text("utf-8")
    modules = [(_SOURCES / f"{name}.js").read_text("utf-8") for name in _MODULES]
    joined = "\n".join(_EXPORT.sub("", _IMPORT.sub("", module)) for module in modules)
    return f"const STYLE = {json.dumps(style, ensure_ascii=False)};\n\n{joined}"
