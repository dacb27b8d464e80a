"""Evening and morning through the whole bot: one to three taps, and unanswered is not "no"."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.journal.days.buttons import (
    AnswerDay,
    Flag,
    OpenDay,
    OpenNight,
    RestoreRating,
    SetMood,
    SetQuality,
    SetSleep,
    ToggleTrigger,
    UndoNight,
    UndoRating,
)
from bot.journal.days.tables import DayTriggers, Mood, Night
from bot.journal.triggers.tables import Exposure, Trigger
from bot.screen import pack
from tests.phone import Phone, Story

MONDAY = date(2026, 3, 2)
FIVE = [
    ["0 · none"],
    ["1 · only I notice"],
    ["2 · others could notice"],
    ["3 · interrupts what I do"],
    ["4 · must stop / cannot see"],
]


async def asked(story: Story) -> dict[date, int]:
    """How many triggers each answered day was asked for."""
    async with story.app.db.reading() as session:
        rows = await session.scalars(select(DayTriggers))
        return {row.local_date: len(row.asked) for row in rows}


async def present(story: Story) -> set[tuple[date, str | None]]:
    async with story.app.db.reading() as session:
        rows = await session.execute(
            select(Exposure.local_date, Trigger.code).join(
                Trigger, Trigger.id == Exposure.trigger_id
            )
        )
        return {(row.local_date, row.code) for row in rows}


async def nights(story: Story) -> list[tuple[date, int | None, int | None, bool]]:
    async with story.app.db.reading() as session:
        rows = await session.scalars(select(Night).order_by(Night.local_date))
        return [(r.local_date, r.minutes, r.quality, r.removed_at is not None) for r in rows]


async def test_the_evening_asks_and_three_taps_answer(story: Story, phone: Phone):
    await phone.adds("Evening check-in 21:30")
    await story.at("21:30")
    assert phone.text == "How was your face today?\nSomething new or alarming? /urgent"
    assert phone.labels() == [*FIVE, ["⏰ Later", "⏭ Skip"]]

    await phone.taps("2 · others")
    assert phone.text == (
        "✅ Day rating saved: 2 · others could notice\n"
        "What was there? Good days count, too. Then Done.\nSomething new or alarming? /urgent"
    )
    rows = phone.labels()
    assert rows[2] == ["🔘 2 · others could notice: on"]
    assert rows[5:] == [
        ["Stress", "Fatigue"],
        ["Poor sleep", "Screens, eye strain"],
        ["Caffeine", "Bright light"],
        ["Anxiety", "Talking, chewing"],
        ["▶ More", "➕ Own trigger"],
        ["↩️ Undo", "✅ Done"],
    ]
    await phone.taps("Caffeine")
    assert ["☑ Caffeine: on", "Bright light"] in phone.labels()
    assert await asked(story) == {}, "until Done nothing is a no"

    await phone.taps("✅ Done")
    assert phone.text == (
        "✅ Day rating saved: 2 · others could notice\nTriggers: Caffeine\n"
        "3 quick questions for this week, if you like:\n"
        "Something new or alarming? /urgent"
    )
    assert phone.labels() == [["🗒 This week's questions"], ["✏️ Change"]]
    assert await asked(story) == {MONDAY: 8}
    assert await present(story) == {(MONDAY, "caffeine")}
    assert "✅ Done 21:30" in (await phone.sends("/today")).text


async def test_yesterdays_habit_comes_first(story: Story, phone: Phone):
    await story.at("21:00")
    await phone.sends("/checkin 1")
    await phone.taps("Anxiety")
    await phone.taps("✅ Done")
    await story.at("20:00")
    await phone.sends("/checkin")
    await phone.taps("0 · none")
    assert phone.labels()[5] == ["Anxiety", "Stress"]
    await phone.taps("✅ Done")
    assert "None of the triggers asked." in phone.text
    assert await asked(story) == {MONDAY: 8, date(2026, 3, 3): 8}


async def test_a_toggle_twice_and_a_tap_doubled_end_where_they_should(story: Story, phone: Phone):
    await phone.sends("/checkin 1")
    stress = phone.button("Stress")[1]
    await phone.taps_data(stress, phone.last)
    await phone.taps_data(stress, phone.last)
    assert await present(story) == {(MONDAY, "stress")}
    await phone.taps("☑ Stress: on")
    assert await present(story) == set()


async def test_undo_and_restore_of_a_rating(story: Story, phone: Phone):
    await phone.sends("/checkin 3")
    await phone.taps("Undo")
    assert phone.text.startswith("How was your face today?")
    assert phone.labels()[5:] == [["↪️ Restore"]]
    restore = phone.button("Restore")[1]
    await phone.taps("Restore")
    assert phone.text.startswith("✅ Day rating saved: 3")
    await phone.taps("Undo")
    await story.later(hours=25)
    await phone.taps_data(restore, phone.last)
    assert "more than a day ago" in (phone.notice or "")


async def test_on_sunday_the_mood_of_the_week(story: Story, phone: Phone):
    await story.later(days=6, hours=13)
    await phone.sends("/checkin 1")
    await phone.taps("✅ Done")
    assert "Once a week: how was your mood? 0 very low, 4 very good." in phone.text
    assert phone.labels() == [
        ["😣 0", "😟 1", "😐 2", "🙂 3", "😀 4"],
        ["🗒 This week's questions"],
        ["✏️ Change"],
    ]
    await phone.taps("🙂 3")
    assert "Mood of the week: 3 · good" in phone.text
    await phone.taps("😟 1")
    assert phone.labels()[0] == ["😣 0", "🔘 😟 1: on", "😐 2", "🙂 3", "😀 4"]
    async with story.app.db.reading() as session:
        rows = (await session.scalars(select(Mood))).all()
    assert [(row.local_date, row.mood) for row in rows] == [(date(2026, 3, 8), 1)]


async def test_the_morning_asks_for_hours_round_the_usual(story: Story, phone: Phone):
    await phone.sends("/checkin")
    assert phone.text == (
        "🌅 How did you sleep?\nHow long, and how good: 0 very bad, 4 very good.\n"
        "Something new or alarming? /urgent"
    )
    assert phone.labels() == [
        ["7 h", "7 h 30", "8 h", "8 h 30"],
        ["9 h", "9 h 30", "10 h"],
        ["◀ Less", "More ▶"],
        ["😣 0", "😟 1", "😐 2", "🙂 3", "😀 4"],
        ["🌆 The day"],
    ]
    await phone.taps("Less")
    await phone.taps("6 h")
    assert phone.text.startswith("🌅 Night saved: 6 h\n")
    await phone.taps("😀 4")
    assert phone.text.startswith("🌅 Night saved: 6 h, 4 · very good\n")
    assert await nights(story) == [(MONDAY, 360, 4, False)]
    await story.later(days=1)
    await phone.sends("/checkin")
    assert phone.labels()[0] == ["4 h 30", "5 h", "5 h 30", "6 h"]


async def test_the_starter_plan_brings_the_morning_question(story: Story):
    phone = story.phone()
    await phone.sends("/start")
    await phone.taps("Agree")
    await phone.sends("Europe/Berlin")
    for label in ("Continue", "Hemifacial spasm", "Left side", "Add the starter plan"):
        await phone.taps(label)
    await story.at("07:30")
    assert phone.text.startswith("🌅 How did you sleep?")
    assert phone.labels()[-1] == ["⏰ Later", "⏭ Skip"]
    await phone.taps("7 h 30")
    await phone.taps("🙂 3")
    assert phone.text.startswith("🌅 Night saved: 7 h 30, 3 · good\n")
    today = await phone.sends("/today")
    assert "🌅 Morning check-in: ✅ Done 07:30" in today.text


async def test_a_night_undone_and_restored(story: Story, phone: Phone):
    await phone.sends("/checkin")
    await phone.taps("8 h")
    await phone.taps("Undo")
    assert phone.text.startswith("🌅 How did you sleep?")
    assert await nights(story) == [(MONDAY, 480, None, True)]
    await phone.taps("Restore")
    assert phone.text.startswith("🌅 Night saved: 8 h\n")
    await phone.taps("Undo")
    await phone.taps("😐 2")
    assert await nights(story) == [(MONDAY, None, 2, False)], "what was removed stays removed"


TODAY = MONDAY.toordinal()


@pytest.mark.parametrize(
    "data",
    [
        pack(ToggleTrigger(2**62, Flag.ON, TODAY)),
        pack(ToggleTrigger(1, Flag.ON, TODAY + 1)),
        pack(ToggleTrigger(1, Flag.ON, TODAY - 40)),
        pack(AnswerDay(2**62)),
        pack(AnswerDay(-1)),
        pack(OpenDay(0)),
        pack(UndoRating(2**62)),
        pack(RestoreRating(-5)),
        pack(SetMood(5, TODAY)),
        pack(SetMood(-1, TODAY)),
        pack(SetSleep(61, 0, TODAY)),
        pack(SetSleep(2**62, 0, TODAY)),
        pack(SetSleep(-30, 0, TODAY)),
        pack(SetSleep(60, 2**62, TODAY)),
        pack(SetQuality(5, 0, TODAY)),
        pack(SetQuality(1, -7, TODAY)),
        pack(OpenNight(0, 0, TODAY + 1)),
        pack(UndoNight(2**62)),
        "1dx:1:2:5",
        "1dd",
        "1ds:1:1:1:1",
    ],
)
async def test_forged_buttons_are_answered_kindly(story: Story, phone: Phone, data: str):
    shown = await phone.sends("/checkin 2")
    after = await phone.taps_data(data, shown)
    assert phone.notice
    assert (after.text, phone.labels(after)) == (shown.text, phone.labels(shown))
    assert (await nights(story), await present(story), await asked(story)) == ([], set(), {})


async def test_any_middle_offers_half_hours_that_can_be_slept(phone: Phone):
    shown = await phone.sends("/checkin")
    after = await phone.taps_data(pack(OpenNight(2**62, 0, TODAY)), shown)
    assert phone.labels(after)[1][-1] == "16 h"
    after = await phone.taps_data(pack(OpenNight(-(2**62), 0, TODAY)), after)
    assert phone.labels(after)[0][0] == "0 h"


async def test_nobody_else_can_toggle_nor_after_erasure(story: Story, phone: Phone):
    shown = await phone.sends("/checkin 2")
    stress = phone.button("Stress", shown)[1]
    eve = await story.phone("Eve").sets_up()
    await eve.taps_data(stress, shown)
    assert "can't find that trigger" in (eve.notice or "")
    assert await present(story) == set()
    await phone.leaves()
    await phone.taps_data(stress, shown)
    assert "/start" in (phone.notice or "")
