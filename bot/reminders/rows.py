"""Writing many rows at once, by plain tables."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table, bindparam, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Base


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
    table = table_of(mapped)
    names = [name for name in rows[0] if name != "id"]
    await session.execute(
        update(table)
        .where(table.c.id == bindparam("row_id"))
        .values({name: bindparam(f"new_{name}") for name in names}),
        [{"row_id": row["id"]} | {f"new_{name}": row[name] for name in names} for row in rows],
    )
