"""People who block, pause, change their plan at the same moment, or leave."""

from tests.phone import Phone, Story


async def plan(story: Story, *lines: str) -> Phone:
    phone = await story.phone().sets_up()
    for line in lines:
        await phone.adds(line)
    return phone


async def test_who_blocked_is_left_alone_and_told_once_what_was_held(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00", "Stretching 09:00")
    await phone.does(phone.user.block())
    before = len(phone.user.received)
    await story.at("10:00")
    assert len(phone.user.received) == before

    await phone.does(phone.user.unblock())

    assert len(phone.user.received) == before + 1
    assert phone.text == (
        "👋 Good to see you again. While we were apart, these came due:\nToday\n"
        "08:00 1. 💊 Clonazepam 0.5 mg\n09:00 2. 🙆 Stretching\n"
        "What you leave open just stays open. /history has it all.\n"
        "Something new or alarming? /urgent"
    )
    assert phone.labels()[0] == ["✅ Taken 1 · Clonazepam", "⏰ Later 1", "⏭ Skip 1"]


async def test_a_block_that_is_only_noticed_when_sending_is_the_same(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00 20:00")
    phone.user.chat.gone = "Forbidden: bot was blocked by the user"
    before = len(phone.user.received)
    await story.at("23:00")
    phone.user.chat.gone = None

    await phone.sends("/today")

    held = [message.text for message in phone.user.received[before:]]
    assert len(held) == 2
    assert any(
        "👋 Good to see you again" in text and "08:00" in text and "20:00" in text for text in held
    )


async def test_back_with_nothing_held_is_no_message(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 20:00")
    await phone.does(phone.user.block())
    before = len(phone.user.received)
    await phone.does(phone.user.unblock())
    assert len(phone.user.received) == before
    await story.at("20:00")
    assert phone.text == "💊 Clonazepam 0.5 mg · 20:00"


async def test_a_pause_silences_everything_and_resume_goes_on(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00 20:00", "Stretching 09:00")
    await story.at("08:00")
    reminder = phone.last
    await phone.sends("/pause 3")
    there = phone.user.chat.messages[reminder.message_id]
    assert there.text == "💊 Clonazepam 0.5 mg · 08:00\n⏭ Skipped: paused"
    assert phone.labels(there) == []
    before = len(phone.user.received)

    await story.at("19:00")
    assert len(phone.user.received) == before
    await phone.sends("/resume")
    await story.at("20:00")
    assert phone.text == "💊 Clonazepam 0.5 mg · 20:00"


async def test_a_pause_runs_out_by_itself(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await phone.sends("/pause 2")
    before = len(phone.user.received)
    await story.later(days=1, hours=16)
    assert len(phone.user.received) == before
    await story.at("08:00")
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00"
    assert len(phone.user.received) == before + 2, "it says first that it begins again"


async def test_an_item_that_is_paused_lets_its_open_reminder_go(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00 20:00")
    await story.at("08:00")
    reminder = phone.last
    await phone.sends("/plan")
    await phone.taps("Clonazepam")
    await phone.taps("Pause")

    there = phone.user.chat.messages[reminder.message_id]
    assert there.text == "💊 Clonazepam 0.5 mg · 08:00\n⏭ Skipped: paused"
    assert phone.labels(there) == []
    before = len(phone.user.received)
    await story.at("21:00")
    assert len(phone.user.received) == before


async def test_an_item_that_is_removed_takes_its_buttons_with_it(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00", "Baclofen 10 mg 08:00")
    await story.at("08:00")
    reminder, data = phone.button("Taken 1")
    await phone.sends("/plan")
    await phone.taps("Clonazepam")
    await phone.taps("Remove")
    if "Clonazepam" in phone.text and "Remove" in str(phone.labels()):
        await phone.taps("Remove")

    there = phone.user.chat.messages[reminder.message_id]
    assert there.text == (
        "🔔 08:00\n1. 💊 Clonazepam 0.5 mg: ⏭ Skipped: no longer in your plan\n2. 💊 Baclofen 10 mg"
    )
    assert phone.labels(there) == [["✅ Taken 2 · Baclofen", "⏰ Later 2", "⏭ Skip 2"]]
    await phone.taps_data(data, reminder)
    assert "1. 💊 Clonazepam 0.5 mg: ✅ Taken 08:00" in str(
        phone.user.chat.messages[reminder.message_id].text
    )


async def test_an_amount_changed_while_it_is_open_changes_nothing_that_was_asked(
    story: Story,
) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await story.at("08:00")
    reminder = phone.last
    await phone.sends("/plan")
    await phone.taps("Clonazepam")
    await phone.taps("Amount")
    await phone.sends("1 mg")
    before = len(phone.user.received)

    shown = await phone.taps("Taken", reminder)

    assert shown.text == "💊 Clonazepam 0.5 mg · 08:00\n✅ Taken 08:00"
    assert len(phone.user.received) == before
    await story.at("08:00")
    assert phone.text == "💊 Clonazepam 1 mg · 08:00"


async def test_who_is_erased_gets_nothing_any_more(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await story.at("08:00")
    message, data = phone.button("Taken")
    await phone.leaves()
    before = len(phone.user.received)

    await story.at("12:00")
    assert len(phone.user.received) == before
    await phone.taps_data(data, message)
    assert phone.notice == "Please send /start first, so that we can begin."
