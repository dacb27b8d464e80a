"""Writes the days. The last answer wins."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.days.tables import DayRating
from bot.people.tables import Person


async def rate(
    session: AsyncSession, person: Person, rating: int, local_date: date, now: datetime
) -> DayRating:
    """Saves the rating 0-4 of a day, in place of an earlier one."""
    given = await rating_of(session, person, local_date)
    if given is None:
        given = DayRating(person_id=person.id, local_date=local_date)
        session.add(given)
    given.rating, given.answered_at = rating, now
    await session.flush()
    return given


async def rating_of(session: AsyncSession, person: Person, local_date: date) -> DayRating | None:
    mine = DayRating.person_id == person.id
    return await session.scalar(select(DayRating).where(mine, DayRating.local_date == local_date))
