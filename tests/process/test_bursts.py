"""A stop, or a kill -9, in the middle of a burst: nothing is lost, and what is doubled is known."""

from datetime import timedelta

from bot.clock import system_clock
from bot.db import Database
from bot.demo.faults import Fault
from tests.process.rows import MEDICINE, STRETCHING, owed, states, under_way
from tests.process.running import STOPS_WITHIN, House

RATE = 30
HELD = 45
"""Sends under way at once, at RATE: as many as leave in two seconds, but a quarter of the room is
kept for medicines."""


async def seeded(house: House, db: Database, medicines: int, others: int) -> None:
    ids = range(1, medicines + others + 1)
    at = system_clock() - timedelta(seconds=1)
    await owed(db, ids[:medicines], MEDICINE, at)
    await owed(db, ids[medicines:], STRETCHING, at)
    house.knows(*ids)


async def test_a_stop_in_the_middle_of_a_burst(house: House, db: Database):
    await seeded(house, db, 1000, 1000)
    bot = await house.starts(BOT_MESSAGES_PER_SECOND=300)
    await house.has_sent(300)

    ended = await bot.terminate()

    assert (ended.code, ended.stderr) == (0, "")
    assert ended.seconds < STOPS_WITHIN
    sent = house.arrived
    assert sent < 1900
    assert set(await states(db)) <= {"sent", "pending"}  # none in doubt, none still ours

    await house.starts()
    await house.everybody_has_one()
    assert set(house.copies().values()) == {1}


async def test_kills_in_the_middle_of_a_burst(house: House, db: Database):
    await seeded(house, db, 150, 200)
    bot = await house.starts(BOT_MESSAGES_PER_SECOND=300)
    await house.has_sent(100)
    await bot.kill()
    in_doubt = (await under_way(house.database)).medicines

    # The second while everything under way has arrived, and no answer has: no medicines any more.
    held = house.standin.faults.add(
        Fault("sendMessage", "delay", times=None, when=lambda values: "🙆" in values["text"])
    )
    bot = await house.starts(BOT_MESSAGES_PER_SECOND=RATE)
    await house.standin.until(lambda: held.hit >= HELD, 20)
    await bot.kill()
    house.standin.faults.clear()
    left = await under_way(house.database)
    assert len(left.others) == HELD

    await house.starts()
    await house.everybody_has_one(within=20)
    doubled = {id_ for id_, copies in house.copies().items() if copies > 1}
    assert doubled <= in_doubt | left.medicines
    assert max(house.copies().values()) <= 2


async def test_medicines_under_way_are_sent_once_more(small_house: House):
    house, db = small_house, Database(small_house.database)
    await seeded(house, db, 10, 0)
    held = house.standin.faults.add(Fault("sendMessage", "delay", times=None))
    bot = await house.starts()
    await house.standin.until(lambda: held.hit == 10, 20)
    await bot.kill()
    house.standin.faults.clear()

    bot = await house.starts()
    await house.standin.until(lambda: set(house.copies().values()) == {2}, 20)
    assert (await bot.terminate()).code == 0
    assert await states(db) == {"sent": 10}
    await db.close()
