"""Massage waits after an injection: what reminds of it is paused until the clinic finds it fine."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.tables import Person
from bot.plan.actions import pause_item, resume_item
from bot.plan.rules import Kind, local_date
from bot.plan.tables import PlanChange, PlanItem
from bot.treatment.injections.rules import is_recent
from bot.treatment.injections.tables import Injection

_CAME = ("added", "kind", "restored")
"""Changes by which an item is in the plan, or is stretching, that was not."""


async def hold(session: AsyncSession, person: Person, row: Injection, now: datetime) -> None:
    """Massage waits after a new injection: what reminds of it is paused."""
    if not is_recent(row.local_date, local_date(person.zone, now)):
        return
    row.held, row.held_at = list(await session.scalars(_stretching(person))), now
    for item_id in row.held:
        await pause_item(session, person, item_id, now)


async def hold_added(session: AsyncSession, person: Person, now: datetime) -> bool:
    """While massage waits, so does what came into the plan at this instant; whether any did."""
    newest_first = _waiting(person).order_by(Injection.local_date.desc())
    row = await session.scalar(newest_first.limit(1))
    if row is None:
        return False
    added = (
        _stretching(person)
        .join(PlanChange, PlanChange.item_id == PlanItem.id)
        .where(PlanChange.at == now, PlanChange.what.in_(_CAME))
        .distinct()
    )
    ids = list(await session.scalars(added))
    row.held = [*row.held, *ids]
    for item_id in ids:
        await pause_item(session, person, item_id, now)
    return bool(ids)


async def advised(session: AsyncSession, person: Person, now: datetime) -> bool:
    """The clinic finds massage fine: what was paused for it goes on. Whether anything waited."""
    rows = list(await session.scalars(_waiting(person)))
    for row in rows:
        await let_go(session, person, row, now)
        row.advised_at = now
    await session.flush()
    return bool(rows)


async def let_go(session: AsyncSession, person: Person, row: Injection, now: datetime) -> None:
    """What was paused for this injection goes on, where it is still in the plan and paused."""
    if row.held_at is None or row.advised_at is not None:
        return
    for item_id in await _still_paused(session, person, row.held):
        await resume_item(session, person, item_id, now)


def _waiting(person: Person) -> Select[Injection]:
    """The injections after which massage waits."""
    return select(Injection).where(
        Injection.person_id == person.id,
        Injection.removed_at.is_(None),
        Injection.held_at.is_not(None),
        Injection.advised_at.is_(None),
    )


def _stretching(person: Person) -> Select[int]:
    """What reminds of massage: the plan's stretching."""
    return select(PlanItem.id).where(
        PlanItem.person_id == person.id,
        PlanItem.kind == Kind.STRETCHING,
        PlanItem.removed_at.is_(None),
        PlanItem.paused_at.is_(None),
    )


async def _still_paused(session: AsyncSession, person: Person, ids: Sequence[int]) -> Sequence[int]:
    rows = await session.scalars(
        select(PlanItem.id).where(
            PlanItem.person_id == person.id,
            PlanItem.id.in_(ids),
            PlanItem.removed_at.is_(None),
            PlanItem.paused_at.is_not(None),
        )
    )
    return rows.all()
