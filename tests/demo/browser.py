"""A real headless Chromium for tests that look at the page as a person would."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page, async_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str:
    """The path of a Chromium; without one the test is skipped, but in CI it fails."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is not None:
        return found
    how = "no Chromium found; on Debian: apt-get install -y chromium"
    if os.environ.get("CI"):
        pytest.fail(how)
    pytest.skip(how)


@asynccontextmanager
async def a_page() -> AsyncIterator[Page]:
    """A page with room for the phone and the clock, in Berlin.

    What the page logs as an error, and what it asks for outside of loopback, fails the test.
    """
    path, wrong = chromium(), []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
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
