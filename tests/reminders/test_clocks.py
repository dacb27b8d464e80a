"""Quiet hours, clock changes and journeys, lived through in the chat."""

from datetime import UTC, datetime

from sqlalchemy.engine import URL

from tests.phone import Phone, Story, telling

THREE = "Clonazepam 0.5 mg 08:00 14:00 20:00"


async def plan(story: Story, *lines: str) -> Phone:
    phone = await story.phone().sets_up()
    for line in lines:
        await phone.adds(line)
    return phone


def prompts(phone: Phone) -> list[str]:
    """The times of the doses that were asked for, in order."""
    return [
        message.text.split("· ")[1][:5]
        for message in phone.user.received
        if message.text.startswith("💊") and "· " in message.text
    ]


async def takes_each(story: Story, phone: Phone, *times: str) -> None:
    for time in times:
        await story.at(time)
        await phone.taps("Taken", phone.last)


async def test_at_night_only_medicines_at_a_chosen_time_and_bedtime_pass(story: Story) -> None:
    phone = await plan(
        story, "Baclofen 10 mg 23:30", "Stretching 23:30", "Stretching 05:00", "Sleep 22:45"
    )
    before = len(phone.user.received)

    await story.at("22:45")
    assert phone.text == "🌙 Sleep · 22:45"
    await phone.taps("Done")
    await story.at("23:30")
    assert phone.text == "💊 Baclofen 10 mg · 23:30"
    await phone.taps("Taken")
    await story.at("06:59")
    assert len(phone.user.received) == before + 2
    await story.at("07:00")
    assert phone.text == "🔔 07:00\n1. 🙆 Stretching\n2. 🙆 Stretching"


async def test_a_time_in_the_spring_gap_is_asked_for_once(database_url: URL) -> None:
    saturday = datetime(2026, 3, 28, 20, 0, tzinfo=UTC)
    async with telling(database_url, saturday) as story:
        phone = await plan(story, "Clonazepam 0.5 mg 02:30")

        await story.later(hours=4, minutes=59)
        assert prompts(phone) == []
        await story.later(minutes=1)  # 01:00 UTC: from 02:00 clocks go to 03:00
        assert phone.text == "💊 Clonazepam 0.5 mg · 03:00"
        await phone.taps("Taken")
        await story.later(hours=20)
        assert prompts(phone) == ["03:00"]
        await story.at("02:30")
        assert phone.text == "💊 Clonazepam 0.5 mg · 02:30"


async def test_a_time_that_comes_twice_in_autumn_is_asked_for_once(database_url: URL) -> None:
    saturday = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
    async with telling(database_url, saturday) as story:
        phone = await plan(story, "Clonazepam 0.5 mg 02:30")
        before = len(phone.user.received)

        await story.later(hours=4, minutes=30)  # 00:30 UTC, the first 02:30
        assert phone.text == "💊 Clonazepam 0.5 mg · 02:30"
        taken = await phone.taps("Taken")
        await story.later(hours=10)
        assert phone.last == taken
        assert len(phone.user.received) == before + 1
        await story.later(hours=15)
        assert phone.text == "💊 Clonazepam 0.5 mg · 02:30"


async def test_to_new_york_nothing_comes_twice(story: Story) -> None:
    phone = await plan(story, THREE)
    await takes_each(story, phone, "08:00")
    await story.at("12:00")

    await phone.sends("/timezone America/New_York")  # it is 06:00 there
    await story.later(hours=7, minutes=59)
    assert prompts(phone) == ["08:00"]
    await story.later(minutes=1)
    assert phone.text == "💊 Clonazepam 0.5 mg · 14:00"
    await phone.taps("Taken")
    await story.later(hours=6)
    assert phone.text == "💊 Clonazepam 0.5 mg · 20:00"
    await phone.taps("Taken")
    await story.later(hours=12)
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00"
    assert prompts(phone) == ["08:00", "14:00", "20:00", "08:00"]


async def test_to_tokyo_what_the_clocks_passed_over_is_asked_about(story: Story) -> None:
    phone = await plan(story, THREE)
    await takes_each(story, phone, "08:00")
    await story.at("10:00")

    await phone.sends("/timezone Asia/Tokyo")  # it is 18:00 there
    assert "Keep home time" in str(phone.labels())
    await story.later(minutes=2)
    assert phone.text == (
        "🧭 Your clocks moved past these. Did you take or do them?\n"
        "Today\n14:00 1. 💊 Clonazepam 0.5 mg\n"
        "What you leave open just stays open. /history has it all.\n"
        "Something new or alarming? /urgent"
    )
    assert phone.labels() == [["✅ Taken 1 · Clonazepam", "⏰ Later 1", "⏭ Skip 1"]]
    await phone.taps("Taken 1")
    await story.later(hours=1, minutes=58)
    assert phone.text == "💊 Clonazepam 0.5 mg · 20:00"
    await phone.taps("Taken")
    await story.later(hours=12)
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00"


async def test_doses_that_were_passed_over_do_not_stack(story: Story) -> None:
    phone = await plan(story, THREE)
    await story.at("07:30")

    await phone.sends("/timezone Asia/Tokyo")  # it is 15:30 there
    await story.later(minutes=2)

    assert phone.text.splitlines()[1:4] == [
        "Today",
        "08:00 1. 💊 Clonazepam 0.5 mg",
        "14:00 2. 💊 Clonazepam 0.5 mg",
    ]
    assert phone.labels() == [
        ["✅ Taken 1 · Clonazepam", "⏭ Skip 1"],
        ["✅ Taken 2 · Clonazepam", "⏰ Later 2", "⏭ Skip 2"],
        ["✅ All done"],
    ]


async def test_one_that_was_passed_over_ends_the_open_one_before_it(story: Story) -> None:
    phone = await plan(story, THREE)
    await story.at("08:00")
    reminder = phone.last
    await story.at("09:55")

    await phone.sends("/timezone Asia/Tokyo")  # it is 17:55 there
    await story.later(minutes=2)

    assert "14:00 1. 💊 Clonazepam 0.5 mg" in phone.text
    assert phone.labels() == [["✅ Taken 1 · Clonazepam", "⏰ Later 1", "⏭ Skip 1"]]
    await phone.sends("/today")
    assert "Clonazepam 0.5 mg: ▫️ Missed" in phone.text
    there = phone.user.chat.messages.get(reminder.message_id)
    assert there is None or "Later" not in str(phone.labels(there))


async def test_home_time_is_kept_as_if_nothing_had_been(story: Story) -> None:
    phone = await plan(story, THREE)
    await takes_each(story, phone, "08:00")
    await story.at("10:00")

    await phone.sends("/timezone Asia/Tokyo")
    await story.later(seconds=20)
    await phone.taps("Keep home time")
    await story.later(minutes=30)
    assert prompts(phone) == ["08:00"]
    await story.at("14:00")  # in Berlin; 22:00 in Tokyo
    assert phone.text == "💊 Clonazepam 0.5 mg · 22:00"
    await phone.taps("Taken")
    await story.at("20:00")
    assert prompts(phone)[1:] == ["22:00", "04:00"]


async def test_there_and_back_again_on_one_day(story: Story) -> None:
    phone = await plan(story, THREE)
    await takes_each(story, phone, "08:00")
    await story.at("12:00")
    await phone.sends("/timezone America/New_York")
    await story.later(hours=1)
    await phone.sends("/timezone Europe/Berlin")
    await story.later(minutes=59)
    assert prompts(phone) == ["08:00"]
    await story.at("14:00")
    assert phone.text == "💊 Clonazepam 0.5 mg · 14:00"
    assert prompts(phone) == ["08:00", "14:00"]


async def test_an_edited_item_is_passed_over_once(story: Story) -> None:
    phone = await plan(story, THREE)
    await takes_each(story, phone, "08:00")
    await phone.sends("/plan")
    await phone.taps("Clonazepam")
    await phone.taps("Times")
    await phone.sends("08:00 14:00 21:00")
    await story.at("10:00")

    await phone.sends("/timezone Asia/Tokyo")
    await story.later(minutes=2)
    assert phone.text.splitlines()[1:3] == ["Today", "14:00 1. 💊 Clonazepam 0.5 mg"]
    assert len(phone.labels()) == 1


async def test_hours_lived_again_end_nothing_that_was_held_over_night(story: Story) -> None:
    phone = await plan(story, "Stretching every 3h 09:00-00:00")
    await story.at("21:00")
    await phone.taps("Done")
    await story.at("01:00")  # that of midnight is held until seven

    await phone.sends("/timezone Pacific/Honolulu")  # it is 14:00 there, again
    await story.later(minutes=2)
    assert phone.text == "🙆 Stretching · 13:00"  # midnight at home; nobody sleeps there now
    asked = phone.last
    await story.later(hours=3, minutes=57)  # past 15:00, which was had at home
    assert phone.last == asked
    await phone.taps("Done")
    await story.later(hours=5)  # past 18:00 and 21:00, which were had as well
    assert phone.last.message_id == asked.message_id


async def test_what_is_edited_on_arrival_is_not_owed_for_the_hours_before(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00 20:00")
    await takes_each(story, phone, "08:00")
    await story.at("18:00")

    await phone.sends("/timezone Asia/Tokyo")  # it is 02:00 there
    asked = phone.last
    await phone.sends("/plan")
    await phone.taps("Clonazepam")
    await phone.taps("Times")
    await phone.sends("12:00 22:00")
    await story.later(seconds=20)
    await phone.taps("Keep home time", asked)
    await story.later(hours=2)
    assert prompts(phone) == ["08:00"]
    await story.at("22:00")  # in Berlin; 06:00 in Tokyo
    assert phone.text == "💊 Clonazepam 0.5 mg · 06:00"


async def test_hours_after_the_last_dose_are_elapsed_hours(story: Story) -> None:
    phone = await plan(story, "Baclofen 10 mg every 6 h after the last dose, first at 08:00")
    await story.at("08:00")
    assert phone.text == "💊 Baclofen 10 mg · 08:00"
    await story.later(minutes=40)
    await phone.taps("Taken")

    await phone.sends("/timezone America/New_York")
    await story.later(hours=5, minutes=59)
    before = len(phone.user.received)
    await story.later(minutes=1)

    assert len(phone.user.received) == before + 1
    assert phone.text == "💊 Baclofen 10 mg · 08:40"
