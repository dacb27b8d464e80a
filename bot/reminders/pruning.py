"""Deliveries that are done go after a while: what is owed is found among few."""

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Delete, bindparam, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.plain import Among, among, change, fetch
from bot.prepared import Statement
from bot.reminders.queue import DeliveryState
from bot.reminders.rows import table_of
from bot.reminders.tables import IS_OPEN, Delivery, Occurrence

KEPT = timedelta(days=7)
AT_ONCE = 200
"""How many go in one transaction: 20 ms on SQLite, for which everybody waits."""
_UNDER_WAY = (DeliveryState.PENDING, DeliveryState.LEASED, DeliveryState.SENDING)


async def prune(session: AsyncSession, now: datetime, after: int = 0) -> int | None:
    """Removes some of those that were done a week ago; after which id there may be more.

    They are looked at in the order in which they were made, up to the first of this week: what
    came later is not read.
    """
    found = await fetch(session, _next(), {"after": after})
    old = [row for row in found if row.due_at < now - KEPT]
    done = [row.id for row in old if row.state not in _UNDER_WAY]
    if done:
        await change(session, _removing(among(session)), {"ids": done})
    return old[-1].id if len(old) == AT_ONCE else None


@cache
def _next() -> Statement:
    return (
        select(Delivery.id, Delivery.state, Delivery.due_at)
        .where(Delivery.id > bindparam("after"))
        .order_by(Delivery.id)
        .limit(AT_ONCE)
    )


@cache
def _removing(among: Among) -> Delete:
    """All but those that show what is still open: the engine reads in them that it was asked."""
    table = table_of(Delivery)
    shows_open = exists().where(Occurrence.delivery_id == table.c.id, IS_OPEN)
    return delete(table).where(among(table.c.id, "ids"), ~shows_open)
