"""The process and its file: killed at random, no room on the disk."""

import resource
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from random import Random

from bot.clock import system_clock
from bot.db import Database
from tests.faults.tally import Tally, tally
from tests.process.rows import (
    MEDICINE,
    STRETCHING,
    everything_has_ended,
    owed,
    under_way,
)
from tests.process.running import House
from tests.process.test_taps import data, has

A_KILL = 40
"""People who are owed something, for each kill."""
ONE_PAGE = 4096
"""Bytes. SQLite writes its log from the beginning again and again: its present size is no limit."""
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


async def test_killed_at_random_instants(
    house: House, db: Database, kills: int, tell: Callable[[Tally], Tally]
):
    chance = Random(f"{kills} kills")
    ids = range(1, kills * A_KILL + 1)
    house.knows(*ids)
    due_at = system_clock()
    await owed(db, ids[::2], MEDICINE, due_at)
    await owed(db, ids[1::2], STRETCHING, due_at)
    medicines: set[int] = set()
    others: set[int] = set()
    for _ in range(kills):
        before = house.arrived
        bot = await house.starts(BOT_MESSAGES_PER_SECOND=100)
        await house.has_sent(before + chance.randrange(1, A_KILL - 10), within=60)
        await bot.kill()
        left = await under_way(house.database)
        medicines |= left.medicines
        others |= left.others
    await house.starts()
    await everything_has_ended(db, len(ids), within=60 + 3 * kills)

    name = f"kill -9 at {kills} random instants, {db.url.get_backend_name()}"
    told = tell(tally(house, name, due_at, medicines | others))

    assert told.without <= others
    assert told.doubled <= medicines


async def in_a_burst(house: House, people: int) -> int:
    """A process in the middle of a burst; its id."""
    db = Database(house.database)
    bot = await house.starts(BOT_MESSAGES_PER_SECOND=40, BOT_LOG_FORMAT="json")
    ids = range(1, people + 1)
    house.knows(*ids)
    await owed(db, ids, MEDICINE, system_clock() + timedelta(seconds=1))
    await db.close()
    await house.has_sent(people // 4, within=60)
    return bot._process.pid


async def test_no_room_on_the_disk(small_house: House, tell: Callable[[Tally], Tally]):
    """No file may grow, as on a full disk; an honest difference: SQLite is told EFBIG."""
    due_at = system_clock()
    pid = await in_a_burst(small_house, 200)

    resource.prlimit(pid, resource.RLIMIT_FSIZE, (ONE_PAGE, resource.RLIM_INFINITY))
    await small_house._all[0].says("ledger_write_failed", within=60)
    arrived = small_house.arrived
    resource.prlimit(pid, resource.RLIMIT_FSIZE, UNLIMITED)

    await small_house.everybody_has_one(within=60)
    told = tell(tally(small_house, "no room on the disk, then room again", due_at))
    assert arrived < 200
    assert (told.lost, told.doubled) == (0, frozenset())


async def test_the_file_is_locked_by_somebody_else(
    small_house: House, tell: Callable[[Tally], Tally]
):
    """A backup that takes the write lock and keeps it, longer than we wait for it."""
    house, due_at = small_house, system_clock()
    await in_a_burst(house, 200)
    impatient = next(user for user in house.users.values() if user.received)
    answered = ("answerCallbackQuery", "ok")

    with closing(sqlite3.connect(str(house.database.database), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        impatient.tap(*data(impatient, "Taken"))
        await house._all[0].says("ledger_write_failed", within=60)
        arrived = house.arrived
        await house.standin.until(lambda: house.standin.outcomes[answered] == 1, 60)
        other.execute("ROLLBACK")

    impatient.tap(*data(impatient, "Taken"))
    await house.standin.until(lambda: house.standin.outcomes[answered] == 2, 60)
    await house.everybody_has_one(within=60)
    await house.standin.until(lambda: has(impatient, "Undo"), 60)
    told = tell(tally(house, "the file locked for ten seconds", due_at))
    assert arrived < 200
    assert (told.lost, told.doubled) == (0, frozenset())
