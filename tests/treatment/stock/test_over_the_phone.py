"""A supply through the whole bot: counted once, taken along, warned of, refilled in a tap."""

import pytest
from sqlalchemy import select

from bot.notes.tables import Note
from tests.phone import Phone, Story


@pytest.fixture
async def phone(story: Story) -> Phone:
    """Somebody who is asked nothing on Saturdays and Sundays, on a Monday at one."""
    phone = await story.phone().sets_up()
    await story.at("13:00")
    for setting, off in (("Week summary", "No week summary"), ("Side effects", "Don't ask")):
        await phone.sends("/settings")
        await phone.taps(setting)
        await phone.taps(off)
    return phone


async def counted(phone: Phone, line: str, units: str) -> None:
    """In the plan, and so many of it at home."""
    await phone.adds(line)
    await phone.sends("/plan")
    await phone.taps(line.split(maxsplit=1)[0])
    await phone.taps("Supply")
    await phone.taps("Count them now")
    await phone.sends(units)


async def supply(phone: Phone, name: str = "Baclofen") -> str:
    await phone.sends("/plan")
    await phone.taps(name)
    await phone.taps("Supply")
    return phone.text


async def test_it_is_offered_on_a_medicines_page_and_begins_with_a_count(phone) -> None:
    await counted(phone, "Baclofen 10 mg 08:00 20:00", "thirty")
    assert "Please send a number, such as: 30" in phone.text
    await phone.sends("30")
    assert "Expected: 30 left, enough for 15 days." in phone.text
    assert "I warn 7 days ahead, in the morning." in phone.text


async def test_doses_go_off_and_come_back_when_they_are_undone(story, phone) -> None:
    await counted(phone, "Baclofen 10 mg 08:00 20:00", "30")
    await story.at("08:00")
    reminder = phone.last.message_id
    for tap, left in (("Taken", 29), ("Undo", 30), ("Skip", 30), ("Undo", 30), ("Taken", 29)):
        await phone.taps(tap, phone.user.chat.messages[reminder])
        assert f"Expected: {left} left" in await supply(phone)
    message, undo = phone.button("Undo", phone.user.chat.messages[reminder])
    await phone.taps_data(undo.replace("ru", "rt"), message)  # Taken once more
    assert "Expected: 29 left" in await supply(phone)


async def test_each_dose_of_a_titration_takes_its_own_amount(story, phone) -> None:
    await counted(phone, "Baclofen 5 mg 08:00 from 3 Mar, 10 mg from 4 Mar", "30")
    await phone.taps("A dose")
    await phone.sends("5 mg")
    assert "One holds 5 mg." in phone.text
    await story.at("08:00")
    await phone.taps("Taken")
    assert "Expected: 29 left" in await supply(phone)
    await story.at("08:00")
    await phone.taps("Taken")
    assert "Expected: 27 left" in await supply(phone)


async def test_what_was_taken_as_needed_goes_off_too(story, phone) -> None:
    await counted(phone, "Ibuprofen 400 mg as needed, at least 6h apart, max 3 a day", "10")
    assert "enough for 3 days at the most a day that your prescription allows" in phone.text
    await story.later(minutes=1)
    await phone.sends("/today")
    await phone.taps("Take")
    await phone.taps("Save")
    assert "Expected: 9 left" in await supply(phone, "Ibuprofen")


async def test_the_warning_comes_in_the_morning_and_a_tap_refills_once(story, phone) -> None:
    await counted(phone, "Baclofen 10 mg 12:00", "9")
    for _ in range(2):
        await story.at("12:00")
        await phone.taps("Taken")
        assert "Expected" not in phone.text
    await story.at("06:59")
    assert "Expected" not in phone.text
    await story.at("07:01")
    assert "📦 Supply of 💊 Baclofen: Expected: 7 left, enough for 7 days." in phone.text
    warning = phone.last
    before = phone.button("Refilled", warning)[1]
    await phone.taps("Refilled +9", warning)
    assert "Expected: 16 left" in warning_text(phone, warning)
    await phone.taps_data(before, warning)
    assert "Expected: 16 left" in warning_text(phone, warning)
    assert phone.notice == "Already noted."
    await phone.taps("History")
    assert "came: +9" in phone.text
    assert phone.text.count("taken: −1") == 2
    assert "counted: 9" in phone.text


def warning_text(phone, message):
    return phone.user.chat.messages[message.message_id].text


async def test_a_refill_is_undone_in_a_tap_and_the_warning_is_not_said_again(story, phone) -> None:
    await counted(phone, "Baclofen 10 mg 12:00", "5")
    await story.at("07:01")
    warning = phone.last
    assert "5 left" in warning.text
    await phone.taps("Refilled", warning)
    await phone.taps("Undo", phone.user.chat.messages[warning.message_id])
    assert "Expected: 5 left" in warning_text(phone, warning)
    said = len(phone.user.received)
    await story.later(days=1)
    assert all("Expected" not in one.text for one in phone.user.received[said:])


async def test_the_last_day_is_told_once_more(story, phone) -> None:
    await counted(phone, "Baclofen 10 mg 12:00", "5")
    told = []
    for _ in range(7):
        await story.at("07:01")
        told.append("Expected" in phone.text)
        await story.at("12:00")
        await phone.taps("Taken")
    assert told == [True, False, False, False, True, False, False]


async def test_more_than_there_was_is_shown_as_it_is(story, phone) -> None:
    await counted(phone, "Baclofen 10 mg 08:00", "1")
    for _ in range(3):
        await story.at("08:00")
        await phone.taps("Taken")
    assert "Expected: −2 left. More was taken than I knew of" in await supply(phone)
    await phone.taps("Count again")
    await phone.sends("12")
    assert "Expected: 12 left, enough for 12 days." in phone.text


async def test_settings_and_the_end_of_it(story, phone) -> None:
    await counted(phone, "Baclofen 10 mg 08:00", "20")
    await phone.taps("🔔 Warning")
    await phone.taps("14 days")
    assert "I warn 14 days ahead" in phone.text
    await phone.taps("A dose")
    await phone.taps("0.5")
    assert "A dose is 0.5." in phone.text
    assert "enough for 40 days" in phone.text
    await phone.taps("Another number came")
    await phone.sends("10")
    assert "Expected: 30 left" in phone.text
    await phone.taps("Count no more")
    await phone.taps("Count no more")
    assert "I can count along" in phone.text
    await story.at("08:00")
    await phone.taps("Taken")
    assert "I can count along" in await supply(phone)


async def test_nobody_touches_the_supply_of_another(story, phone) -> None:
    await counted(phone, "Baclofen 10 mg 08:00", "20")
    message, refill = phone.button("Refilled")
    other = await story.phone("Eve").sets_up()
    await other.adds("Water every 2h")
    await other.taps_data(refill, other.last)
    assert "Expected: 20 left" in await supply(phone)
    assert message is not None


async def owed(story: Story) -> str | None:
    """The morning for which the warning is owed, where the person is."""
    async with story.app.db.reading() as session:
        at = await session.scalar(select(Note.due_at).where(Note.topic == "supply"))
    return f"{at.astimezone(story.zone):%a %d %b %H:%M}" if at else None


async def test_every_edit_of_the_plan_is_reckoned_with_at_once(story, phone) -> None:
    """Monday: thirty tablets, one each morning, the first one tomorrow; none on 2 April."""
    await counted(phone, "Baclofen 1 tablet 08:00", "30")
    assert await owed(story) == "Thu 26 Mar 07:00"

    async def item() -> None:
        await phone.sends("/plan")
        await phone.taps("Baclofen")

    await item()
    await phone.taps("⏰ Times")
    await phone.sends("08:00 20:00")
    assert await owed(story) == "Tue 10 Mar 07:00", "this evening's is the first, the 17th lacks"
    await item()
    await phone.taps("⚖️ Amount")
    await phone.sends("2 tablets")
    assert await owed(story) == "Tue 03 Mar 07:00", "until Monday the 9th: tomorrow is the first"
    await item()
    await phone.taps("⏸ Pause")
    assert await owed(story) is None
    await phone.taps("▶️ Resume")
    assert await owed(story) == "Tue 03 Mar 07:00"
    await item()
    await phone.taps("⏰ Times")
    await phone.sends("1 tablet 08:00 from 3 Mar, 2 tablets from 10 Mar")
    await phone.taps("Keep it")
    assert await owed(story) == "Sat 14 Mar 07:00", "7 in the first week, 23 are 11 days of two"
    await item()
    await phone.taps("🗑 Remove")
    await phone.taps("🗑 Remove", phone.last)
    assert await owed(story) is None
    await phone.taps("Undo")
    assert await owed(story) == "Sat 14 Mar 07:00"


async def test_a_change_after_the_warning_is_warned_of_again(story, phone) -> None:
    await counted(phone, "Baclofen 1 tablet 12:00", "5")
    await story.at("07:01")
    assert "5 left" in phone.text
    await phone.sends("/plan")
    await phone.taps("Baclofen")
    await phone.taps("⚖️ Amount")
    await phone.sends("½ tablet")
    assert await owed(story) == "Fri 06 Mar 07:00", "it lasts ten days now, and was never said so"
