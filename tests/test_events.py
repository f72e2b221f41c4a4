from __future__ import annotations

import pytest

from timeline.model import Article, Mention
from timeline.notation import to_edtf
from timeline.pipeline import read

MONDAY = "2015-05-18"


def told(text: str, published: str | None = MONDAY, **fields: str) -> list[Mention]:
    article = Article(
        id="a", title=fields.get("title", ""), text=text, published=published, language=fields.get("language", "en")
    )
    return list(read(article).mentions)


def of(word: str, text: str, published: str | None = MONDAY) -> Mention:
    """The mention whose trigger begins with a word."""
    return next(mention for mention in told(text, published) if mention.trigger.text.startswith(word))


def date(word: str, text: str, published: str | None = MONDAY) -> tuple[str | None, str]:
    mention = of(word, text, published)
    return (None if mention.interval is None else to_edtf(mention.interval), mention.link)


CLAUSES = "While troops recaptured Tikrit from ISIS last month, the northern city of Mosul remains under its control."
AFTER_TALKS = (
    "The minister has said his country is ready to help after talks with his counterpart in Baghdad on Monday."
)
RELATIVE = "Rebels who seized the port on Friday, officials said, have set up checkpoints."
BUT = "The refinery was liberated once before in November, but the army failed to secure the area."
VICTORY = (
    "Militias were preparing on Monday to deploy after ISIS militants overran Ramadi "
    "in their biggest victory since last summer."
)


@pytest.mark.parametrize(
    ("word", "text", "when", "link"),
    [
        ("recaptured", CLAUSES, "2015-04", "own clause"),
        ("talks", AFTER_TALKS, "2015-05-18", "own phrase"),
        ("said", AFTER_TALKS, "../2015-05-18", "before publication"),
        ("seized", RELATIVE, "2015-05-15", "own clause"),
        ("liberated", BUT, "2014-11", "own clause"),
        ("failed", BUT, "../2015-05-18", "before publication"),
        ("preparing", VICTORY, "2015-05-18", "own clause"),
        ("overran", VICTORY, "../2015-05-18", "before publication"),
        ("victory", VICTORY, "2014-22", "compared with"),
        ("announced", "The president announced on Friday plans to send advisers.", "2015-05-15", "own clause"),
        ("occupied", "Foreign troops occupied Iraq between 2003 and 2011.", "2003/2011", "own clause"),
        ("capture", "Since the group's capture of the north in June, Iran has sent advisers.", "2014-06", "own phrase"),
        (
            "sent",
            "Since the group's capture of the north in June, Iran has sent advisers.",
            "../2015-05-18",
            "before publication",
        ),
        ("fell", "Profit fell to $12 million from $14 million a year earlier.", "../2015-05-18", "before publication"),
        ("condemned", "Ministers condemned last month's attack.", "2015-05-18?", "day of the report"),
        ("attack", "Ministers condemned last month's attack.", "2015-04", "own phrase"),
        (
            "published",
            "The inquiry published a report on the fall of the bridge on Friday.",
            "2015-05-15",
            "own clause",
        ),
        ("retook", "In March, jets bombed the town, and the army retook the dam.", "2015-03", "same sentence"),
        ("inspect", "Engineers will inspect the plant.", "2015-05-18/..", "after publication"),
        ("says", "“The bridge is safe,” says Ellen Brandt.", "2015-05-18", "publication"),
        ("says", "The mayor says that the bridge is safe.", "2015-05-18", "publication"),
    ],
)
def test_which_time_dates_which_event(word: str, text: str, when: str, link: str) -> None:
    assert date(word, text) == (when, link)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("capture", "The capture of the town was long expected."),
        ("request", "Iraq did not request air strikes."),
        ("exacerbate", "This could exacerbate divisions."),
        ("arrives", "The monsoon usually arrives in June."),
        ("think", "I think it is a great speech."),
        ("fall", "The inquiry published a report on the fall of the bridge on Friday."),
    ],
)
def test_what_no_time_dates(word: str, text: str) -> None:
    assert date(word, text) == (None, "none")


def test_without_a_publication_date_only_explicit_dates_date() -> None:
    assert date("left", "American troops left Iraq in 2011.", None)[0] == "2011"
    assert date("left", "American troops left Iraq.", None) == (None, "none")
    assert date("left", "American troops left Iraq last month.", None) == (None, "none")


@pytest.mark.parametrize(
    ("word", "text", "headline"),
    [
        ("recaptured", CLAUSES, "Troops recaptured Tikrit from ISIS"),
        ("seized", RELATIVE, "Rebels seized the port"),
        ("began", "The operation to retake Tikrit began yesterday (Sunday).", "Operation to retake Tikrit began"),
        (
            "liberated",
            "ISIS attacked the Beiji refinery. The refinery was liberated in November.",
            "Beiji refinery was liberated",
        ),
        ("left", "John Kirby spoke for an hour. He left on Friday.", "John Kirby left"),
        ("fled", "They fled on Friday.", "Fled"),
        ("said", "Families fled, the United Nations said on Monday.", "United Nations said: Families fled"),
        ("SENT", "IRAN HAS SENT a ship to the gulf.", "Iran has sent a ship to the gulf"),
        ("sent", "The republic, which fought to let allies win, also sent arms.", "Republic sent arms"),
        (
            "supplied",
            "Before the war the plant supplied a third of the petrol.",
            "Plant supplied a third of the petrol",
        ),
        ("supplied", "Before the war, the plant supplied petrol.", "Plant supplied petrol"),
        ("retook", "Two days after the attack the army retook the town.", "Army retook the town"),
        ("sold", "Five years after its launch, Seagull Records sold the mill.", "Seagull Records sold the mill"),
        ("resigned", "In the capital, in a speech on Monday, Brown resigned.", "Brown resigned"),
        (
            "stopped",
            "The mayor stopped short of closing the bridge on Friday.",
            "Mayor stopped short of closing the bridge",
        ),
        ("had", "The firm had a loss in April.", "Firm had a loss"),
        ("willing", "The army was willing to talk on Friday.", "Army was willing to talk"),
    ],
)
def test_headlines(word: str, text: str, headline: str) -> None:
    assert of(word, text).headline == headline


def test_he_is_nobody_where_two_persons_were_named() -> None:
    assert of("left", "John Kirby met Steve Warren. He left on Friday.").headline == "Left"


def test_a_headline_is_clipped_at_a_word() -> None:
    [mention] = told("The army attacked " + "a very long list of villages " * 9 + "on Friday.")
    assert len(mention.headline) <= 90
    assert mention.headline.endswith("…")


def test_a_long_headline_loses_phrases_at_its_end_but_never_its_verb() -> None:
    aid = "Foreign governments and banks pledged 4.4 billion dollars to the poor valleys of Nepal at a conference"
    assert of("pledged", f"{aid} in the capital of Kathmandu.").headline == aid.rpartition(" at ")[0]
    said = "The mayor said on Friday that the workers of the mill and the guards of the large harbour in the north"
    headline = of("said", f"{said} of the country have been sent home.").headline
    assert headline.endswith("…")


@pytest.mark.parametrize(
    ("word", "text", "status"),
    [
        ("sent", "Iran has reportedly sent troops.", "reported"),
        ("deploy", "The army may deploy.", "hypothetical"),
        ("request", "Iraq did not request help.", "denied"),
        ("killed", "No one was killed.", "denied"),
        ("meet", "They will meet on Friday.", "planned"),
        ("deployment", "There is no sign of a large deployment of troops.", "denied"),
        ("help", "If the government asks, Iran will help.", "hypothetical"),
        ("launch", "He will not only launch a programme.", "planned"),
        ("attacked", "Rebels attacked.", "asserted"),
        ("plans", "The council plans to vote.", "planned"),
        ("preparing", "Militias were preparing to deploy.", "asserted"),
        ("loss", "The firm reported a loss.", "asserted"),
        ("attack", "The reported attack failed.", "reported"),
    ],
)
def test_status(word: str, text: str, status: str) -> None:
    assert of(word, text).status == status


@pytest.mark.parametrize(
    ("word", "text", "kind"),
    [
        ("launched", "ISIS launched its fiercest attack on the town.", "attack"),
        ("fell", "Tikrit fell to the militants.", "capture"),
        ("fell", "Prices fell to $5.", "market"),
        ("struck", "An earthquake struck Nepal.", "disaster"),
        ("announced", "The president announced plans to leave.", "statement"),
        ("left", "American troops left Iraq.", "withdrawal"),
        ("left", "The storm left thousands homeless.", "other"),
        ("sent", "Iran sent troops to Iraq.", "deployment"),
        ("began", "The offensive began.", "offensive"),
    ],
)
def test_types(word: str, text: str, kind: str) -> None:
    assert of(word, text).type == kind


def test_places_come_from_what_is_known_of_a_thing() -> None:
    mention = of("liberated", "ISIS attacked the Beiji refinery. The refinery was liberated in November.")
    assert mention.places == ("Beiji",)


def test_headings_captions_and_the_title_tell_nothing() -> None:
    page = (
        "Army attacks again\n\nThe army attacked on Friday.\n\nIn this May 1, 2013 file photo, troops attack a hill.\n"
    )
    assert [mention.trigger.text for mention in told(page)] == ["attacked"]
    assert told("The army attacked on Friday.", title="The army attacked on Friday.") == []


def test_a_language_without_event_words_tells_its_dated_sentences() -> None:
    [mention] = told("Die Offensive auf Tikrit begann am 2. März 2015. Sie stockte bald.", language="de")
    assert (mention.type, mention.link, mention.headline) == (
        "other",
        "same sentence",
        "Die Offensive auf Tikrit begann am 2. März 2015.",
    )


def test_a_contradiction_in_the_text_is_passed_on() -> None:
    assert of("began", "The operation began yesterday (Friday).").warnings


@pytest.mark.parametrize(
    "text", ["", "\x00", "1" * 5_000, "who " * 3_000, "The " * 2_000 + "army attacked.", "attacked " * 2_000]
)
def test_any_text_is_read(text: str) -> None:
    for mention in told(text):
        assert text[mention.trigger.start : mention.trigger.end] == mention.trigger.text
        assert mention.headline
