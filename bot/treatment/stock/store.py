"""Reads supplies. Those of one person are by item id and person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.pauses.store import rests
from bot.people.rules import FOREVER
from bot.people.tables import Person
from bot.plan.items import Planned, items_by_id
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
    return (await supplies_by_id(session, {item_id: (person, now)})).get(item_id)


async def supplies_by_id(
    session: AsyncSession, wanted: Mapping[int, tuple[Person, datetime]]
) -> Mapping[int, Supply]:
    """Of several persons: by item id, each as it is for this person at this instant."""
    items = await items_by_id(session, wanted)
    rows = await session.scalars(
        select(Stock).where(Stock.item_id.in_(items), Stock.ended_at.is_(None))
    )
    counted = {row.item_id: row for row in rows if row.person_id == wanted[row.item_id][0].id}
    entries = await entries_of(session, list(counted))
    return {
        id_: supply(item, counted.get(id_), entries.get(id_, ()), *wanted[id_])
        for id_, item in items.items()
    }


def supply(
    item: Planned, row: Stock | None, entries: tuple[Entry, ...], person: Person, now: datetime
) -> Supply:
    dosing = Dosing() if row is None else Dosing(row.per_dose, row.unit_amount)
    units = left(entries) if row is not None else None
    taken = [one.at for one in entries if one.what is What.TAKEN]
    today = now.date()
    found = Lasts(None, today, today)
    since = _doses_since(person, item, now)
    if units is not None and item.paused_at is None and item.removed_at is None:
        found = lasts(
            units, item.schedule, dosing, item.amount, item.zone or person.plan_zone, since,
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


def _doses_since(person: Person, item: Planned, now: datetime) -> datetime:
    """From when on doses are taken of it: in a pause in which it rests it takes nothing."""
    until = person.paused_until
    if until is None or until >= FOREVER or not rests(person, item.kind, now):
        return now
    return until
