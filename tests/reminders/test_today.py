"""/today and /history: what is due, what is ahead, what was."""

from tests.phone import Phone, Story


async def plan(story: Story, *lines: str) -> Phone:
    phone = await story.phone().sets_up()
    for line in lines:
        await phone.adds(line)
    return phone


async def test_an_empty_day_says_how_to_fill_it(story: Story) -> None:
    phone = await plan(story)
    await phone.sends("/today")
    assert phone.text == "📋 Today 07:00\nNothing today. /add puts something into your plan."
    assert phone.labels() == [["🔄 Refresh"]]


async def test_due_ahead_and_so_far_with_the_same_buttons(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00 20:00", "Stretching 09:00")
    await story.at("08:00")
    await phone.taps("Taken")
    await story.at("09:05")

    await phone.sends("/today")

    assert phone.text == (
        "📋 Today 09:05\n\nDue\n09:00 🙆 Stretching\n\nAhead\n20:00 💊 Clonazepam 0.5 mg\n\n"
        "So far\n08:00 💊 Clonazepam 0.5 mg: ✅ Taken 08:00"
    )
    assert phone.labels() == [
        ["✅ Done 09:00 Stretching"],
        ["⏰ Later", "⏭ Skip"],
        ["Early: 20:00 Clonazepam"],
        ["✏️ 08:00 Clonazepam"],
        ["🔄 Refresh"],
    ]


async def test_an_answer_in_today_brings_the_reminder_up_to_date(story: Story) -> None:
    phone = await plan(story, "Stretching 09:00")
    await story.at("09:00")
    reminder = phone.last
    await phone.sends("/today")

    shown = await phone.taps("Done 09:00")

    assert shown.text == "📋 Today 09:00\n\nSo far\n09:00 🙆 Stretching: ✅ Done 09:00"
    there = phone.user.chat.messages[reminder.message_id]
    assert there.text == "🙆 Stretching · 09:00\n✅ Done 09:00"
    assert phone.labels(there) == [["↩️ Undo", "🕗 Change time"]]


async def test_taken_early_is_not_reminded_of_again(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00 20:00")
    await phone.sends("/today")
    message, early = phone.button("Early: 08:00")
    shown = await phone.taps_data(early, message)
    assert "So far\n08:00 💊 Clonazepam 0.5 mg: ✅ Taken 07:00" in shown.text
    again = await phone.taps_data(early, message)
    assert again.text == shown.text
    assert phone.notice == "Already noted."

    await story.at("11:00")
    assert phone.last.message_id == message.message_id
    await story.at("20:00")
    assert phone.text == "💊 Clonazepam 0.5 mg · 20:00"


async def test_undone_early_taking_is_reminded_of_in_its_time(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await phone.sends("/today")
    await phone.taps("Early: 08:00")
    card = await phone.taps("✏️ 08:00")
    assert card.text == "💊 Clonazepam 0.5 mg · 08:00\n✅ Taken 07:00"
    await phone.taps("Undo")
    await phone.taps("Today", card)
    assert phone.text.startswith("📋 Today 07:00\n\nAhead\n08:00 💊 Clonazepam 0.5 mg")

    await story.at("08:00")
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00"
    await story.at("08:10")
    assert "Still open" in phone.text


async def test_as_needed_shows_the_last_dose_before_it_saves(story: Story) -> None:
    phone = await plan(story, "Ibuprofen 400 mg as needed, at least 6h apart, max 3 a day")
    await phone.sends("/today")
    assert phone.text == "📋 Today 07:00\n\nAs needed\n💊 Ibuprofen 400 mg"
    asked = await phone.taps("Take Ibuprofen")
    limits = "as needed, at least 6 h apart, at most 3 a day"
    assert asked.text == f"💊 Ibuprofen 400 mg\n{limits}\nIn the last 24 hours: 0 of 3"
    assert phone.labels(asked) == [["💾 Save", "◀ Today"]]
    message, save = phone.button("Save")
    await phone.taps_data(save, message)
    twice = await phone.taps_data(save, message)
    assert phone.notice == "Already noted."
    assert twice.text.count("✅ Taken") == 1

    await story.later(hours=3, minutes=10)
    asked = await phone.taps("Take Ibuprofen")
    assert asked.text == (
        f"💊 Ibuprofen 400 mg\n{limits}\nLast dose 3 h 10 min ago\nIn the last 24 hours: 1 of 3\n"
        "⚠️ That is more often than your prescription says. If you took it, I note it."
    )
    saved = await phone.taps("Save")
    assert saved.text.count("✅ Taken") == 2


async def test_a_dose_as_needed_is_undone_without_a_trace(story: Story) -> None:
    phone = await plan(story, "Ibuprofen 400 mg as needed")
    await phone.sends("/today")
    await phone.taps("Take Ibuprofen")
    await phone.taps("Save")
    await phone.taps("✏️ 07:00 Ibuprofen")
    message, undo = phone.button("Undo")

    gone = await phone.taps_data(undo, message)

    assert gone.text == "📋 Today 07:00\n\nAs needed\n💊 Ibuprofen 400 mg"
    assert phone.notice == "Removed."
    await phone.taps_data(undo, message)
    assert phone.notice == "I can't find this any more. /today shows what is current."
    before = len(phone.user.received)
    await story.later(hours=5)
    assert len(phone.user.received) == before


async def test_history_names_everything_with_its_state_and_can_be_amended(story: Story) -> None:
    phone = await plan(
        story, "Clonazepam 0.5 mg 08:00 20:00", "Baclofen 10 mg 12:00", "Water 10:00"
    )
    await story.at("08:05")
    await phone.taps("Taken")
    await story.at("12:00")
    await phone.taps("Skip", phone.last)
    await phone.taps("Ran out")
    await story.offline_until("02:00")
    await story.at("10:00")

    await phone.sends("/history")
    page = await phone.taps("Day before")

    assert page.text == (
        "📖 Yesterday\n08:00 💊 Clonazepam 0.5 mg: ✅ Taken 08:05\n"
        "10:00 💧 Water: ☁️ I was offline\n"
        "12:00 💊 Baclofen 10 mg: ⏭ Skipped: ran out\n"
        "20:00 💊 Clonazepam 0.5 mg: ☁️ I was offline\n"
        "Something new or alarming? /urgent"
    )
    card = await phone.taps("20:00 Clonazepam", page)
    assert card.text == "💊 Clonazepam 0.5 mg · 20:00\n☁️ I was offline"
    await phone.taps("Taken", card)
    back = await phone.taps("Day", card)
    assert "20:00 💊 Clonazepam 0.5 mg: ✅ Taken 20:00" in back.text
