"""The main story: from /start to a reminder answered with one tap."""

from tests.phone import Story

MISSED = (
    "Marked as missed. Please don't take extra to make up. What to do now depends on your medicine:"
    " check its leaflet or ask your pharmacist."
)


async def test_from_start_to_a_reminder_answered_with_one_tap(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:00 20:00")

    await story.at("08:00")
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00"
    assert phone.labels() == [["✅ Taken"], ["⏰ Later", "⏭ Skip"]]

    await story.later(minutes=4)
    await phone.taps("Taken")
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00\n✅ Taken 08:04"
    assert phone.labels() == [["↩️ Undo", "🕗 Change time"]]


async def test_a_time_moved_while_its_dose_is_open_never_stacks_two_doses(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await story.at("08:00")

    await phone.sends("/plan")
    await phone.taps("Clonazepam")
    await phone.taps("Times")
    await phone.sends("08:30")
    await story.at("08:30")

    reminders = [message.text for message in phone.user.received if "· 08:" in message.text]
    assert reminders == [
        f"💊 Clonazepam 0.5 mg · 08:00\n▫️ Missed\n{MISSED}",
        "💊 Clonazepam 0.5 mg · 08:30",
    ]
