"""A real database in a file, and two people in it."""

import pytest

from bot.db import Base, Database
from tests.plan.story import ANNA, BEN, person


@pytest.fixture
async def database(tmp_path):
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'plan.db'}")
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield database
    await database.close()


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
