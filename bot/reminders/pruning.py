"""Deliveries that are done go after a while: what is owed is found among few."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reminders.queue import DeliveryState
from bot.reminders.rows import table_of
from bot.reminders.tables import Delivery

KEPT = timedelta(days=7)
AT_ONCE = 200
"""How many go in one transaction: 20 ms on SQLite, for which everybody waits."""
_UNDER_WAY = (DeliveryState.PENDING, DeliveryState.LEASED, DeliveryState.SENDING)


async def prune(session: AsyncSession, now: datetime) -> bool:
    """Removes some of those that were done a week ago; whether there may be more."""
    done = (
        select(Delivery.id)
        .where(
            Delivery.state.not_in(_UNDER_WAY),
            Delivery.due_at < now - KEPT,
        )
        .order_by(Delivery.id)
        .limit(AT_ONCE)
    )
    ids = (await session.scalars(done)).all()
    await session.execute(delete(table_of(Delivery)).where(Delivery.id.in_(ids)))
    return len(ids) == AT_ONCE
