"""Finding and resolving in whole sentences: context, direction, signals, repeats, typography, hostile text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import tagger
from timeline.display import display
from timeline.explain import explain
from timeline.interval import Granularity, day_interval, ordinal, shift
from timeline.language import load
from timeline.model import Timex
from timeline.notation import from_edtf, publication_interval, to_edtf
from timeline.pipeline import find_times
from timeline.resolver import resolve

ENGLISH = load("en")
PUBLISHED = "2015-05-18"  # a Monday


def read(text: str, published: str | None = PUBLISHED, kind: str | None = None) -> list[Timex]:
    anchor = None if published is None else publication_interval(published)
    return resolve(tagger.tag(text, ENGLISH), text, anchor, ENGLISH, kind)


def dates(text: str, published: str | None = PUBLISHED, kind: str | None = None) -> list[str | None]:
    return [None if timex.dates is None else to_edtf(timex.dates) for timex in read(text, published, kind)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The operation began yesterday.", "2015-05-17"),
        ("Tikrit was recaptured last month.", "2015-04"),
        ("It was liberated once before in November.", "2014-11"),
        ("He spoke on Friday.", "2015-05-15"),
        ("He spoke on Monday.", "2015-05-18"),
        ("They will meet on Friday.", "2015-05-22"),
        ("The vote is scheduled for November.", "2015-11"),
        ("The onslaught began in summer.", "2014-22"),
        ("It was the biggest victory since last summer.", "2014-22/.."),
        ("The city fell by Sunday.", "../2015-05-17"),
        ("It had burned until 3 May.", "../2015-05-03"),
        ("It stood empty before 2011.", "../2010"),
        ("It must close before the end of the year.", "../2015"),
        ("He came from Thursday on.", "2015-05-14/.."),
        ("After March 2015 nobody came.", "2015-04/.."),
        ("Interest rose over the past year.", "2014-05-18~/2015-05-18~"),
        ("He has tried in recent days.", "2015-05-11~/2015-05-18~"),
        ("Nearly two decades ago it stood.", "199X~"),
        ("He left in the third quarter of 1989.", "1989-35"),
        ("It was built in the second half of 2014.", "2014-07/2014-12"),
        ("Troubles of the 1980s.", "198X"),
        ("It grew in the second half of the 1980s.", "1985/1989"),
        ("It rained in the first half of May.", "2015-05-01/2015-05-15"),
        ("A house of the 19th century.", "18XX"),
        ("They rested over the weekend.", "2015-05-16/2015-05-17"),
        ("On Christmas Eve it snowed.", "2014-12-24"),
        ("It was signed in March 44 BC.", "-0043-03"),
        ("He left at 10:30 p.m. on Saturday.", "2015-05-16"),
    ],
)
def test_one_date(text: str, edtf: str) -> None:
    assert dates(text) == [edtf]


@pytest.mark.parametrize(
    "text", ["It takes two years.", "They meet every Thursday.", "He is now in Baghdad.", "He left recently."]
)
def test_lengths_repetitions_and_references_date_nothing(text: str) -> None:
    assert dates(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "They may deploy troops.",
        "Troops march on Tikrit.",
        "In a second statement he denied it.",
        "Prices fall and rise.",
        "About 1500 troops came.",
        "Flight 1999 landed.",
        "May I go?",
        "He had a hot spring bath.",
        "The Sun set.",
        "It weighs 2,015 tons.",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert [date for date in dates(text) if date] == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("US troops occupied Iraq between 2003 and 2011.", "2003/2011"),
        ("It lasted from 2 March to 17 April 2015.", "2015-03-02/2015-04-17"),
        ("It lasted from June 2014 to 17 April 2015.", "2014-06/2015-04-17"),
        ("It lasts from April to June.", "2015-04/2015-06"),
        ("It lasted from October to March.", "2014-10/2015-03"),
        ("They fought from Friday to Sunday.", "2015-05-15/2015-05-17"),
        ("They met between 3 and 5 May.", "2015-05-03/2015-05-05"),
        ("The war of 2003\N{EN DASH}2011 ended.", "2003/2011"),
        ("They met on April 2-4.", "2015-04-02/2015-04-04"),
        ("They met on March 5-9, 1918.", "1918-03-05/1918-03-09"),
    ],
)
def test_two_ends_make_one_range(text: str, edtf: str) -> None:
    assert dates(text) == [edtf, edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on Sept. 17,\N{NO-BREAK SPACE}2013", "2013-09-17"),
        ("LAST MONTH", "2015-04"),
        ("Last\nmonth", "2015-04"),
        ("at 9 a.m. yesterday", "2015-05-17"),
        ("\N{LEFT SINGLE QUOTATION MARK}last month\N{RIGHT SINGLE QUOTATION MARK}", "2015-04"),
        ("mid\N{NON-BREAKING HYPHEN}2014", "2014"),
        ("summer of \N{RIGHT SINGLE QUOTATION MARK}42", "1942-22"),
    ],
)
def test_typography(text: str, edtf: str) -> None:
    assert dates(text) == [edtf]


def test_one_of_two_dates() -> None:
    assert dates("They attacked on 5 or 6 May.") == ["[2015-05-05,2015-05-06]"] * 2
    assert dates("They attacked in June or July 2013.") == ["[2013-06,2013-07]"] * 2
    assert dates("They attack each summer.") == [None]


def test_dates_in_a_list_share_the_year_that_ends_it() -> None:
    assert dates("In April, May and June 2013 it rained.") == ["2013-04", "2013-05", "2013-06"]
    assert dates("On 2, 3 and 5 March it rained.") == ["2015-03-02", "2015-03-03", "2015-03-05"]
    assert dates("In April 2013 and May 2014 it rained.") == ["2013-04", "2014-05"]
    assert dates("On May 2, 3 and 5 it rained.") == ["2015-05-02", "2015-05-03", "2015-05-05"]
    assert dates("On March 5 and 6, 2014 it rained.") == ["2014-03-05", "2014-03-06"]
    assert dates("On May 6, 20 rebels fled.") == ["2015-05-06"]
    assert dates("The revision on Friday to December's figures.") == ["2015-05-15", "2014-12"]


def test_a_date_counted_by_next_or_last_takes_no_year_from_the_list() -> None:
    assert dates("It rained last March and April 1918.") == ["2015-03", "1918-04"]
    assert dates("It rained next March, April and May 1918.") == ["2016-03", "1918-04", "1918-05"]


def test_a_weekday_that_does_not_fit_its_date_is_a_warning() -> None:
    assert read("on Monday, 3 March 2015")[0].warning is not None
    assert read("on Monday, 2 March 2015")[0].warning is None


def test_a_weekday_may_tell_the_year() -> None:
    assert dates("He said so on Tuesday, May 19.") == ["2015-05-19"]
    assert dates("He said so on Monday, May 19.") == ["2014-05-19"]
    assert dates("It is said on 15 May Friday.") == ["2015-05-15"]


def test_a_weekday_may_stand_away_from_its_date() -> None:
    assert dates("On Sunday evening, May 10, it fell.") == ["2015-05-10"]
    (timex,) = read("On Monday evening, May 10, it fell.")
    assert timex.warning is not None


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It rained in the last two weeks of April.", "2015-04-17/2015-04-30"),
        ("It rained in the first three months of 2014.", "2014-01/2014-03"),
        ("It rained in the first three days of last week.", "2015-05-11/2015-05-13"),
        ("It rained in the final two years of the 1990s.", "1998/1999"),
    ],
)
def test_a_length_at_the_beginning_or_end_of_a_time(text: str, edtf: str) -> None:
    assert dates(text) == [edtf, edtf]
    assert f"makes that {display(from_edtf(edtf))}" in explain(read(text)[0], PUBLISHED).replace("in that", "that")


def test_a_length_at_the_end_of_something_else_does_not_reach_to_publication() -> None:
    assert dates("He fought in the last two years of the war.") == [None]
    assert dates("He fought in the last year of the war.") == [None]
    assert dates("It rained in the last few weeks of April.") == [None, "2015-04"]
    assert dates("It rained in the first nine weeks of April.") == [None, "2015-04"]
    assert dates("He fought over the last two years.") == ["2013-05-18~/2015-05-18~"]
    assert dates("He fought over the last year.") == ["2014-05-18~/2015-05-18~"]


def test_a_length_to_come_counts_from_publication_only_where_it_lies_ahead() -> None:
    assert dates("They will build over the next two years.") == ["2015-05-18~/2017-05-18~"]
    assert dates("He was jailed in 2003 and wrote over the next two years.") == ["2003", None]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They will meet next year, in June.", ["2016", "2016-06"]),
        ("In 2012, on 5 June, it fell.", ["2012", "2012-06-05"]),
        ("It fell last year in the summer.", ["2014", "2014-22"]),
        ("It fell in 2012. In June it was rebuilt.", ["2012", "2014-06"]),
        ("It fell in 2012, and in June it was rebuilt.", ["2012", "2014-06"]),
    ],
)
def test_a_date_stands_within_the_year_before_it(text: str, edtf: list[str]) -> None:
    assert dates(text) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It fell on 03/04/2015.", ["2015-03-04"]),
        ("It fell on 03/04/2015, and it rose on 25/04/2015.", ["2015-04-03", "2015-04-25"]),
        ("It fell on 03/04/2015, and it rose on 04/25/2015.", ["2015-03-04", "2015-04-25"]),
        ("It fell on 03/04/2015, rose on 04/25/2015 and on 25/04/2015.", ["2015-03-04", "2015-04-25", "2015-04-25"]),
    ],
)
def test_one_date_in_numbers_tells_how_to_read_another(text: str, edtf: list[str]) -> None:
    assert dates(text) == edtf
    reading = read(text)[0].reading
    assert reading is not None
    told = len(edtf) == 2
    assert any("as another date of the text" in step for step in reading.steps) == told
    assert [to_edtf(other) for other in reading.alternatives] == ([] if told else ["2015-04-03"])


def test_a_clock_is_of_the_day_that_its_sentence_names() -> None:
    assert dates("They will meet on Friday at noon.") == ["2015-05-22", "2015-05-22"]
    assert dates("They met on Friday. At 9 a.m. it rained.") == ["2015-05-15", "2015-05-18"]


def test_a_night_is_of_two_days() -> None:
    assert dates("Gunmen attacked overnight.") == ["2015-05-17/2015-05-18"]
    assert dates("Rain will fall overnight.") == ["2015-05-18/2015-05-19"]
    assert dates("They left the night before.") == [None]


def test_what_is_named_too_coarsely_is_nothing_to_count_days_from() -> None:
    assert dates("It fell in 1988. Two days later he fled.") == ["1988", None]
    assert dates("It fell in 1988. Some months earlier he had fled.") == ["1988", None]
    assert dates("It fell in June 1988. Two months later he fled.") == ["1988-06", "1988-08"]


def test_what_was_done_the_next_day_was_not_done_after_publication() -> None:
    assert dates("The next day they left.") == [None]
    assert dates("It fell on 9 May. The next day they left.") == ["2015-05-09", "2015-05-10"]
    assert dates("They will leave the next day.") == ["2015-05-19"]


def test_an_abbreviation_ends_no_sentence() -> None:
    assert dates("He told the U.S. State Department on Thursday that all would go.") == ["2015-05-14"]
    assert dates("In January, Mr. Gill brought in John A. Smith, who will lead it.") == ["2015-01"]


def test_a_habit_is_of_no_day() -> None:
    assert dates("I get up in the morning and go out.") == [None]
    assert dates("The shop opened in the morning.") == ["2015-05-18"]


def test_a_day_that_does_not_exist_dates_nothing_and_says_so() -> None:
    (timex,) = read("on February 30, 2015")
    assert timex.dates is None
    assert timex.warning == "there is no day 2015-02-30"
    assert explain(timex, PUBLISHED) == "'February 30, 2015' cannot be a date: there is no day 2015-02-30"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The election will be held in November.", "2015-11"),
        ("The vote will be held on Friday.", "2015-05-22"),
        ("The troops will have left by August.", "../2015-08"),
        ("The trial was postponed until September.", "../2015-09"),
        ("He was killed on 12 June.", "2014-06-12"),
        ("Voters go to the polls on Sunday.", "2015-05-24"),
        ("The tournament kicks off in October.", "2015-10"),
        ("The summit opens on Thursday in Riga.", "2015-05-21"),
        ("Since June 3 he has been in jail.", "2014-06-03/.."),
        ("Thousands marched this weekend in Paris.", "2015-05-16/2015-05-17"),
        ("They attacked after 9 p.m. on Saturday, May 16.", "2015-05-16"),
        ("In March he resigned.", "2015-03"),
        ("The valve should have prevented the 20 April explosion.", "2015-04-20"),
        ("2 May: the company starts to drill.", "2015-05-02"),
        ("The court will discuss the September attack in detail.", "2014-09"),
        ("The November election will decide it.", "2015-11"),
        ("Lawmakers will investigate the Friday attack.", "2015-05-15"),
        ("He warned that it could go on into August.", "2015-08"),
        ("It may be August before it ends.", "2015-08"),
        ("When it set up the fund in April, the aim was to provide help.", "2015-04"),
        ("The board has set 10 June as the deadline.", "2015-06-10"),
        ("The company said it is calling its shares on 10 June.", "2015-06-10"),
        ("It said flights would leave from 10 June.", "2015-06-10/.."),
        ("He was arrested by police in December.", "2014-12"),
        ("The work is expected in December.", "2015-12"),
        ('"We will go in the end." It fell in December.', "2014-12"),
        ("Rain will fall over the weekend.", "2015-05-23/2015-05-24"),
        ("It said flights would leave soon, with the third leaving on 10 November.", "2015-11-10"),
    ],
)
def test_verbs_tell_whether_a_date_lies_behind_or_ahead(text: str, edtf: str) -> None:
    assert dates(text) == [edtf]


def test_a_short_history_is_a_narrative_too() -> None:
    text = (
        "The war began on 19 July 1870. On 4 August the Germans crossed the border. Napoleon surrendered on "
        "2 September 1870. Paris held out until January 1871. In May 1871 peace was signed."
    )
    assert dates(text)[1] == "1870-08-04"


def test_later_counts_from_the_time_before_it() -> None:
    assert dates("It fell on 9 April 2003. Two days later he fled. The following month it ended.") == [
        "2003-04-09",
        "2003-04-11",
        "2003-05",
    ]


def test_a_year_earlier_is_the_quarter_that_the_text_reports_on() -> None:
    text = "In the third quarter of 2014 it lost, against a gain a year earlier. "
    assert dates(text) == ["2014-35", "2013-35"]
    assert dates(text + "Sales of Sept. 30, 2014 beat the year-ago period and the 2012 quarter.")[2:] == [
        "2014-09-30",
        "2013-35",
        "2012-35",
    ]
    assert dates(text + "In the first nine months it gained, after a loss a year earlier.")[3:] == ["2014"]
    assert dates("Profit beat that of the year-ago quarter.") == ["2014-33"]


NARRATIVE = (
    "In 1939 war broke out. In 1940 France fell. On 22 June 1941 Germany invaded. In December it stopped. "
    "In January the front held. In 1942, 1943 and 1944 it moved back. "
) + "In May 1945 it was over. " * 12


def test_a_narrative_chains_its_dates() -> None:
    assert dates(NARRATIVE, "2009-12-19")[3:5] == ["1941-12", "1942-01"]
    assert dates(NARRATIVE, "2009-12-19", kind="news")[3] == "2009-12"
    assert dates(NARRATIVE + "Yesterday and today he spoke. " * 3, "2009-12-19")[3] == "2009-12"


def test_a_post_means_this_morning() -> None:
    post = "Good morning all! https://t.example/x"
    assert [to_edtf(t.dates) for t in find_times(post, publication_interval(PUBLISHED)) if t.dates] == ["2015-05-18"]
    assert find_times("Good morning all!", publication_interval(PUBLISHED)) == []
    assert find_times(post, publication_interval(PUBLISHED), kind="news") == []


def test_publication_known_only_to_the_month() -> None:
    assert dates("He spoke last month.", "2015-03") == ["2015-02"]
    (thursday,) = dates("He spoke on Thursday.", "2015-02")
    assert thursday == "[2015-01-29,2015-02-05,2015-02-12,2015-02-19,2015-02-26]"
    assert dates("He spoke yesterday.", "2015-02") == ["2015-01-31?/2015-02-27?"]


def test_without_publication_only_explicit_dates_are_read() -> None:
    assert dates("On 2 March 2015, last month and on Friday.", None) == ["2015-03-02", None, None]


def test_friday_on_a_friday_has_two_readings() -> None:
    (timex,) = read("He spoke on Friday.", "2015-05-22")
    assert timex.reading is not None
    assert [to_edtf(other) for other in timex.reading.alternatives] == ["2015-05-15"]
    (ahead,) = read("Parliament will vote on Friday.", "2015-05-22")
    assert ahead.reading is not None
    assert [to_edtf(other) for other in ahead.reading.alternatives] == ["2015-05-29"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("last month", "'last month', counted from publication on 18 May 2015, is April 2015"),
        ("since last summer", "'last summer', counted from publication on 18 May 2015, is summer 2014; "
         "'since last summer' makes that in or after summer 2014"),
        ("on 2 March 2015", "'2 March 2015' names 2 March 2015"),
        ("for two years", "'two years' is a length of time and dates nothing"),
        ("every Thursday", "'every Thursday' is a repeated time and dates nothing"),
        ("early April", "'early April', counted from publication on 18 May 2015, is early in April 2015"),
    ],
)  # fmt: skip
def test_explanations(text: str, sentence: str) -> None:
    (timex,) = read(text)
    assert explain(timex, PUBLISHED) == sentence


@pytest.mark.parametrize("published", ["2015-05-18T22:30:00-05:00", "2015-05-18T01:30:00+13:00"])
def test_yesterday_is_of_the_publishers_own_day(published: str) -> None:
    assert dates("yesterday", published) == ["2015-05-17"]


@given(
    st.integers(ordinal(1800), ordinal(2200)),
    st.integers(-200, 200),
    st.sampled_from(["yesterday", "on Friday", "two days ago", "last week"]),
)
def test_shifting_publication_by_weeks_shifts_relative_days_by_weeks(day: int, weeks: int, words: str) -> None:
    here = resolve(tagger.tag(words, ENGLISH), words, day_interval(day), ENGLISH)
    there = resolve(tagger.tag(words, ENGLISH), words, day_interval(day + 7 * weeks), ENGLISH)
    assert here[0].dates is not None
    moved = here[0].dates
    granularity = moved.granularity
    assert there[0].dates == (
        shift(moved, Granularity.DAY, 7 * weeks) if granularity is Granularity.DAY else shift(moved, granularity, weeks)
    )


WORDS = st.sampled_from(
    [
        *"on in last next month year May Friday 2015 3 the of two days ago later since March early".split(),
        *"( ) . , ' \N{EM DASH} é й 中".split(),
        "\n",
    ]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=30))
def test_offsets_cut_the_exact_text_and_reading_never_fails(words: list[str]) -> None:
    text = " ".join(words)
    found = read(text)
    assert [text[timex.start : timex.end] for timex in found] == [timex.text for timex in found]
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert read(text) == found


@pytest.mark.parametrize(
    "text", ["1" * 50_000, "last " * 10_000, "(" * 50_000, "\x00" * 1000, "may " * 10_000, "1/2/" * 10_000]
)
def test_hostile_text_is_read_in_reasonable_time(text: str) -> None:
    assert all(text[timex.start : timex.end] == timex.text for timex in read(text))
