"""Writes side effects. Every tap is kept at once; only Done makes a no of what is not marked."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.effects.rules import Effect
from bot.journal.effects.store import row_of
from bot.journal.effects.tables import SideEffectDay
from bot.journal.removal import check_restorable
from bot.people.tables import Person


async def note_effect(
    session: AsyncSession, person: Person, effect: Effect, day: date, *, on: bool
) -> bool:
    """Notes that a side effect was there on a day, or takes that back; whether that was new."""
    row = await _open(session, person, day)
    before = set(row.present)
    after = before | {effect.value} if on else before - {effect.value}
    row.present = [each.value for each in Effect if each in after]
    await session.flush()
    return after != before


async def answer_effects(
    session: AsyncSession, person: Person, day: date, asked: Iterable[Effect], now: datetime
) -> None:
    """Done: those asked and not marked were not there."""
    row = await _open(session, person, day)
    row.asked, row.answered_at = [each.value for each in asked], now
    await session.flush()


async def remove_effects(session: AsyncSession, person: Person, day: date, now: datetime) -> None:
    row = await row_of(session, person, day)
    if row is not None:
        row.removed_at = row.removed_at or now


async def restore_effects(session: AsyncSession, person: Person, day: date, now: datetime) -> None:
    """UserError for what was removed more than a day ago."""
    row = await row_of(session, person, day)
    if row is not None and row.removed_at is not None:
        check_restorable(row.removed_at, now)
        row.removed_at = None


async def _open(session: AsyncSession, person: Person, day: date) -> SideEffectDay:
    """The day's row; one that was removed begins anew."""
    row = await row_of(session, person, day)
    if row is None:
        row = SideEffectDay(person_id=person.id, local_date=day, asked=[], present=[])
        session.add(row)
    elif row.removed_at is not None:
        row.asked, row.present, row.answered_at, row.removed_at = [], [], None, None
    return row
