"""The page in a browser: one person, a scripted bot, a clock that stands still."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from playwright.async_api import Page, expect

from bot.clock import MovableClock
from bot.demo.page import add_page
from bot.demo.people import StandInUser
from bot.demo.serving import serving
from bot.demo.standin import StandIn
from tests.demo.page.machine import RecordingMachine
from tests.demo.scripted import ScriptedBot, stop


@pytest.fixture
def grace(standin: StandIn) -> StandInUser:
    """The person whose chat the page shows."""
    return standin.user("Grace")


@pytest.fixture
def machine(clock: MovableClock) -> RecordingMachine:
    return RecordingMachine(clock)


@pytest.fixture
async def base(
    standin: StandIn, grace: StandInUser, machine: RecordingMachine
) -> AsyncIterator[str]:
    app = standin.application()
    add_page(app, standin, grace, machine)
    async with serving(app) as address:
        yield address


@pytest.fixture
async def bot(standin: StandIn, base: str) -> AsyncIterator[ScriptedBot]:
    async with ClientSession() as session:
        scripted = ScriptedBot(session, f"{base}/bot{standin.token}")
        running = asyncio.create_task(scripted.run())  # noqa: TID251 - ended below
        yield scripted
        await stop(running)


@pytest.fixture
async def page(browser_page: Page, base: str) -> Page:
    await browser_page.goto(base)
    await expect(browser_page.get_by_label("Clock")).to_contain_text("2026")
    return browser_page
