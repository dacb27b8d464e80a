"""Statements built once and compiled once, run on sqlite3 itself.

SQLAlchemy spends forty microseconds around a statement that SQLite runs in five. What this cannot
run (many rows of lists, defaults made in Python) it leaves to SQLAlchemy, whose exceptions it
raises.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Delete,
    Dialect,
    Executable,
    Insert,
    Select,
    Update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Statement = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | Insert | Update | Delete
Convert = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Prepared:
    text: str
    wants: tuple[tuple[str, Any, Convert], ...]
    """Each value in its place: its name, what it is if it is not given, how it is written."""
    reads: tuple[Convert, ...]
    row: Any
    """The named tuple of a row."""
    lists: Mapping[str, str]
    """Values that are lists, for an IN: by name, what the text has where theirs go."""

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        return [
            given.get(name, fixed) if write is None else write(given.get(name, fixed))
            for name, fixed, write in self.wants
        ]

    def filled(self, given: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """The text with as many places as its lists are long, and all values."""
        text, values = self.text, self.values(given)
        if not self.lists:
            return text, values
        flat: list[Any] = []
        for (name, _, _), value in zip(self.wants, values, strict=True):
            if name in self.lists:
                text = text.replace(self.lists[name], ", ".join("?" * len(value)), 1)
                flat += value
            else:
                flat.append(value)
        return text, flat

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        reads, row = self.reads, self.row
        return [
            row._make(
                one if read is None else read(one) for one, read in zip(each, reads, strict=True)
            )
            for each in found
        ]


class Statements:
    """Those of one dialect, whose types know how its values are written and read."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._prepared: dict[tuple[Executable, frozenset[str]], _Prepared | None] = {}

    def fetch(
        self, connection: sqlite3.Connection, statement: Statement, values: Mapping[str, Any]
    ) -> list[Any] | None:
        """The rows that a SELECT finds; None when it is not for us."""
        prepared = self._of(statement, values)
        if prepared is None:
            return None
        with _as_sqlalchemy_has_it(prepared):
            found = connection.execute(*prepared.filled(values)).fetchall()
        return prepared.rows(found)

    def change(
        self, connection: sqlite3.Connection, statement: Statement, values: Mapping[str, Any]
    ) -> tuple[int, int | None] | None:
        """How many rows were written, and the id of a new one; None when it is not for us."""
        prepared = self._of(statement, values)
        if prepared is None:
            return None
        with _as_sqlalchemy_has_it(prepared):
            done = connection.execute(*prepared.filled(values))
        return done.rowcount, done.lastrowid

    def change_each(
        self,
        connection: sqlite3.Connection,
        statement: Statement,
        rows: Sequence[Mapping[str, Any]],
    ) -> bool:
        """Whether it did."""
        prepared = self._of(statement, rows[0])
        if prepared is None or prepared.lists:
            return False
        with _as_sqlalchemy_has_it(prepared):
            connection.executemany(prepared.text, map(prepared.values, rows))
        return True

    def _of(self, statement: Statement, values: Mapping[str, Any]) -> _Prepared | None:
        key = (statement, frozenset(values))
        if key not in self._prepared:
            self._prepared[key] = _prepare(statement, list(values), self._dialect)
        return self._prepared[key]


@dataclass(frozen=True, slots=True)
class Raw:
    """The driver's connection of a transaction, and the statements that run on it."""

    statements: Statements
    connection: sqlite3.Connection

    def fetch(self, statement: Statement, values: Mapping[str, Any]) -> list[Any] | None:
        return self.statements.fetch(self.connection, statement, values)

    def change(
        self, statement: Statement, values: Mapping[str, Any]
    ) -> tuple[int, int | None] | None:
        return self.statements.change(self.connection, statement, values)

    def change_each(self, statement: Statement, rows: Sequence[Mapping[str, Any]]) -> bool:
        return self.statements.change_each(self.connection, statement, rows)


class _as_sqlalchemy_has_it:  # noqa: N801  a context manager, cheaper than contextlib's
    """Errors without the values: people's words are among them."""

    def __init__(self, prepared: _Prepared) -> None:
        self._text = prepared.text

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.Error):
            hidden = DBAPIError.instance(
                self._text, None, error, sqlite3.Error, hide_parameters=True
            )
            raise hidden from error


def _prepare(statement: Statement, names: list[str], dialect: Dialect) -> _Prepared | None:
    query = statement if isinstance(statement, Select | CompoundSelect) else None
    compiled = statement.compile(dialect=dialect, column_keys=None if query is not None else names)
    assert isinstance(compiled, SQLCompiler)
    if compiled.literal_execute_params or compiled.insert_prefetch or compiled.update_prefetch:
        return None
    columns = () if query is None else query.selected_columns
    return _Prepared(
        compiled.string,
        tuple(_want(compiled, name, dialect) for name in compiled.positiontup or ()),
        tuple(_reading(one.type, dialect) for one in columns),
        namedtuple("Row", [one.key or one.name for one in columns]),  # noqa: PYI024  by the columns
        {bind.key: _place_of(compiled, bind) for bind in compiled.post_compile_params},
    )


def _want(compiled: SQLCompiler, name: str, dialect: Dialect) -> tuple[str, Any, Convert]:
    bind = compiled.binds[name]
    write = bind.type.dialect_impl(dialect).bind_processor(dialect)
    return bind.key, bind.effective_value, _each(write) if bind.expanding else write


def _each(write: Convert) -> Convert:
    return list if write is None else lambda values: [write(value) for value in values]


def _place_of(compiled: SQLCompiler, bind: BindParameter[Any]) -> str:
    return f"__[POSTCOMPILE_{compiled.bind_names[bind]}]"


def _reading(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
