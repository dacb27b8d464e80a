"""How the page looks and can be used: colours, sizes, names, the keyboard."""

import pytest
from playwright.async_api import Page, expect

from bot.demo.people import StandInUser
from tests.demo.scripted import ScriptedBot


@pytest.mark.browser
async def test_light_and_dark_and_small(page: Page, bot: ScriptedBot) -> None:
    body = page.locator("body")
    light, dark = "rgb(231, 237, 240)", "rgb(13, 20, 23)"
    await expect(body).to_have_css("background-color", light)
    await page.emulate_media(color_scheme="dark")
    await expect(body).to_have_css("background-color", dark)
    await page.get_by_role("button", name="Dark colours").click()
    await expect(body).to_have_css("background-color", light)
    await page.set_viewport_size({"width": 360, "height": 640})
    await page.get_by_role("button", name="Start").click()
    await expect(page.get_by_role("button", name="Taken")).to_be_in_viewport()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.browser
async def test_long_words_and_many_buttons_stay_inside(
    page: Page, bot: ScriptedBot, grace: StandInUser
) -> None:
    grace.chat.started = True
    wide = {"inline_keyboard": [[{"text": "x" * 40, "callback_data": str(n)} for n in range(8)]]}
    await bot.send(grace.id, "Donaudampfschifffahrt" * 20, wide)
    await page.set_viewport_size({"width": 360, "height": 640})
    inside = "element => element.scrollWidth <= element.clientWidth"
    await expect(page.locator(".key")).to_have_count(8)
    assert await page.locator("#scroll").evaluate(inside)
    assert await page.locator("html").evaluate(inside)


@pytest.mark.browser
async def test_every_control_has_a_name(page: Page, bot: ScriptedBot) -> None:
    await page.get_by_role("button", name="Start").click()
    await expect(page.get_by_role("button", name="Taken")).to_be_visible()
    nameless = await page.locator("button:visible, a:visible, textarea:visible").evaluate_all(
        "all => all.filter(one => !(one.ariaLabel || one.textContent.trim())).length"
    )
    assert nameless == 0


@pytest.mark.browser
async def test_the_command_menu_by_keyboard_alone(page: Page, bot: ScriptedBot) -> None:
    commands = [
        {"command": "today", "description": "What is due"},
        {"command": "plan", "description": "See and change the plan"},
    ]
    await bot.call("setMyCommands", commands=commands)
    menu = page.get_by_role("button", name="Commands")
    await expect(menu).to_be_visible()
    await menu.press("Enter")
    await expect(page.get_by_role("menuitem", name="/today What is due")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_have_count(0)
    await menu.press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine")).to_contain_text("/plan")
