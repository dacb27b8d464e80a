"""The page from the outside: a person looks, types and taps in a real browser."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from aiohttp import ClientSession
from playwright.async_api import Page, expect

from bot.clock import MovableClock
from bot.demo.machine import a_day_later, after_the_night
from bot.demo.page import add_page
from bot.demo.people import StandInUser
from bot.demo.serving import serving
from bot.demo.standin import StandIn

from .scripted import ScriptedBot, keys, stop
from .test_real_bot import png


class RecordingMachine:
    """Moves the clock and writes down what it was asked for."""

    def __init__(self, clock: MovableClock) -> None:
        self._clock = clock
        self.asked: list[tuple[str, datetime | None]] = []
        self.next: datetime | None = None
        self.gate: asyncio.Event | None = None

    def now(self) -> datetime:
        return self._clock()

    async def move_to(self, instant: datetime) -> None:
        self.asked.append(("move", instant))
        if self.gate is not None:
            await self.gate.wait()
        self._clock.move_to(instant)

    async def to_next(self) -> datetime | None:
        self.asked.append(("next", self.next))
        if self.next is not None:
            self._clock.move_to(self.next)
        return self.next

    async def offline_until(self, instant: datetime) -> None:
        self.asked.append(("offline", instant))
        self._clock.move_to(instant)


@pytest.fixture
def grace(standin: StandIn) -> StandInUser:
    """The person whose chat the page shows."""
    return standin.user("Grace")


@pytest.fixture
def machine(clock: MovableClock) -> RecordingMachine:
    return RecordingMachine(clock)


@pytest.fixture
async def base(
    standin: StandIn, grace: StandInUser, machine: RecordingMachine
) -> AsyncIterator[str]:
    app = standin.application()
    add_page(app, standin, grace, machine)
    async with serving(app) as address:
        yield address


@pytest.fixture
async def bot(standin: StandIn, base: str) -> AsyncIterator[ScriptedBot]:
    async with ClientSession() as session:
        scripted = ScriptedBot(session, f"{base}/bot{standin.token}")
        running = asyncio.create_task(scripted.run())  # noqa: TID251 - ended below
        yield scripted
        await stop(running)


@pytest.fixture
async def page(browser_page: Page, base: str) -> Page:
    await browser_page.goto(base)
    await expect(browser_page.get_by_label("Clock")).to_contain_text("2026")
    return browser_page


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
async def test_the_clock_is_moved(
    page: Page, machine: RecordingMachine, clock: MovableClock
) -> None:
    panel = page.get_by_label("Clock")
    await expect(panel).to_contain_text("08:00")
    await expect(panel).to_contain_text("Monday, 2 March 2026")
    await expect(panel).to_contain_text("Europe/Berlin")
    began = clock()
    machine.next = began + timedelta(days=2)
    for name, shown in (
        ("Now", "08:00"),
        ("+10 min", "08:10"),
        ("+1 h", "09:10"),
        ("+1 day", "Tuesday, 3 March"),
        ("To the next reminder", "Wednesday, 4 March"),
        ("Offline for a night", "Thursday, 5 March"),
    ):
        await panel.get_by_role("button", name=name, exact=True).click()
        await expect(panel).to_contain_text(shown)
        await expect(panel).to_have_attribute("aria-busy", "false")
    minutes = [round((at - began).total_seconds() / 60) for _, at in machine.asked if at]
    assert [kind for kind, _ in machine.asked] == ["move"] * 4 + ["next", "offline"]
    assert minutes == [0, 10, 70, 70 + 1440, 2880, 2880 + 25 * 60]


@pytest.mark.browser
async def test_nothing_ahead_is_said(page: Page, machine: RecordingMachine) -> None:
    await page.get_by_role("button", name="To the next reminder").click()
    await expect(page.get_by_text("Nothing is ahead")).to_be_visible()
    assert machine.asked == [("next", None)]


@pytest.mark.browser
async def test_while_time_passes_no_button_moves_it_again(
    page: Page, machine: RecordingMachine
) -> None:
    machine.gate = asyncio.Event()
    await page.get_by_role("button", name="+1 h").click()
    await expect(page.get_by_text("Time is passing…")).to_be_visible()
    await page.get_by_role("button", name="+1 day").dispatch_event("click")
    machine.gate.set()
    await expect(page.get_by_label("Clock")).to_contain_text("09:00")
    assert len(machine.asked) == 1


@pytest.mark.browser
async def test_times_are_shown_where_the_person_is(
    browser_page: Page, standin: StandIn, machine: RecordingMachine
) -> None:
    ada, zones = standin.user("Ada"), ["Asia/Tokyo"]
    app = standin.application()
    add_page(app, standin, ada, machine, zone=lambda: zones[-1])
    async with serving(app) as base:
        await browser_page.goto(base)
        await expect(browser_page.get_by_label("Clock")).to_contain_text("16:00")
        ada.send_text("hello")
        await expect(browser_page.locator(".mine")).to_contain_text("16:00")
        zones.append("America/New_York")
        ada.send_text("hello again")
        await expect(browser_page.locator(".mine").first).to_contain_text("02:00")
        await expect(browser_page.get_by_label("Clock")).to_contain_text("America/New York")
        machine.next = None
        await browser_page.get_by_role("button", name="Offline for a night").click()
        await expect(browser_page.get_by_label("Clock")).to_contain_text("09:00")
    new_york = ZoneInfo("America/New_York")
    assert machine.asked[0][1] == datetime(2026, 3, 2, 9, 0, tzinfo=new_york)


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


async def test_other_web_pages_are_kept_out(
    base: str, standin: StandIn, grace: StandInUser
) -> None:
    own = {"Origin": base}
    refused = [
        (403, {"Origin": "https://evil.example"}),
        (403, {"Origin": "null"}),
        (403, {"Host": "rebound.example:8080"}),
        (403, {"Sec-Fetch-Site": "cross-site"}),
        (415, {**own, "Content-Type": "text/plain"}),
    ]
    async with ClientSession() as session:
        for status, headers in refused:
            async with session.post(
                f"{base}/page/text",
                data='{"text": "hi"}',
                headers={"Content-Type": "application/json", **headers},
            ) as answer:
                assert answer.status == status, headers
        api = f"{base}/bot{standin.token}/getMe"
        async with session.post(api, headers={"Origin": "https://evil.example"}) as answer:
            assert answer.status == 403
        assert grace.messages == []
        async with session.post(f"{base}/page/text", json={"text": "hi"}, headers=own) as answer:
            assert answer.status == 200
    assert [message.text for message in grace.messages] == ["hi"]


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("text", {"text": "   "}),
        ("text", {"text": "x" * 4097}),
        ("text", []),
        ("tap", {"message": "first", "data": "x"}),
        ("tap", {}),
        ("location", {"latitude": 91, "longitude": 0}),
        ("location", {"latitude": "north"}),
        ("attach", {"what": "secrets"}),
        ("time", {"action": "backwards"}),
    ],
)
async def test_nonsense_is_refused(
    base: str, what: str, body: object, standin: StandIn, machine: RecordingMachine
) -> None:
    async with ClientSession() as session, session.post(f"{base}/page/{what}", json=body) as answer:
        assert answer.status == 400
    assert len(standin.world.updates) == 0
    assert machine.asked == []


def test_a_day_keeps_the_local_time_where_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before = datetime(2026, 3, 28, 7, 0, tzinfo=UTC)
    assert a_day_later(before, berlin) == datetime(2026, 3, 29, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-03-02T22:30", "2026-03-03T09:00"),
        ("2026-03-02T02:00", "2026-03-02T09:00"),
        ("2026-03-02T08:00", "2026-03-03T09:00"),
        ("2026-03-02T09:00", "2026-03-03T09:00"),
    ],
)
def test_a_night_ends_in_the_morning(now: str, morning: str) -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    at, end = (datetime.fromisoformat(text).replace(tzinfo=tokyo) for text in (now, morning))
    assert after_the_night(at.astimezone(UTC), tokyo) == end
