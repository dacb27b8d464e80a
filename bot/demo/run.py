"""The demo: the bot, its stand-in for Telegram, a database of its own, and the page."""

import asyncio
import secrets
import signal
import sqlite3
from contextlib import AsyncExitStack, closing
from pathlib import Path

import click
from pydantic import SecretStr

from bot.app import App
from bot.clock import MovableClock, system_clock
from bot.demo.lived import LivedTime
from bot.demo.page import add_page
from bot.demo.serving import serving
from bot.demo.standin import StandIn
from bot.demo.story_life import live_story
from bot.demo.welcome import open_browser as open_page
from bot.demo.welcome import welcome, window
from bot.errors import StartupError
from bot.migrate import migrate
from bot.process import calm_the_collector
from bot.settings import Settings
from bot.telemetry import configure_logging

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105  Telegram's own example
FAST = 1_000.0
"""Messages a second: a week lived in a minute would take a week at Telegram's pace."""


async def run_demo(port: int, folder: Path, *, open_browser: bool, seed: int | None = None) -> None:
    """Serves the page until it is interrupted. StartupError when the port is taken.

    With a seed there are twelve weeks to look back upon: the story of that seed.
    """
    configure_logging("WARNING", "console")
    database = _fresh_database(folder)
    clock = MovableClock() if seed is None else MovableClock(system_clock())
    # Numbers never given before, as Telegram's would be.
    standin = StandIn(clock, token=TOKEN, first_id=secrets.randbelow(10**8) + 1)
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(serving(standin.application()))
        settings = demo_settings(api, f"sqlite+aiosqlite:///{database}")
        await migrate(settings.database_url)
        life = LivedTime(clock, lambda: App(settings, clock))
        page = standin.application()
        user = standin.user("You")
        add_page(page, standin, user, life, zone=lambda: _zone(database))
        address = await stack.enter_async_context(window(page, port))
        stack.push_async_callback(life.stop)
        if seed is None:
            await life.start()
        else:
            click.echo("Twelve weeks are being lived; this takes some seconds ...")
            calm_the_collector()
            await live_story(life, clock, standin, user, seed)
        click.echo(welcome(address))
        if open_browser:
            await open_page(address)
        await _interrupted()


def demo_settings(api: str, database: str) -> Settings:
    """A bot for the stand-in; nothing is taken from `.env` or the environment."""
    return Settings(
        _env_file=None,
        bot_token=SecretStr(TOKEN),
        bot_api_url=api,
        bot_database_url=database,
        bot_encryption_key=SecretStr(""),
        bot_messages_per_second=FAST,
        bot_messages_per_chat_per_second=FAST,
        bot_updates_at_once=0,
        bot_log_level="WARNING",
        bot_log_format="console",
        bot_http_port="",
    )


def _fresh_database(folder: Path) -> Path:
    """An empty database in the folder: each demo starts from the beginning."""
    file = folder.absolute() / "demo.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in (file, *folder.glob("demo.db-*")):
            old.unlink(missing_ok=True)
    except OSError as error:
        raise StartupError(f"--data: cannot write {folder}: {error.strerror}") from None
    return file


def _zone(database: Path) -> str | None:
    """Where the person of the demo is; the page's clock shows it."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        row = connection.execute("SELECT zone FROM person").fetchone()
    return str(row[0]) if row else None


async def _interrupted() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
