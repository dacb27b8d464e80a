"""`python -m bot demo`, from the outside: a real process, a real browser, and a person."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.demo.browser import a_page

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[str]:
    """The address of a demo that runs; it ends by SIGTERM, cleanly."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0", "--data", str(folder),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    while (found := re.search(r"http://127\.0\.0\.1:\d+", said)) is None:
        line = await asyncio.wait_for(process.stdout.readline(), 30)
        assert line, (await process.communicate())[1].decode()
        said += line.decode()
    try:
        yield found[0]
    finally:
        process.terminate()
        _, errors = await asyncio.wait_for(process.communicate(), 10)
    assert (process.returncode, errors.decode()) == (0, "")


def button(page: Page, label: str):
    return page.locator(".messages").get_by_role("button", name=label).last


def bubble(page: Page):
    return page.locator(".messages .theirs").last


async def sends(page: Page, text: str) -> None:
    await page.get_by_label("Message", exact=True).fill(text)
    await page.keyboard.press("Enter")


async def sets_up(page: Page) -> None:
    await page.get_by_role("button", name="Start", exact=True).click()
    await button(page, "✅ Agree").click()
    await button(page, "London").click()
    await button(page, "Continue").click()
    await button(page, "Hemifacial spasm").click()
    await button(page, "Left").click()
    await button(page, "starter plan").click()
    await expect(bubble(page)).to_contain_text("You are all set.")


@pytest.mark.browser
async def test_a_person_sets_up_is_reminded_answers_and_undoes(tmp_path: Path) -> None:
    async with demo(tmp_path / "data") as address, a_page() as page:
        await page.goto(address)
        await sets_up(page)
        await sends(page, "/add Clonazepam 0.5 mg 08:00 20:00")
        await expect(bubble(page)).to_contain_text("Clonazepam")
        await button(page, "Save").click()
        await expect(bubble(page)).to_contain_text("Saved")

        await sends(page, "/pause 1")  # only what was added is lived: the plan sleeps till then
        await sends(page, "/resume")
        reminder = page.locator(".messages .theirs", has_text="Clonazepam 0.5 mg").last
        taken = reminder.get_by_role("button", name="Taken").first
        while not await taken.count():  # what else comes before it depends on the hour of the day
            await page.get_by_role("button", name="To the next reminder").click()
            await expect(page.locator("#clock")).to_have_attribute("aria-busy", "false")
        await taken.click()
        await expect(reminder).to_contain_text("✅ Taken")
        await reminder.get_by_role("button", name="Undo").first.click()
        await expect(reminder).not_to_contain_text("✅ Taken 0")
        await expect(reminder.get_by_role("button", name="Later").first).to_be_visible()


@pytest.mark.browser
async def test_a_night_offline_ends_with_one_digest(tmp_path: Path) -> None:
    async with demo(tmp_path / "data") as address, a_page() as page:
        await page.goto(address)
        await sets_up(page)
        await sends(page, "/add Clonazepam 0.5 mg 07:30")
        await button(page, "Save").click()
        await expect(bubble(page)).to_contain_text("Saved")
        await page.get_by_role("button", name="Offline for a night").click()
        await expect(bubble(page)).to_contain_text("I was offline")
        await expect(bubble(page)).to_contain_text("07:30")
        await expect(bubble(page)).to_contain_text("Clonazepam")
