"""Reads the circle, from either side; every row by its id and its owner."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.circle.rules import Bond, Companion, Share, SharedMedicine, Supports
from bot.circle.tables import SharedItem, Supported, Supporter
from bot.errors import UserError
from bot.people.tables import Person
from bot.plan.numbers import number_of_item
from bot.plan.rules import Kind
from bot.plan.tables import PlanItem


async def companions(session: AsyncSession, person: Person, now: datetime) -> tuple[Companion, ...]:
    """Those whom the person invited, the first one first."""
    rows = await session.execute(
        select(Supporter, Supported)
        .outerjoin(Supported, Supported.supporter_id == Supporter.id)
        .where(Supporter.person_id == person.id)
        .order_by(Supporter.id)
        .execution_options(populate_existing=True)
    )
    items = await _items(session, person)
    return tuple(_companion(one, half, items.get(one.id, {}), now) for one, half in rows)


async def companion(
    session: AsyncSession, person: Person, supporter_id: int, now: datetime
) -> Companion:
    """One of them; UserError for any other."""
    found = [one for one in await companions(session, person, now) if one.id == supporter_id]
    if not found:
        raise gone()
    return found[0]


async def supporters_of(session: AsyncSession, person: Person) -> tuple[str, ...]:
    """The names of those who support the person now, as the person calls them."""
    rows = await session.scalars(
        select(Supporter.called)
        .join(Supported, Supported.supporter_id == Supporter.id)
        .where(Supporter.person_id == person.id, Supporter.confirmed_at.is_not(None))
        .order_by(Supporter.id)
    )
    return tuple(rows)


async def supporter_row(session: AsyncSession, person: Person, supporter_id: int) -> Supporter:
    found = await session.scalar(
        select(Supporter).where(Supporter.id == supporter_id, Supporter.person_id == person.id)
    )
    if found is None:
        raise gone()
    return found


async def supported_row(session: AsyncSession, person: Person, supported_id: int) -> Supported:
    """The supporter's own half, while the other one is there."""
    found = await session.scalar(
        select(Supported).where(
            Supported.id == supported_id,
            Supported.person_id == person.id,
            Supported.supporter_id.is_not(None),
        )
    )
    if found is None:
        raise gone()
    return found


async def supported_by(
    session: AsyncSession, person: Person, now: datetime
) -> tuple[Supports, ...]:
    """Those whom the person supports; names of medicines only where they are to be seen."""
    rows = (
        await session.execute(
            select(Supporter, Supported)
            .join(Supported, Supported.supporter_id == Supporter.id)
            .where(Supported.person_id == person.id)
            .order_by(Supported.id)
        )
    ).all()
    named = await _named_items(session, [one.id for one, _ in rows])
    return tuple(
        Supports(
            half.id,
            one.shown_as,
            bond_of(one, half).standing(now),
            shares_of(one),
            named[one.id] if one.confirmed_at is not None else (),
        )
        for one, half in rows
    )


async def supports(
    session: AsyncSession, person: Person, supported_id: int, now: datetime
) -> Supports:
    found = [one for one in await supported_by(session, person, now) if one.id == supported_id]
    if not found:
        raise gone()
    return found[0]


async def medicines(session: AsyncSession, person: Person) -> Mapping[int, str]:
    """The medicines in the plan, by id: what silence may be told of."""
    rows = await session.execute(
        select(PlanItem.id, PlanItem.name)
        .where(
            PlanItem.person_id == person.id,
            PlanItem.kind == Kind.MEDICATION,
            PlanItem.removed_at.is_(None),
        )
        .order_by(PlanItem.id)
    )
    return {row.id: row.name for row in rows}


async def count_supported(session: AsyncSession, person: Person) -> int:
    count = select(func.count()).select_from(Supported).where(Supported.person_id == person.id)
    return int(await session.scalar(count) or 0)


def gone() -> UserError:
    return UserError("I can't find this in your circle any more. /settings shows what there is.")


def shares_of(row: Supporter) -> frozenset[Share]:
    said = {
        Share.WEEK: row.shares_week,
        Share.VISITS: row.shares_visits,
        Share.NEUTRAL: row.is_neutral,
    }
    return frozenset(share for share, is_on in said.items() if is_on)


def bond_of(row: Supporter, half: Supported | None) -> Bond:
    return Bond(
        expires_at=row.expires_at,
        agreed_at=half.agreed_at if half else None,
        confirmed_at=row.confirmed_at,
        paused_at=row.paused_at,
        rests_at=half.paused_at if half else None,
    )


def _companion(
    row: Supporter, half: Supported | None, items: Mapping[int, int], now: datetime
) -> Companion:
    return Companion(
        id=row.id,
        called=row.called,
        shown_as=row.shown_as,
        standing=bond_of(row, half).standing(now),
        shares=shares_of(row),
        items=items,
        supported_id=half.id if half else None,
        account=half.account if half else None,
        expires_at=row.expires_at,
    )


async def _items(session: AsyncSession, person: Person) -> Mapping[int, dict[int, int]]:
    rows = await session.execute(
        select(SharedItem.supporter_id, SharedItem.item_id, SharedItem.minutes)
        .join(PlanItem, PlanItem.id == SharedItem.item_id)
        .where(SharedItem.person_id == person.id, PlanItem.removed_at.is_(None))
        .order_by(SharedItem.item_id)
    )
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for row in rows:
        found[row.supporter_id][row.item_id] = row.minutes
    return found


async def _named_items(
    session: AsyncSession, supporter_ids: Sequence[int]
) -> Mapping[int, tuple[SharedMedicine, ...]]:
    """By supporter: each shared medicine; neutrally its name is empty."""
    found: defaultdict[int, tuple[SharedMedicine, ...]] = defaultdict(tuple)
    is_neutral = Supporter.is_neutral | Person.is_discreet
    loaded: Sequence[Any] = (
        await session.execute(
            select(
                SharedItem.supporter_id, PlanItem.name, SharedItem.minutes,
                number_of_item().label("number"), is_neutral.label("is_neutral"),
            )
            .join(PlanItem, PlanItem.id == SharedItem.item_id)
            .join(Supporter, Supporter.id == SharedItem.supporter_id)
            .join(Person, Person.id == Supporter.person_id)
            .where(SharedItem.supporter_id.in_(supporter_ids), PlanItem.removed_at.is_(None))
            .order_by(SharedItem.item_id)
        )
    ).all()  # fmt: skip
    for row in loaded:
        name = "" if row.is_neutral else row.name
        found[row.supporter_id] += (SharedMedicine(name, row.number, row.minutes),)
    return found
