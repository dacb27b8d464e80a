"""Why the plan is being changed: said once, kept with every change for a while."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.tables import Person
from bot.plan.tables import PlanReason


class Reason(StrEnum):
    """The value is what the database keeps with a change."""

    DOCTOR = "doctor"
    """Agreed with the doctor."""


async def give_reason(
    session: AsyncSession, person: Person, reason: Reason, until: datetime
) -> None:
    """Changes of the plan before `until` are made for this reason."""
    await session.merge(PlanReason(person_id=person.id, reason=reason.value, until=until))
    await session.flush()


async def end_reason(session: AsyncSession, person: Person) -> None:
    row = await session.get(PlanReason, person.id)
    if row is not None:
        await session.delete(row)
        await session.flush()


async def reason_now(session: AsyncSession, person: Person, now: datetime) -> str | None:
    """The reason of a change that is made at `now`; None where nobody gave one."""
    row = await session.get(PlanReason, person.id)
    return row.reason if row is not None and row.until > now else None
