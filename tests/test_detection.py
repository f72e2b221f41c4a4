"""Which language a text is in: long and short ones, and those that nobody can tell."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.detection import detect
from timeline.language import is_known

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Tikrit was recaptured last month."),
        ("de", "Er sprach am Freitag."),
        ("de", "Die Stadt fiel am 17. Mai."),
        ("es", "Las fuerzas iraquíes recuperaron Tikrit el mes pasado."),
        ("es", "Habló el viernes."),
        ("fr", "Les forces irakiennes ont repris Tikrit le mois dernier."),
        ("fr", "Il a parlé vendredi."),
        ("it", "Le forze irachene hanno ripreso Tikrit il mese scorso."),
        ("uk", "Наступ почався 2 березня 2015 року."),
        ("nb", "Han snakket på fredag i Oslo om krigen."),
    ],
)
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert detect(text) == (language, "detected")


@pytest.mark.parametrize("text", ["", "17", "2 March 2015", "Tikrit", "Ramadi fell", "1" * 5000, "\x00", "{}[];"])
def test_what_nobody_can_tell_is_assumed_to_be_english(text: str) -> None:
    assert detect(text) == ("en", "assumed")


def test_a_quotation_does_not_make_a_text_english() -> None:
    german = "Die Stadt fiel am Sonntag, und die Bewohner flohen nach Osten. " * 20
    assert detect('Er las "the fall of the house of the Ushers". ' + german).language == "de"
    assert detect("On the third day the army crossed the river. " * 20) == ("en", "detected")


def test_the_beginning_decides() -> None:
    german = "Die Stadt fiel am Sonntag, und die Bewohner flohen nach Osten. " * 40
    assert detect(german + "The city fell on Sunday, and its people fled. " * 4000).language == "de"


@given(st.text(max_size=80))
def test_the_answer_is_a_language_whose_dates_can_be_read(text: str) -> None:
    assert is_known(detect(text).language)
    assert detect(text) == detect(text)


def test_the_model_is_loaded_only_when_asked() -> None:
    script = "import sys, timeline.detection, timeline.pipeline; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
