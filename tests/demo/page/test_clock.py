"""The clock beside the chat, and the instants its buttons mean."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, expect

from bot.clock import MovableClock
from bot.demo.machine import a_day_later, after_the_night
from bot.demo.page import add_page
from bot.demo.serving import serving
from bot.demo.standin import StandIn
from tests.demo.page.machine import RecordingMachine


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
