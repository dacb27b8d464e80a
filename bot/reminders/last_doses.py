"""When items were last taken: a step into an index for each, however long somebody is here."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.tables import Person
from bot.plain import Among, among, fetch
from bot.plan.tables import PlanItem
from bot.prepared import Statement
from bot.reminders.state import State
from bot.reminders.tables import Occurrence


async def last_doses(session: AsyncSession, item_ids: Sequence[int]) -> dict[int, datetime]:
    """By item, of those that were taken at all."""
    rows = await fetch(session, _last_doses(among(session)), {"ids": list(item_ids)})
    return {row.id: row.at for row in rows if row.at is not None}


async def last_doses_of(session: AsyncSession, person: Person) -> dict[int, datetime]:
    """Of all that were ever in this person's plan."""
    rows = await session.execute(
        select(PlanItem.id, _last_taken().label("at")).where(PlanItem.person_id == person.id)
    )
    return {row.id: row.at for row in rows if row.at is not None}


async def last_dose(session: AsyncSession, person: Person, item_id: int) -> datetime | None:
    """Of an item of this person's."""
    found: datetime | None = await session.scalar(
        select(_last_taken()).where(PlanItem.id == item_id, PlanItem.person_id == person.id)
    )
    return found


@cache
def _last_doses(among: Among) -> Statement:
    return select(PlanItem.id, _last_taken().label("at")).where(among(PlanItem.id, "ids"))


@cache
def _last_taken() -> ScalarSelect[datetime | None]:
    return (
        select(func.max(Occurrence.taken_at))
        .where(
            Occurrence.item_id == PlanItem.id,
            Occurrence.state == State.DONE,
            Occurrence.taken_at.is_not(None),
        )
        .correlate(PlanItem)
        .scalar_subquery()
    )
