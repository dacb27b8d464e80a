"""What is taken as needed: warned by the person's own limits, never blocked, recorded as it was."""

from tests.phone import Phone, Story

WARNING = "That is more often than your prescription says. If you took it, I note it."


async def taking(story: Story, limits: str) -> Phone:
    phone = await story.phone().sets_up()
    await phone.adds(f"Ibuprofen 400 mg as needed{limits}")
    await phone.sends("/today")
    return phone


async def asked(phone: Phone) -> str:
    await phone.sends("/today")
    await phone.taps("Take Ibuprofen")
    return phone.text


async def test_the_gap_ends_to_the_minute(story: Story) -> None:
    phone = await taking(story, ", at least 6h apart")
    assert WARNING not in await asked(phone)
    await phone.taps("Save")
    await story.later(hours=5, minutes=59)
    assert WARNING in await asked(phone)
    await story.later(minutes=1)
    assert WARNING not in await asked(phone)


async def test_a_dose_beyond_the_days_most_is_warned_of_and_recorded(story: Story) -> None:
    phone = await taking(story, ", max 2 a day")
    for number in range(3):
        text = await asked(phone)
        assert f"In the last 24 hours: {number} of 2" in text
        assert (WARNING in text) is (number >= 2)
        await phone.taps("Save")
        await story.later(hours=1)
    await phone.sends("/today")
    assert phone.text.count("✅ Taken") == 3
    await story.later(hours=21, minutes=30)  # a day and a half hour after the first of them
    assert "In the last 24 hours: 2 of 2" in await asked(phone)


async def test_without_limits_it_never_warns(story: Story) -> None:
    phone = await taking(story, "")
    for _ in range(4):
        assert WARNING not in await asked(phone)
        assert "as needed, " not in phone.text
        await phone.taps("Save")
        await story.later(minutes=1)


async def test_the_state_is_shown_before_anything_is_saved(story: Story) -> None:
    phone = await taking(story, ", at least 6h apart, max 3 a day")
    await asked(phone)
    assert "as needed, at least 6 h apart, at most 3 a day" in phone.text
    await phone.taps("Today")
    assert "Taken" not in phone.text
