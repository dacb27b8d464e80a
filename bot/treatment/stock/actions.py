"""Writes supplies. Whatever changes one reckons anew when to warn, in the same transaction."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.notes import actions as notes
from bot.people.room import check_day
from bot.people.tables import Person
from bot.plain import fetch
from bot.plan.items import item_of
from bot.plan.rules import Kind
from bot.plan.tables import PlanChange
from bot.treatment.stock.rules import (
    MOST_UNITS,
    SUPPLY,
    UNIT,
    USUAL_WARNING,
    WARN_DAYS,
    Dosing,
    Mornings,
    What,
    check_dose,
    is_known,
    warning_at,
)
from bot.treatment.stock.store import stock_row, supply_of
from bot.treatment.stock.tables import Stock, StockEntry


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose of a medicine that was answered for."""

    occurrence_id: int
    item_id: int
    amount: str | None


async def count(
    session: AsyncSession, person: Person, item_id: int, units: int, now: datetime
) -> int:
    """So many hundredths are there now; with the first count a supply begins. The entry's id."""
    row = await stock_row(session, person, item_id)
    if row is None:
        item = await item_of(session, person, item_id, now)
        if item is None or item.kind is not Kind.MEDICATION or item.removed_at is not None:
            raise UserError("I can't find this in your plan. /plan shows what is there.")
        row = Stock(
            person_id=person.id, item_id=item_id, per_dose=UNIT, pack=max(units, UNIT),
            warn_days=USUAL_WARNING,
        )  # fmt: skip
        session.add(row)
    row.ended_at = None
    return await _enter(session, person, row, What.COUNTED, units, now)


async def refill(
    session: AsyncSession, person: Person, item_id: int, units: int, now: datetime
) -> int:
    """So many hundredths came; the next refill of one tap brings as many. The entry's id."""
    row = await _counted(session, person, item_id)
    row.pack = check_dose(units)
    return await _enter(session, person, row, What.REFILLED, units, now)


async def take_back(
    session: AsyncSession, person: Person, item_id: int, entry_id: int, now: datetime
) -> bool:
    """Undoes a count or a refill; whether it was there until now."""
    entry = await session.scalar(
        select(StockEntry).where(
            StockEntry.id == entry_id,
            StockEntry.person_id == person.id,
            StockEntry.item_id == item_id,
            StockEntry.what != What.TAKEN,
        )
    )
    if entry is None:
        raise UserError("I can't find that entry any more.")
    if entry.removed_at is not None:
        return False
    entry.removed_at = now
    await session.flush()
    await settle(session, person, item_id, now)
    return True


async def set_dose(
    session: AsyncSession,
    person: Person,
    item_id: int,
    dosing: Dosing,
    now: datetime,
) -> None:
    """What a dose takes from now on; doses that were taken stay as they were reckoned."""
    row = await _counted(session, person, item_id)
    row.per_dose, row.unit_amount = check_dose(dosing.per_dose), dosing.unit_amount
    await session.flush()
    await settle(session, person, item_id, now)


async def set_warning(
    session: AsyncSession, person: Person, item_id: int, days: int, now: datetime
) -> None:
    if days not in WARN_DAYS:
        raise UserError("I don't know this button. /help shows what I can do.")
    row = await _counted(session, person, item_id)
    row.warn_days = days
    await session.flush()
    await settle(session, person, item_id, now)


async def end(session: AsyncSession, person: Person, item_id: int, now: datetime) -> None:
    """Counts it no more, until it is counted again."""
    row = await _counted(session, person, item_id)
    row.ended_at = now
    await session.flush()
    await notes.withdraw(session, person, SUPPLY, now, subject_id=item_id)


async def follow(
    session: AsyncSession, person: Person, dose: Dose, done_at: datetime | None, now: datetime
) -> None:
    """A dose that was answered for: taken it is gone, undone it is back, however often.

    The way of most taps: without a supply it costs one look.
    """
    found = await fetch(session, _supplied(), {"item": dose.item_id, "person": person.id})
    if not found:
        return
    (row,) = found
    mine = (StockEntry.occurrence_id == dose.occurrence_id, StockEntry.person_id == person.id)
    await session.execute(delete(StockEntry).where(*mine))
    if done_at is not None:
        session.add(
            StockEntry(
                person_id=person.id,
                item_id=dose.item_id,
                what=What.TAKEN,
                units=Dosing(row.per_dose, row.unit_amount).units(dose.amount),
                at=done_at,
                occurrence_id=dose.occurrence_id,
            )
        )
    await session.flush()
    await settle(session, person, dose.item_id, now)


async def settle(session: AsyncSession, person: Person, item_id: int, now: datetime) -> None:
    """Owes the warning for the morning on which it is due as things stand, or none."""
    supply = await supply_of(session, person, item_id, now)
    if supply is None or supply.units is None:
        await notes.withdraw(session, person, SUPPLY, now, subject_id=item_id)
        return
    note = await notes.find(session, person, SUPPLY, subject_id=item_id)
    came = max((one.at for one in supply.entries if one.what is not What.TAKEN), default=now)
    said_at = note.asked_at if note is not None else None
    holds = is_known(said_at, came, supply.lasts, supply.warn_days, now)
    at = warning_at(
        supply.lasts.out_on, supply.warn_days, Mornings(person.zone, person.wake_time), now,
        said_at=said_at if holds else None,
    )  # fmt: skip
    if at is None:
        await notes.withdraw(session, person, SUPPLY, now, subject_id=item_id)
    else:
        await notes.move(session, person, SUPPLY, at, now, subject_id=item_id)


async def settle_changed(session: AsyncSession, person: Person, now: datetime) -> None:
    """The same for every supply whose medicine's plan was changed at this instant."""
    changed = await session.scalars(
        select(Stock.item_id)
        .join(PlanChange, PlanChange.item_id == Stock.item_id)
        .where(Stock.person_id == person.id, Stock.ended_at.is_(None), PlanChange.at == now)
        .distinct()
    )
    for item_id in changed.all():
        await settle(session, person, item_id, now)


@cache
def _supplied() -> Select[int, str | None]:
    """Built once: that takes as long as what it does."""
    return select(Stock.per_dose, Stock.unit_amount).where(
        Stock.item_id == bindparam("item"),
        Stock.person_id == bindparam("person"),
        Stock.ended_at.is_(None),
    )


async def _counted(session: AsyncSession, person: Person, item_id: int) -> Stock:
    row = await stock_row(session, person, item_id)
    if row is None or row.ended_at is not None:
        raise UserError("Please count first how many there are.")
    return row


async def _enter(  # noqa: PLR0917  an entry has these parts
    session: AsyncSession, person: Person, row: Stock, what: What, units: int, now: datetime
) -> int:
    if not 0 <= units <= MOST_UNITS:
        raise UserError("Please send a number, such as: 30")
    await check_day(session, person, StockEntry.at, now)
    entry = StockEntry(
        person_id=person.id, item_id=row.item_id, what=what.value, units=units, at=now
    )
    session.add(entry)
    await session.flush()
    await settle(session, person, row.item_id, now)
    return entry.id
