"""A stand-in on loopback, ways to call it, and a real browser for who wants to look."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import telegram
from aiohttp import ClientSession
from playwright.async_api import Page, async_playwright
from telegram.request import HTTPXRequest

from bot.clock import MovableClock
from bot.demo.people import StandInUser
from bot.demo.serving import serving
from bot.demo.standin import StandIn

Ask = Callable[..., Awaitable[dict[str, Any]]]

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


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


def chromium() -> str:
    """The path of a Chromium; without one the test is skipped, but never in CI."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is not None:
        return found
    how = "no Chromium found; on Debian: apt-get install -y chromium"
    if os.environ.get("CI"):
        pytest.fail(how)
    pytest.skip(how)


@pytest.fixture
async def browser_page() -> AsyncIterator[Page]:
    """A page of a phone's width and more, in a real headless Chromium.

    What a page logs as an error and what it asks for outside of loopback fails the test.
    """
    wrong: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = await browser.new_page(
            viewport={"width": 1180, "height": 860}, locale="en-GB", timezone_id="Europe/Berlin"
        )
        page.set_default_timeout(10_000)
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
                else wrong.append(f"asked for {request.url}")
            ),
        )
        yield page
        await browser.close()
    assert wrong == []
