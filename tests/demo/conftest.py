"""A stand-in on loopback, ways to call it, and a real browser for who wants to look."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import telegram
from aiohttp import ClientSession
from playwright.async_api import Page
from telegram.request import HTTPXRequest

from bot.clock import MovableClock
from bot.demo.people import StandInUser
from bot.demo.serving import serving
from bot.demo.standin import StandIn

from .browser import a_page

Ask = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 3, 2, 7, 0, tzinfo=UTC))


@pytest.fixture
def standin(clock: MovableClock) -> StandIn:
    return StandIn(clock)


@pytest.fixture
def ada(standin: StandIn) -> StandInUser:
    """A person who has written to the bot."""
    user = standin.user("Ada")
    user.send_text("/start")
    return user


@pytest.fixture
async def base(standin: StandIn) -> AsyncIterator[str]:
    async with serving(standin.application()) as address:
        yield address


@pytest.fixture
async def ask(standin: StandIn, base: str) -> AsyncIterator[Ask]:
    """Calls a method with a JSON body and gives the whole answer."""
    async with ClientSession() as session:

        async def call(method: str, **params: Any) -> dict[str, Any]:
            url = f"{base}/bot{standin.token}/{method}"
            async with session.post(url, json=params) as response:
                answer = await response.json()
                assert response.status == answer.get("error_code", 200)
                return answer

        yield call


@pytest.fixture
async def bot(standin: StandIn, base: str) -> AsyncIterator[telegram.Bot]:
    """python-telegram-bot's own Bot over its own transport."""
    transport = HTTPXRequest(httpx_kwargs={"trust_env": False})
    polling = HTTPXRequest(httpx_kwargs={"trust_env": False})
    async with telegram.Bot(
        standin.token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=transport,
        get_updates_request=polling,
    ) as one:
        yield one


@pytest.fixture
async def browser_page() -> AsyncIterator[Page]:
    """An empty page in a real headless Chromium (browser.py)."""
    async with a_page() as page:
        yield page
