"""The history: every logged detail in its text, each entry opened, corrected, removed, restored."""

import pytest

from bot.journal.history.buttons import (
    Answer,
    OpenAnswer,
    OpenGlass,
    OpenGlasses,
    RemoveGlass,
    ResizeGlass,
    RestoreGlass,
    ShowDay,
    ShowPage,
)
from bot.screen import pack
from tests.edge.watching import errors, refused_calls
from tests.phone import MONDAY, Phone, Story

TODAY = MONDAY.date().toordinal()


async def lives_a_day(story: Story, phone: Phone) -> None:
    """A morning, a medicine, water, an episode with details, and an evening."""
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await phone.sends("/checkin")
    await phone.taps("8 h")
    await phone.taps("🙂 3")
    await story.at("08:00")
    await phone.taps("Taken")
    await story.at("09:10")
    await phone.sends("/water")
    await phone.sends("/water 300 ml")
    await story.at("14:03")
    await phone.sends("/log 3 left cheek stress")
    await story.at("21:00")
    await phone.sends("/checkin 2")
    await phone.taps("Caffeine")
    await phone.taps("✅ Done")


async def test_a_whole_day_in_its_order(story: Story, phone: Phone):
    await lives_a_day(story, phone)
    day = await phone.sends("/history")
    assert day.text == (
        "📖 Today\n"
        "🌅 Slept: 8 h, 3 · good\n"
        "08:00 💊 Clonazepam 0.5 mg: ✅ Taken 08:00\n"
        "14:03 ⚡ Episode · 3 · interrupts what I do · 📍 Left side · cheek · 🎯 Triggers: Stress\n"
        "💧 Water: 550 ml (09:10 250 ml, 09:10 300 ml)\n"
        "🎯 Triggers: Caffeine\n"
        "🌆 Day: 2 · others could notice\n"
        "Something new or alarming? /urgent"
    )
    assert phone.labels(day) == [
        ["✏️ Night"],
        ["✏️ 08:00 Clonazepam"],
        ["✏️ 14:03 Episode"],
        ["✏️ Water"],
        ["✏️ Triggers"],
        ["✏️ Day rating"],
        ["◀ Day before"],
    ]
    before = await phone.taps("Day before")
    assert before.text == "📖 Yesterday\nNothing on this day."
    assert phone.labels(before) == [["◀ Day before", "Day after ▶"]]
    assert (await phone.taps("Day after")).text == day.text


async def test_every_entry_is_removed_from_everything_and_restored(story: Story, phone: Phone):
    await lives_a_day(story, phone)
    whole = (await phone.sends("/history")).text
    for entry, undo, restore, gone in (
        ("✏️ Night", "Undo", "Restore", "Slept"),
        ("✏️ 14:03 Episode", "Undo", "Restore", "Episode"),
        ("✏️ Day rating", "Change Undo", "Restore", "Day:"),
    ):
        await phone.sends("/history")
        await phone.taps(entry)
        for label in undo.split():
            await phone.taps(label)
        kept = phone.last
        without = await phone.sends("/history")
        assert gone not in without.text
        assert entry not in str(phone.labels(without))
        await phone.taps(restore, kept)
        assert (await phone.sends("/history")).text == whole


async def test_a_glass_is_corrected_removed_and_restored(story: Story, phone: Phone):
    await phone.sends("/water")
    await story.later(hours=1)
    await phone.sends("/water")
    await phone.sends("/history")
    await phone.taps("✏️ Water")
    assert phone.text == "💧 Which glass?"
    assert phone.labels() == [["07:00 250 ml", "08:00 250 ml"], ["◀ Day"]]
    await phone.taps("07:00")
    assert phone.text == "💧 07:00 250 ml\nHow much was it?"
    await phone.taps("500 ml")
    assert phone.text == "💧 07:00 500 ml\nHow much was it?"
    await phone.taps("Remove")
    assert phone.text == "💧 07:00 500 ml\nRemoved."
    removed = phone.last
    water = await phone.sends("/water 100 ml")
    assert water.text.startswith("💧 Water today: 2 glasses, 350 ml"), "gone from every sum"
    await phone.taps("Undo", water)
    restored = await phone.taps("Restore", removed)
    assert restored.text == "💧 07:00 500 ml\nHow much was it?"
    glasses = await phone.taps("Back", restored)
    day = await phone.taps("◀ Day", glasses)
    assert "💧 Water: 750 ml (07:00 500 ml, 08:00 250 ml)\n" in day.text


async def test_what_was_removed_longer_ago_stays_removed(story: Story, phone: Phone):
    await phone.sends("/water")
    await phone.sends("/history")
    await phone.taps("✏️ Water")
    await phone.taps("07:00")
    await phone.taps("Remove")
    removed = phone.last
    await story.later(hours=25)
    await phone.taps("Restore", removed)
    assert "more than a day ago" in (phone.notice or "")


async def test_travel_keeps_each_entry_on_the_day_it_was_lived(story: Story, phone: Phone):
    await phone.sends("/timezone Asia/Tokyo")
    await story.at("17:00")  # 01:00 on Tuesday in Tokyo
    await phone.sends("/log 2")
    await phone.sends("/water")
    await phone.sends("/timezone America/New_York")
    today = await phone.sends("/history")
    assert today.text.startswith("📖 Today\nNothing on this day.")
    ahead = await phone.taps("Day after")
    assert ahead.text == (
        "📖 Tomorrow\n01:00 ⚡ Episode · 2 · others could notice\n💧 Water: 250 ml (01:00 250 ml)\n"
        "Something new or alarming? /urgent"
    )


async def test_a_full_day_goes_over_several_pages(phone: Phone):
    for number in range(12):
        await phone.sends(f"/log {number % 4 + 1} {'long words ' * 40}{number}")
    first = await phone.sends("/history")
    assert "page 1 of" in first.text
    texts, page = [first.text], first
    while "Next page" in str(phone.labels(page)):
        page = await phone.taps("Next page")
        texts.append(page.text)
    assert max(map(len, texts)) < 4096
    assert sum(text.count("⚡") for text in texts) == 12
    assert (await phone.taps("Page before")).text == texts[-2]


@pytest.mark.parametrize(
    "data",
    [
        pack(ShowDay(0)),
        pack(ShowDay(1)),
        pack(ShowDay(2**62)),
        pack(ShowDay(TODAY + 2)),
        pack(ShowPage(-1, 0)),
        pack(OpenAnswer(Answer.DAY, 2**62)),
        pack(OpenAnswer(Answer.NIGHT, 1)),
        pack(OpenGlasses(-1)),
        pack(OpenGlass(2**62)),
        pack(ResizeGlass(2**62, 250)),
        pack(RemoveGlass(-1)),
        pack(RestoreGlass(2**62)),
        "1ha:x:1",
        "1hw",
        "1hz:1",
    ],
)
async def test_forged_buttons_are_answered_kindly(phone: Phone, data: str):
    day = await phone.sends("/history")
    after = await phone.taps_data(data, day)
    assert phone.notice
    assert (after.text, phone.labels(after)) == (day.text, phone.labels(day))


async def test_a_page_that_is_not_there_is_the_last_one(phone: Phone):
    day = await phone.sends("/history")
    for page in (2**62, -(2**62)):
        assert (await phone.taps_data(pack(ShowPage(TODAY, page)), day)).text == day.text


async def test_nobody_else_can_open_or_change_a_glass(story: Story, phone: Phone):
    await phone.sends("/water")
    await phone.sends("/history")
    await phone.taps("✏️ Water")
    glasses = phone.last
    opened = phone.button("07:00", glasses)[1]
    await phone.taps("07:00")
    eve = await story.phone("Eve").sets_up()
    for data in (opened, *(phone.button(label)[1] for label in ("500 ml", "Remove"))):
        await eve.taps_data(data, glasses)
        assert eve.notice == "I can't find that entry any more."
    assert "250 ml" in (await phone.sends("/history")).text
    await phone.leaves()
    await phone.taps_data(opened, glasses)
    assert "/start" in (phone.notice or "")


async def test_a_note_as_long_as_a_message_leaves_the_day_readable(story: Story) -> None:
    phone = await story.phone().sets_up()
    for _ in range(2):
        await phone.sends(f"/log 3 left, {'very long ' * 400}")
    await phone.sends("/history")
    assert "📖" in phone.text
    assert len(phone.text) < 4096
    assert "very long very long" in phone.text
    await phone.taps("Episode")
    assert "Episode" in phone.text
    assert errors(story) == {}
    assert refused_calls(story) == {}
