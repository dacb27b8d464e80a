"""What the urgent card changes of a person."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.tables import Person
from bot.people.turn import wake
from bot.people.urgent_rules import Region, hushed_until


async def choose_region(session: AsyncSession, person: Person, region: Region) -> None:
    person.urgent_region = region.value
    await session.flush()


async def hush(session: AsyncSession, person: Person, now: datetime) -> datetime:
    """Holds back all but care until tomorrow morning; until when, which may be later already."""
    until = hushed_until(now, person.zone, person.wake_time)
    if person.hushed_until is None or person.hushed_until < until:
        person.hushed_until = until
        wake(person, now)
        await session.flush()
    return person.hushed_until


async def end_hush(session: AsyncSession, person: Person, now: datetime) -> None:
    if person.hushed_until is not None:
        person.hushed_until = None
        wake(person, now)
        await session.flush()
