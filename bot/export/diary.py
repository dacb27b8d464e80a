"""A person's whole diary as plain data, in which rows are numbered by the file, not by us."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql.asyncpg import dialect as postgresql
from sqlalchemy.dialects.sqlite import dialect as sqlite

from bot.export.contents import PARTS
from bot.export.parts import Part
from bot.sealing import Keyring, keyed

Row = dict[str, Any]
Numbers = Mapping[str, Mapping[int, int]]
"""By table: ids of the one side to those of the other."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Rows as the driver gave them, by table, the columns as `Part.columns` has them."""

    is_sqlite: bool
    at: datetime
    rows: Mapping[str, Sequence[tuple[Any, ...]]]
    keyring: Keyring | None = None


@dataclass(frozen=True, slots=True)
class Diary:
    """Every row of a person's by table; `at` is when they were read."""

    at: datetime
    tables: Mapping[str, Sequence[Row]]

    @property
    def person(self) -> Row:
        return self.tables["person"][0]

    def by_number(self, table: str) -> dict[int, Row]:
        return {row["id"]: row for row in self.tables[table]}


def understood(raw: Raw) -> Diary:
    """What was read, in Python's types and numbered from one; takes long for a long life."""
    dialect: Dialect = sqlite() if raw.is_sqlite else postgresql()  # type: ignore[no-untyped-call]
    keyed(dialect, raw.keyring)
    numbers: dict[str, dict[int, int]] = {}
    tables: dict[str, Sequence[Row]] = {}
    for part in PARTS:
        rows = _values(part, raw.rows[part.name], dialect)
        if part.has_id:
            numbers[part.name] = {row["id"]: n for n, row in enumerate(rows, 1)}
        tables[part.name] = rows
    return Diary(raw.at, {part.name: renumber(part, tables[part.name], numbers) for part in PARTS})


def renumber(part: Part, rows: Sequence[Row], numbers: Numbers) -> list[Row]:
    """The rows with every id in them exchanged; one that leads nowhere becomes None."""
    links = {column: numbers.get(table, {}) for column, table in part.linked().items()}
    lists = {column: numbers.get(table, {}) for column, table in part.lists.items()}
    if part.has_id:
        links["id"] = numbers.get(part.name, {})
    return [_renumbered(part, row, links, lists, numbers) for row in rows]


def _renumbered(part: Part, row: Row, links: Numbers, lists: Numbers, numbers: Numbers) -> Row:
    changed = dict(row)
    for column, known in links.items():
        changed[column] = known.get(row[column])
    for column, known in lists.items():
        found = (known.get(one) for one in row[column])
        changed[column] = [one for one in found if one is not None]
    if part.name == "plan_change" and row["what"] == "schedule":
        for column in ("before", "after"):  # the ids of schedules, as text
            changed[column] = _number_in_text(row[column], numbers["schedule"])
    return changed


def _number_in_text(value: str | None, numbers: Mapping[int, int]) -> str | None:
    number = numbers.get(int(value)) if value is not None and value.isdecimal() else None
    return None if number is None else str(number)


def _values(part: Part, rows: Sequence[tuple[Any, ...]], dialect: Dialect) -> list[Row]:
    columns = list(part.columns())
    names = [column.name for column in columns]
    readers = [
        (place, reader)
        for place, column in enumerate(columns)
        if (reader := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
    ]
    found = []
    for row in rows:
        values = list(row)
        for place, read in readers:
            values[place] = read(values[place])
        found.append(dict(zip(names, values, strict=True)))
    return found
