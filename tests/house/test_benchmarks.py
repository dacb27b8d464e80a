"""The benchmarks' people can be made: what has not run since the tables changed says nothing."""

from sqlalchemy import select
from sqlalchemy.engine import URL

from benchmarks.rate import seeded
from bot.db import Database
from bot.plan.tables import PlanItem


async def test_a_third_of_those_at_the_limit_take_a_medicine(
    database_url: URL, db: Database
) -> None:
    await seeded(database_url, 6)
    async with db.reading() as session:
        kinds = await session.scalars(select(PlanItem.kind).order_by(PlanItem.id))
        assert kinds.all() == ["hydration", "hydration", "medication"] * 2
