"""Writes and reads the days. The last answer wins; what is removed is as if never answered."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.days.rules import usual_sleep
from bot.journal.days.tables import DayRating, DayTriggers, Mood, Night
from bot.journal.removal import check_restorable
from bot.people.tables import Person

_Row = TypeVar("_Row", DayRating, DayTriggers, Night, Mood)
NIGHTS = 14
"""How many of the last nights tell what is usual."""


async def rate(
    session: AsyncSession, person: Person, rating: int, local_date: date, now: datetime
) -> DayRating:
    """Saves the rating 0-4 of a day, in place of an earlier one."""
    given = await _row(session, DayRating, person, local_date)
    if given is None:
        given = DayRating(person_id=person.id, local_date=local_date)
        session.add(given)
    given.rating, given.answered_at, given.removed_at = rating, now, None
    await session.flush()
    return given


async def rating_of(session: AsyncSession, person: Person, local_date: date) -> DayRating | None:
    """The day's rating, also one that was removed."""
    return await _row(session, DayRating, person, local_date)


def remove(row: DayRating | Mood | Night | None, now: datetime) -> None:
    if row is not None:
        row.removed_at = row.removed_at or now


def restore(row: DayRating | Mood | Night | None, now: datetime) -> None:
    """UserError for what was removed more than a day ago."""
    if row is not None and row.removed_at is not None:
        check_restorable(row.removed_at, now)
        row.removed_at = None


async def answer_triggers(
    session: AsyncSession, person: Person, day: date, asked: Collection[int], now: datetime
) -> None:
    """Done: those asked and not marked were not there."""
    given = await triggers_of(session, person, day)
    if given is None:
        given = DayTriggers(person_id=person.id, local_date=day)
        session.add(given)
    given.asked, given.answered_at = list(asked), now
    await session.flush()


async def triggers_of(session: AsyncSession, person: Person, day: date) -> DayTriggers | None:
    return await _row(session, DayTriggers, person, day)


async def set_mood(
    session: AsyncSession, person: Person, mood: int, day: date, now: datetime
) -> None:
    given = await mood_of(session, person, day)
    if given is None:
        given = Mood(person_id=person.id, local_date=day)
        session.add(given)
    given.mood, given.answered_at, given.removed_at = mood, now, None
    await session.flush()


async def mood_of(session: AsyncSession, person: Person, day: date) -> Mood | None:
    return await _row(session, Mood, person, day)


async def sleep(  # noqa: PLR0917  a night has these two answers
    session: AsyncSession,
    person: Person,
    day: date,
    now: datetime,
    minutes: int | None = None,
    quality: int | None = None,
) -> None:
    """Keeps what is given of the night before `day`; the other answer stays as it was."""
    night = await night_of(session, person, day)
    if night is None:
        night = Night(person_id=person.id, local_date=day)
        session.add(night)
    if night.removed_at is not None:
        night.minutes = night.quality = night.removed_at = None
    night.minutes = night.minutes if minutes is None else minutes
    night.quality = night.quality if quality is None else quality
    night.answered_at = now
    await session.flush()


async def night_of(session: AsyncSession, person: Person, day: date) -> Night | None:
    """The night before a day, also one that was removed."""
    return await _row(session, Night, person, day)


async def usual_of(
    session: AsyncSession, mornings: Collection[tuple[int, date]]
) -> dict[tuple[int, date], int]:
    """What was usual, in minutes, for each person's id and morning: by the nights before that.

    A night itself must not move the buttons under the finger that answers for it.
    """
    usual: dict[tuple[int, date], int] = {}
    for id_, day in set(mornings):
        nights = await session.scalars(
            select(Night.minutes)
            .where(
                Night.person_id == id_,
                Night.local_date < day,
                Night.removed_at.is_(None),
                Night.minutes.is_not(None),
            )
            .order_by(Night.local_date.desc())
            .limit(NIGHTS)
        )
        person = await session.get_one(Person, id_)
        known = [minutes for minutes in nights if minutes is not None]
        usual[id_, day] = usual_sleep(known, person.wake_time, person.bed_time)
    return usual


async def _row(session: AsyncSession, table: type[_Row], person: Person, day: date) -> _Row | None:
    found: _Row | None = await session.scalar(
        select(table).where(table.person_id == person.id, table.local_date == day)
    )
    return found
