"""The bot as its operator runs it: a process of its own, with a stand-in for Telegram."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL

from bot.clock import system_clock
from bot.demo.people import StandInUser
from bot.demo.serving import serving
from bot.demo.standin import StandIn
from tests.process.rows import FIRST

ROOT = Path(__file__).parents[2]
POLLING_WITHIN = 10.0
STOPS_WITHIN = 5.0


class Ended:
    """How a process ended."""

    def __init__(self, code: int, seconds: float, stderr: str) -> None:
        self.code = code
        self.seconds = seconds
        self.stderr = stderr


class Running:
    """One process of the bot."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._lines: list[str] = []
        self._heard = asyncio.Condition()
        self._stderr = asyncio.ensure_future(self._listen())  # noqa: TID251  tidy_up ends it

    async def terminate(self) -> Ended:
        """SIGTERM, and how it ends."""
        return await self._end(signal.SIGTERM)

    async def kill(self) -> Ended:
        return await self._end(signal.SIGKILL)

    async def ended(self, within: float = 20.0) -> Ended:
        """Ends by itself."""
        began = time.monotonic()
        async with asyncio.timeout(within):
            code = await self._process.wait()
        seconds = time.monotonic() - began
        await self._stderr
        return Ended(code, seconds, "".join(self._lines))

    async def says(self, words: str, within: float = 20.0) -> str:
        """The first line on standard error with these words."""
        async with asyncio.timeout(within), self._heard:
            await self._heard.wait_for(lambda: any(words in line for line in self._lines))
        return next(line for line in self._lines if words in line)

    async def _listen(self) -> None:
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            async with self._heard:
                self._lines.append(line.decode())
                self._heard.notify_all()

    async def _end(self, number: signal.Signals) -> Ended:
        self._process.send_signal(number)
        return await self.ended()

    async def tidy_up(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        await self._stderr


class House:
    """The stand-in, the database, and the processes started on them."""

    def __init__(self, standin: StandIn, api: str, database: URL, folder: Path) -> None:
        self.standin = standin
        self.api = api
        self.database = database
        self._folder = folder
        self._all: list[Running] = []
        self.users: dict[int, StandInUser] = {}

    def knows(self, *ids: int) -> list[StandInUser]:
        """People who have talked to the bot before."""
        found = [self.standin.user(id=FIRST + id_) for id_ in ids]
        for user in found:
            user.chat.started = True
            self.users[user.id] = user
        return found

    async def starts(self, **settings: Any) -> Running:
        """Starts the bot from somewhere else than its folder, without waiting for anything."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        given = {
            "BOT_TOKEN": self.standin.token,
            "BOT_API_URL": self.api,
            "BOT_DATABASE_URL": self.database.render_as_string(hide_password=False),
            "BOT_MESSAGES_PER_SECOND": "10000",
            "BOT_MESSAGES_PER_CHAT_PER_SECOND": "1000",
            "PYTHONPATH": str(ROOT),
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=self._folder,
            env=kept | given | {name: str(value) for name, value in settings.items()},
            stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        running = Running(process)
        self._all.append(running)
        return running

    async def polls(self, **settings: Any) -> Running:
        """Starts the bot, and returns when it asks for updates."""
        updates = self.standin.world.updates
        before = updates._poller
        running = await self.starts(**settings)
        await self.standin.until(
            lambda: updates._poller is not None and updates._poller is not before, POLLING_WITHIN
        )
        return running

    @property
    def arrived(self) -> int:
        """How many messages the bot has sent so far."""
        return self.standin.outcomes["sendMessage", "ok"]

    def copies(self) -> dict[int, int]:
        """By Telegram id: how many messages each has from the bot."""
        return {id_: len(user.received) for id_, user in self.users.items()}

    async def has_sent(self, messages: int, within: float = 20.0) -> None:
        await self.standin.until(lambda: self.arrived >= messages, within)

    async def everybody_has_one(self, within: float = 20.0) -> None:
        waiting = set(self.users)

        def nobody_waits() -> bool:
            for id_ in [id_ for id_ in waiting if self.users[id_].chat.messages]:
                waiting.discard(id_)
            return not waiting

        await self.standin.until(nobody_waits, within)

    async def tidy_up(self) -> None:
        for running in self._all:
            await running.tidy_up()


@asynccontextmanager
async def house_on(database: URL, folder: Path) -> AsyncIterator[House]:
    standin = StandIn(system_clock)
    async with serving(standin.application()) as api:
        house = House(standin, api, database, folder)
        try:
            yield house
        finally:
            await house.tidy_up()
