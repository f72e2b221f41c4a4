"""Rows written by the thousand: the same statements as peewee's, composed once for each table and not for each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from store.database import database
from store.tables import Row


def insert(table: type[Row], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Insert rows of values, given in the order of the columns."""
    statement = _insertion(table, tuple(columns))
    for row in rows:
        database.execute_sql(statement, row)


def insert_one(table: type[Row], **columns: object) -> int:
    """Insert one row; its key, where the database gives it one."""
    key: int = database.execute_sql(_insertion(table, tuple(columns)), tuple(columns.values())).lastrowid
    return key


def delete(table: type[Row], column: str, value: object) -> None:
    """Delete the rows that have a value in a column."""
    database.execute_sql(f'DELETE FROM "{table._meta.table_name}" WHERE "{column}" = ?', (value,))


@cache
def _insertion(table: type[Row], columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{table._meta.table_name}" ({names}) VALUES ({", ".join("?" * len(columns))})'
