"""Writes a person's own reliefs; everything is selected by id and person."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.journal.reliefs.rules import MOST_OWN, Relief, checked_relief, next_code
from bot.journal.reliefs.tables import OwnRelief
from bot.journal.triggers.rules import name_key
from bot.people.tables import Person


async def add_own(session: AsyncSession, person: Person, typed: str) -> OwnRelief:
    """A relief of this name, made where there is none; a hidden one is offered again."""
    name = checked_relief(typed)
    mine = await _all(session, person)
    for row in mine:
        if row.name_key == name_key(name):
            row.hidden_at = None
            return row
    if len(mine) >= MOST_OWN:
        raise UserError(
            "You have {most} reliefs of your own, which is the most. You can rename one instead.",
            most=MOST_OWN,
        )
    relief = OwnRelief(
        person_id=person.id,
        code=next_code(row.code for row in mine),
        name=name,
        name_key=name_key(name),
    )
    session.add(relief)
    await session.flush()
    return relief


async def rename(session: AsyncSession, person: Person, relief_id: int, typed: str) -> OwnRelief:
    """Gives another name; UserError where another own relief goes by it."""
    name = checked_relief(typed)
    relief = await owned(session, person, relief_id)
    mine = await _all(session, person)
    if any(row.name_key == name_key(name) and row.id != relief.id for row in mine):
        raise UserError("Another of your reliefs has the name {name}.", name=name)
    relief.name, relief.name_key = name, name_key(name)
    await session.flush()
    return relief


async def hide(
    session: AsyncSession, person: Person, relief_id: int, now: datetime, *, hidden: bool
) -> OwnRelief:
    """Hidden reliefs are not offered any more; where they were tried stays."""
    relief = await owned(session, person, relief_id)
    relief.hidden_at = (relief.hidden_at or now) if hidden else None
    return relief


async def owned(session: AsyncSession, person: Person, relief_id: int) -> OwnRelief:
    found = await session.scalar(
        select(OwnRelief).where(OwnRelief.id == relief_id, OwnRelief.person_id == person.id)
    )
    if found is None:
        raise _gone()
    return found


async def check_code(session: AsyncSession, person: Person, code: str) -> None:
    """UserError for what is neither a usual relief nor one of the person's own."""
    if code in set(Relief):
        return
    if not any(row.code == code for row in await _all(session, person)):
        raise _gone()


async def _all(session: AsyncSession, person: Person) -> list[OwnRelief]:
    rows = await session.scalars(select(OwnRelief).where(OwnRelief.person_id == person.id))
    return list(rows)


def _gone() -> UserError:
    return UserError("I can't find that relief any more.")
