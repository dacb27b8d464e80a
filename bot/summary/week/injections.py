"""When the last injection was: for now as the plan's reminders know it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.plan.rules import Kind, local_date
from bot.plan.tables import PlanItem
from bot.reminders.state import State
from bot.reminders.tables import Occurrence

_DAY = timedelta(days=1)


async def last_injections(
    session: AsyncSession, person_ids: Sequence[int], until: date
) -> dict[int, date]:
    """The date of each person's last injection up to a date: the plan item's last that was done."""
    rows = await session.execute(
        select(Occurrence.person_id, Occurrence.taken_at, Occurrence.zone)
        .join(PlanItem, PlanItem.id == Occurrence.item_id)
        .where(
            PlanItem.person_id.in_(person_ids),
            PlanItem.kind == Kind.INJECTION,
            Occurrence.state == State.DONE,
            Occurrence.taken_at < datetime.combine(until + 2 * _DAY, time(), UTC),
        )
    )
    last: dict[int, date] = {}
    for row in rows:
        day = local_date(row.zone, row.taken_at)
        if day <= until:
            last[row.person_id] = max(day, last.get(row.person_id, day))
    return last
