"""A headline made short: at most 90 code points, without what hangs on at either end."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.vocabulary import Vocabulary

MAX_HEADLINE = 90
# A headline shortened to fewer words than these says too little.
_FEWEST_WORDS = 6
_OPENING = ("the ", "a ", "an ")
# Nothing is cut behind these: "as long | as it lasts".
_MEASURES = frozenset(("long", "well", "soon", "far", "much"))
_NO_QUOTES = str.maketrans("", "", '"“”')


def clipped(text: str, limit: int = MAX_HEADLINE) -> str:
    """A text cut at a word boundary to at most `limit` code points, with an ellipsis where something is missing."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head = cut[: cut.rfind(" ")] if " " in cut else cut
    return head.rstrip(" ,;:-–—(“\"'") + "…"


def finished(text: str, vocabulary: Vocabulary, least: str) -> str:
    """The text as a headline: with a capital, without its first article and what hangs on at its end."""
    for article in _OPENING:
        if text.lower().startswith(article):
            text = text[len(article) :]
            break
    text = clipped(_shortened(_with_whole_quotes(text.strip(" ,;:-–—")), vocabulary, least))
    return text[:1].upper() + text[1:]


def _shortened(text: str, vocabulary: Vocabulary, least: str) -> str:
    """A text too long for a headline without the phrases at its end; something stays behind the word `least`."""
    if len(text) <= MAX_HEADLINE or least not in text:
        return text
    words, told = text.split(), len(text[: text.index(least) + len(least)].split())
    fitting = len(text[: MAX_HEADLINE + 1].rpartition(" ")[0].split())
    for end in range(min(fitting, len(words) - 1), max(told, _FEWEST_WORDS - 1), -1):
        if _ends_phrase(words, end, vocabulary):
            return " ".join(words[:end]).rstrip(" ,;:")
    return text


def _ends_phrase(words: Sequence[str], end: int, vocabulary: Vocabulary) -> bool:
    """Whether a phrase begins at a word and nothing hangs before it: no cut in "computer and phone maker"."""
    grammar = vocabulary.grammar
    leaving = (grammar["prepositions"] - {"of", "up", "out"}) | grammar["relative"]
    opening = leaving | grammar["determiners"] | grammar["pronouns"]
    hanging = leaving | grammar["coordinators"] | grammar["determiners"] | grammar["modal"] | {"of", "up", "out", "due"}
    word, following = words[end].lower(), words[end + 1].lower() if end + 1 < len(words) else ""
    leaves = word in leaving or (word in grammar["coordinators"] and (word == "but" or following in opening))
    return leaves and words[end - 1].lower() not in hanging | _MEASURES


def _with_whole_quotes(text: str) -> str:
    """The text without its quotation marks where one of a pair is missing."""
    whole = text.count("“") == text.count("”") and text.count('"') % 2 == 0
    return text if whole else text.translate(_NO_QUOTES)
