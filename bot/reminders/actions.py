"""Answering reminders: taken, skipped, later, undone. Doubled and stale taps change nothing.

Every action returns whether it changed anything, and is by occurrence id and person.
"""

from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert_new
from bot.errors import UserError
from bot.people.tables import Person
from bot.people.turn import wake
from bot.plan.rules import AsNeeded, Due, Kind, due_between, from_json, local_date, next_due
from bot.plan.tables import ItemSchedule, PlanItem
from bot.reminders import queue
from bot.reminders.state import AMENDABLE, WINDOW, Lane, Reason, Sort, State
from bot.reminders.tables import Delivery, Occurrence

MINUTE = timedelta(minutes=1)
GONE = "I can't find this any more. /today shows what is current."


async def take(session: AsyncSession, person: Person, occurrence_id: int, now: datetime) -> bool:
    """Taken now; or at its time, when it is amended after the fact."""
    occurrence = await changeable(session, person, occurrence_id, now)
    if occurrence.state == State.DONE:
        return False
    in_time = occurrence.state == State.OPEN
    occurrence.taken_at = now if in_time else occurrence.due_at
    await _answer(session, person, occurrence, State.DONE, now)
    return True


async def take_all(session: AsyncSession, person: Person, delivery_id: int, now: datetime) -> bool:
    """Everything that is still open in one message, or was when a nag took its place.

    A check-in is not among it: that wants a rating.
    """
    delivery = await session.scalar(
        select(Delivery).where(Delivery.id == delivery_id, Delivery.person_id == person.id)
    )
    if delivery is None:
        raise UserError(GONE)
    minute = delivery.due_at.replace(second=0, microsecond=0)
    ids = await session.scalars(
        select(Occurrence.id)
        .join(PlanItem, PlanItem.id == Occurrence.item_id)
        .where(
            Occurrence.person_id == person.id,
            PlanItem.kind != Kind.CHECKIN,
            or_(
                and_(
                    Occurrence.delivery_id == delivery_id,
                    Occurrence.state.in_((State.OPEN, State.OFFLINE)),
                ),
                and_(
                    Occurrence.state == State.OPEN,
                    Occurrence.prompt_at >= minute,
                    Occurrence.prompt_at < minute + MINUTE,
                ),
            ),
        )
    )
    return any([await take(session, person, id_, now) for id_ in ids.all()])


async def skip(session: AsyncSession, person: Person, occurrence_id: int, now: datetime) -> bool:
    occurrence = await changeable(session, person, occurrence_id, now)
    if occurrence.state in {State.SKIPPED, State.DONE}:
        return False
    await _answer(session, person, occurrence, State.SKIPPED, now)
    return True


async def give_reason(
    session: AsyncSession, person: Person, occurrence_id: int, reason: Reason, now: datetime
) -> bool:
    occurrence = await changeable(session, person, occurrence_id, now)
    if occurrence.state != State.SKIPPED or occurrence.reason == reason:
        return False
    occurrence.reason = reason
    return True


async def undo(session: AsyncSession, person: Person, occurrence_id: int, now: datetime) -> bool:
    """Back to how it was before the answer; what is out of time by now is missed.

    A dose as needed was never due: it is removed.
    """
    occurrence = await changeable(session, person, occurrence_id, now)
    if occurrence.state not in {State.DONE, State.SKIPPED} or occurrence.answered_at is None:
        return False
    if await _is_as_needed(session, occurrence):
        await session.delete(occurrence)
        wake(person, now)
        return True
    before = State(occurrence.before or State.OPEN)
    if before is State.OPEN and (
        occurrence.deadline <= now or await _has_follower(session, occurrence, now)
    ):
        before = State.MISSED
    occurrence.state, occurrence.before = before, None
    occurrence.taken_at = occurrence.answered_at = occurrence.reason = None
    item = await session.get_one(PlanItem, occurrence.item_id)
    passed = [m for m in item.nags if occurrence.prompt_at + m * MINUTE <= now]
    occurrence.nags_sent = len(passed)  # what would have nagged meanwhile is not caught up
    await _touch(session, person, occurrence, now)
    return True


async def later(
    session: AsyncSession, person: Person, occurrence_id: int, at: datetime, now: datetime
) -> bool:
    """Puts an open occurrence off until `at`; UserError past the item's next one.

    The schedule stays as it is.
    """
    occurrence = await changeable(session, person, occurrence_id, now)
    if occurrence.state != State.OPEN or occurrence.deadline <= now or occurrence.prompt_at == at:
        return False
    limit = await latest(session, person, occurrence)
    if at <= now:
        raise UserError("That time has passed. Please choose a later one.")
    if limit is not None and at >= limit:
        raise UserError("The next one comes before that. Please choose an earlier time.")
    occurrence.prompt_at, occurrence.nags_sent = at, 0
    occurrence.deadline = min(at + WINDOW, limit or at + WINDOW)
    await _touch(session, person, occurrence, now)
    return True


async def taken_at(
    session: AsyncSession, person: Person, occurrence_id: int, at: datetime, now: datetime
) -> bool:
    """Corrects when it was taken; UserError for the future, or a day it does not belong to."""
    occurrence = await changeable(session, person, occurrence_id, now)
    if occurrence.state != State.DONE or occurrence.taken_at == at:
        return False
    if at > now:
        raise UserError("That is still ahead. Please give the time at which it was taken.")
    if abs(at - occurrence.due_at) > timedelta(days=1):
        raise UserError("That is more than a day away from when it was due.")
    occurrence.taken_at = at
    await _touch(session, person, occurrence, now)
    return True


async def take_early(
    session: AsyncSession, person: Person, item_id: int, at: datetime, now: datetime
) -> Occurrence:
    """Takes one that is still ahead: it is then not reminded of again."""
    item, schedule = await item_and_schedule(session, person, item_id)
    last = await last_dose(session, person, item_id)
    dues = due_between(from_json(schedule.spec), person.plan_zone, at - MINUTE, at, last)
    due = next((due for due in dues if due.at == at), None)
    if due is None or item.paused_at is not None:
        raise UserError("Your plan has changed since. /today shows what is current.")
    return await _done(session, person, item, schedule, due, now)


async def take_needed(
    session: AsyncSession, person: Person, item_id: int, asked_at: datetime, now: datetime
) -> Occurrence:
    """Records a dose taken as needed; asked once, it is recorded once."""
    item, schedule = await item_and_schedule(session, person, item_id)
    day = local_date(person.zone, now)
    due = Due(day, f"{asked_at:%Y%m%dT%H%M%S}", now, None)
    return await _done(session, person, item, schedule, due, now)


async def changeable(
    session: AsyncSession, person: Person, occurrence_id: int, now: datetime
) -> Occurrence:
    """This person's occurrence; UserError when it is gone, or older than two days."""
    occurrence = await session.scalar(
        select(Occurrence).where(Occurrence.id == occurrence_id, Occurrence.person_id == person.id)
    )
    if occurrence is None:
        raise UserError(GONE)
    if now - occurrence.due_at > AMENDABLE:
        raise UserError("This was more than two days ago; I keep it as it is.")
    return occurrence


async def latest(session: AsyncSession, person: Person, occurrence: Occurrence) -> datetime | None:
    """The item's next occurrence: Later never runs past it. None when nothing follows."""
    spec = await session.scalar(
        select(ItemSchedule.spec).where(
            ItemSchedule.item_id == occurrence.item_id, ItemSchedule.valid_until.is_(None)
        )
    )
    if spec is None:
        return None
    due = next_due(from_json(spec), person.plan_zone, occurrence.due_at, occurrence.due_at)
    return due.at if due else None


async def last_dose(session: AsyncSession, person: Person, item_id: int) -> datetime | None:
    found: datetime | None = await session.scalar(
        select(func.max(Occurrence.taken_at)).where(
            Occurrence.item_id == item_id,
            Occurrence.person_id == person.id,
            Occurrence.state == State.DONE,
        )
    )
    return found


async def item_and_schedule(
    session: AsyncSession, person: Person, item_id: int
) -> tuple[PlanItem, ItemSchedule]:
    """This person's item with the schedule in force; UserError when it left the plan."""
    row = (
        await session.execute(
            select(PlanItem, ItemSchedule)
            .join(ItemSchedule, ItemSchedule.item_id == PlanItem.id)
            .where(
                PlanItem.id == item_id,
                PlanItem.person_id == person.id,
                PlanItem.removed_at.is_(None),
                ItemSchedule.valid_until.is_(None),
            )
        )
    ).first()
    if row is None:
        raise UserError("This is no longer in your plan. /plan shows what is.")
    return row[0], row[1]


async def tidy(session: AsyncSession, person: Person, delivery_id: int, now: datetime) -> None:
    """Has a message in the chat brought up to date, behind everything that is owed."""
    session.add(
        Delivery(
            person_id=person.id,
            kind=Sort.TIDY,
            lane=Lane.TOLERANT,
            due_at=now,
            not_before=now,
            expires_at=now + AMENDABLE,
            state=queue.DeliveryState.PENDING,
            replaces=delivery_id,
        )
    )
    wake(person, now)


async def _done(  # noqa: PLR0917  an occurrence has these coordinates
    session: AsyncSession,
    person: Person,
    item: PlanItem,
    schedule: ItemSchedule,
    due: Due,
    now: datetime,
) -> Occurrence:
    follower = next_due(from_json(schedule.spec), person.plan_zone, due.at, due.at)
    limit = due.at + WINDOW
    deadline = min(limit, follower.at) if follower else limit
    await insert_new(
        session, Occurrence, person_id=person.id, item_id=item.id, schedule_id=schedule.id,
        local_date=due.local_date, slot=due.slot, due_at=due.at, prompt_at=due.at,
        deadline=deadline, zone=person.plan_zone, amount=due.amount or item.amount,
        state=State.OPEN, nags_sent=0,
    )  # fmt: skip
    occurrence = await session.scalar(
        select(Occurrence).where(
            Occurrence.schedule_id == schedule.id,
            Occurrence.local_date == due.local_date,
            Occurrence.slot == due.slot,
        )
    )
    assert occurrence is not None
    if occurrence.state != State.DONE:
        occurrence.taken_at = now
        await _answer(session, person, occurrence, State.DONE, now)
    return occurrence


async def _is_as_needed(session: AsyncSession, occurrence: Occurrence) -> bool:
    schedule = await session.get_one(ItemSchedule, occurrence.schedule_id)
    return isinstance(from_json(schedule.spec).when, AsNeeded)


async def _has_follower(session: AsyncSession, occurrence: Occurrence, now: datetime) -> bool:
    """Whether the item came due anew: an older dose is not offered beside a newer one."""
    newer = await session.scalar(
        select(Occurrence.id)
        .where(
            Occurrence.item_id == occurrence.item_id,
            Occurrence.due_at > occurrence.due_at,
            Occurrence.due_at <= now,
        )
        .limit(1)
    )
    return newer is not None


async def _answer(
    session: AsyncSession, person: Person, occurrence: Occurrence, state: State, now: datetime
) -> None:
    occurrence.before, occurrence.state = occurrence.state, state
    occurrence.answered_at, occurrence.reason = now, None
    await _touch(session, person, occurrence, now)


async def _touch(
    session: AsyncSession, person: Person, occurrence: Occurrence, now: datetime
) -> None:
    """What changed may end a nag on its way, and moves what is next."""
    await session.flush()
    if occurrence.delivery_id is not None:
        still_open = await session.scalar(
            select(Occurrence.id)
            .where(
                Occurrence.delivery_id == occurrence.delivery_id,
                Occurrence.state.in_((State.OPEN, State.OFFLINE)),
                Occurrence.prompt_at <= now,
            )
            .limit(1)
        )
        if still_open is None:
            await withdraw_if_waiting(session, occurrence.delivery_id)
    wake(person, now)


async def withdraw_if_waiting(session: AsyncSession, delivery_id: int) -> None:
    """A message that was answered for before it left must not be sent."""
    delivery = await session.get(Delivery, delivery_id)
    if delivery is not None and delivery.state in {"pending", "leased"}:
        delivery.state = queue.DeliveryState.WITHDRAWN
