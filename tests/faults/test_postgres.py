"""PostgreSQL goes down under load: restarted, or killed and its standby promoted."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import system_clock
from bot.db import Database
from bot.migrate import migrate
from tests.faults.servers import Server, servers, url_of
from tests.faults.tally import Tally, tally
from tests.postgres import run
from tests.process.rows import MEDICINE, STRETCHING, owed, states
from tests.process.running import House, house_on

OWED = 240
PER_SECOND = 60
WITHIN = 60.0


@pytest.fixture
def pair() -> Iterator[list[Server]]:
    """A primary and its synchronous standby."""
    with servers(2) as (primary, standby):
        primary.begins()
        run(migrate(url_of(primary)))
        standby.follows(primary)
        yield [primary, standby]


async def under_load(house: House, db: Database) -> None:
    """A bot that is in the middle of a burst, half of it medicines."""
    await house.starts(BOT_MESSAGES_PER_SECOND=PER_SECOND)
    ids = range(1, OWED + 1)
    house.knows(*ids)
    due_at = system_clock()
    await owed(db, ids[::2], MEDICINE, due_at)
    await owed(db, ids[1::2], STRETCHING, due_at)
    await house.has_sent(OWED // 4, within=WITHIN)


async def everything_is_recorded(db: Database) -> None:
    async with asyncio.timeout(WITHIN):
        while await states(db) != {"sent": OWED}:
            await asyncio.sleep(0.1)


async def test_restarted_under_load(
    pair: list[Server], tmp_path: Path, tell: Callable[[Tally], Tally]
):
    primary, _ = pair
    db = Database(url_of(primary))
    async with house_on(db.url, tmp_path) as house:
        due_at = system_clock()
        await under_load(house, db)

        await asyncio.to_thread(primary.stops)
        arrived = house.arrived
        await asyncio.to_thread(primary.starts)

        await house.everybody_has_one(within=WITHIN)
        await everything_is_recorded(db)
        told = tell(tally(house, "PostgreSQL restarted under load", due_at))
    await db.close()
    assert arrived < OWED
    assert (told.lost, told.doubled) == (0, frozenset())


async def test_the_primary_is_killed_and_its_standby_promoted(
    pair: list[Server], tmp_path: Path, tell: Callable[[Tally], Tally]
):
    primary, standby = pair
    db = Database(url_of(primary, standby))
    async with house_on(db.url, tmp_path) as house:
        due_at = system_clock()
        await under_load(house, db)
        assert primary.asks("SELECT sync_state FROM pg_stat_replication") == "sync"

        primary.is_killed()
        arrived = house.arrived
        await asyncio.to_thread(standby.is_promoted)

        await house.everybody_has_one(within=WITHIN)
        await everything_is_recorded(db)
        told = tell(tally(house, "primary killed, standby promoted", due_at))
    await db.close()
    assert arrived < OWED
    assert (told.lost, told.doubled) == (0, frozenset())
    assert timedelta(seconds=told.latest) < timedelta(seconds=WITHIN)
