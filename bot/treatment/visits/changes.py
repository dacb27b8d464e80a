"""The whole plan's history, the newest first."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.tables import Person
from bot.plan.items import Past
from bot.plan.rules import Schedule, from_json
from bot.plan.tables import ItemSchedule, PlanChange, PlanItem

MOST = 200


async def changes_of(session: AsyncSession, person: Person) -> tuple[tuple[str, Past], ...]:
    """The name of the item, and what was changed about it."""
    rows = await session.execute(
        select(PlanChange, PlanItem.name)
        .join(PlanItem, PlanItem.id == PlanChange.item_id)
        .where(PlanItem.person_id == person.id)
        .order_by(PlanChange.at.desc(), PlanChange.id.desc())
        .limit(MOST)
    )
    kept = await session.execute(
        select(ItemSchedule.id, ItemSchedule.spec)
        .join(PlanItem, PlanItem.id == ItemSchedule.item_id)
        .where(PlanItem.person_id == person.id)
    )
    schedules = {str(row.id): from_json(row.spec) for row in kept}

    def read(change: PlanChange, value: str | None) -> str | Schedule | None:
        return schedules[value] if change.what == "schedule" and value is not None else value

    return tuple(
        (
            name,
            Past(one.at, one.what, read(one, one.before), read(one, one.after), one.reason),
        )
        for one, name in rows
    )
