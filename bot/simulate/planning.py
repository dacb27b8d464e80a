"""What people do to their plans, through the bot's own actions, as they note it themselves."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.tables import Person
from bot.plan import actions as plan
from bot.plan.rules import local_date
from bot.plan.tables import ItemSchedule
from bot.simulate.inhabitants import Event, Inhabitant, InPlan
from bot.simulate.lived import What
from bot.simulate.rules import DAY, Item, edited, new_item


async def edit(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    del event
    if not one.items or (one.latest_early and now - one.latest_early < 2 * DAY):
        return []
    number = one.chance.choice(list(one.items))
    item = one.items[number]
    item.now = edited(one.chance, item.now, local_date(one.zone, now), one.habits.bed_time)
    await plan.change_schedule(session, person, item.id, item.now.schedule, now)
    await _follow_schedule(session, one, number, What.EDIT, now)
    return []


async def add_something(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    del event
    today = local_date(one.zone, now)
    await add(session, one, person, new_item(one.chance, today, one.habits.bed_time), now)
    return []


async def remove(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    del event
    if one.items:
        number = one.chance.choice(list(one.items))
        await plan.remove(session, person, one.items.pop(number).id, now)
        one.note(What.REMOVE, now, item=number)
    return []


async def pause_item(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    del event
    number = one.chance.choice(list(one.items)) if one.items else -1
    if number < 0 or one.items[number].is_paused:
        return []
    await plan.pause_item(session, person, one.items[number].id, now)
    one.items[number].is_paused = True
    one.note(What.PAUSE_ITEM, now, item=number)
    return [Event(now + one.chance.randrange(1, 9) * DAY, "resume item", number)]


async def resume_item(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    item = one.items.get(event.about)
    if item is not None:
        await plan.resume_item(session, person, item.id, now)
        item.is_paused = False
        await _follow_schedule(session, one, event.about, What.RESUME_ITEM, now)
    return []


async def add(
    session: AsyncSession, one: Inhabitant, person: Person, item: Item, now: datetime
) -> None:
    new = plan.NewItem(item.kind, f"thing {len(one.items)}", None, item.schedule, nags=item.nags)
    row = await plan.add(session, person, new, now)
    number = sum(act.what is What.ADD for act in one.life.acts)
    one.items[number] = InPlan(row.id, item)
    await _follow_schedule(session, one, number, What.ADD, now)


async def _follow_schedule(
    session: AsyncSession, one: Inhabitant, number: int, what: What, now: datetime
) -> None:
    """Notes a new schedule of an item, if there is one."""
    item = one.items[number]
    latest = await session.scalar(
        select(func.max(ItemSchedule.id)).where(ItemSchedule.item_id == item.id)
    )
    assert latest is not None
    if one.schedules.get(latest) is None or one.schedules[latest][0] != number:
        one.schedules[latest] = (number, item.versions)
        item.versions += 1
        one.note(
            what, now, item=number, schedule=item.now.schedule, kind=item.now.kind,
            nags=item.now.nags,
        )  # fmt: skip
