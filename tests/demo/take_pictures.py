"""Takes the README's pictures of a demo that runs with its story, light and dark.

python -m bot demo --story --no-browser &
python -m tests.demo.take_pictures http://127.0.0.1:8080 docs/pictures
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Page, async_playwright

from tests.demo.browser import FLAGS, chromium

SIZE = {"width": 1060, "height": 840}
SCHEMES = ("light", "dark")
NEWEST = ".messages .theirs"
REMINDERS = 30
TALL = "document.querySelector('.phone').style.cssText = 'height: 2300px; max-height: none'"
"""So that the longest message stands in the page as a whole."""


async def says(page: Page, text: str) -> None:
    before = await page.locator(NEWEST).count()
    await page.get_by_label("Message", exact=True).fill(text)
    await page.keyboard.press("Enter")
    await page.locator(NEWEST).nth(before).wait_for()


async def taps(page: Page, label: str) -> None:
    bubble = page.locator(NEWEST).last
    before = await bubble.inner_text()
    await bubble.get_by_role("button", name=label).first.click()
    for _ in range(50):
        if await bubble.inner_text() != before:
            return
        await page.wait_for_timeout(50)
    raise AssertionError(f"nothing changes after {label!r}")


async def lives_on(page: Page, to: str) -> None:
    """Moves on from reminder to reminder, until one says these words."""
    for _ in range(REMINDERS):
        await page.get_by_role("button", name="To the next reminder").click()
        await page.locator("#clock[aria-busy=false]").wait_for()
        if to in await page.locator(NEWEST).last.inner_text():
            return
    raise AssertionError(f"no reminder says {to!r}")


async def reminder(page: Page) -> None:
    await lives_on(page, "Clonazepam")


async def episode(page: Page) -> None:
    await says(page, "⚡ Episode")
    for label in ("3 · interrupts", "Details", "Left", "Cheek", "Pull", "Back", "Triggers"):
        await taps(page, label)
    await taps(page, "Stress")
    await taps(page, "Back")


async def evening(page: Page) -> None:
    await lives_on(page, "How was your face")
    await taps(page, "2 · others")
    await taps(page, "Stress")
    await taps(page, "Caffeine")


async def history(page: Page) -> None:
    await says(page, "/history")
    await taps(page, "Day before")


async def week(page: Page) -> None:
    await says(page, "/week")
    await taps(page, "◀")
    await page.wait_for_timeout(1500)  # the picture loads


async def plan(page: Page) -> None:
    await says(page, "/plan")
    await taps(page, "Clonazepam")
    await taps(page, "Doctor")
    await taps(page, "Plan")


async def injection(page: Page) -> None:
    await says(page, "/injection")


async def after_injection(page: Page) -> None:
    await says(page, "/injection")
    await taps(page, "How is it now")
    await taps(page, "Well")
    await taps(page, "8")


async def face(page: Page) -> None:
    await says(page, "/injection yesterday")
    await taps(page, "Sites")
    await page.wait_for_timeout(1000)  # the picture loads
    for label in ("Brow", "Cheek"):
        await taps(page, label)
    await page.wait_for_timeout(1000)


async def visits(page: Page) -> None:
    await says(page, "/visits in 10 days 10:30 Dr. Weber")
    await says(page, "/ask Is the dry eye from the injection?")
    await says(page, "/visits")


async def learn(page: Page) -> None:
    await says(page, "/learn driving")


async def urgent(page: Page) -> None:
    await says(page, "/urgent")


LIVED: dict[str, tuple[Callable[[Page], Awaitable[None]], str]] = {
    "demo": (reminder, "body"),
    "episode": (episode, NEWEST),
    "evening": (evening, NEWEST),
    "history": (history, NEWEST),
    "summary": (week, NEWEST),
    "plan": (plan, NEWEST),
    "injection": (injection, NEWEST),
    "after-injection": (after_injection, NEWEST),
    "visits": (visits, NEWEST),
    "learn": (learn, NEWEST),
    "urgent": (urgent, NEWEST),
    "sites": (face, NEWEST),
}
"""What is done for each picture, and what of the page is on it."""


async def take(address: str, folder: Path) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = await browser.new_page(viewport=SIZE, device_scale_factor=1.5, locale="en-GB")
        page.set_default_timeout(15_000)
        await page.goto(address)
        await page.locator("#day:not(:empty)").wait_for()
        for name, (act, what) in LIVED.items():
            await act(page)
            if what == NEWEST:
                await page.evaluate(TALL)
            await page.wait_for_timeout(500)  # until it has scrolled there
            for scheme in SCHEMES:
                await page.emulate_media(color_scheme=scheme)
                path = folder / f"{name}-{scheme}.png"
                await page.locator(what).last.screenshot(path=path)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(take(sys.argv[1], Path(sys.argv[2])))
