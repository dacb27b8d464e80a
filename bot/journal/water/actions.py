"""Writes water. Glasses are selected by id and person.

When the target of the day is reached, `quiet_until` says so in the same transaction; the engine
takes the schedules of hydration as beginning then. Nothing is written ahead for reminders that
do not come, so that an undone glass, a new target or a changed plan has nothing to take back.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.journal.removal import check_restorable
from bot.journal.water.rules import (
    GLASS,
    Glass,
    Progress,
    Unit,
    check_glass,
    check_target,
    read_amount,
)
from bot.journal.water.tables import WaterGlass, WaterSettings
from bot.people.room import check_day
from bot.people.tables import Person
from bot.people.turn import wake
from bot.plain import Among, among, fetch
from bot.plan.zones import day_bounds, local_date
from bot.prepared import Statement
from bot.vocabulary import fold


async def drink(session: AsyncSession, person: Person, ml: int | None, now: datetime) -> WaterGlass:
    """Counts one glass, of the person's own size unless told another."""
    await check_day(session, person, WaterGlass.at, now, indexed=WaterGlass.local_date)
    if ml is None:
        ml = (await settings_of(session, person)).glass_ml
    glass = _glass(person, now, ml)
    session.add(glass)
    await _settle(session, person, now)
    return glass


async def remove(session: AsyncSession, person: Person, glass_id: int, now: datetime) -> bool:
    """Whether it was there until now."""
    glass = await glass_of(session, person, glass_id)
    if glass.removed_at is not None:
        return False
    glass.removed_at = now
    await _settle(session, person, now)
    return True


async def restore(session: AsyncSession, person: Person, glass_id: int, now: datetime) -> None:
    """UserError for one that was removed more than a day ago."""
    glass = await glass_of(session, person, glass_id)
    if glass.removed_at is None:
        return
    check_restorable(glass.removed_at, now)
    glass.removed_at = None
    await _settle(session, person, now)


async def resize(
    session: AsyncSession, person: Person, glass_id: int, ml: int, now: datetime
) -> None:
    """Corrects how much it was; a removed glass stays as it is."""
    check_glass(ml)
    glass = await glass_of(session, person, glass_id)
    if glass.removed_at is None:
        glass.ml = ml
        await _settle(session, person, now)


async def follow(  # noqa: PLR0917  an occurrence has these coordinates
    session: AsyncSession,
    person: Person,
    occurrence_id: int,
    done_at: datetime | None,
    amount: str | None,
    now: datetime,
) -> None:
    """A reminder to drink that was answered: done is a glass, undone is none, however often."""
    found = await session.scalar(
        select(WaterGlass).where(
            WaterGlass.occurrence_id == occurrence_id, WaterGlass.person_id == person.id
        )
    )
    if done_at is None:
        mine = WaterGlass.person_id == person.id
        await session.execute(
            delete(WaterGlass).where(mine, WaterGlass.occurrence_id == occurrence_id)
        )
    elif found is None:
        usual = (await settings_of(session, person)).glass_ml
        ml = read_amount(fold(amount or ""), None, person.language) or usual
        glass = _glass(person, done_at, ml)
        glass.occurrence_id = occurrence_id
        session.add(glass)
    else:
        found.at, found.local_date = done_at, local_date(found.zone, done_at)
    await _settle(session, person, now)


async def set_glass(session: AsyncSession, person: Person, ml: int) -> None:
    check_glass(ml)
    (await _own_settings(session, person)).glass_ml = ml


async def set_unit(session: AsyncSession, person: Person, unit: Unit) -> None:
    (await _own_settings(session, person)).unit = unit


async def set_target(session: AsyncSession, person: Person, ml: int | None, now: datetime) -> None:
    if ml is not None:
        check_target(ml)
    (await _own_settings(session, person)).target_ml = ml
    await _settle(session, person, now)


async def progress(session: AsyncSession, person: Person, now: datetime) -> Progress:
    """The day that it is now where the person is."""
    settings = await settings_of(session, person)
    found = await session.scalars(
        select(WaterGlass)
        .where(
            WaterGlass.person_id == person.id,
            WaterGlass.local_date == local_date(person.zone, now),
            WaterGlass.removed_at.is_(None),
        )
        .order_by(WaterGlass.at, WaterGlass.id)
    )
    glasses = tuple(Glass(each.id, each.at, each.zone, each.ml) for each in found)
    return Progress(glasses, settings.glass_ml, settings.target_ml, Unit(settings.unit))


async def settings_of(session: AsyncSession, person: Person) -> WaterSettings:
    """The person's own settings, or the usual ones, which are not kept."""
    return await session.get(WaterSettings, person.id) or _usual(person)


async def quiet_until(session: AsyncSession, person_ids: Sequence[int]) -> dict[int, datetime]:
    """Until when whose reminders to drink are not due."""
    found = await fetch(session, _quiet(among(session)), {"ids": person_ids})
    return {row.person_id: row.quiet_until for row in found}


@cache
def _quiet(among: Among) -> Statement:
    return select(WaterSettings.person_id, WaterSettings.quiet_until).where(
        among(WaterSettings.person_id, "ids"), WaterSettings.quiet_until.is_not(None)
    )


async def glass_of(session: AsyncSession, person: Person, glass_id: int) -> WaterGlass:
    found = await session.scalar(
        select(WaterGlass).where(WaterGlass.id == glass_id, WaterGlass.person_id == person.id)
    )
    if found is None:
        raise UserError("I can't find that entry any more.")
    return found


async def _settle(session: AsyncSession, person: Person, now: datetime) -> None:
    """Reminders to drink rest for the day whose target is reached, and only for that."""
    await session.flush()
    settings = await session.get(WaterSettings, person.id)
    if settings is None:
        return
    done = (await progress(session, person, now)).is_reached
    end = day_bounds(person.zone, local_date(person.zone, now))[1] if done else None
    if settings.quiet_until != end:
        settings.quiet_until = end
        wake(person, now)
    await session.flush()


async def _own_settings(session: AsyncSession, person: Person) -> WaterSettings:
    settings = await session.get(WaterSettings, person.id)
    if settings is None:
        settings = _usual(person)
        session.add(settings)
    return settings


def _usual(person: Person) -> WaterSettings:
    return WaterSettings(person_id=person.id, glass_ml=GLASS, unit=Unit.ML)


def _glass(person: Person, at: datetime, ml: int) -> WaterGlass:
    day = local_date(person.zone, at)
    return WaterGlass(person_id=person.id, at=at, zone=person.zone, local_date=day, ml=ml)
