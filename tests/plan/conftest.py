"""A real database of either kind and two people in it; or a whole bot and a phone."""

import pytest

from tests.plan.story import ANNA, BEN, person


@pytest.fixture
def database(db):
    return db


@pytest.fixture
async def anna(database):
    return await settle(database, ANNA)


@pytest.fixture
async def ben(database):
    return await settle(database, BEN)


async def settle(database, telegram_id):
    async with database.writing() as session:
        row = person(telegram_id)
        session.add(row)
        await session.flush()
        return row.id
