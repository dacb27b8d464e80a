"""Writes a diary that came in a file into an account in which nothing is yet."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Base, Database
from bot.drafts import drop_draft
from bot.errors import UserError
from bot.export.contents import PARTS
from bot.export.diary import Diary, Row, renumber
from bot.export.parts import Part
from bot.export.reading import owned
from bot.journal.triggers.tables import Trigger
from bot.people.actions import forget_half, half_of
from bot.people.tables import Person
from bot.people.turn import wake

_AT_ONCE = 100
"""Rows of one transaction: a few milliseconds."""
_COPIED = tuple(column.name for column in Person.__table__.columns if column.name != "id")
SETTINGS = frozenset({"person", "water_settings", "report_choice"})
"""What everybody has: it does not keep an account from being empty."""


async def check_empty(session: AsyncSession, person: Person) -> None:
    """UserError when there is anything that a restored diary would have to be mixed with."""
    for part in PARTS:
        if part.name in SETTINGS:
            continue
        rows = exists().where(owned(part.table, person.id))
        if part.name == "trigger":  # the usual ones are written for everybody
            rows = rows.where(Trigger.name.is_not(None))
        if await session.scalar(select(rows)):
            raise UserError(
                "You have a plan or entries here already, and I mix no two diaries. To restore the"
                " file: /export what is here, /delete it, /start anew without a starter plan, and"
                " send the file again."
            )


async def restore(db: Database, person_id: int, diary: Diary, now: datetime) -> Person:
    """Fills an empty account; UserError when it is not, or is no more. Wakes the engine.

    Ten years are written to an account that nobody has yet, a handful of rows a transaction, so
    that others may write in between. In the last one it takes the place of the empty account:
    whoever looks sees all of it or nothing, and so it is after a crash.
    """
    half = await _begin(db, person_id, now)
    try:
        await _fill(db, half, diary)
        return await _exchange(db, person_id, half, diary, now)
    except BaseException:
        async with db.writing() as session:
            await session.execute(delete(Person).where(Person.id == half))
        raise


async def _begin(db: Database, person_id: int, now: datetime) -> int:
    """The id of the account to be; what an earlier try left of one goes."""
    async with db.writing() as session:
        person = await _empty(session, person_id)
        await forget_half(session, person)
        values = {name: getattr(person, name) for name in _COPIED}
        half = Person(**values | {"telegram_id": half_of(person), "created_at": now})
        half.wake_at = None  # nobody is there to be told anything
        session.add(half)
        await session.flush()
        return half.id


async def _empty(session: AsyncSession, person_id: int) -> Person:
    found = select(Person).where(Person.id == person_id).with_for_update()
    person = await session.scalar(found)
    if person is None:
        raise UserError("Please send /start first, so that we can begin.")
    await check_empty(session, person)
    return person


async def _fill(db: Database, half: int, diary: Diary) -> None:
    numbers: dict[str, dict[int, int]] = {}
    for part in PARTS[1:]:
        rows, ids = diary.tables[part.name], dict[int, int]()
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            async with db.writing() as session:
                ids |= await _insert(session, part, some, _values(part, some, half, numbers))
            await asyncio.sleep(0)
        numbers[part.name] = ids
        async with db.writing() as session:
            await _link(session, part, rows, ids)


async def _exchange(db: Database, person_id: int, half: int, diary: Diary, now: datetime) -> Person:
    """The filled account is the person's from now on; what is no part of a diary moves there."""
    async with db.writing() as session:
        empty, person = await _empty(session, person_id), await session.get_one(Person, half)
        kept = {name: getattr(empty, name) for name in _COPIED}
        await drop_draft(session, person_id)
        diaries = {part.name for part in PARTS}
        for table in Base.metadata.sorted_tables:
            if "person_id" in table.c and table.name not in diaries:
                mine = table.c.person_id == person_id
                await session.execute(update(table).where(mine).values(person_id=half))
        session.expunge(empty)
        await session.execute(delete(Person).where(Person.id == person_id))
        for name, value in (kept | diary.person).items():
            setattr(person, name, value)
        person.is_discreet |= empty.is_discreet  # an older file must not begin to name things
        person.set_up_at = person.set_up_at or now
        person.advanced_until = now
        person.zone_changed_at = None
        wake(person, now)
        await session.flush()
        return person


def _values(
    part: Part, rows: Sequence[Row], person_id: int, numbers: dict[str, dict[int, int]]
) -> list[Row]:
    own = {"person_id": person_id} if "person_id" in part.table.c else {}
    values = [{**row, **own} for row in renumber(part, rows, numbers)]
    if part.has_id:
        for row in values:
            del row["id"]
    return values


async def _insert(
    session: AsyncSession, part: Part, rows: Sequence[Row], values: list[Row]
) -> dict[int, int]:
    """Inserts rows in their order; the numbers of the file to the new ids."""
    if not part.has_id:
        await session.execute(insert(part.table), values)
        return {}
    returning = insert(part.table).returning(part.table.c.id, sort_by_parameter_order=True)
    ids = (await session.scalars(returning, values)).all()
    return {row["id"]: id_ for row, id_ in zip(rows, ids, strict=True)}


async def _link(
    session: AsyncSession, part: Part, rows: Sequence[Row], ids: Mapping[int, int]
) -> None:
    """Joins rows to others of their own table, once all of them have their ids."""
    for column in [name for name, table in part.linked().items() if table == part.name]:
        joined: list[dict[str, Any]] = [
            {"row": ids[row["id"]], "to": ids[row[column]]}
            for row in rows
            if row[column] is not None
        ]
        if joined:
            link = update(part.table).where(part.table.c.id == bindparam("row"))
            connection = await session.connection()
            await connection.execute(link.values({column: bindparam("to")}), joined)
