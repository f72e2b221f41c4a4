"""Which headlines stand alone, and what they are made of: each class with one that does and one that does not."""

from __future__ import annotations

import pytest

from tests.test_occasion import told
from timeline.model import Mention
from timeline.occasion import proven
from timeline.salience import is_entry


def mention(word: str, text: str) -> Mention:
    return next(one for one in told(text) if one.trigger.text.startswith(word))


def entries(text: str) -> list[str]:
    return [one.headline for one in told(text) if is_entry(proven(one, None), "en")]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Seagull Corp. makes salt. Sales rose 8% in April.", "Seagull's sales rose 8%"),
        ("Seagull Corp. makes salt. The company sold a mill in April.", "Seagull sold a mill"),
        (
            "In April, Ellen Brandt was freed. Her lawyer thanked Leeds on Friday.",
            "Ellen Brandt's lawyer thanked Leeds",
        ),
        ("LEEDS, Maine — A baker was killed on Friday.", "Baker was killed"),
        ("Leeds, Maine-based Seagull sold a mill on Friday.", "Seagull sold a mill"),
        ("On Friday, in Paris, France's capital, Blum resigned.", "Blum resigned"),
        ("Seagull bought on Friday the half of a mill it does not own.", "Seagull bought the half of a mill"),
        ("Blum was charged on Friday in a suit filed in Leeds.", "Blum was charged in a suit"),
        ("The mill was hit initially by overnight rain on Friday.", "Mill was hit initially by rain"),
        ("Seagull began raising its stake on Friday.", "Seagull began raising its stake"),
        ("Seagull made a new, $10-a-share bid for a mill on Friday.", "Seagull made a new, $10-a-share bid for a mill"),
        ("Blum resigned from the recent alliance on Friday.", "Blum resigned from the recent alliance"),
    ],
)
def test_what_a_headline_is_made_of(text: str, headline: str) -> None:
    assert headline in [one.headline for one in told(text)]


@pytest.mark.parametrize(
    ("stands", "falls"),
    [
        ("Seagull's sales rose 8% in April.", "Sales rose 8% in April."),
        ("Ellen Brandt sold the mill on Friday.", "Ellen Brandt agreed on Friday to sell."),
        ("Bombs killed a baker in Leeds on Friday.", "The gap killed by bombs on Friday in Leeds was wide."),
        ("Ellen Brandt, who sold a mill on Friday, is rich.", "A town which sold a mill on Friday is rich."),
        ("The takeover of Seagull in April failed to please.", "Composite trading in April failed to please."),
        ("Seagull told Leeds on Friday that it rained.", "Seagull told us on Friday that it rained."),
        ("Rebels captured the port on Friday.", "Others captured the port on Friday."),
    ],
)
def test_what_stands_alone(stands: str, falls: str) -> None:
    assert entries(stands)
    assert not entries(falls)


def test_he_owns_nothing_that_the_headline_names_nobody_for() -> None:
    assert entries("Ellen Brandt sold her mill on Friday.")
    assert not entries("A bomb landed in his yard on Friday.")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("It did not appear that Blum sold the mill on Friday.", "hypothetical"),
        ("It appeared that Blum sold the mill on Friday.", "asserted"),
        ("Blum came to verify that Seagull sold the mill on Friday.", "hypothetical"),
        ("Blum would be glad if, in two years or so, Seagull sold the mill.", "hypothetical"),
    ],
)
def test_what_nobody_says_that_it_happened(text: str, status: str) -> None:
    assert mention("sold", text).status == status


def test_two_firms_are_neither_of_them_the_company() -> None:
    one = "Seagull Corp. makes salt. The company sold a mill in April."
    two = f"Basalt Inc. makes stone. {one}"
    assert "Seagull sold a mill" in [m.headline for m in told(one)]
    assert "Seagull sold a mill" not in [m.headline for m in told(two)]
