"""Deliveries that are done go after a while: what is owed is found among few."""

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Delete, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.plain import Among, among, change, fetch
from bot.prepared import Statement
from bot.reminders.queue import DeliveryState
from bot.reminders.rows import table_of
from bot.reminders.tables import Delivery

KEPT = timedelta(days=7)
AT_ONCE = 200
"""How many go in one transaction: 20 ms on SQLite, for which everybody waits."""
_UNDER_WAY = (DeliveryState.PENDING, DeliveryState.LEASED, DeliveryState.SENDING)


async def prune(session: AsyncSession, now: datetime) -> bool:
    """Removes some of those that were done a week ago; whether there may be more."""
    found = await fetch(session, _done(), {"before": now - KEPT})
    if found:
        await change(session, _removing(among(session)), {"ids": [row.id for row in found]})
    return len(found) == AT_ONCE


@cache
def _done() -> Statement:
    return (
        select(Delivery.id)
        .where(Delivery.state.not_in(_UNDER_WAY), Delivery.due_at < bindparam("before"))
        .order_by(Delivery.id)
        .limit(AT_ONCE)
    )


@cache
def _removing(among: Among) -> Delete:
    table = table_of(Delivery)
    return delete(table).where(among(table.c.id, "ids"))
