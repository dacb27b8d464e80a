"""The chat from the outside: a person looks, types and taps in a real browser."""

import pytest
from playwright.async_api import Page, expect

from bot.demo.people import StandInUser
from bot.demo.standin import StandIn
from tests.demo.scripted import ScriptedBot, keys
from tests.demo.test_real_bot import png


@pytest.mark.browser
async def test_start_a_reminder_a_tap_and_an_undo(page: Page, bot: ScriptedBot) -> None:
    await page.get_by_role("button", name="Start").click()
    log = page.get_by_role("log")
    await expect(log).to_contain_text("08:00 Baclofen 10 mg")
    assert await log.locator("strong").inner_text() == "08:00"
    await page.get_by_role("button", name="Taken").click()
    await expect(log).to_contain_text("✅ Taken 08:04")
    await expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    await expect(log).to_contain_text("edited")
    await expect(page.get_by_role("button", name="Later")).to_have_count(0)
    await expect(page.get_by_role("button", name="Undo")).to_be_visible()


@pytest.mark.browser
async def test_an_alert_has_to_be_closed(page: Page, bot: ScriptedBot) -> None:
    await page.get_by_role("button", name="Start").click()
    await page.get_by_role("button", name="Skip").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Skipped is not missed.")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.browser
async def test_typed_text_is_never_markup(page: Page, bot: ScriptedBot) -> None:
    field = page.get_by_role("textbox", name="Message")
    await field.fill("<img src=x onerror=alert(1)> & <b>bold</b> 🙂")
    await field.press("Enter")
    log = page.get_by_role("log")
    await expect(log.locator(".theirs")).to_contain_text("<img src=x onerror=alert(1)> & <b>bold")
    assert await log.locator("img, b, strong").count() == 0
    await expect(field).to_have_value("")


@pytest.mark.browser
async def test_entities_are_drawn(page: Page, bot: ScriptedBot, grace: StandInUser) -> None:
    grace.chat.started = True
    await bot.send(
        grace.id,
        "🙂 <b>bold <i>both</i></b> <code>a&lt;b</code> <a href='https://example.org'>site</a> "
        "<a href='javascript:alert(1)'>no</a> <tg-spoiler>hidden</tg-spoiler> /today",
    )
    log = page.get_by_role("log")
    await expect(log.locator("strong")).to_have_text("bold both")
    await expect(log.locator("strong em")).to_have_text("both")
    await expect(log.locator("code")).to_have_text("a<b")
    link = log.get_by_role("link")
    assert await link.evaluate_all("links => links.map(link => link.href)") == [
        "https://example.org/"
    ]
    await log.get_by_role("button", name="Show hidden text").click()
    await expect(log.locator(".spoiler.open")).to_have_text("hidden")
    await log.get_by_role("button", name="/today").click()
    await expect(log.locator(".mine")).to_contain_text("/today")


@pytest.mark.browser
async def test_an_instant_is_shown_by_the_readers_own_clock(
    page: Page, bot: ScriptedBot, grace: StandInUser
) -> None:
    grace.chat.started = True
    await bot.send(
        grace.id,
        'until <tg-time unix="1774000000" format="t">09:46</tg-time>, that is'
        ' <tg-time unix="1774000000">then</tg-time>',
    )
    shown, plain = page.get_by_role("log").locator("time.moment").all_inner_texts, "then"
    await expect(page.get_by_role("log").locator("time.moment")).to_have_count(2)
    own = await page.evaluate(
        "new Date(1774000000000).toLocaleString('en-GB', {hour: '2-digit', minute: '2-digit'})"
    )
    assert await shown() == [own, plain]


@pytest.mark.browser
async def test_the_keyboard_of_the_bot_types_for_the_person(
    page: Page, bot: ScriptedBot, grace: StandInUser
) -> None:
    grace.chat.started = True
    where = {"text": "Share my location", "request_location": True}
    markup = {"keyboard": [["⚡ Episode"], ["Today", where]], "input_field_placeholder": "Tell me"}
    await bot.send(grace.id, "All set", markup)
    await page.get_by_role("button", name="⚡ Episode").click()
    await expect(page.locator(".mine")).to_contain_text("⚡ Episode")
    await expect(page.get_by_placeholder("Tell me")).to_be_visible()
    await page.get_by_role("button", name="Share my location").click()
    await page.get_by_role("button", name="Nairobi").click()
    await expect(page.locator(".theirs").last).to_contain_text("-1.286")
    await page.get_by_role("button", name="Keyboard of the bot").click()
    await expect(page.get_by_role("button", name="Today")).to_be_hidden()
    await bot.send(grace.id, "Bye", {"remove_keyboard": True})
    await expect(page.get_by_role("button", name="Keyboard of the bot")).to_be_hidden()


@pytest.mark.browser
async def test_pictures_and_documents(page: Page, bot: ScriptedBot, grace: StandInUser) -> None:
    grace.chat.started = True
    await bot.send_file("sendPhoto", "photo", grace.id, "week.png", png(64, 48))
    await bot.send_file("sendDocument", "document", grace.id, "report.pdf", b"%PDF-1.7 report")
    picture = page.get_by_role("img", name="Your week")
    await expect(picture).to_be_visible()
    await page.wait_for_function("document.querySelector('.photo img').naturalWidth === 64")
    async with page.expect_download() as started:
        await page.get_by_role("link", name="report.pdf").click()
    download = await started.value
    assert download.suggested_filename == "report.pdf"
    assert (await download.path()).read_bytes() == b"%PDF-1.7 report"


@pytest.mark.browser
async def test_deleted_messages_go_and_a_reload_shows_the_same(
    page: Page, bot: ScriptedBot, grace: StandInUser
) -> None:
    grace.chat.started = True
    first = await bot.send(grace.id, "An older nag")
    await bot.send(grace.id, "The newest nag", keys("Taken"))
    await expect(page.locator(".theirs")).to_have_count(2)
    await bot.call("deleteMessage", chat_id=grace.id, message_id=first["message_id"])
    await expect(page.locator(".theirs")).to_have_count(1)
    await page.reload()
    await expect(page.locator(".theirs")).to_contain_text("The newest nag")
    await expect(page.get_by_role("button", name="Taken")).to_be_visible()


@pytest.mark.browser
async def test_everything_attached_reaches_the_bot(
    page: Page, grace: StandInUser, standin: StandIn
) -> None:
    for name in ("Voice message", "Sticker", "Location"):
        await page.get_by_role("button", name="Attach").click()
        await page.get_by_role("menuitem", name=name).click()
    await page.get_by_role("button", name="Tokyo").click()
    await expect(page.locator(".mine")).to_have_count(3)
    voice, sticker, place = grace.messages
    assert (voice.attachment.kind, sticker.attachment.kind) == ("voice", "sticker")
    assert place.extra["location"] == {"latitude": 35.676, "longitude": 139.65}


@pytest.mark.browser
async def test_the_bot_is_seen_typing(page: Page, bot: ScriptedBot, grace: StandInUser) -> None:
    grace.chat.started = True
    await bot.call("sendChatAction", chat_id=grace.id, action="typing")
    await expect(page.get_by_text("typing…")).to_be_visible()
    await bot.send(grace.id, "Here I am")
    await expect(page.get_by_text("typing…")).to_be_hidden()
