"""What is taken before it is due, or without being due: noted at once, reminded of no more."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.people.room import check_day
from bot.people.tables import Person
from bot.people.turn import wake
from bot.plain import insert_new
from bot.plan.rules import Due, due_between, from_json, local_date, next_due
from bot.plan.tables import ItemSchedule, PlanItem
from bot.reminders.answering import answered
from bot.reminders.last_doses import last_dose
from bot.reminders.lookups import item_and_schedule, tapped_of
from bot.reminders.state import WINDOW, State
from bot.reminders.tables import Occurrence

MINUTE = timedelta(minutes=1)


async def take_early(
    session: AsyncSession, person: Person, item_id: int, at: datetime, now: datetime
) -> bool:
    """Takes one that is still ahead: it is then not reminded of again."""
    item, schedule = await item_and_schedule(session, person, item_id)
    last = await last_dose(session, person, item_id)
    dues = due_between(
        from_json(schedule.spec), item.zone or person.plan_zone, at - MINUTE, at, last
    )
    due = next((due for due in dues if due.at == at), None)
    if due is None or item.paused_at is not None:
        raise UserError("Your plan has changed since. /today shows what is current.")
    return await _done(session, person, item, schedule, due, now)


async def take_needed(
    session: AsyncSession, person: Person, item_id: int, asked_at: datetime, now: datetime
) -> bool:
    """Records a dose taken as needed; asked once, it is recorded once."""
    await check_day(session, person, Occurrence.taken_at, now, indexed=Occurrence.due_at)
    item, schedule = await item_and_schedule(session, person, item_id)
    day = local_date(person.zone, now)
    due = Due(day, f"{asked_at:%Y%m%dT%H%M%S}", now, None)
    return await _done(session, person, item, schedule, due, now)


async def _done(  # noqa: PLR0917  an occurrence has these coordinates
    session: AsyncSession,
    person: Person,
    item: PlanItem,
    schedule: ItemSchedule,
    due: Due,
    now: datetime,
) -> bool:
    zone = item.zone or person.plan_zone
    follower = next_due(from_json(schedule.spec), zone, due.at, due.at)
    limit = due.at + WINDOW
    deadline = min(limit, follower.at) if follower else limit
    await insert_new(
        session, Occurrence, person_id=person.id, item_id=item.id, schedule_id=schedule.id,
        local_date=due.local_date, slot=due.slot, due_at=due.at, prompt_at=due.at,
        deadline=deadline, zone=person.zone if item.zone else zone,
        amount=due.amount or item.amount, state=State.OPEN, nags_sent=0,
    )  # fmt: skip
    id_ = await session.scalar(
        select(Occurrence.id).where(
            Occurrence.person_id == person.id,
            Occurrence.schedule_id == schedule.id,
            Occurrence.local_date == due.local_date,
            Occurrence.slot == due.slot,
        )
    )
    assert id_ is not None
    one = await tapped_of(session, person, id_)
    if one.row.state is State.DONE:
        return False
    await answered(session, person, one, State.DONE, now, taken_at=now)
    if due.at > now:
        wake(person, now)
    return True
