"""From one database into another, such as from SQLite to PostgreSQL: resumable, and compared.

Rows go in the order of their keys, in batches: after the last one that is there it goes on.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Table, bindparam, func, select, text, tuple_, update
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import Database
from bot.errors import StartupError
from bot.migrate import State, state
from bot.models import metadata
from bot.reach import reaching

BATCH = 1_000
RECENTLY = timedelta(seconds=30)
"""A heartbeat younger than this is that of a bot that runs."""

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """One table as it is in both: by count and by checksum."""

    table: str
    rows: int
    checksum: str


async def count_rows(url: URL) -> int:
    """How many rows there are to copy."""
    async with _connected(url, reading=True) as connection:
        return sum([await _count(connection, table) for table in metadata.sorted_tables])


async def copy(
    source: URL, target: URL, now: datetime, tell: Callable[[int], None], *, batch: int = BATCH
) -> list[Copied]:
    """Copies every row that is not there yet; `tell` hears of so many more rows being there.

    Both must have the newest tables, the bot must be stopped, and the target be empty or a copy
    that was begun. StartupError when one of these is not so, or the two differ at the end.
    """
    await _ready(source, "--from")
    await _ready(target, "--to")
    async with _connected(source, reading=True) as here, _connected(target) as there:
        await _at_rest(here, now)
        for table in metadata.sorted_tables:
            await _copy_table(here, there, table, tell, batch)
        await _number_on(there)
        return [await _compared(here, there, table) for table in metadata.sorted_tables]


@asynccontextmanager
async def _connected(url: URL, *, reading: bool = False) -> AsyncIterator[AsyncConnection]:
    database = Database(url)
    try:
        async with reaching(url), database.engine.connect() as connection:
            await connection.execution_options(reading=reading)
            yield connection
    finally:
        await database.close()


async def _ready(url: URL, option: str) -> None:
    found = await state(url)
    if found is not State.CURRENT:
        raise StartupError(f"{option}: the database is {found}; run `migrate` on it first")


async def _at_rest(connection: AsyncConnection, now: datetime) -> None:
    """What changes while it is copied would be lost."""
    heartbeat = metadata.tables["heartbeat"]
    ticked_at = await connection.scalar(select(heartbeat.c.ticked_at))
    if ticked_at is not None and abs(now - ticked_at) < RECENTLY:
        raise StartupError("--from: the bot ran just now; stop it first, and wait half a minute")


async def _copy_table(
    here: AsyncConnection, there: AsyncConnection, table: Table, tell: Callable[[int], None],
    batch: int,
) -> None:  # fmt: skip
    """Every row behind the last one that is there; each batch is committed by itself."""
    after = await _last_key(there, table)
    tell(await _count(there, table))
    later = _own_parents(table)
    while rows := await _rows_after(here, table, after, batch):
        # A row may point to one of its own table that comes later: that is set afterwards.
        await there.execute(table.insert(), [row | dict.fromkeys(later) for row in rows])
        await there.commit()
        after = _key(table, rows[-1])
        tell(len(rows))
    for column in later:
        await _point(here, there, table, table.c[column])


def _own_parents(table: Table) -> Sequence[str]:
    """The columns that point to rows of the same table."""
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


async def _point(
    here: AsyncConnection, there: AsyncConnection, table: Table, column: Column[Any]
) -> None:
    keys = list(table.primary_key.columns)
    found = await here.execute(select(*keys, column).where(column.is_not(None)))
    values = [
        {f"key_{at}": part for at, part in enumerate(row[:-1])} | {"value": row[-1]}
        for row in found
    ]
    if values:
        same = [key == bindparam(f"key_{at}") for at, key in enumerate(keys)]
        await there.execute(update(table).where(*same).values({column: bindparam("value")}), values)
        await there.commit()


async def _rows_after(
    connection: AsyncConnection, table: Table, after: Key | None, most: int
) -> list[dict[str, Any]]:
    keys = tuple(table.primary_key.columns)
    statement = select(table).order_by(*keys).limit(most)
    if after is not None:
        statement = statement.where(tuple_(*keys) > tuple_(*after))
    return [dict(row._mapping) for row in await connection.execute(statement)]  # noqa: SLF001  its public name for this


async def _last_key(connection: AsyncConnection, table: Table) -> Key | None:
    keys = list(table.primary_key.columns)
    statement = select(*keys).order_by(*(key.desc() for key in keys)).limit(1)
    found = (await connection.execute(statement)).first()
    return None if found is None else tuple(found)


def _key(table: Table, row: dict[str, Any]) -> Key:
    return tuple(row[column.name] for column in table.primary_key.columns)


async def _count(connection: AsyncConnection, table: Table) -> int:
    return int(await connection.scalar(select(func.count()).select_from(table)) or 0)


async def _number_on(connection: AsyncConnection) -> None:
    """PostgreSQL counts ids by sequences, which know nothing of rows that were copied."""
    if connection.dialect.name == "sqlite":
        return
    for table in metadata.sorted_tables:
        for column in table.primary_key.columns:
            sequence = await connection.scalar(
                text("SELECT pg_get_serial_sequence(:table, :column)"),
                {"table": table.name, "column": column.name},
            )
            if sequence is not None:
                highest = await connection.scalar(select(func.max(column))) or 0
                await connection.execute(
                    text("SELECT setval(:sequence, :next, false)"),
                    {"sequence": sequence, "next": highest + 1},
                )
    await connection.commit()


async def _compared(here: AsyncConnection, there: AsyncConnection, table: Table) -> Copied:
    mine, theirs = await _checksum(here, table), await _checksum(there, table)
    if mine != theirs:
        raise StartupError(f"{table.name} differs after the copy: --to must begin empty")
    return Copied(table.name, *theirs)


async def _checksum(connection: AsyncConnection, table: Table) -> tuple[int, str]:
    """Rows and a digest of all they hold, in the order of their keys."""
    digest, rows, after = hashlib.sha256(), 0, None
    while batch := await _rows_after(connection, table, after, BATCH):
        for row in batch:
            digest.update(json.dumps(row, default=str, sort_keys=True).encode())
        rows += len(batch)
        after = _key(table, batch[-1])
    return rows, digest.hexdigest()[:16]
