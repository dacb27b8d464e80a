"""Takes the README's pictures, light and dark, of whatever a running demo shows.

python -m tests.demo.take_pictures http://127.0.0.1:8080 docs/pictures
"""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import async_playwright

from tests.demo.browser import FLAGS, chromium

SIZE = {"width": 1060, "height": 840}


async def take(address: str, folder: Path) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for scheme in ("light", "dark"):
            page = await browser.new_page(
                viewport=SIZE, device_scale_factor=1.5, color_scheme=scheme, locale="en-GB"
            )
            await page.goto(address)
            await page.locator("#day:not(:empty)").wait_for()
            await page.screenshot(path=folder / f"demo-{scheme}.png")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(take(sys.argv[1], Path(sys.argv[2])))
