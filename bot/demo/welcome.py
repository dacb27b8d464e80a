"""Opens the demo's page and says what it is."""

import asyncio
import os
import sys
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web

from bot.demo.serving import serving
from bot.errors import StartupError

BOTFATHER = "https://t.me/BotFather"


def welcome(address: str) -> str:
    """What the terminal shows while the demo runs."""
    return f"""
  The demo is open at  {address}

  A phone's chat with the bot, and a clock that you can move. Press Start,
  set up a plan, then move the clock to the next reminder.
  Nothing leaves this machine. Ctrl-C ends it.

  For the real bot on Telegram: open {BOTFATHER}, send /newbot,
  choose a name, copy the token into .env as BOT_TOKEN=..., then `make run`.
"""


@asynccontextmanager
async def window(app: web.Application, port: int) -> AsyncIterator[str]:
    """The page's address while the block lasts; StartupError when the port is taken."""
    async with AsyncExitStack() as stack:
        try:
            address = await stack.enter_async_context(serving(app, port))
        except OSError as error:
            raise StartupError(
                f"port {port} cannot be used: end what uses it, or choose another one with --port",
            ) from error
        yield address


def has_browser(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether there is a screen to open a page on; a browser in the terminal is of no use."""
    if platform.startswith("linux"):
        return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
    return "SSH_CONNECTION" not in environment


async def open_browser(address: str) -> bool:
    """Opens the page where there is a screen; says whether it did."""
    if not has_browser(sys.platform, os.environ):
        return False
    return await asyncio.to_thread(webbrowser.open, address)
