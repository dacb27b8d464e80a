"""The number that stands for a plan item where its name is not to be seen."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.plan.tables import PlanItem


async def numbers_of(
    session: AsyncSession, person_ids: Collection[int]
) -> Mapping[int, Mapping[str, int]]:
    """By person, and by the name of the item; of two with one name the first.

    Counted from a person's first item, those that were removed, too: it stays the same.
    """
    rows = await session.execute(
        select(PlanItem.person_id, PlanItem.name)
        .where(PlanItem.person_id.in_(person_ids))
        .order_by(PlanItem.person_id, PlanItem.id)
    )
    counted, found = defaultdict[int, int](int), defaultdict[int, dict[str, int]](dict)
    for person_id, name in rows:
        counted[person_id] += 1
        found[person_id].setdefault(name, counted[person_id])
    return found


def number_of_item() -> ScalarSelect[int]:
    """The number of the plan item that a query selects."""
    other = aliased(PlanItem)
    return (
        select(func.count())
        .where(other.person_id == PlanItem.person_id, other.id <= PlanItem.id)
        .correlate(PlanItem)
        .scalar_subquery()
    )
