"""Text of a piece of HTML, as feeds carry it: a line for each block, without tags."""

from __future__ import annotations

from lxml import html
from lxml.etree import LxmlError

_BLOCKS = "p div br li h1 h2 h3 h4 h5 h6 blockquote tr section article".split()
_BESIDE = "script style figure figcaption aside".split()


def text_of(fragment: str) -> str:
    """The text of a fragment of HTML, its paragraphs on lines of their own; plain text stays as it is."""
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    try:
        tree = html.fragment_fromstring(fragment, create_parent="div")
    except (LxmlError, ValueError):
        return ""
    for element in list(tree.iter(*_BESIDE)):
        element.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in str(tree.text_content()).splitlines())
    return "\n".join(filter(None, lines))
