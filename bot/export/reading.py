"""Reads everything that is a person's in one transaction, and understands none of it yet.

Making Python's values of ten years would stop the event loop for seconds: a thread does that.
"""

import asyncio
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import NullType

from bot.export.contents import PARTS
from bot.export.diary import Raw
from bot.export.parts import Part
from bot.sealing import keyring_of

_AT_ONCE = 200
"""Rows fetched before the event loop may do something else."""


async def read(session: AsyncSession, person_id: int, now: datetime) -> Raw:
    """All rows, in the order in which they were written."""
    rows = {part.name: await _rows(session, part, person_id) for part in PARTS}
    dialect = session.get_bind().dialect
    return Raw(dialect.name == "sqlite", now, rows, keyring_of(dialect))


async def _rows(session: AsyncSession, part: Part, person_id: int) -> list[tuple[Any, ...]]:
    query = (
        select(*(type_coerce(column, NullType()) for column in part.columns()))
        .where(owned(part.table, person_id))
        .order_by(*part.table.primary_key)
    )
    found: list[tuple[Any, ...]] = []
    async for some in (await session.stream(query)).partitions(_AT_ONCE):
        found += map(tuple, some)
        await asyncio.sleep(0)  # a database in this process would not let go by itself
    return found


def owned(table: Table, person_id: int) -> ColumnElement[bool]:
    """Whose rows: by the person's id, or by the row that they hang on."""
    if table.name == "person":
        return table.c.id == person_id
    if "person_id" in table.c:
        return table.c.person_id == person_id
    key = next(iter(table.foreign_keys))
    parents = key.column.table
    return key.parent.in_(select(key.column).where(owned(parents, person_id)))
