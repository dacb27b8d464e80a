"""Writing many rows at once, by plain tables.

PostgreSQL is given a list a column and takes them apart itself: one statement for a batch costs
half of what a statement a row does, on both sides.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ARRAY,
    Insert,
    Table,
    TableValuedAlias,
    Update,
    bindparam,
    column,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Base
from bot.plain import change, change_each, fetch
from bot.prepared import Statement

_LIST = "{}_list"
"""A parameter's name by its column's; the column's own would be taken for a value of it."""


def table_of(mapped: type[Base]) -> Table:
    return cast("Table", mapped.__table__)


async def update_each(
    session: AsyncSession, mapped: type[Base], rows: Sequence[dict[str, Any]]
) -> None:
    """Updates rows by their `id`, all with the same columns.

    One that was erased meanwhile is passed over, where the session's own bulk update refuses all.
    """
    if not rows:
        return
    if not _is_sqlite(session):
        await change(session, _each_of_lists(mapped, tuple(rows[0])), _lists(rows))
        return
    names = tuple(name for name in rows[0] if name != "id")
    values = [{"row_id": row["id"]} | {name: row[name] for name in names} for row in rows]
    await change_each(session, _each_by_id(mapped, names), values)


async def insert_each(
    session: AsyncSession, mapped: type[Base], rows: Sequence[dict[str, Any]],
    *, unless_taken: bool = False,
) -> None:  # fmt: skip
    """Inserts rows, all with the same columns; `unless_taken` but for those whose key is there."""
    if not rows:
        return
    if _is_sqlite(session):
        await change_each(session, _insert_of(mapped, unless_taken=unless_taken), rows)
        return
    statement = _insert_of_lists(mapped, tuple(rows[0]), unless_taken=unless_taken)
    await change(session, statement, _lists(rows))


async def new_ids(session: AsyncSession, mapped: type[Base], count: int) -> Sequence[int]:
    """Ids for so many rows to come, in the transaction that inserts them.

    Asking each inserted row for its own costs twice what inserting does.
    """
    if _is_sqlite(session):  # one transaction writes at a time
        (row,) = await fetch(session, _newest(mapped), {})
        last = row.id or 0
        return range(last + 1, last + 1 + count)
    sequence = func.nextval(func.pg_get_serial_sequence(table_of(mapped).name, "id"))
    found = await session.scalars(select(sequence).select_from(func.generate_series(1, count)))
    return found.all()


@cache
def _newest(mapped: type[Base]) -> Statement:
    return select(func.max(table_of(mapped).c.id).label("id"))


@cache
def _each_by_id(mapped: type[Base], names: tuple[str, ...]) -> Update:
    table = table_of(mapped)
    values = {name: bindparam(name, type_=table.c[name].type) for name in names}
    return update(table).where(table.c.id == bindparam("row_id")).values(values)


@cache
def _insert_of(mapped: type[Base], *, unless_taken: bool) -> Insert:
    table = table_of(mapped)
    return sqlite_insert(table).on_conflict_do_nothing() if unless_taken else insert(table)


@cache
def _each_of_lists(mapped: type[Base], names: tuple[str, ...]) -> Update:
    table, given = table_of(mapped), _given(mapped, names)
    values = {name: given.c[name] for name in names if name != "id"}
    return update(table).where(table.c.id == given.c.id).values(values)


@cache
def _insert_of_lists(mapped: type[Base], names: tuple[str, ...], *, unless_taken: bool) -> Insert:
    given = _given(mapped, names)
    statement = postgresql_insert(table_of(mapped)).from_select(names, select(*given.c))
    return statement.on_conflict_do_nothing() if unless_taken else statement


def _given(mapped: type[Base], names: tuple[str, ...]) -> TableValuedAlias:
    """The rows of lists, one list a column, each a parameter."""
    kinds = {name: table_of(mapped).c[name].type for name in names}
    lists = (bindparam(_LIST.format(name), type_=ARRAY(kind)) for name, kind in kinds.items())
    columns = (column(name, kind) for name, kind in kinds.items())
    return func.unnest(*lists).table_valued(*columns, name="given").render_derived()


def _lists(rows: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    return {_LIST.format(name): [row[name] for row in rows] for name in rows[0]}


def _is_sqlite(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "sqlite"
