"""Writing many rows at once, by plain tables."""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Insert, Table, Update, bindparam, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Base
from bot.plain import change_each


def table_of(mapped: type[Base]) -> Table:
    return cast("Table", mapped.__table__)


async def update_each(
    session: AsyncSession, mapped: type[Base], rows: Sequence[dict[str, Any]]
) -> None:
    """Updates rows by their `id`, all with the same columns.

    One that was erased meanwhile is passed over, where the session's own bulk update refuses all.
    """
    if rows:
        names = tuple(name for name in rows[0] if name != "id")
        values = [{"row_id": row["id"]} | {name: row[name] for name in names} for row in rows]
        await change_each(session, _each_by_id(mapped, names), values)


async def insert_each(
    session: AsyncSession, mapped: type[Base], rows: Sequence[dict[str, Any]],
    *, unless_taken: bool = False,
) -> None:  # fmt: skip
    """Inserts rows, all with the same columns; `unless_taken` but for those whose key is there."""
    dialect = session.get_bind().dialect.name if unless_taken else ""
    await change_each(session, _insert_of(mapped, dialect), rows)


async def new_ids(session: AsyncSession, mapped: type[Base], count: int) -> Sequence[int]:
    """Ids for so many rows to come, in the transaction that inserts them.

    Asking each inserted row for its own costs twice what inserting does.
    """
    if session.get_bind().dialect.name == "sqlite":  # one transaction writes at a time
        last = await session.scalar(select(func.max(table_of(mapped).c.id))) or 0
        return range(last + 1, last + 1 + count)
    sequence = func.nextval(func.pg_get_serial_sequence(table_of(mapped).name, "id"))
    found = await session.scalars(select(sequence).select_from(func.generate_series(1, count)))
    return found.all()


@cache
def _each_by_id(mapped: type[Base], names: tuple[str, ...]) -> Update:
    table = table_of(mapped)
    values = {name: bindparam(name, type_=table.c[name].type) for name in names}
    return update(table).where(table.c.id == bindparam("row_id")).values(values)


@cache
def _insert_of(mapped: type[Base], unless_taken_on: str) -> Insert:
    if not unless_taken_on:
        return insert(table_of(mapped))
    build = sqlite_insert if unless_taken_on == "sqlite" else postgresql_insert
    return build(table_of(mapped)).on_conflict_do_nothing()
