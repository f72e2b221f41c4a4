from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from timeline.copies import originals, sketch

WORDS = [f"word{number}" for number in range(500)]


def text(seed: int, length: int = 400) -> str:
    return " ".join(Random(seed).choices(WORDS, k=length))


def test_a_reprint_is_a_copy_whatever_stands_around_it() -> None:
    agency = text(1)
    reprint = f"By our staff. {agency.upper()} All rights reserved, every word of it."
    cut = agency[: len(agency) // 2]
    found = originals([("agency", sketch(agency)), ("reprint", sketch(reprint)), ("cut", sketch(cut))])
    assert found == {"agency": "agency", "reprint": "agency", "cut": "agency"}


def test_another_report_that_quotes_the_same_words_is_none() -> None:
    quote = text(3, 40)
    one, other = (f"{text(seed, 150)} {quote} {text(seed + 10, 150)}" for seed in (1, 2))
    assert originals([("a", sketch(one)), ("b", sketch(other))]) == {"a": "a", "b": "b"}


def test_short_texts_are_copies_only_when_they_are_the_same() -> None:
    texts = {"a": "Troops took the bridge.", "b": "Troops took the BRIDGE", "c": "Troops took the mill.", "d": ""}
    found = originals((id, sketch(told)) for id, told in texts.items())
    assert found == {"a": "a", "b": "a", "c": "c", "d": "d"}


@given(st.text(max_size=300))
def test_every_text_has_a_sketch_of_its_own(told: str) -> None:
    assert originals([("a", sketch(told)), ("b", sketch(told))]) == {"a": "a", "b": "a"}
