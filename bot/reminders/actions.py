"""Answering reminders: taken, skipped, later, undone. Doubled and stale taps change nothing.

Every action is by occurrence id and person, and returns whether it changed anything; `taken` and
`skipped`, the way of most taps, are for one that was read with its message already.
"""

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.people.tables import Person
from bot.people.turn import wake, wake_by
from bot.plain import put
from bot.plan.rules import CHECK_INS, AsNeeded, from_json
from bot.plan.tables import ItemSchedule, PlanItem
from bot.reminders.answering import answered, follow_log, touch
from bot.reminders.lookups import (
    changeable,
    check_changeable,
    delivery_of,
    gone,
    latest,
    tapped_of,
)
from bot.reminders.state import AMENDABLE, DIGESTS, WINDOW, Reason, State
from bot.reminders.tables import Delivery, Occurrence
from bot.reminders.views import Tapped, rows

MINUTE = timedelta(minutes=1)


async def take(session: AsyncSession, person: Person, occurrence_id: int, now: datetime) -> bool:
    before = await tapped_of(session, person, occurrence_id)
    return await taken(session, person, before, now) is not before


async def taken(session: AsyncSession, person: Person, one: Tapped, now: datetime) -> Tapped:
    """Taken now; or at its time, when it is amended after the fact."""
    row = one.row
    check_changeable(row.due_at, now)
    if row.state is State.DONE or (row.state is State.SKIPPED and not row.let_go):
        return one  # skipped by choice: the tap is one of an old message
    in_time = row.state is State.OPEN
    if not in_time:  # what counts from the last dose may be due sooner than it was
        wake(person, now)
    return await answered(
        session, person, one, State.DONE, now, taken_at=now if in_time else row.due_at
    )


async def take_all(
    session: AsyncSession, person: Person, delivery_id: int, now: datetime
) -> list[int]:
    """Everything that is still open in one message, or was when a nag took its place.

    A check-in is not among it: that wants a rating. Returns what it changed; UserError when
    the message is gone.
    """
    delivery = await delivery_of(session, person, delivery_id)
    if delivery is None:
        raise gone()
    minute = delivery.due_at.replace(second=0, microsecond=0)
    ids = await session.scalars(
        select(Occurrence.id)
        .join(PlanItem, PlanItem.id == Occurrence.item_id)
        .where(
            Occurrence.person_id == person.id,
            PlanItem.kind.not_in(CHECK_INS),
            Occurrence.due_at >= now - AMENDABLE,
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
    return [id_ for id_ in ids.all() if await take(session, person, id_, now)]


async def skip(session: AsyncSession, person: Person, occurrence_id: int, now: datetime) -> bool:
    before = await tapped_of(session, person, occurrence_id)
    return await skipped(session, person, before, now) is not before


async def skipped(session: AsyncSession, person: Person, one: Tapped, now: datetime) -> Tapped:
    check_changeable(one.row.due_at, now)
    if one.row.state in {State.SKIPPED, State.DONE}:
        return one
    return await answered(session, person, one, State.SKIPPED, now, taken_at=one.row.taken_at)


async def give_reason(
    session: AsyncSession, person: Person, occurrence_id: int, reason: Reason, now: datetime
) -> bool:
    occurrence = await changeable(session, person, occurrence_id, now)
    if occurrence.state != State.SKIPPED or occurrence.reason == reason:
        return False
    await put(session, occurrence, reason=reason)
    return True


async def undo(session: AsyncSession, person: Person, occurrence_id: int, now: datetime) -> bool:
    """Back to how it was before the answer; what is out of time by now is missed.

    A dose as needed was never due, and one taken early may be due at another time by now: it is
    removed.
    """
    occurrence = await changeable(session, person, occurrence_id, now)
    if occurrence.state not in {State.DONE, State.SKIPPED} or occurrence.answered_at is None:
        return False
    if await _was_never_due(session, occurrence, now):
        (row,) = await rows(session, Occurrence.id == occurrence.id)
        await follow_log(session, person, row, None, now)
        await session.delete(occurrence)
        wake(person, now)
        return True
    before = State(occurrence.before or State.OPEN)
    if before is State.OPEN and (
        occurrence.deadline <= now or await _has_follower(session, occurrence, now)
    ):
        before = State.OFFLINE if await _is_in_digest(session, occurrence) else State.MISSED
    occurrence.state, occurrence.before = before, None
    occurrence.taken_at = occurrence.answered_at = occurrence.reason = None
    item = await session.get_one(PlanItem, occurrence.item_id)
    passed = [m for m in item.nags if occurrence.prompt_at + m * MINUTE <= now]
    occurrence.nags_sent = len(passed)  # what would have nagged meanwhile is not caught up
    await touch(session, person, occurrence, now)
    wake(person, now)
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
    await touch(session, person, occurrence, now)
    wake_by(person, at)
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
    await touch(session, person, occurrence, now)
    wake(person, now)
    return True


async def _was_never_due(session: AsyncSession, occurrence: Occurrence, now: datetime) -> bool:
    schedule = await session.get_one(ItemSchedule, occurrence.schedule_id)
    if schedule.valid_until is not None and occurrence.due_at > max(now, schedule.valid_until):
        return True
    return isinstance(from_json(schedule.spec).when, AsNeeded)


async def _is_in_digest(session: AsyncSession, occurrence: Occurrence) -> bool:
    """Whether it was asked about late: the bot's outage is never the person's miss."""
    if occurrence.delivery_id is None:
        return False
    delivery = await session.get(Delivery, occurrence.delivery_id)
    return delivery is not None and delivery.kind in DIGESTS


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
