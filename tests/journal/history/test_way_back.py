"""What was opened from a day keeps the way back to it through every tap, for every entry."""

import pytest

from bot.demo.chats import Message
from tests.phone import Phone, Story


@pytest.fixture
async def phone(story: Story) -> Phone:
    """A day with one of everything, and its page in the history."""
    phone = await story.phone().sets_up()
    await phone.adds("Trihexyphenidyl 2 mg 23:45")
    await phone.sends("/checkin")
    await phone.taps("8 h")
    await phone.sends("/log 3 left")
    await phone.sends("/trigger stress")
    await phone.sends("/checkin 2")
    for label in ("✅ Done", "Dry mouth", "✅ Done", "This week's questions", "2 · "):
        await phone.taps(label, phone.last)
    return phone


WALKS = [
    ("Episode", "4 · must stop", "Triggers", "Caffeine", "More", "Back", "Relief", "rest", "👍",
     "Back", "Details", "Left", "Clear", "Back", "Undo", "Restore"),
    ("Triggers", "Caffeine", "More", "Fewer", "Change triggers", "Stress", "Hide", "Show again",
     "◀ Triggers", "Back"),
    ("Night", "😀 4", "More ▶", "Undo", "Restore"),
    ("Day rating", "Change", "3 · interrupts", "More", "Fewer", "✅ Done", "💊 Side effects",
     "Dizziness", "✅ Done", "This week's questions", "Skip"),
    ("Side effects", "Dizziness", "Remove", "Restore", "✅ Done"),
    ("Weekly questions", "✏️", "3 · ", "✏️", "Remove", "Restore", "◀ Back"),
]  # fmt: skip


async def test_every_tap_keeps_it(phone: Phone):
    for walk in WALKS:
        day = await phone.sends("/history")
        shown: Message = day
        for label in walk:
            shown = await phone.taps(label, shown)
            labels = [one for row in phone.labels(shown) for one in row]
            assert labels.count("◀ Day") == 1, (label, shown.text)
            assert shown.message_id == day.message_id
        page = await phone.taps("◀ Day", shown)
        assert page.text.startswith("📖 Today\n")
        assert "◀ Day'" not in str(phone.labels(page))


async def test_it_leads_to_the_day_that_it_came_from(story: Story, phone: Phone):
    await story.later(days=1)
    yesterday = await phone.taps("Day before", await phone.sends("/history"))
    shown = await phone.taps("2 · ", await phone.taps("Episode", yesterday))
    assert (await phone.taps("◀ Day", shown)).text.startswith("📖 Yesterday\n")


async def test_what_was_not_opened_from_a_day_has_none(phone: Phone):
    shown = await phone.sends("/log")
    shown = await phone.taps("Triggers", await phone.taps("2 · ", shown))
    assert "◀ Day" not in str(phone.labels(shown))


async def test_a_restart_in_between_makes_no_difference(story: Story, phone: Phone):
    shown = await phone.taps("Episode", await phone.sends("/history"))
    await story.offline_until("10:00")
    shown = await phone.taps("1 · only I notice", shown)
    assert phone.labels(shown)[-1] == ["◀ Day"]
