from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from peewee import IntegrityError

from store import database, query
from store.errors import UnstorableError
from store.ingest import ingest, remove
from tests.stories import ELECTION, RAMADI, TIKRIT, Line, article, dated, reading, sentence
from timeline.errors import NotationError
from timeline.model import Event


@pytest.fixture(autouse=True)
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/events.db"
    database.connect(url)
    database.create_schema()
    return url


def tell(id: str, *lines: Line, publisher: str = "The Courier") -> str:
    return ingest(article(id, *lines, publisher=publisher), reading(*lines))


def timeline(**asked: object) -> list[Event]:
    return query.events(query.EventFilter(**asked), limit=1000).items  # type: ignore[arg-type]


def stored() -> list[tuple[object, ...]]:
    """Every row of every table."""
    with database.session():
        tables = [name for name in database.database.get_tables() if name != "schema_migration"]
        return [row for name in tables for row in database.database.execute_sql(f"SELECT * FROM {name}").fetchall()]


def test_article_becomes_events_with_their_citations() -> None:
    assert tell("a", ELECTION, TIKRIT) == "added"
    first, second = timeline()
    assert [first.headline, second.headline] == [ELECTION[0], TIKRIT[0]]
    assert [citation.article_id for citation in second.citations] == ["a"]
    assert second.citations[0].quote.text == sentence(TIKRIT)


def test_same_article_again_changes_nothing() -> None:
    tell("a", ELECTION, TIKRIT)
    before = stored()
    assert tell("a", ELECTION, TIKRIT) == "unchanged"
    assert stored() == before


def test_two_articles_tell_one_event() -> None:
    tell("a", TIKRIT)
    tell("b", TIKRIT, publisher="The Herald")
    (event,) = timeline()
    assert {citation.publisher for citation in event.citations} == {"The Courier", "The Herald"}


def test_event_is_the_same_event_after_its_article_came_again() -> None:
    tell("a", TIKRIT)
    (event,) = timeline()
    remove("a")
    assert timeline() == []
    tell("a", TIKRIT)
    assert timeline() == [event]


def test_changed_article_replaces_what_it_said() -> None:
    tell("a", TIKRIT, RAMADI)
    (tikrit,) = timeline(place="Tikrit")
    assert tell("a", TIKRIT, ELECTION) == "replaced"
    assert [event.headline for event in timeline()] == [ELECTION[0], TIKRIT[0]]
    assert timeline(place="Tikrit")[0].id == tikrit.id
    assert query.counts() == query.Counts(articles=1, events=2, citations=2)


def test_corrected_date_keeps_the_event_and_moves_it() -> None:
    tell("a", TIKRIT)
    (wrong,) = timeline()
    tell("a", dated(TIKRIT, "2015-03-03"))
    (right,) = timeline()
    assert right.id == wrong.id
    assert right.interval != wrong.interval
    assert right.alternatives == ()


def test_sentence_that_moved_in_its_article_keeps_its_event() -> None:
    tell("a", TIKRIT)
    (event,) = timeline()
    tell("a", ELECTION, TIKRIT)
    assert [found.id for found in timeline(place="Tikrit")] == [event.id]


def test_article_that_corrects_its_date_leaves_the_event_to_the_others() -> None:
    tell("b", TIKRIT)
    (told_by_b,) = timeline()
    tell("a", TIKRIT)
    (event,) = timeline()
    tell("a", dated(TIKRIT, "1991-03-02"))
    corrected, left = timeline()
    assert left == told_by_b
    assert (corrected.id, [citation.article_id for citation in corrected.citations]) == (event.id, ["a"])


def test_an_event_has_the_id_of_the_telling_published_first_and_every_other_leads_to_it() -> None:
    ingest(article("b", TIKRIT, published="2015-05-18"), reading(TIKRIT))
    (later,) = timeline()
    ingest(article("a", TIKRIT, published="2015-03-04"), reading(TIKRIT))
    (event,) = timeline()
    assert event.id != later.id
    assert query.event(later.id) == query.event(event.id) == event
    remove("a")
    assert timeline() == [later]
    assert query.event(event.id) is None


def test_replaced_article_leaves_the_events_of_others() -> None:
    tell("a", TIKRIT)
    tell("b", TIKRIT)
    tell("a", RAMADI)
    (kept,) = timeline(place="Tikrit")
    assert [citation.article_id for citation in kept.citations] == ["b"]


def test_newer_reading_of_the_same_article_replaces_the_older() -> None:
    tell("a", TIKRIT)
    assert ingest(article("a", TIKRIT), reading(dated(TIKRIT, "2015-03"))) == "replaced"
    assert [event.interval.precision for event in timeline()] == ["month"]


def test_removing_takes_all_that_only_this_article_said() -> None:
    tell("a", TIKRIT, RAMADI)
    tell("b", TIKRIT)
    assert remove("a")
    assert not remove("a")
    assert [event.headline for event in timeline()] == [TIKRIT[0]]
    assert query.article("a") is None
    assert query.counts() == query.Counts(articles=1, events=1, citations=1)


def test_everything_removed_leaves_no_row() -> None:
    empty = stored()
    tell("a", TIKRIT, RAMADI)
    tell("b", TIKRIT)
    remove("b")
    remove("a")
    rows = [row for row in stored() if row not in empty]
    # FTS5 keeps the bookkeeping of its own index.
    assert not [row for row in rows if any(isinstance(value, str) and "Tikrit" in value for value in row)]
    assert query.counts() == query.Counts(articles=0, events=0, citations=0)
    assert timeline(q="Tikrit") == []


def test_id_of_a_living_event_is_not_given_again() -> None:
    tell("a", TIKRIT)
    tell("b", TIKRIT)
    (founded_by_a,) = timeline()
    tell("a", RAMADI)
    # The event that a's words founded lives on in b; a now tells the same words of another year.
    tell("a", dated(TIKRIT, "1991-03-02"))
    assert founded_by_a.id in {event.id for event in timeline()}
    assert len({event.id for event in timeline()}) == 2


def test_undated_mention_is_kept_without_an_event() -> None:
    tell("a", dated(TIKRIT, None))
    found = query.article("a")
    assert found is not None
    assert (found.mention_count, found.event_count) == (1, 0)
    assert timeline() == []


def test_plans_and_denials_are_shown_only_on_demand() -> None:
    ingest(article("a", TIKRIT), reading(TIKRIT, status="planned"))
    assert timeline() == []
    assert [event.status for event in timeline(status=("planned",))] == ["planned"]
    assert [event.status for event in timeline(status=())] == ["planned"]


def test_failure_in_the_middle_leaves_everything_as_it_was() -> None:
    tell("a", TIKRIT)
    tell("b", TIKRIT, RAMADI)
    before = stored()
    with database.session():
        database.database.execute_sql(
            "CREATE TRIGGER full BEFORE INSERT ON mention WHEN new.number = 2 BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with pytest.raises(IntegrityError, match="full"):
        tell("a", RAMADI, ELECTION, TIKRIT)
    assert stored() == before


@pytest.mark.parametrize("field", ["id", "title", "text", "publisher", "url"])
def test_half_a_surrogate_pair_is_refused_by_the_name_of_its_field(field: str) -> None:
    with pytest.raises(UnstorableError, match=field):
        ingest(replace(article("a", TIKRIT), **{field: "x\ud800"}), reading(TIKRIT))
    assert query.counts().articles == 0


def test_publication_date_that_is_none_is_refused() -> None:
    with pytest.raises(NotationError, match="no day 2015-02-30"):
        ingest(article("a", TIKRIT, published="2015-02-30"), reading(TIKRIT))
    assert query.counts().articles == 0


def test_hostile_texts_are_stored_as_they_are() -> None:
    odd = replace(article("a\0'; DROP TABLE event --", TIKRIT), title="\0\u202e‏", url="http://[", text="x" * 1_000_000)
    ingest(odd, reading(TIKRIT))
    found = query.article(odd.id)
    assert found is not None
    assert (found.title, found.url, found.text) == (odd.title, odd.url, odd.text)
    assert query.events_of(odd.id) == timeline()


def _tell_many(url: str, writer: int) -> None:
    database.connect(url)
    for number in range(8):
        own: Line = (
            f"Iraqi forces retook hill {writer * 8 + number}",
            f"Hill {writer * 8 + number}",
            "capture",
            "2015-04",
        )
        tell(f"{writer}-{number}", TIKRIT, own)


def test_many_processes_write_at_once(url: str) -> None:
    writers = [get_context("fork").Process(target=_tell_many, args=(url, writer)) for writer in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 8
    assert query.counts().articles == 64
    assert query.counts().citations == 128
    (tikrit,) = timeline(place="Tikrit")
    assert len(tikrit.citations) == 64
