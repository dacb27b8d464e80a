"""Two equal processes on one PostgreSQL: both send, one polls, and one takes over from the dead."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import system_clock
from bot.db import Database
from bot.demo.faults import Fault
from bot.demo.refusals import OTHER_POLLER
from tests.postgres import Postgres
from tests.process.rows import MEDICINE, STRETCHING, owed, states, under_way
from tests.process.running import House, house_on


@pytest.fixture
async def house(postgres: Postgres, tmp_path: Path):
    with postgres.database() as url:
        async with house_on(url, tmp_path) as found:
            yield found


async def test_both_send_and_none_is_doubled(house: House):
    db = Database(house.database)
    first = await house.polls(BOT_MESSAGES_PER_SECOND=200)
    second = await house.starts(BOT_MESSAGES_PER_SECOND=200)
    ids = range(1, 801)
    house.knows(*ids)
    await owed(db, ids[:400], MEDICINE, system_clock() + timedelta(seconds=1))
    await owed(db, ids[400:], STRETCHING, system_clock() + timedelta(seconds=1))

    await house.everybody_has_one()

    ended = [await first.terminate(), await second.terminate()]
    assert [one.code for one in ended] == [0, 0]
    assert set(house.copies().values()) == {1}
    assert await states(db) == {"sent": 800}
    assert house.standin.outcomes["getUpdates", f"Conflict: {OTHER_POLLER}"] == 0
    await db.close()


async def test_what_a_killed_process_held_is_taken_over_by_the_other(house: House):
    db = Database(house.database)
    first = await house.polls(BOT_MESSAGES_PER_SECOND=20)
    held = house.standin.faults.add(Fault("sendMessage", "delay", times=None))
    ids = range(1, 101)
    house.knows(*ids)
    await owed(db, ids, MEDICINE, system_clock())
    await house.standin.until(lambda: held.hit > 0, 20)
    await first.kill()
    house.standin.faults.clear()
    doubtful = (await under_way(house.database)).medicines

    await house.starts()
    await house.everybody_has_one(within=20)
    doubled = {id_ for id_, copies in house.copies().items() if copies > 1}
    assert doubled <= doubtful
    await db.close()
