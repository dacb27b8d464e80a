"""Owes notes, moves them and takes them back; the engine looks in time for each.

`when` is an instant, or a schedule for what comes again, in the zone in which the person is.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notes.rules import Topic, next_at
from bot.notes.tables import Note
from bot.people.tables import Person
from bot.people.turn import wake_by
from bot.plain import insert_new
from bot.plan.rules import Schedule, to_json

When = datetime | Schedule


async def owe(
    session: AsyncSession, person: Person, topic: Topic, when: When, now: datetime,
    *, subject_id: int = 0,
) -> None:  # fmt: skip
    """Owes a note, unless one about this subject is or was owed: it is said once ever."""
    owed = _owed(person, when, now)
    await insert_new(
        session, Note, person_id=person.id, topic=topic.name, subject_id=subject_id,
        created_at=now, **owed,
    )  # fmt: skip
    if owed["due_at"] is not None:
        wake_by(person, owed["due_at"])


async def move(
    session: AsyncSession, person: Person, topic: Topic, when: When, now: datetime,
    *, subject_id: int = 0,
) -> None:  # fmt: skip
    """Owes a note at this time from now on, whatever was owed or said before."""
    await owe(session, person, topic, when, now, subject_id=subject_id)
    await _set(session, _same(person, topic, subject_id), **_owed(person, when, now))


async def withdraw(
    session: AsyncSession, person: Person, topic: Topic, now: datetime, *, subject_id: int = 0
) -> None:
    """Owes it no more, and what still waits to be sent is not sent.

    What was never said is forgotten and can be owed anew; what was said stays said.
    """
    del now  # every action is told the time; the engine is not woken for what it need not do
    same = _same(person, topic, subject_id)
    await session.execute(
        delete(Note)
        .where(*same, Note.last_due_at.is_(None))
        .execution_options(synchronize_session=False)
    )
    await _set(session, same, due_at=None, spec=None, zone=None, delivery_id=None)


async def find(
    session: AsyncSession, person: Person, topic: Topic, *, subject_id: int = 0
) -> Note | None:
    """The note as it stands, for showing when it comes."""
    found: Note | None = await session.scalar(
        select(Note)
        .where(*_same(person, topic, subject_id))
        .execution_options(populate_existing=True)
    )
    return found


def _owed(person: Person, when: When, now: datetime) -> dict[str, Any]:
    if isinstance(when, datetime):
        return {"due_at": when, "spec": None, "zone": None}
    due_at = next_at(when, person.zone, now)
    return {"due_at": due_at, "spec": to_json(when), "zone": person.zone}


async def _set(
    session: AsyncSession, same: tuple[ColumnElement[bool], ...], **values: Any
) -> None:  # fmt: skip
    await session.execute(
        update(Note).where(*same).values(**values).execution_options(synchronize_session=False)
    )


def _same(person: Person, topic: Topic, subject_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Note.person_id == person.id,
        Note.topic == topic.name,
        Note.subject_id == subject_id,
    )
