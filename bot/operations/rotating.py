"""Seals everything anew with the newest key: after a change of keys, and where there was none.

Rows go in the order of their keys, in batches of a transaction each. What is under the newest key
already stays as it is: started again after an interruption, it is soon where it was.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, Table, bindparam, func, select, tuple_, update
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.errors import StartupError
from bot.keys import check_keys, give_up_others, take_up
from bot.migrate import State, state
from bot.models import metadata
from bot.operations.copying import RECENTLY
from bot.reach import alone, reaching
from bot.sealing import Keyring, Sealed, SealedJson

BATCH = 500
Change = Callable[[Column[Any], Any], Any]
"""A column and what is stored in it to what is to be stored."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many rows were looked at, and how many of them were written."""

    rows: int
    written: int


def sealed_columns(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if isinstance(column.type, Sealed | SealedJson)]


async def count_rows(url: URL) -> int:
    """How many rows may hold something sealed; StartupError when the tables are not up to date."""
    found = await state(url)
    if found is not State.CURRENT:
        raise StartupError(f"BOT_DATABASE_URL: the database is {found}; run `migrate` first")
    db = Database(url)
    try:
        async with reaching(url), db.reading() as session:
            counts = [
                await session.scalar(select(func.count()).select_from(table)) for table in _tables()
            ]
            return sum(filter(None, counts))
    finally:
        await db.close()


async def rotate(
    url: URL, keyring: Keyring, now: datetime, tell: Callable[[int], None], *,
    to_plain: bool = False, batch: int = BATCH,
) -> Rotated:  # fmt: skip
    """Brings everything under the newest key, or with `to_plain` under none; the bot is stopped.

    `tell` hears of each so many rows. Only when all of it is done are the other keys given up.
    StartupError when a key is missing, or when the bot runs.
    """
    with alone(url):
        db = Database(url)  # without keys: values come and go as they are stored
        try:
            async with reaching(url):
                await _ready(db, keyring, now, seals=not to_plain)
                rotated = await _every_table(db, _change(keyring, to_plain=to_plain), tell, batch)
                async with db.writing() as session:
                    await _at_rest(session, now)
                    await give_up_others(session, None if to_plain else keyring)
                await db.forget()
                return rotated
        finally:
            await db.close()


async def _ready(db: Database, keyring: Keyring, now: datetime, *, seals: bool) -> None:
    async with db.reading() as session:
        await _at_rest(session, now)
    await (take_up(db, keyring, now) if seals else check_keys(db, keyring))


def _change(keyring: Keyring, *, to_plain: bool) -> Change:
    def change(column: Column[Any], stored: Any) -> Any:
        kind = column.type
        assert isinstance(kind, Sealed | SealedJson)
        if stored is None:
            return None
        return kind.bared(stored, keyring) if to_plain else kind.renewed(stored, keyring)

    return change


async def _every_table(
    db: Database, change: Change, tell: Callable[[int], None], batch: int
) -> Rotated:
    rows = written = 0
    for table in _tables():
        keys, after = tuple(table.primary_key.columns), None
        query = select(*keys, *sealed_columns(table)).order_by(*keys).limit(batch)
        while True:
            behind = query if after is None else query.where(tuple_(*keys) > tuple_(*after))
            async with db.writing() as session:
                found = (await session.execute(behind)).all()
                written += await _write(session, table, found, change)
            rows += len(found)
            tell(len(found))
            if len(found) < batch:
                break
            after = tuple(found[-1])[: len(keys)]
    return Rotated(rows, written)


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if sealed_columns(table)]


async def _write(
    session: AsyncSession, table: Table, found: Sequence[Row[Any]], change: Change
) -> int:
    """Writes those rows in which anything changes; how many."""
    keys, columns = list(table.primary_key.columns), sealed_columns(table)
    changed = []
    for row in found:
        stored = row[len(keys) :]
        new = [change(column, value) for column, value in zip(columns, stored, strict=True)]
        if new != list(stored):
            names = [f"key_{key.name}" for key in keys] + [f"new_{one.name}" for one in columns]
            changed.append(dict(zip(names, [*row[: len(keys)], *new], strict=True)))
    if changed:
        same = [key == bindparam(f"key_{key.name}") for key in keys]
        values: dict[Any, Any] = {one: bindparam(f"new_{one.name}") for one in columns}
        connection = await session.connection()
        await connection.execute(update(table).where(*same).values(values), changed)
    return len(changed)


async def _at_rest(session: AsyncSession, now: datetime) -> None:
    """What a running bot writes with other keys meanwhile would be lost with them."""
    heartbeat = metadata.tables["heartbeat"]
    ticked_at = await session.scalar(select(heartbeat.c.ticked_at))
    if ticked_at is not None and abs(now - ticked_at) < RECENTLY:
        raise StartupError("the bot ran just now; stop it first, and wait half a minute")
