"""Reads supplies. Those of one person are by item id and person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.tables import Person
from bot.plan.items import Planned, item_of
from bot.treatment.stock.rules import Dosing, Entry, Lasts, What, lasts, left
from bot.treatment.stock.tables import Stock, StockEntry


@dataclass(frozen=True, slots=True)
class Supply:
    """One medicine's supply as it stands. `units` in hundredths, None before the first count."""

    item: Planned
    units: int | None
    lasts: Lasts
    dosing: Dosing
    pack: int
    warn_days: int
    entries: tuple[Entry, ...]
    """The newest first."""


async def stock_row(session: AsyncSession, person: Person, item_id: int) -> Stock | None:
    """Also one that is counted no more."""
    found: Stock | None = await session.scalar(
        select(Stock).where(Stock.item_id == item_id, Stock.person_id == person.id)
    )
    return found


async def entries_of(
    session: AsyncSession, item_ids: Sequence[int]
) -> Mapping[int, tuple[Entry, ...]]:
    """By item, the newest first, back to the last count."""
    rows = await session.scalars(
        select(StockEntry)
        .where(StockEntry.item_id.in_(item_ids), StockEntry.removed_at.is_(None))
        .order_by(StockEntry.at.desc(), StockEntry.id.desc())
    )
    found: dict[int, list[Entry]] = {id_: [] for id_ in item_ids}
    for row in rows:
        found[row.item_id].append(Entry(row.id, What(row.what), row.units, row.at))
    return {id_: tuple(some) for id_, some in found.items()}


async def supply_of(
    session: AsyncSession, person: Person, item_id: int, now: datetime
) -> Supply | None:
    """None for an item that is not the person's own."""
    item = await item_of(session, person, item_id, now)
    if item is None:
        return None
    row = await stock_row(session, person, item_id)
    entries = (await entries_of(session, [item_id]))[item_id]
    if row is None or row.ended_at is not None:
        return supply(item, None, (), person, now)
    return supply(item, row, entries, person, now)


def supply(
    item: Planned, row: Stock | None, entries: tuple[Entry, ...], person: Person, now: datetime
) -> Supply:
    dosing = Dosing() if row is None else Dosing(row.per_dose, row.unit_amount)
    units = left(entries) if row is not None else None
    taken = [one.at for one in entries if one.what is What.TAKEN]
    today = now.date()
    found = Lasts(None, today, today)
    if units is not None and item.paused_at is None and item.removed_at is None:
        found = lasts(
            units, item.schedule, dosing, item.amount, person.plan_zone, now,
            max(taken, default=None),
        )  # fmt: skip
    return Supply(
        item=item,
        units=units,
        lasts=found,
        dosing=dosing,
        pack=row.pack if row is not None else 0,
        warn_days=row.warn_days if row is not None else 0,
        entries=entries,
    )
