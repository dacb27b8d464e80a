"""The schedules an item has had, one after another."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.plan.rules import Schedule, to_json
from bot.plan.tables import ItemSchedule, PlanItem


async def current_schedule(session: AsyncSession, item: PlanItem) -> ItemSchedule:
    """The item's last schedule: the present one, or the one it had when it was removed."""
    found = await session.scalar(
        select(ItemSchedule)
        .where(ItemSchedule.item_id == item.id)
        .order_by(ItemSchedule.valid_from.desc(), ItemSchedule.id.desc())
        .limit(1)
    )
    assert found is not None, "an item is never without a schedule"
    return found


async def follow(
    session: AsyncSession,
    current: ItemSchedule,
    schedule: Schedule,
    *,
    ended: datetime,
    begun: datetime,
) -> ItemSchedule:
    """Close a schedule and open the one that follows it."""
    current.valid_until = ended
    follower = ItemSchedule(item_id=current.item_id, spec=to_json(schedule), valid_from=begun)
    session.add(follower)
    await session.flush()
    return follower
