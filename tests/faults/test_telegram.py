"""Telegram answers badly, or not at all, or somebody else asks it in our name."""

import shutil
import time
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.clock import system_clock
from bot.db import Database
from bot.demo.faults import Fault
from bot.demo.refusals import OTHER_POLLER
from tests.conftest import sqlite_url
from tests.faults.tally import Tally, tally
from tests.process.rows import FIRST, MEDICINE, everything_has_ended, given_up, owed
from tests.process.running import House

GROUP = 30
KINDS = ("500", "429", "delay", "truncate", "drop_before", "drop_after")
ACTED = frozenset({"truncate", "drop_after"})
SILENT = ACTED | {"drop_before"}
"""After these nobody can know whether Telegram acted; and a few in a row are given up."""
LEFT_US = SILENT | {"500"}


class EveryThird:
    """Strikes every third call about these chats."""

    def __init__(self, chats: Collection[int]) -> None:
        self._chats = chats
        self._calls = 0
        self.struck: set[int] = set()

    def __call__(self, values: Mapping[str, Any]) -> bool:
        chat = int(values["chat_id"])
        if chat not in self._chats:
            return False
        self._calls += 1
        if self._calls % 3:
            return False
        self.struck.add(chat)
        return True


async def test_every_third_answer_is_bad(small_house: House, tell: Callable[[Tally], Tally]):
    house, db = small_house, Database(small_house.database)
    ids = range(1, GROUP * len(KINDS) + 1)
    house.knows(*ids)
    groups = {
        kind: {FIRST + id_ for id_ in ids[n * GROUP : (n + 1) * GROUP]}
        for n, kind in enumerate(KINDS)
    }
    faults = {kind: EveryThird(chats) for kind, chats in groups.items()}
    for kind, when in faults.items():
        house.standin.faults.add(
            Fault("sendMessage", kind, times=None, seconds=1.0, when=when)  # type: ignore[arg-type]
        )
    due_at = system_clock()
    await owed(db, ids, MEDICINE, due_at)

    await house.starts(BOT_MESSAGES_PER_SECOND=100)
    await everything_has_ended(db, len(ids))

    hopeless = await given_up(db)
    await db.close()
    for kind, chats in groups.items():
        doubtful = faults[kind].struck if kind in LEFT_US else frozenset()
        told = tell(tally(house, f"every third answer: {kind}", due_at, doubtful, chats))
        assert faults[kind].struck
        assert told.without <= (hopeless if kind in SILENT else frozenset())
        assert told.doubled <= (faults[kind].struck if kind in ACTED else frozenset())


async def test_two_bots_with_one_token(
    small_house: House, tmp_path: Path, sqlite_template: Path, tell: Callable[[Tally], Tally]
):
    """Each has its own database and people: it is said clearly, and nobody asks in a tight loop."""
    house, due_at = small_house, system_clock()
    shutil.copy(sqlite_template, other := tmp_path / "other.db")
    house.knows(*range(1, 2 * GROUP + 1))
    mine, theirs = Database(house.database), Database(sqlite_url(other))
    await owed(mine, range(1, GROUP + 1), MEDICINE, due_at)
    await owed(theirs, range(GROUP + 1, 2 * GROUP + 1), MEDICINE, due_at)
    conflict = ("getUpdates", f"Conflict: {OTHER_POLLER}")
    outcomes = house.standin.outcomes
    bots = [
        await house.starts(BOT_DATABASE_URL=db.url.render_as_string(), BOT_LOG_FORMAT="json")
        for db in (mine, theirs)
    ]
    await house.standin.until(lambda: outcomes[conflict] >= 1, 60)
    began = time.monotonic()

    await house.standin.until(lambda: outcomes[conflict] >= 5, 60)

    asked = outcomes[conflict] - 1
    assert asked / (time.monotonic() - began) < 4  # a second, of both together
    assert any("polling_conflict" in line for bot in bots for line in bot._lines)
    for db in (mine, theirs):
        await everything_has_ended(db, GROUP)
        await db.close()
    told = tell(tally(house, "two bots with one token", due_at))
    assert (told.lost, told.doubled) == (0, frozenset())


async def test_the_wait_grows(small_house: House):
    """The same failure again and again is asked about ever more rarely."""
    broken = small_house.standin.faults.add(Fault("getUpdates", "500", times=None))
    await small_house.starts()
    times: list[float] = []

    def noted() -> bool:
        if broken.hit > len(times):
            times.append(time.monotonic())
        return len(times) >= 5

    await small_house.standin.until(noted, 60)
    assert timedelta(seconds=times[-1] - times[0]) > timedelta(seconds=2)
