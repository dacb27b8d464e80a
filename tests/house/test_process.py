"""The bot as a process of its own, as operators run it: start, health, logs, stop."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy.engine import URL

from bot.clock import system_clock
from bot.demo.faults import Fault
from bot.demo.serving import serving
from bot.demo.standin import StandIn

ROOT = Path(__file__).parents[2]
SECRET = "my left eyelid twitches"


class Process:
    """`python -m bot run`, its log, and the port of its pages."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self.process = process
        self.port = port
        self.log = ""

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """The exit code; TimeoutError when it takes longer than five seconds."""
        self.process.send_signal(number)
        async with asyncio.timeout(5):
            _, log = await self.process.communicate()
        self.log = log.decode()
        return self.process.returncode or 0

    async def health(self) -> str:
        """What /healthz says once all is well; TimeoutError when it never is."""
        async with asyncio.timeout(10):
            while (answer := await self.page("/healthz"))[0] != HTTPStatus.OK:
                pass  # its engine may look for the first time only after the first answer
        return answer[1]

    async def page(self, path: str) -> tuple[int, str]:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{self.port}{path}") as response,
        ):
            return response.status, await response.text()


@asynccontextmanager
async def running(api: str, token: str, url: URL, folder: Path) -> AsyncIterator[Process]:
    port = free_port()
    settings = {
        "PYTHONPATH": str(ROOT),
        "BOT_TOKEN": token,
        "BOT_API_URL": api,
        "BOT_DATABASE_URL": url.render_as_string(hide_password=False),
        "BOT_MESSAGES_PER_SECOND": "1000",
        "BOT_MESSAGES_PER_CHAT_PER_SECOND": "1000",
        "BOT_LOG_LEVEL": "DEBUG",
        "BOT_HTTP_PORT": str(port),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=folder,
        env=kept | settings,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Process(process, port)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def standin() -> StandIn:
    return StandIn(system_clock)


@pytest.fixture
async def bot(standin: StandIn, database_url: URL, tmp_path: Path) -> AsyncIterator[Process]:
    """The bot at work: it has answered somebody's first message."""
    ada = standin.user("Ada")
    ada.send_text("/start")
    async with (
        serving(standin.application()) as api,
        running(api, standin.token, database_url, tmp_path) as process,
    ):
        await standin.until(lambda: bool(ada.received), within=10)
        yield process


async def test_it_works_tells_its_health_and_stops_when_told(bot: Process):
    assert '"green"' in await bot.health()
    status, metrics = await bot.page("/metrics")
    assert (status, 'bot_updates_total{kind="command"} 1.0' in metrics) == (200, True)
    assert await bot.stop() == 0


async def test_interrupting_it_is_no_error(bot: Process):
    assert await bot.stop(signal.SIGINT) == 0


async def test_its_log_has_neither_the_token_nor_what_people_say(bot: Process, standin: StandIn):
    eve = standin.user("Eve")
    standin.faults.add(Fault("sendMessage", "500", nth=3))
    for said in ("/start", SECRET, f"/add {SECRET}", f"/log {SECRET}", f"/{SECRET}", SECRET):
        await standin.acknowledged(eve.send_text(said))
        if said == "/start":
            asked = eve.received[-1]
            agree = next(one for one in asked.buttons if "Agree" in one["text"])
            await standin.acknowledged(eve.tap(asked.message_id, agree["callback_data"]))
    assert await bot.stop() == 0
    assert standin.token not in bot.log
    assert SECRET not in bot.log
    assert "Traceback" not in bot.log


async def test_a_port_that_is_taken_is_one_line(
    standin: StandIn, database_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(sys.modules[__name__], "free_port", lambda: int(taken.getsockname()[1]))
        async with (
            serving(standin.application()) as api,
            running(api, standin.token, database_url, tmp_path) as process,
        ):
            _, log = await process.process.communicate()
    assert process.process.returncode == 2
    assert log.decode().startswith("Cannot start: BOT_HTTP_PORT: cannot listen on 127.0.0.1:")
    assert log.count(b"\n") == 1


async def test_a_token_that_telegram_does_not_know_is_one_line(
    standin: StandIn, database_url: URL, tmp_path: Path
):
    token = "123456789:AAExample-of-a-token_that-nobody-has0"
    async with (
        serving(standin.application()) as api,
        running(api, token, database_url, tmp_path) as process,
    ):
        _, log = await process.process.communicate()
    assert process.process.returncode == 2
    (line,) = log.decode().splitlines()
    assert line.startswith("Cannot start: ")
    assert "BOT_TOKEN" in line
    assert token not in line
