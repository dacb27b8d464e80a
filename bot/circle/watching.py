"""Looks at the circle again and again: what one side did, the other side is owed.

Nothing here is a consequence of a tap: it looks at how the two halves stand, so that nothing is
forgotten by a crash, an erasure or a restart. Each transaction locks one person at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.circle import acts
from bot.circle.awaiting import to_await
from bot.circle.rules import ALERT
from bot.circle.tables import Cheer, CircleAlert, Supported, Supporter
from bot.db import Database
from bot.notes.tables import Note
from bot.people.rules import SUPPORTS_ONLY
from bot.people.tables import Person
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
_WAITING = (DeliveryState.PENDING, DeliveryState.LEASED, DeliveryState.SENDING)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do for one person; `erases` what somebody else took back."""

    person_id: int
    act: acts.Act
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
    tasks = [Task(row.person_id, acts.ask(row.id)) for row in accepted]
    left = await _rows(
        session, bonds.where(Supporter.accepted_at.is_not(None), ~exists().where(half_of))
    )
    tasks += [Task(row.person_id, acts.say_left(row.id), erases=True) for row in left]
    unsettled = await _rows(
        session,
        select(Supporter.id, Supported.person_id)
        .join(Supported, half_of)
        .where(Supporter.confirmed_at.is_not(None), Supporter.is_settled.is_(False)),
    )
    tasks += [Task(row.person_id, acts.settle(row.id)) for row in unsettled]
    over = await _rows(
        session, select(Supported.id, Supported.person_id).where(Supported.supporter_id.is_(None))
    )
    tasks += [Task(row.person_id, acts.say_ended(row.id), erases=True) for row in over]
    cheers = await _rows(session, select(Cheer.id, Cheer.person_id).where(Cheer.told_at.is_(None)))
    tasks += [Task(row.person_id, acts.cheer(row.id)) for row in cheers]
    return tasks + [Task(one.person_id, acts.wait(one)) for one in await to_await(session, now)]


async def _rows(session: AsyncSession, query: Any) -> Sequence[Any]:
    rows: Sequence[Any] = (await session.execute(query)).all()
    return rows


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


async def _set(session: AsyncSession, owed: Sequence[Any], **values: Any) -> None:
    await session.execute(
        update(Note).where(*owed).values(**values).execution_options(synchronize_session=False)
    )
