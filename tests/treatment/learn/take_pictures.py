"""Takes every page of every card as a chat shows it, and lays them on sheets for the docs.

python -m bot demo --story --no-browser &
python -m tests.treatment.learn.take_pictures http://127.0.0.1:8080 docs/pictures
"""

import asyncio
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image
from playwright.async_api import Page, async_playwright

from bot.treatment.learn.book import book
from bot.treatment.learn.rules import Card
from tests.demo.browser import FLAGS, chromium
from tests.demo.take_pictures import NEWEST, SIZE, TALL, says, taps

ACROSS, DOWN, GAP = 5, 4, 16
PAPER = (240, 242, 245)
COLOURS = 64


async def pages_of(page: Page, card: Card) -> list[Image.Image]:
    await says(page, f"/learn {card.title}")
    bubble = page.locator(NEWEST).last
    if (await bubble.inner_text()).splitlines()[1] != f"{card.icon} {card.title}":
        await taps(page, card.title)
    shown = [await picture(page)]
    for _ in card.pages[1:]:
        await taps(page, "▶")
        shown.append(await picture(page))
    return shown


async def picture(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(await page.locator(NEWEST).last.screenshot())).convert("RGB")


def sheets(pictures: Sequence[Image.Image]) -> Iterator[Image.Image]:
    """Rows of them in order; what fits on one sheet."""
    for start in range(0, len(pictures), ACROSS * DOWN):
        some = pictures[start : start + ACROSS * DOWN]
        rows = [some[at : at + ACROSS] for at in range(0, len(some), ACROSS)]
        wide = max(one.width for one in pictures)
        high = sum(max(one.height for one in row) + GAP for row in rows)
        sheet = Image.new("RGB", (ACROSS * (wide + GAP) + GAP, high + GAP), PAPER)
        top = GAP
        for row in rows:
            for at, one in enumerate(row):
                sheet.paste(one, (GAP + at * (wide + GAP), top))
            top += max(one.height for one in row) + GAP
        yield sheet.quantize(COLOURS)


async def take(address: str, folder: Path) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = await browser.new_page(viewport=SIZE, device_scale_factor=1, locale="en-GB")
        page.set_default_timeout(15_000)
        await page.goto(address)
        await page.locator("#day:not(:empty)").wait_for()
        await page.evaluate(TALL)
        pictures = [one for card in book("en").values() for one in await pages_of(page, card)]
        await browser.close()
    for number, sheet in enumerate(sheets(pictures), 1):
        sheet.save(folder / f"cards-{number}.png", optimize=True)


if __name__ == "__main__":
    asyncio.run(take(sys.argv[1], Path(sys.argv[2])))
