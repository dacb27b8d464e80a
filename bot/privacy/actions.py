"""Leaving, staying, and being erased: a little at a time, so that nobody else waits."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Base, Database
from bot.drafts import drop_draft
from bot.export.reading import owned
from bot.notes.tables import Note
from bot.people.actions import NOBODY, forget_half
from bot.people.tables import Person
from bot.people.turn import wake
from bot.privacy.rules import GRACE, RETRY, Why
from bot.privacy.stored import Stored, stored
from bot.privacy.tables import Leaving
from bot.reminders.tables import Delivery

_AT_ONCE = 200
"""Rows of one transaction: a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Gone:
    """An account that is nobody's any more, and what was in it."""

    person_id: int
    was: Stored


async def leaving(session: AsyncSession, person: Person) -> Leaving | None:
    """When the person's account goes, if they asked for that."""
    found = await session.get(Leaving, person.id)
    return found if found is not None and found.why == Why.ASKED else None


async def leave_later(session: AsyncSession, person: Person, now: datetime) -> Leaving:
    """Has the account erased in a day; until then only care is sent. A second time, the same."""
    found = await leaving(session, person)
    if found is None:
        found = Leaving(
            person_id=person.id, why=Why.ASKED, asked_at=now, erase_at=now + GRACE,
            hushed_before=person.hushed_until,
        )  # fmt: skip
        await session.merge(found)
        person.hushed_until = max(person.hushed_until or found.erase_at, found.erase_at)
        wake(person, now)
        await session.flush()
    return found


async def stay(session: AsyncSession, person: Person, now: datetime) -> bool:
    """Nothing is erased, and the person hears as before; whether they were leaving."""
    found = await leaving(session, person)
    await session.execute(delete(Leaving).where(Leaving.person_id == person.id))
    if found is None:
        return False
    person.hushed_until = found.hushed_before
    wake(person, now)
    await session.flush()
    return True


async def vanish(session: AsyncSession, person: Person, now: datetime) -> Gone:
    """Makes the account nobody's, at once: nothing more is sent, and its owner is a stranger.

    What it holds is erased by `erase`; should that be cut off, the sweeper goes on with it.
    """
    gone = Gone(person.id, await stored(session, person.id))
    if person.telegram_id > 0:
        await forget_half(session, person)
    await drop_draft(session, person.id)
    await session.execute(update(Note).where(Note.person_id == person.id).values(due_at=None))
    await session.execute(
        delete(Delivery).where(Delivery.person_id == person.id, Delivery.state != "sent")
    )
    erase_at = now + RETRY
    await session.merge(
        Leaving(person_id=person.id, why=Why.ASKED, asked_at=now, erase_at=erase_at)
    )
    person.telegram_id, person.wake_at, person.blocked_at = NOBODY + person.id, None, now
    await session.flush()
    return gone


async def erase(db: Database, person_id: int) -> None:
    """Erases an account that has vanished, and its bytes: some rows a transaction."""
    for table in reversed(Base.metadata.sorted_tables):
        if not _is_persons(table.name) or table.name in {"person", "leaving"}:
            continue
        keys = tuple(table.primary_key.columns)
        some = select(*keys).where(owned(table, person_id)).limit(_AT_ONCE)
        while True:
            async with db.writing() as session:
                found = (await session.execute(some)).all()
                if found:
                    rows = [tuple(row) for row in found]
                    await session.execute(delete(table).where(tuple_(*keys).in_(rows)))
            await asyncio.sleep(0)
            if len(found) < _AT_ONCE:
                break
    async with db.writing() as session:
        await session.execute(delete(Person).where(Person.id == person_id))
    await db.forget()


def is_nobodys(telegram_id: int) -> bool:
    """Whether the account is being erased: there is nobody left to be told."""
    return telegram_id < 0


def _is_persons(name: str) -> bool:
    """Whether a table's rows hang on a person: by `person_id`, or on rows that do."""
    table = Base.metadata.tables[name]
    if name == "person" or "person_id" in table.c:
        return True
    owners = [key for key in table.foreign_keys if key.ondelete == "CASCADE"]
    return any(
        _is_persons(key.column.table.name) for key in owners if key.column.table is not table
    )
