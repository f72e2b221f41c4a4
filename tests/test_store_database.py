import sqlite3
from collections.abc import Iterable
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from store import database, people, query
from store.errors import DatabaseUrlError, SchemaError, UnavailableError
from store.events import FACETS
from store.ingest import ingest, remerge
from store.tables import TABLES, ArticleRow, BlockRow, FacetRow
from tests.stories import RAMADI, TIKRIT, article, reading

MIGRATIONS = Path(database.__file__).parent / "migrations"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/deep/er/events.db"


def test_migrations_make_exactly_the_tables_of_the_models(url: str) -> None:
    database.connect(url)
    database.create_schema()
    with database.session():
        assert not diff_models(database.database.obj, [*TABLES, *people.TABLES])  # type: ignore[no-untyped-call]


FIRST_FACETS = "WHERE kind IN ('place', 'source')"


def _rows(names: Iterable[str]) -> dict[str, set[tuple[object, ...]]]:
    """What some tables hold, by their names."""
    return {name: set(database.database.execute_sql(f"SELECT * FROM {name}").fetchall()) for name in names}


def test_a_database_of_the_first_version_learns_what_came_later(tmp_path: Path) -> None:
    database.connect(f"sqlite:///{tmp_path}/new.db")
    database.create_schema()
    for id, publisher, day in (("a", "Der Bote", 18), ("b", "Élan", 19), ("c", "", 20)):
        told = article(id, TIKRIT, RAMADI, publisher=publisher, published=f"2015-05-{day}")
        ingest(told, reading(TIKRIT, RAMADI))
    names = [table._meta.table_name for table in [*TABLES, *people.TABLES]]
    with database.session():
        whole = _rows(names)
    database.connect(f"sqlite:///{tmp_path}/old.db")
    with database.session():
        Runner(database.database.obj, str(MIGRATIONS)).up(target="0001_first_schema")  # type: ignore[no-untyped-call]
        old = [name for name in database.database.get_tables() if name in names]
        database.database.execute_sql("ATTACH ? AS new", (f"{tmp_path}/new.db",))
        for name in sorted(old, key=names.index):
            columns = ", ".join(column.name for column in database.database.get_columns(name))
            some = FIRST_FACETS if name == "facet" else ""
            database.database.execute_sql(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM new.{name} {some}")
    with database.session():
        database.create_schema()
        remerge()
        found = _rows(names)
        assert {row.kind for row in FacetRow.select()} == set(FACETS)
    # The number of a change has no past; and these texts are read anew, which were read by hand.
    for name in ("event", "timex"):
        assert found.pop(name) != whole.pop(name)
    # The texts as they are served come with what is written from now on, if anybody serves.
    assert found.pop("rendering") == set()
    del whole["rendering"]
    assert found == whole


def test_what_an_older_version_merged_by_other_rules_is_merged_anew(url: str) -> None:
    database.connect(url)
    database.create_schema()
    ingest(article("a", TIKRIT, RAMADI), reading(TIKRIT, RAMADI))
    ingest(article("b", TIKRIT, RAMADI, published="2015-05-19"), reading(TIKRIT, RAMADI))
    events = query.events(query.EventFilter(), limit=9).items
    with database.session():
        database.database.execute_sql("UPDATE mention SET event_id = (SELECT MIN(key) FROM event), joins = NULL")
        database.database.execute_sql("DELETE FROM event WHERE key > (SELECT MIN(key) FROM event)")
        BlockRow.delete().execute()
    remerge()
    assert query.events(query.EventFilter(), limit=9).items == events
    remerge()
    assert query.events(query.EventFilter(), limit=9).items == events


def test_schema_is_current_only_once_created(url: str) -> None:
    database.connect(url)
    assert not database.is_current()
    database.create_schema()
    database.create_schema()
    assert database.is_current()


def test_connection_has_the_settings_that_concurrent_writers_need(url: str) -> None:
    database.connect(url)
    database.create_schema()
    with database.session():
        assert database.database.pragma("journal_mode") == "wal"
        assert database.database.pragma("foreign_keys") == 1
        assert database.database.pragma("busy_timeout") == database.BUSY_SECONDS * 1000


def test_database_of_a_newer_version_is_refused(url: str) -> None:
    database.connect(url)
    database.create_schema()
    with database.session():
        database.database.execute_sql(
            "INSERT INTO schema_migration (name, applied) VALUES ('0999_later', '2031-01-01')"
        )
    with pytest.raises(SchemaError, match="0999_later"):
        database.create_schema()


def _create(url: str) -> None:
    database.connect(url)
    database.create_schema()


def test_many_processes_create_one_schema_at_once(url: str) -> None:
    processes = [get_context("fork").Process(target=_create, args=(url,)) for _ in range(8)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 8
    database.connect(url)
    assert database.is_current()


@pytest.mark.parametrize(
    "url", ["", "postgresql://localhost/x", "sqlite://", "sqlite:///", "sqlite:/x.db", "x.db", "sqlite:///a%00b"]
)
def test_other_urls_are_refused_with_an_example(url: str) -> None:
    with pytest.raises(DatabaseUrlError, match="expected sqlite:///"):
        database.connect(url)


def test_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUrlError, match="is a folder"):
        database.connect(f"sqlite:///{tmp_path}")


def test_file_cannot_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseUrlError, match="cannot be made"):
        database.connect(f"sqlite:///{tmp_path}/file/events.db")


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database " * 100)
    database.connect(f"sqlite:///{tmp_path}/notes.txt")
    with pytest.raises(DatabaseUrlError, match="cannot be opened"):
        database.create_schema()


def test_database_that_is_locked_for_too_long_is_unavailable(url: str) -> None:
    database.connect(url)
    database.create_schema()
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as other, database.session():
        other.execute("BEGIN IMMEDIATE")
        database.database.obj.timeout = 0
        with pytest.raises(UnavailableError, match="locked"), database.session():
            database.database.execute_sql("BEGIN IMMEDIATE")


def test_percent_escapes_in_the_path_are_read(tmp_path: Path) -> None:
    database.connect(f"sqlite:///{tmp_path}/two%20words.db")
    database.create_schema()
    assert (tmp_path / "two words.db").exists()


def test_database_in_memory_outlives_its_sessions() -> None:
    database.connect("sqlite:///:memory:")
    database.create_schema()
    with database.session():
        assert ArticleRow.select().count() == 0


def test_inner_session_leaves_the_connection_of_the_outer_open(url: str) -> None:
    database.connect(url)
    with database.session():
        with database.session():
            pass
        assert not database.database.is_closed()
    assert database.database.is_closed()
