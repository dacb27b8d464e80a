"""Reads a person's own reliefs."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.reliefs.rules import Own
from bot.journal.reliefs.tables import OwnRelief
from bot.people.tables import Person


async def own_reliefs(session: AsyncSession, person: Person) -> tuple[Own, ...]:
    """All of them, the hidden ones too, in the order in which they were named."""
    rows = await session.scalars(
        select(OwnRelief).where(OwnRelief.person_id == person.id).order_by(OwnRelief.id)
    )
    return tuple(
        Own(row.id, row.code, row.name, is_hidden=row.hidden_at is not None) for row in rows
    )


async def own_phrases(session: AsyncSession, person: Person) -> Mapping[str, str]:
    """Every name as it is looked up, to the relief's code."""
    rows = await session.execute(
        select(OwnRelief.name_key, OwnRelief.code).where(OwnRelief.person_id == person.id)
    )
    return {row.name_key: row.code for row in rows}


async def own_names(
    session: AsyncSession, person_ids: Collection[int]
) -> Mapping[int, Mapping[str, str]]:
    """Each person's names of own reliefs by their codes."""
    names: dict[int, dict[str, str]] = {id_: {} for id_ in person_ids}
    if names:
        rows = await session.execute(
            select(OwnRelief.person_id, OwnRelief.code, OwnRelief.name).where(
                OwnRelief.person_id.in_(names)
            )
        )
        for row in rows:
            names[row.person_id][row.code] = row.name
    return names
