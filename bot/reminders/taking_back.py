"""What a process held when it ended is anybody's again; what may have left is in doubt."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reminders.queue import HELD, DeliveryState, set_each
from bot.reminders.state import Lane, Sort
from bot.reminders.tables import Delivery

MOST_ATTEMPTS = 10
"""Sends of a medicine after which the death of one more process is the last."""


async def release(session: AsyncSession, owner: str) -> None:
    """Gives back what this process leased and did not send; at a clean stop."""
    await session.execute(
        update(Delivery)
        .where(HELD, Delivery.owner == owner, Delivery.state == DeliveryState.LEASED)
        .values(state=DeliveryState.PENDING)
        .execution_options(synchronize_session=False)
    )


async def find_again(session: AsyncSession, owner: str, known: Sequence[int], now: datetime) -> int:
    """Gives back what this living process leased and knows nothing of; how many.

    The database was away before it said that the lease was written, or when its rows were read.
    What the process knows of stays its own, whatever the clock says.
    """
    forgotten = (
        Delivery.owner == owner,
        Delivery.state == DeliveryState.LEASED,
        Delivery.id.not_in(known),
    )
    done = await session.execute(
        update(Delivery)
        .where(HELD, *forgotten, Delivery.lease_until <= now)
        .values(state=DeliveryState.PENDING)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", done).rowcount


async def take_back(
    session: AsyncSession, now: datetime, *, owners: Sequence[str] | None
) -> Sequence[Lane]:
    """Takes back what dead processes held: the lanes of those whose outcome is not known.

    `owners` are known to be dead (None: all, there being one process at most); besides these,
    leases that have run out. What was leased never left. What was going out may have arrived:
    a medicine is sent again, anything else is not.
    """
    dead = Delivery.lease_until <= now
    if owners is None:
        dead = Delivery.owner.is_not(None)
    elif owners:
        dead = or_(dead, Delivery.owner.in_(owners))
    leased, going = DeliveryState.LEASED, DeliveryState.SENDING
    doubted = (
        await session.execute(
            select(Delivery.id, Delivery.lane, Delivery.kind, Delivery.attempts)
            .where(HELD, Delivery.state == going, dead)
            .with_for_update(skip_locked=True)
        )
    ).all()
    again = [row.id for row in doubted if _outlives_us(row.lane, row.kind, row.attempts)]
    rest = [row.id for row in doubted if row.id not in set(again)]
    await session.execute(
        update(Delivery)
        .where(HELD, Delivery.state == leased, dead)
        .values(state=DeliveryState.PENDING)
        .execution_options(synchronize_session=False)
    )
    await set_each(session, again, state=DeliveryState.PENDING)
    await set_each(session, rest, state=DeliveryState.DOUBT)
    return [Lane(row.lane) for row in doubted]


async def owners(session: AsyncSession) -> Sequence[str]:
    """Who holds deliveries at present."""
    held = select(Delivery.owner).distinct().where(HELD)
    return [owner for owner in await session.scalars(held) if owner]


def _outlives_us(lane: int, kind: str, attempts: int) -> bool:
    """Whether it is sent again after a death; not for ever, since it may be why they died."""
    return kind == Sort.TIDY or (lane == Lane.MEDICINE and attempts < MOST_ATTEMPTS)
