"""Telegram or the database away: the bot waits, says so to operators, and loses nothing."""

import asyncio
import socket
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.clock import system_clock
from bot.db import Database
from bot.demo.faults import Fault
from tests.postgres import Postgres
from tests.process.rows import MEDICINE, owed, states
from tests.process.running import STOPS_WITHIN, House, house_on


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def asked(port: int) -> tuple[int, Any]:
    """What /healthz says."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/healthz") as response,
    ):
        return response.status, await response.json()


async def test_telegram_away_at_the_start(small_house: House):
    house, port = small_house, free_port()
    bot = await house.starts(
        BOT_API_URL=f"http://127.0.0.1:{free_port()}", BOT_HTTP_PORT=port, BOT_LOG_FORMAT="json"
    )
    assert "telegram_not_reached" in await bot.says("telegram_not_reached")
    status, health = await asked(port)
    assert (status, health["engine"]["ok"], health["polling"]["ok"]) == (503, False, False)
    assert health["database"]["ok"]

    ended = await bot.terminate()

    assert ended.code == 0
    assert ended.seconds < STOPS_WITHIN
    assert "Traceback" not in ended.stderr


async def test_telegram_that_never_answers_does_not_delay_a_stop(small_house: House):
    asked_who_it_is = asyncio.Event()

    def noticed(_: object) -> bool:
        asked_who_it_is.set()
        return True

    small_house.standin.faults.add(Fault("getMe", "delay", times=None, when=noticed))
    bot = await small_house.starts()
    await asyncio.wait_for(asked_who_it_is.wait(), 20)
    ended = await bot.terminate()
    assert (ended.code, ended.stderr) == (0, "")
    assert ended.seconds < STOPS_WITHIN


async def test_a_token_that_telegram_does_not_know(small_house: House):
    unknown = "987654321:AAHunknown-unknown-unknown-unknown-1"
    ended = await (await small_house.starts(BOT_TOKEN=unknown)).ended()
    assert (ended.code, ended.stderr) == (
        2,
        "Cannot start: Telegram does not know this BOT_TOKEN\n",
    )


@pytest.fixture
async def house(postgres: Postgres, tmp_path: Path):
    with postgres.database() as url:
        async with house_on(url, tmp_path) as found:
            yield found


async def test_a_database_that_goes_away_in_a_burst_and_comes_back(
    house: House, postgres: Postgres
):
    name, port, db = house.database.database, free_port(), Database(house.database)
    bot = await house.polls(BOT_HTTP_PORT=port, BOT_MESSAGES_PER_SECOND=100)
    async with asyncio.timeout(10):
        while (await asked(port))[0] != 200:
            pass  # each question is a way through the process
    ids = range(1, 301)
    house.knows(*ids)
    await owed(db, ids, MEDICINE, system_clock() + timedelta(seconds=1))
    await db.close()
    await house.has_sent(100)

    postgres.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    postgres.execute(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
    )
    status, health = await asked(port)
    assert (status, health["database"]["ok"], health["polling"]["ok"]) == (503, False, True)
    postgres.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    await house.everybody_has_one()
    assert set(house.copies().values()) == {1}
    ended = await bot.terminate()
    assert ended.code == 0
    assert "Traceback" not in ended.stderr
    assert await states(db) == {"sent": 300}
    await db.close()
