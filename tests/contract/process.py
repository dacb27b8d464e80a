"""The bot as a script or an operator meets it: a process, its log, its exit code."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from bot.clock import system_clock
from bot.demo.serving import serving
from bot.demo.standin import StandIn

from .person import Person

ROOT = Path(__file__).parents[2]
START = 20
"""Seconds until it must poll: ten on a machine that does nothing else."""
STOP = 5


@dataclass(eq=False)
class Bot:
    """A running bot and the Telegram it talks to."""

    standin: StandIn
    process: asyncio.subprocess.Process

    @property
    def pid(self) -> int:
        return self.process.pid

    def person(self, first_name: str = "Ada", **more: str) -> Person:
        return Person(self.standin, self.standin.user(first_name, **more))


def environment(**settings: str) -> dict[str, str]:
    """The environment without anybody's settings; the checkout is found from any folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return kept | {"PYTHONPATH": str(ROOT)} | settings


async def command(*words: str, folder: Path, **settings: str) -> tuple[int, str]:
    """Exit code and all that `python -m bot WORDS` says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *words,
        cwd=folder,
        env=environment(**settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(30):
        said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode()


@asynccontextmanager
async def a_bot(database: URL, folder: Path, standin: StandIn | None = None) -> AsyncIterator[Bot]:
    """`python -m bot run`, from the moment it polls.

    At the end it gets a SIGTERM, and must have ended well within five seconds, without a
    traceback in its log.
    """
    standin = standin or StandIn(system_clock, keep_calls=None)
    log = folder / "bot.log"
    async with serving(standin.application()) as api:
        settings = {
            "BOT_TOKEN": standin.token,
            "BOT_API_URL": api,
            "BOT_DATABASE_URL": database.render_as_string(hide_password=False),
            "BOT_MESSAGES_PER_SECOND": "10000",
            "BOT_MESSAGES_PER_CHAT_PER_SECOND": "1000",
        }
        with log.open("ab") as file:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=folder,
                env=environment(**settings),
                stdout=file,
                stderr=file,
            )
        try:
            await standin.until(lambda: standin.world.updates.polled, within=START)
            yield Bot(standin, process)
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), STOP) == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    assert "Traceback" not in log.read_text()
