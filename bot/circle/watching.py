"""Looks at the circle again and again: what one side did, the other side is owed.

Nothing here is a consequence of a tap: it looks at how the two halves stand, so that nothing is
forgotten by a crash, an erasure or a restart. Each transaction locks one person at most.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.circle.awaiting import ToAwait, to_await
from bot.circle.rules import ALERT, ASK, BEGUN, CHEER, ENDED, LEFT, VISIT, WEEK
from bot.circle.tables import Cheer, CircleAlert, Supported, Supporter
from bot.db import Database
from bot.notes.actions import When, move, withdraw
from bot.notes.rules import Topic
from bot.notes.tables import Note
from bot.people.rules import SUPPORTS_ONLY
from bot.people.tables import Person
from bot.plan.rules import AtTimes, Schedule, Weekdays
from bot.reminders.queue import DeliveryState
from bot.reminders.tables import Delivery, Heartbeat
from bot.telemetry import Metrics, told

SECONDS = timedelta(seconds=2)
"""The shortest time between two looks while the engine ticks by itself."""
DOWN = timedelta(minutes=2)
"""After so long without a tick the bot was down: nobody hears of silence during it."""
HEARD_FIRST = timedelta(seconds=30)
"""After a start: what was tapped meanwhile is heard before anybody is told of silence."""
FORGOTTEN_EVERY = timedelta(minutes=10)
KEPT = timedelta(days=2)
SUNDAYS = Schedule(AtTimes((time(18),)), Weekdays((6,)))
EVENINGS = Schedule(AtTimes((time(18),)))
_WAITING = (DeliveryState.PENDING, DeliveryState.LEASED, DeliveryState.SENDING)
_log = structlog.get_logger(__name__)

Act = Callable[[AsyncSession, Person, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do for one person; `erases` what somebody else took back."""

    person_id: int
    act: Act
    erases: bool = False


class Watch:
    """Owes to each side what the other one did; `glance` is for each tick of the engine."""

    def __init__(self, db: Database, metrics: Metrics) -> None:
        self._db = db
        self._metrics = metrics
        self._looked_at: datetime | None = None
        self._forgot_at: datetime | None = None

    async def begin(self, now: datetime) -> None:
        """At a start: after an outage nobody is told of silence that began before or in it."""
        async with self._db.writing() as session:
            was_at = await session.scalar(select(Heartbeat.ticked_at))
            owed = (_is_alert(), Note.due_at.is_not(None))
            if was_at is not None and now - was_at > DOWN:
                await _set(session, owed, due_at=None)
            else:
                soon = now + HEARD_FIRST
                await _set(session, (*owed, Note.due_at < soon), due_at=soon)

    async def glance(self, now: datetime) -> None:
        """A look, unless there was one just now; whatever goes wrong, the engine ticks on."""
        if self._looked_at is not None and abs(now - self._looked_at) < SECONDS:
            return
        try:
            await self.look(now)
        except Exception as error:  # noqa: BLE001  looked at again in seconds
            self._metrics.errors.labels("circle").inc()
            _log.warning("circle_not_looked_at", **told(error))

    async def look(self, now: datetime) -> bool:
        """Owes all that is to be owed now; whether there was anything."""
        self._looked_at = now
        async with self._db.reading() as session:
            tasks = await _tasks(session, now) if await _is_any(session) else []
        await self._do(tasks, now)
        if self._forgot_at is None or abs(now - self._forgot_at) >= FORGOTTEN_EVERY:
            self._forgot_at = now
            async with self._db.writing() as session:
                gone = await _forget(session, now)
            self._db.owes_forgetting |= gone
        return bool(tasks)

    async def _do(self, tasks: Sequence[Task], now: datetime) -> None:
        """Another process may have done any of them since they were found: each looks again."""
        for task in tasks:
            async with self._db.writing() as session:
                found = select(Person).where(Person.id == task.person_id)
                person = await session.scalar(found.with_for_update(key_share=True))
                if person is not None:
                    await task.act(session, person, now)
            self._db.owes_forgetting |= task.erases


async def tell(  # noqa: PLR0917  as `move`
    session: AsyncSession, person: Person, topic: Topic, when: When, now: datetime, subject_id: int
) -> None:
    """Owes a note, also to somebody who is away: the engine leaves them alone until they return."""
    woken_at = person.wake_at
    await move(session, person, topic, when, now, subject_id=subject_id)
    if person.blocked_at is not None:
        person.wake_at = woken_at


async def _is_any(session: AsyncSession) -> bool:
    either = select(Supported.id).limit(1), select(Supporter.id).limit(1)
    found = [await session.scalar(one) for one in either]
    return any(one is not None for one in found)


async def _tasks(session: AsyncSession, now: datetime) -> list[Task]:
    """What is to be done now."""
    half_of = Supported.supporter_id == Supporter.id
    bonds = select(Supporter.id, Supporter.person_id)
    accepted = await _rows(
        session,
        bonds.join(Supported, half_of).where(
            Supporter.asked_at.is_(None), Supporter.confirmed_at.is_(None)
        ),
    )
    tasks = [Task(row.person_id, _ask(row.id)) for row in accepted]
    left = await _rows(
        session, bonds.where(Supporter.accepted_at.is_not(None), ~exists().where(half_of))
    )
    tasks += [Task(row.person_id, _say_left(row.id), erases=True) for row in left]
    unsettled = await _rows(
        session,
        select(Supporter.id, Supported.person_id)
        .join(Supported, half_of)
        .where(Supporter.confirmed_at.is_not(None), Supporter.is_settled.is_(False)),
    )
    tasks += [Task(row.person_id, _settle(row.id)) for row in unsettled]
    over = await _rows(
        session, select(Supported.id, Supported.person_id).where(Supported.supporter_id.is_(None))
    )
    tasks += [Task(row.person_id, _say_ended(row.id), erases=True) for row in over]
    cheers = await _rows(session, select(Cheer.id, Cheer.person_id).where(Cheer.told_at.is_(None)))
    tasks += [Task(row.person_id, _cheer(row.id)) for row in cheers]
    return tasks + [Task(one.person_id, _wait(one)) for one in await to_await(session, now)]


async def _rows(session: AsyncSession, query: Any) -> Sequence[Any]:
    rows: Sequence[Any] = (await session.execute(query)).all()
    return rows


def _ask(supporter_id: int) -> Act:
    async def act(session: AsyncSession, person: Person, now: datetime) -> None:
        fresh = Supporter.id == supporter_id, Supporter.asked_at.is_(None)
        if await _put(session, Supporter, *fresh, asked_at=now):
            await tell(session, person, ASK, now, now, supporter_id)

    return act


def _say_left(supporter_id: int) -> Act:
    """The person's half stays as a draft, with their choices: it can be opened anew.

    What the other one said goes with them.
    """

    async def act(session: AsyncSession, person: Person, now: datetime) -> None:
        never = dict.fromkeys(("accepted_at", "asked_at", "confirmed_at", "paused_at"))
        joined = Supporter.id == supporter_id, Supporter.accepted_at.is_not(None)
        if not await _put(session, Supporter, *joined, **never):
            return
        await session.execute(delete(Cheer).where(Cheer.supporter_id == supporter_id))
        await withdraw(session, person, ASK, now, subject_id=supporter_id)
        await tell(session, person, LEFT, now, now, supporter_id)

    return act


def _settle(supporter_id: int) -> Act:
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


def _say_ended(supported_id: int) -> Act:
    async def act(session: AsyncSession, person: Person, now: datetime) -> None:
        half = Supported.id == supported_id, Supported.supporter_id.is_(None)
        gone = await session.scalar(delete(Supported).where(*half).returning(Supported.id))
        if gone is None:
            return
        for topic in (BEGUN, WEEK, VISIT):
            await withdraw(session, person, topic, now, subject_id=supported_id)
        await tell(session, person, ENDED, now, now, supported_id)

    return act


def _cheer(cheer_id: int) -> Act:
    async def act(session: AsyncSession, person: Person, now: datetime) -> None:
        untold = Cheer.id == cheer_id, Cheer.told_at.is_(None)
        if await _put(session, Cheer, *untold, told_at=now):
            await tell(session, person, CHEER, now, now, cheer_id)

    return act


def _wait(one: ToAwait) -> Act:
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


def _is_alert() -> ColumnElement[bool]:
    """Found among the notes of supporters, by their index: most notes are other people's."""
    return and_(Note.person_id.in_(select(Supported.person_id)), Note.topic == ALERT.name)


async def _forget(session: AsyncSession, now: datetime) -> bool:
    """What was waited for is over; who supports nobody any more, and wanted nothing else, goes.

    Whether anybody went.
    """
    old = now - KEPT
    await session.execute(delete(CircleAlert).where(CircleAlert.sent_at < old))
    await session.execute(
        delete(Note)
        .where(
            _is_alert(),
            Note.due_at.is_(None),
            Note.created_at < old,
        )
        .execution_options(synchronize_session=False)
    )
    supports = exists().where(Supported.person_id == Person.id)
    owed = exists().where(Note.person_id == Person.id, Note.due_at.is_not(None))
    waiting = exists().where(Delivery.person_id == Person.id, Delivery.state.in_(_WAITING))
    gone = await session.scalars(
        delete(Person)
        .where(Person.consent_version == SUPPORTS_ONLY, ~or_(supports, owed, waiting))
        .returning(Person.id)
        .execution_options(synchronize_session=False)
    )
    return bool(gone.all())


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


async def _set(session: AsyncSession, owed: Sequence[Any], **values: Any) -> None:
    await session.execute(
        update(Note).where(*owed).values(**values).execution_options(synchronize_session=False)
    )
