"""What is done for one side of what the other one did, in a transaction that holds the person.

It was found by a look before: another process may have done it since, so each looks once more.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.circle.awaiting import ToAwait
from bot.circle.rules import ALERT, ASK, BEGUN, CHEER, ENDED, LEFT, VISIT, WEEK
from bot.circle.tables import Cheer, CircleAlert, Supported, Supporter
from bot.notes.actions import When, move, withdraw
from bot.notes.rules import Topic
from bot.people.tables import Person
from bot.plan.rules import AtTimes, Schedule, Weekdays

SUNDAYS = Schedule(AtTimes((time(18),)), Weekdays((6,)))
EVENINGS = Schedule(AtTimes((time(18),)))

Act = Callable[[AsyncSession, Person, datetime], Awaitable[None]]


def ask(supporter_id: int) -> Act:
    async def act(session: AsyncSession, person: Person, now: datetime) -> None:
        fresh = Supporter.id == supporter_id, Supporter.asked_at.is_(None)
        if await _put(session, Supporter, *fresh, asked_at=now):
            await tell(session, person, ASK, now, now, supporter_id)

    return act


def say_left(supporter_id: int) -> Act:
    """The person's half stays as a draft, with their choices: it can be opened anew.

    What the other one said goes with them.
    """

    async def act(session: AsyncSession, person: Person, now: datetime) -> None:
        never = dict.fromkeys(("accepted_at", "asked_at", "confirmed_at", "paused_at"))
        has_joined = exists().where(Supported.supporter_id == supporter_id)
        left = Supporter.id == supporter_id, Supporter.accepted_at.is_not(None), ~has_joined
        if not await _put(session, Supporter, *left, **never):
            return
        await session.execute(delete(Cheer).where(Cheer.supporter_id == supporter_id))
        await withdraw(session, person, ASK, now, subject_id=supporter_id)
        await tell(session, person, LEFT, now, now, supporter_id)

    return act


def settle(supporter_id: int) -> Act:
    """What comes again to the supporter follows what the person chose."""

    async def act(session: AsyncSession, person: Person, now: datetime) -> None:
        row = await session.get(Supporter, supporter_id)
        half = await session.scalar(
            select(Supported).where(Supported.supporter_id == supporter_id)
        )  # fmt: skip
        if row is None or row.is_settled or half is None or half.person_id != person.id:
            return
        row.is_settled = True
        for topic, schedule, is_on in (
            (WEEK, SUNDAYS, row.shares_week),
            (VISIT, EVENINGS, row.shares_visits),
        ):
            if is_on:
                await tell(session, person, topic, schedule, now, half.id)
            else:
                await withdraw(session, person, topic, now, subject_id=half.id)
        if half.told_at is None:
            half.told_at = now
            await tell(session, person, BEGUN, now, now, half.id)

    return act


def say_ended(supported_id: int) -> Act:
    async def act(session: AsyncSession, person: Person, now: datetime) -> None:
        half = Supported.id == supported_id, Supported.supporter_id.is_(None)
        gone = await session.scalar(delete(Supported).where(*half).returning(Supported.id))
        if gone is None:
            return
        for topic in (BEGUN, WEEK, VISIT):
            await withdraw(session, person, topic, now, subject_id=supported_id)
        await tell(session, person, ENDED, now, now, supported_id)

    return act


def cheer(cheer_id: int) -> Act:
    async def act(session: AsyncSession, person: Person, now: datetime) -> None:
        untold = Cheer.id == cheer_id, Cheer.told_at.is_(None)
        if await _put(session, Cheer, *untold, told_at=now):
            await tell(session, person, CHEER, now, now, cheer_id)

    return act


def wait(one: ToAwait) -> Act:
    async def act(session: AsyncSession, person: Person, now: datetime) -> None:
        alert = await session.scalar(
            select(CircleAlert).where(
                CircleAlert.supported_id == one.supported_id,
                CircleAlert.occurrence_id == one.occurrence_id,
            )
        )
        if alert is None:
            alert = CircleAlert(
                person_id=person.id, supported_id=one.supported_id, occurrence_id=one.occurrence_id
            )
            session.add(alert)
        elif (alert.prompt_at, alert.minutes) == (one.awaited.prompt_at, one.awaited.minutes):
            return
        alert.prompt_at, alert.sent_at = one.awaited.prompt_at, one.awaited.sent_at
        alert.minutes = one.awaited.minutes
        await session.flush()
        await tell(session, person, ALERT, one.awaited.due_at, now, alert.id)

    return act


async def tell(  # noqa: PLR0917  as `move`
    session: AsyncSession, person: Person, topic: Topic, when: When, now: datetime, subject_id: int
) -> None:
    """Owes a note, also to somebody who is away: the engine leaves them alone until they return."""
    woken_at = person.wake_at
    await move(session, person, topic, when, now, subject_id=subject_id)
    if person.blocked_at is not None:
        person.wake_at = woken_at


async def _put(
    session: AsyncSession, kind: type[Supporter | Cheer], *where: ColumnElement[bool], **values: Any
) -> bool:
    """Whether the row is as it was found: else another process has done it."""
    done = await session.scalar(
        update(kind)
        .where(*where)
        .values(**values)
        .returning(kind.id)
        .execution_options(synchronize_session=False)
    )
    return done is not None
