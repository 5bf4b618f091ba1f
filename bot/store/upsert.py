"""Inserts that a row already there does not break, in the words of each database."""

from dataclasses import dataclass
from typing import Any, TypeVar  # Any: the columns of a table have all sorts of types

from sqlalchemy import Column, ColumnElement, Connection, Insert, Table, func
from sqlalchemy.dialects import postgresql, sqlite


@dataclass(frozen=True, slots=True)
class Upsert:
    """One insert, built once for each database."""

    sqlite: Insert
    postgresql: Insert

    def on(self, connection: Connection) -> Insert:
        """The statement for the database at hand."""
        return self.sqlite if connection.dialect.name == "sqlite" else self.postgresql


def insert_new(table: Table, returning: tuple[Column[Any], ...] = ()) -> Upsert:
    """An insert that skips rows whose key is taken, and gives back `returning` of those that were not."""
    skipping = (
        sqlite.insert(table).on_conflict_do_nothing(),
        postgresql.insert(table).on_conflict_do_nothing(),
    )
    if not returning:
        return Upsert(*skipping)
    return Upsert(skipping[0].returning(*returning), skipping[1].returning(*returning))


def insert_or_change(table: Table, changed: tuple[Column[Any], ...], kept: tuple[Column[Any], ...] = ()) -> Upsert:
    """An insert that changes the row whose primary key is taken.

    Args:
        table: where to.
        changed: the columns that take the new value.
        kept: the columns that take it only where they hold none yet.
    """
    return Upsert(
        _changing(sqlite.insert(table), table, changed, kept),
        _changing(postgresql.insert(table), table, changed, kept),
    )


Dialect = TypeVar("Dialect", sqlite.Insert, postgresql.Insert)


def _changing(
    statement: Dialect, table: Table, changed: tuple[Column[Any], ...], kept: tuple[Column[Any], ...]
) -> Dialect:
    new = statement.excluded
    values: dict[str, ColumnElement[Any]] = {column.name: new[column.name] for column in changed}
    values |= {column.name: func.coalesce(column, new[column.name]) for column in kept}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)
