"""Which language a text is written in, for texts that come without its name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from timeline.language import is_known

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# A page of text tells its language; more would only cost time.
_LOOKED_AT = 2_000
# Below this share of certainty, a few words or a list of names, a text is taken for English.
_CERTAIN = 0.5
_UNCERTAIN = "en"
# English prose has a "the" some eight times in a thousand characters.
_FEWEST_ARTICLES = 3
_LONGEST_STRETCH = 300
# Codes of py3langid that dateparser writes otherwise.
_WRITTEN = {"no": "nb"}


class Detected(NamedTuple):
    """The ISO 639 code of a language, and whether the text showed it ("detected") or it is a guess ("assumed")."""

    language: str
    source: str


def detect(text: str) -> Detected:
    """The language that a text is written in, one that `timeline.language.load` knows.

    English is assumed where a text is too short to tell. The same text always has the same language.
    """
    beginning = text[:_LOOKED_AT]
    if _is_plainly_english(beginning):
        return Detected("en", "detected")
    code, certainty = _identifier().classify(beginning)
    if certainty < _CERTAIN:
        return Detected(_UNCERTAIN, "assumed")
    return Detected(_WRITTEN.get(code, code), "detected")


def _is_plainly_english(text: str) -> bool:
    """Whether "the" is as frequent as in English prose; spares the model, which takes as long as all else.

    A title or a quotation in a text of another language does not make it so.
    """
    times = text.count(" the ")
    return times >= _FEWEST_ARTICLES and times * _LONGEST_STRETCH >= len(text)


@cache
def _identifier() -> LanguageIdentifier:
    """Imported when first asked: who names the language of a text does not pay for the model."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if is_known(_WRITTEN.get(code, code))])
    return identifier
