"""Begins and ends journeys, and has items keep the time at home."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.notes.actions import move, withdraw
from bot.people import actions as people
from bot.people.rules import moved_cursor
from bot.people.tables import Person
from bot.people.turn import wake
from bot.plan.items import Planned, items_of
from bot.plan.tables import PlanItem
from bot.travel.rules import BACK, BACK_SOON, can_keep_home, told_at


async def depart(
    session: AsyncSession, person: Person, zone: str, until: datetime | None, now: datetime
) -> None:
    """The person is in another zone until then, or until they say that they are back.

    Their plan goes by the clocks there, but for what keeps the time at home.
    """
    home = person.home_zone or person.zone
    if zone == home:
        await come_home(session, person, now)
        return
    person.home_zone, person.away_until = home, until
    if zone not in {person.zone, person.plan_zone} or zone != person.plan_zone:
        await people.change_zone(session, person, zone, now)
    await _tell_in_time(session, person, now)
    wake(person, now)
    await session.flush()


async def set_until(
    session: AsyncSession, person: Person, until: datetime | None, now: datetime
) -> None:
    """When a journey ends by itself; nothing happens at home."""
    if person.home_zone is None:
        return
    person.away_until = until
    await _tell_in_time(session, person, now)
    wake(person, now)
    await session.flush()


async def come_home(session: AsyncSession, person: Person, now: datetime) -> bool:
    """Back at home: everything goes by the clocks there again. Whether they were away."""
    home = person.home_zone
    if home is None:
        return False
    person.home_zone = person.away_until = None
    await withdraw(session, person, BACK_SOON, now)
    if home != person.zone or home != person.plan_zone:
        await people.change_zone(session, person, home, now)
    for item in await _items(session, person):
        await _go_by(person, item, None, now)
    wake(person, now)
    await session.flush()
    return True


async def keep_home(
    session: AsyncSession, person: Person, item_id: int, now: datetime, *, keeps: bool
) -> None:
    """A medicine, or all of them for 0, goes by the clocks at home, or by those of the plan."""
    if person.home_zone is None:
        return
    chosen = {one.id for one in await medicines(session, person, now)}
    if item_id and item_id not in chosen:
        raise UserError("I can't find this in your plan. /plan shows what is there.")
    for item in await _items(session, person):
        if item.id in ({item_id} if item_id else chosen):
            await _go_by(person, item, person.home_zone if keeps else None, now)
    wake(person, now)
    await session.flush()


async def medicines(session: AsyncSession, person: Person, now: datetime) -> tuple[Planned, ...]:
    """Those of which it is asked whose time they keep."""
    items = await items_of(session, person, now)
    return tuple(one for one in items if can_keep_home(one.kind, one.schedule))


async def say_back(session: AsyncSession, person: Person, now: datetime) -> None:
    """Owes the word that a journey has ended by itself."""
    await move(session, person, BACK, now, now)


async def _items(session: AsyncSession, person: Person) -> Iterable[PlanItem]:
    found = await session.scalars(
        select(PlanItem)
        .where(PlanItem.person_id == person.id, PlanItem.removed_at.is_(None))
        .execution_options(populate_existing=True)
    )
    return found.all()


async def _go_by(person: Person, item: PlanItem, zone: str | None, now: datetime) -> None:
    """The item's cursor follows the clocks that it goes by, as the plan's does."""
    before, after = item.zone or person.plan_zone, zone or person.plan_zone
    if item.zone == zone:
        return
    own = person.kept_until if item.zone else None
    cursor = item.looked_until or own or person.advanced_until
    item.zone, item.zone_changed_at = zone, now
    item.looked_until = cursor if before == after else min(moved_cursor(cursor, before, after), now)


async def _tell_in_time(session: AsyncSession, person: Person, now: datetime) -> None:
    """The note of the last morning; none where that has begun, or there is no last day."""
    await withdraw(session, person, BACK_SOON, now)
    until = person.away_until
    if until is None:
        return
    at = told_at(until, person.zone, person.wake_time)
    if at > now:
        await move(session, person, BACK_SOON, at, now)
