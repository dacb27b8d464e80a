"""Holding back, in the database, what tolerates lateness while more is due than can leave."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.tables import Person
from bot.reminders.queue import PENDING
from bot.reminders.spreading import PRESSED, Load, spread
from bot.reminders.state import Lane
from bot.reminders.tables import Delivery

_IN_ONE_GO = 2_000
"""Deliveries spread in one transaction; those who are due after them come next."""
_FARTHEST = timedelta(minutes=30)
"""How far ahead is looked for what is known to become due."""


async def is_crowded(session: AsyncSession, now: datetime, at_once: int) -> bool:
    """Whether more than `at_once` deliveries wait that could be held back."""
    some = _spreadable(now).limit(at_once + 1).subquery()
    return int(await session.scalar(select(func.count()).select_from(some)) or 0) > at_once


async def hold_back(session: AsyncSession, now: datetime, per_second: float) -> None:
    """Spreads what is due and tolerates it over the coming minutes, beside what is known of them.

    Two processes that do so at once share the rows between them.
    """
    rows = (
        await session.execute(
            _spreadable(now)
            .order_by(Delivery.urgent_by, Delivery.id)
            .limit(_IN_ONE_GO)
            .with_for_update(skip_locked=True)
        )
    ).all()
    if not rows:
        return
    deadlines = [row.urgent_by for row in rows]
    load = Load(await _medicines(session, now), await _known(session, now, deadlines[-1]))
    by_cell: defaultdict[datetime, list[int]] = defaultdict(list)
    for row, at in zip(rows, spread(deadlines, load, per_second, now), strict=True):
        by_cell[at].append(row.id)
    for at, ids in by_cell.items():
        if at > now:
            await session.execute(
                update(Delivery)
                .where(Delivery.id.in_(ids))
                .values(not_before=at)
                .execution_options(synchronize_session=False)
            )


def _spreadable(now: datetime) -> "Select[int, datetime | None]":
    return select(Delivery.id, Delivery.urgent_by).where(
        PENDING,
        Delivery.lane == Lane.TOLERANT,
        Delivery.not_before <= now,
        Delivery.urgent_by > now + PRESSED,
    )


async def _medicines(session: AsyncSession, now: datetime) -> int:
    count = (
        select(func.count())
        .select_from(Delivery)
        .where(PENDING, Delivery.lane == Lane.MEDICINE, Delivery.not_before <= now)
    )
    return int(await session.scalar(count) or 0)


async def _known(
    session: AsyncSession, now: datetime, deadline: datetime
) -> Mapping[datetime, int]:
    """What will be due by then, by instant: held back before, and persons to be woken.

    Nobody knows what a person will be woken for: each is taken for one message.
    """
    until = min(deadline, now + _FARTHEST)
    held = (
        select(Delivery.not_before, func.count())
        .where(PENDING, Delivery.not_before > now, Delivery.not_before <= until)
        .group_by(Delivery.not_before)
    )
    woken = (
        select(Person.wake_at, func.count()).where(Person.wake_at <= until).group_by(Person.wake_at)
    )
    known: defaultdict[datetime, int] = defaultdict(int)
    for statement in (held, woken):
        for at, messages in await session.execute(statement):
            if at is not None:
                known[at] += messages
    return known
