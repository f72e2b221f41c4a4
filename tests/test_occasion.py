"""Dates that the rest of a sentence or of an article gives: each rule where it holds and where it must not."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from timeline.model import Article, Mention
from timeline.notation import to_edtf
from timeline.occasion import proven
from timeline.pipeline import read

MONDAY = "2015-05-18"


def told(text: str, published: str | None = MONDAY) -> tuple[Mention, ...]:
    return read(Article(id="a", title="T", text=text, published=published)).mentions


def dated(mention: Mention) -> tuple[str | None, str]:
    return (None if mention.interval is None else to_edtf(mention.interval), mention.link)


def date(word: str, text: str, published: str | None = MONDAY) -> tuple[str | None, str]:
    """Date and link of the last mention whose trigger begins with a word."""
    return dated([mention for mention in told(text, published) if mention.trigger.text.startswith(word)][-1])


JOINED = "The army took the bridge on Friday and closed the road."
OTHER_SUBJECT = "The army took the bridge on Friday and the mayor closed the road."
WHEN = "Thirty people were hurt when a train crashed last Tuesday."
SINCE_WHEN = "Since 1985, when the army built a wall, the town has changed."


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("closed", JOINED, ("2015-05-15", "same sentence")),
        ("closed", OTHER_SUBJECT, ("2015-05-15?", "lead")),
        ("hurt", WHEN, ("2015-05-12", "same sentence")),
        ("built", SINCE_WHEN, ("1985", "own clause")),
        ("arrested", "On Friday the mayor, who was ill, arrested nobody.", ("../2015-05-18", "before publication")),
    ],
)
def test_events_told_in_one_sentence(word: str, text: str, expected: tuple[str, str]) -> None:
    assert date(word, text) == expected


def test_a_time_at_the_front_dates_the_main_verb_behind_a_relative_clause() -> None:
    text = "In April, the company, which is owned by a bank, sold the mill."
    assert date("sold", text) == ("2015-04", "same sentence")
    assert date("sold", text.replace("which is owned by a bank", "a bank")) == ("2015-04", "own clause")


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("praising", "The mayor opened the bridge on Friday, praising the workers.", ("2015-05-15", "main clause")),
        ("praising", "The mayor spoke about praising the workers.", (None, "none")),
        ("open", "Engineers managed on Friday to open the bridge.", ("2015-05-15", "main clause")),
        ("retake", "Forces launched an offensive to retake Tikrit yesterday.", ("2015-05-17/..", "after its plan")),
        ("tried", "Forces tried on Friday to retake Tikrit.", ("2015-05-15", "own clause")),
        ("retake", "Forces tried on Friday to retake Tikrit.", ("2015-05-15/..", "after its plan")),
        ("retake", "Forces did not try to retake Tikrit.", (None, "none")),
        ("send", "The mayor announced on Friday plans to send aid.", ("2015-05-15/..", "announced")),
        ("send", "The mayor announced plans to send aid.", ("2015-05-18?/..", "after its plan")),
        ("close", "Shares rose on Friday to close at 12 pence.", ("2015-05-15", "main clause")),
        ("close", "Guards came on Friday to close the road.", ("2015-05-15", "main clause")),
        ("buy", "The firm agreed on Friday to buy the mill.", ("2015-05-15/..", "after its plan")),
        ("buy", "The firm walked on Friday to the bank to buy the mill.", ("2015-05-15?", "aim")),
        ("buy", "The firm did not walk on Friday to the bank to buy the mill.", (None, "none")),
    ],
)
def test_what_happens_with_its_main_verb(word: str, text: str, expected: tuple[str | None, str]) -> None:
    assert date(word, text) == expected


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("attack", "Two guards died in the attack on Friday night, police said.", ("2015-05-15", "own phrase")),
        ("fire", "The mill burned in a large fire on the hill.", ("../2015-05-18", "beside its verb")),
        ("launch", "Five years after its launch the firm sold the mill on Friday.", (None, "none")),
        ("fall", "The inquiry published a report on the fall of the bridge on Friday.", (None, "none")),
        (
            "statement",
            "In a statement to the press, the mayor said on Friday that he was ill.",
            ("2015-05-15", "beside"),
        ),
        ("attack", "The mayor said on Friday that he feared an attack.", (None, "none")),
    ],
)
def test_nouns_beside_their_verb(word: str, text: str, expected: tuple[str | None, str]) -> None:
    when, link = date(word, text)
    assert when == expected[0]
    assert link.startswith(expected[1])


def test_the_same_event_told_again_has_its_date_as_likely() -> None:
    text = "Troops captured Tikrit on 2 March. It was hot that spring. Troops captured Tikrit in bad weather."
    assert date("captured", text) == ("2015-03-02?", "told elsewhere")
    other = text.replace("captured Tikrit in", "captured Mosul in")
    assert date("captured", other)[1] != "told elsewhere"


def test_one_of_two_days_is_neither() -> None:
    text = "Troops shelled Tikrit on 2 March. Troops shelled Tikrit on 9 April. Troops shelled Tikrit in bad weather."
    assert date("shelled", text) == ("../2015-05-18", "before publication")


def test_the_event_that_a_noun_names_again() -> None:
    raid = "A raid on the village on 2 March failed."
    assert date("raid", f"{raid} The mayor condemned the raid.") == ("2015-03-02?", "named elsewhere")
    assert date("raid", f"{raid} The mayor feared another raid.") == (None, "none")
    assert date("raid", f"{raid} Guards stopped the raid on the harbour.")[1] != "named elsewhere"


def test_figures_go_on_with_their_period_and_prices_with_their_day() -> None:
    text = "Profit fell in April. Sales rose 8%. The shares dropped on Friday. Seagull shares fell 2%. Rain fell."
    found = {mention.headline: dated(mention) for mention in told(text)}
    assert found["Sales rose 8%"] == ("2015-04?", "same figures")
    assert found["Seagull shares fell 2%"] == ("2015-05-15?", "same figures")
    assert found["Rain fell"][1] != "same figures"


def test_figures_that_nouns_name() -> None:
    period = "Profit fell in the first quarter of 2015. The firm closed a mill with a loss."
    assert date("loss", period) == ("2015-33?", "same figures")
    assert date("loss", period.replace("a loss", "a loss for two years"))[1] != "same figures"
    reported = "The firm posted a loss of $8 million, or $2 a share, for the first quarter of 2015."
    assert date("loss", reported) == ("2015-33", "own phrase")
    assert date("loss", reported.replace("for the first quarter of 2015", "on Friday"))[0] != "2015-33"


def test_what_is_so_according_to_somebody_is_of_the_day_of_the_report() -> None:
    assert date("According", "According to the police, it rained in April.") == ("2015-05-18?", "day of the report")
    assert not [m for m in told("It rained, accordingly.") if m.trigger.text.startswith("accord")]


def test_a_figure_compared_with_an_earlier_one_keeps_its_period() -> None:
    text = "Profit fell in the first quarter of 2015. Profit rose in 2014. Sales fell 3%."
    assert date("fell", text) == ("2015-33?", "same figures")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials said on Friday that it rained. The mayor said that roads were shut.", "2015-05-15?"),
        ("Rebels left the port on Friday. The mayor said that roads were shut.", "2015-05-15?"),
        ("Rain fell. The mayor said that roads were shut.", "2015-05-18?"),
    ],
)
def test_what_somebody_said_is_of_the_day_of_the_report(text: str, expected: str) -> None:
    assert date("said", text) == (expected, "day of the report")


@pytest.mark.parametrize(
    ("word", "text", "link"),
    [
        ("reached", "The mayor could not be reached.", "day of the report"),
        ("reach", "The army could not reach the bridge, which is high.", "day of the report"),
        ("cross", "The army could not cross the river.", "none"),
        ("said", "He left when the mayor said that the war was over.", "before publication"),
        ("said", "The king was said to be ill.", "before publication"),
    ],
)
def test_what_is_no_word_for_the_report(word: str, text: str, link: str) -> None:
    assert date(word, text)[1] == link


LEAD = "A mine collapsed on Friday. Rescuers built a tunnel. "


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("built", LEAD, ("2015-05-15?", "lead")),
        (
            "sang",
            f"{LEAD}On 2 April the village had a feast. A choir sang songs.",
            ("../2015-05-18", "before publication"),
        ),
        ("fled", f"{LEAD}Some cried after miners fled.", ("../2015-05-18", "before publication")),
        ("resigned", "The mayor has resigned.", ("2015-05-18?", "lead")),
        ("resigned", "Rain fell. The mayor has resigned.", ("../2015-05-18", "before publication")),
        (
            "sent",
            "Since the fall of the town in June, Iran has sent advisers.",
            ("../2015-05-18", "before publication"),
        ),
    ],
)
def test_the_lead_goes_on_until_an_earlier_day_is_named(word: str, text: str, expected: tuple[str, str]) -> None:
    assert date(word, text) == expected


def test_a_text_headed_with_its_day_reports_that_day() -> None:
    body = "The mayor opened the bridge. Crowds cheered."
    assert date("opened", f"May 18, 2015\n\n{body}") == ("2015-05-18?", "lead")
    assert date("opened", f"May 2, 2015\n\n{body}") == ("../2015-05-18", "before publication")


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("controls", "The army controls the road.", ("2015-05-18?", "present")),
        ("willing", "The army is willing to talk.", ("2015-05-18?", "present")),
        ("arrives", "The monsoon usually arrives in the south.", (None, "none")),
        ("controls", "If the army controls the road, it will rain.", (None, "none")),
        ("want", "We want the road.", (None, "none")),
        ("want", "“We want the road,” the mayor said.", ("2015-05-18?", "present")),
        ("taken", "The army has not taken the road.", ("2015-05-18?", "present")),
        ("took", "The army never took the road.", (None, "none")),
    ],
)
def test_what_is_so_at_publication(word: str, text: str, expected: tuple[str | None, str]) -> None:
    assert date(word, text) == expected


def test_without_a_publication_date_nothing_is_likely() -> None:
    text = "A mine collapsed on 2 March 2015. Rescuers built a tunnel. The mayor said that it was deep."
    assert date("built", text, None) == date("said", text, None) == (None, "none")


def test_only_what_its_own_sentence_proves_is_kept() -> None:
    article = Article(id="a", title="T", text=f"{LEAD}The army controls the road.", published=MONDAY)
    kept = [dated(proven(mention, article.anchor)) for mention in read(article).mentions]
    assert kept == [("2015-05-15", "own clause"), ("../2015-05-18", "before publication"), (None, "none")]
    assert "?" not in str(kept)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brown, born on 24 May 1955 in Leeds, retired.", ("../2015-05-18", "before publication")),
        ("Brown, on Friday, retired.", ("2015-05-15", "own clause")),
        ("In Leeds, in a speech on Friday, Brown retired.", ("2015-05-15", "own clause")),
    ],
)
def test_what_is_added_to_a_subject_dates_no_verb(text: str, expected: tuple[str, str]) -> None:
    assert date("retired", text) == expected


def test_of_two_times_in_a_clause_the_finer_one_inside_the_other_dates_it() -> None:
    assert date("unveiled", "On Friday the firm at the 2015 fair unveiled a car.") == ("2015-05-15", "own clause")
    assert date("unveiled", "The firm unveiled a car in 2014.") == ("2014", "own clause")


def test_the_present_perfect_is_of_no_time_long_ago() -> None:
    assert date("built", "The firm has built ships in 1955.")[0] != "1955"
    assert date("built", "The firm built ships in 1955.")[0] == "1955"


def test_income_has_the_time_that_its_verb_has() -> None:
    assert date("fell", "Net income for April fell 6%.") == ("2015-04", "own clause")
    assert date("left", "The departure of troops in April left a gap.") == ("../2015-05-18", "before publication")


def links() -> set[str]:
    """Every name that the code can give to a link: the third argument of a dating, the default of a mention."""
    found: set[str] = set()
    for path in (Path(__file__).parent.parent / "timeline").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Dating", "_dated"):
                found |= {
                    str(part.value) for arg in node.args[2:] for part in ast.walk(arg) if isinstance(part, ast.Constant)
                }
            if isinstance(node, ast.keyword) and node.arg == "link" and isinstance(node.value, ast.Constant):
                found.add(str(node.value.value))
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "link":
                found |= {str(part.value) for part in ast.walk(node.value) if isinstance(part, ast.Constant)}
    return found


def test_every_rule_that_dates_stands_on_the_page_on_dates() -> None:
    found = links()
    assert {"own clause", "named elsewhere", "same clause", "aim"} <= found
    assert found - {row[0] for row in examples()} == set()


def examples() -> list[list[str]]:
    whole = (Path(__file__).parent.parent / "docs" / "how-dates-are-found.md").read_text("utf-8")
    page = whole.partition("## One event told by several articles")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("|")]
    return [row for row in rows if len(row) == 4 and row[0] != "link" and "---" not in row[0]]


@pytest.mark.parametrize(("link", "text", "word", "expected"), examples())
def test_the_page_on_dates_tells_what_is_so(link: str, text: str, word: str, expected: str) -> None:
    assert date(word, text) == (expected, link)
