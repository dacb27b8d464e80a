"""Killed in the middle of a breath: the next process goes on where the clock is by then."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import URL

from bot.clock import system_clock
from bot.db import Database
from bot.treatment.guided.tables import GuidedRun
from tests.process.rows import STRETCHING, owed
from tests.process.running import House, house_on

SENT, EDITED = ("sendPhoto", "ok"), ("editMessageMedia", "ok")


@pytest.fixture
async def house(database_url: URL, tmp_path: Path) -> AsyncIterator[House]:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    async with house_on(database_url, folder) as found:
        yield found


async def test_a_killed_process_loses_a_frame_and_not_the_place(house: House, db: Database) -> None:
    (ada,) = house.knows(1)
    await owed(db, [1], STRETCHING, system_clock() + timedelta(days=1))
    bot = await house.polls()
    ada.send_text("/calm 1")
    await house.standin.until(lambda: house.standin.outcomes[EDITED] >= 1, 20)
    await bot.kill()
    shown = house.standin.outcomes[EDITED]

    await house.polls()
    await house.standin.until(lambda: house.standin.outcomes[EDITED] > shown, 20)

    async with db.reading() as session:
        begins_at = (await session.scalars(select(GuidedRun.begins_at))).one()
    assert begins_at is not None
    (message,) = [one for one in ada.received if one.photo]
    told = re.search(r"breath (\d) of 6", message.text)
    assert told is not None
    elapsed = (system_clock() - begins_at).total_seconds()
    assert int(told[1]) in {int(elapsed // 10) + 1, int((elapsed - 2) // 10) + 1}
    assert house.standin.outcomes[SENT] == 1
