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


@pytest.mark.browser
async def test_a_voice_message_can_be_played_and_read(
    page: Page, bot: ScriptedBot, grace: StandInUser
) -> None:
    grace.chat.started = True
    await bot.send_file("sendVoice", "voice", grace.id, "week.ogg", b"OggS")
    player = page.locator(".theirs audio")
    await expect(player).to_have_count(1)
    assert await player.get_attribute("controls") is not None
    assert "Voice message" in (await player.get_attribute("aria-label") or "")
    await expect(page.locator(".theirs .text")).to_have_text("Your week")
    found = await page.request.get(await player.evaluate("one => one.src"))
    assert found.headers["content-type"] == "audio/ogg"
    assert "content-disposition" not in found.headers


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_contrast_and_stillness(page: Page, bot: ScriptedBot, scheme: str) -> None:
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await page.get_by_role("button", name="Start").click()
    await expect(page.get_by_role("button", name="Taken")).to_be_visible()
    words = page.locator(
        "h1:visible, .text:visible, .key:visible, .moves button:visible, .hint:visible"
    )
    for ratio, what in await words.evaluate_all(CONTRAST):
        assert ratio >= 4.5, what
    moving = await page.locator("button").evaluate_all(
        "all => all.filter(one => parseFloat(getComputedStyle(one).transitionDuration) > 0).length"
    )
    assert moving == 0


CONTRAST = """all => {
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const shade = (colour) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((one) => one / 255)
      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const over = ([r, g, b, a], [x, y, z]) =>
    [r * a + x * (255 - a), g * a + y * (255 - a), b * a + z * (255 - a)].map((one) => one / 255);
  const ground = (one) => {
    const layers = [];
    for (let at = one; at; at = at.parentElement) {
      layers.unshift(shade(getComputedStyle(at).backgroundColor));
    }
    return layers.reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  return all.map((one) => {
    const below = ground(one);
    const above = over(shade(getComputedStyle(one).color), below);
    const [bright, dark] = [light(above), light(below)].sort((x, y) => y - x);
    return [(bright + 0.05) / (dark + 0.05), `${one.className} ${one.textContent.slice(0, 30)}`];
  });
}"""
"""Each element's contrast by WCAG 2, with a word on what it is."""
