"""The main story: from /start to a reminder answered with one tap."""

from tests.phone import Story


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
