"""A person's own occurrences, messages and items, by id: what is not theirs is not found."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.people.tables import Person
from bot.plan.rules import from_json, next_due
from bot.plan.tables import ItemSchedule, PlanItem
from bot.reminders.state import AMENDABLE, State
from bot.reminders.tables import Delivery, Occurrence
from bot.reminders.views import Tapped, tapped


def gone() -> UserError:
    return UserError("I can't find this any more. /today shows what is current.")


async def changeable(
    session: AsyncSession, person: Person, occurrence_id: int, now: datetime
) -> Occurrence:
    """This person's occurrence; UserError when it is gone, or older than two days."""
    occurrence = await session.scalar(
        select(Occurrence).where(Occurrence.id == occurrence_id, Occurrence.person_id == person.id)
    )
    if occurrence is None:
        raise gone()
    check_changeable(occurrence.due_at, now)
    return occurrence


async def tapped_of(session: AsyncSession, person: Person, occurrence_id: int) -> Tapped:
    """This person's occurrence and its message, in one statement; UserError when it is gone."""
    found = await tapped(session, person, occurrence_id)
    if found is None:
        raise gone()
    return found


def check_changeable(due_at: datetime, now: datetime) -> None:
    """UserError for what is older than two days."""
    if now - due_at > AMENDABLE:
        raise UserError("This was more than two days ago; I keep it as it is.")


async def delivery_of(session: AsyncSession, person: Person, delivery_id: int) -> Delivery | None:
    """This person's message; what the transaction has loaded is not asked for again."""
    found = await session.get(Delivery, delivery_id)
    return found if found is not None and found.person_id == person.id else None


async def is_known(session: AsyncSession, person: Person, occurrence_id: int) -> bool:
    found = await session.scalar(
        select(Occurrence.id).where(
            Occurrence.id == occurrence_id, Occurrence.person_id == person.id
        )
    )
    return found is not None


async def latest(session: AsyncSession, person: Person, occurrence: Occurrence) -> datetime | None:
    """The item's next occurrence: Later never runs past it. None when nothing follows."""
    row = (
        await session.execute(
            select(ItemSchedule.spec, PlanItem.zone)
            .join(PlanItem, PlanItem.id == ItemSchedule.item_id)
            .where(ItemSchedule.item_id == occurrence.item_id, ItemSchedule.valid_until.is_(None))
        )
    ).first()
    if row is None:
        return None
    zone = row.zone or person.plan_zone
    due = next_due(from_json(row.spec), zone, occurrence.due_at, occurrence.due_at)
    return due.at if due else None


async def doses_of(session: AsyncSession, person: Person, item_id: int) -> list[datetime]:
    """When an item was taken, the latest fifty, in order."""
    found = await session.scalars(
        select(Occurrence.taken_at)
        .where(
            Occurrence.item_id == item_id,
            Occurrence.person_id == person.id,
            Occurrence.state == State.DONE,
            Occurrence.taken_at.is_not(None),
        )
        .order_by(Occurrence.taken_at.desc())
        .limit(50)
    )
    return [at for at in reversed(found.all()) if at is not None]


async def item_and_schedule(
    session: AsyncSession, person: Person, item_id: int
) -> tuple[PlanItem, ItemSchedule]:
    """This person's item with the schedule in force; UserError when it left the plan."""
    row = (
        await session.execute(
            select(PlanItem, ItemSchedule)
            .join(ItemSchedule, ItemSchedule.item_id == PlanItem.id)
            .where(
                PlanItem.id == item_id,
                PlanItem.person_id == person.id,
                PlanItem.removed_at.is_(None),
                ItemSchedule.valid_until.is_(None),
            )
        )
    ).first()
    if row is None:
        raise UserError("This is no longer in your plan. /plan shows what is.")
    return row[0], row[1]
