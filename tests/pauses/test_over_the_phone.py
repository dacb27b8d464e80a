"""Pauses as a person lives them: what rests, what goes on, and how it ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.pauses.tables import Pause
from bot.reminders.tables import Occurrence
from tests.conftest import on_sqlite
from tests.phone import Phone, Story

PLAN = ("Clonazepam 0.5 mg 08:00 20:00", "Stretching 13:00", "Water 14:00")


async def plan(story: Story, *lines: str) -> Phone:
    phone = await story.phone().sets_up()
    for line in lines:
        await phone.adds(line)
    return phone


def heard(phone: Phone, since: int) -> list[str]:
    return [message.text.splitlines()[0] for message in phone.user.received[since:]]


async def test_on_holiday_medicines_go_on_and_the_rest_rests(story: Story) -> None:
    phone = await plan(story, *PLAN)
    await phone.sends("/pause holiday 2")
    assert "🏖 Holiday" in phone.text
    assert "Medicines, injections and appointments go on" in phone.text
    assert phone.labels()[0] == ["🔘 All but medicines: on"]
    before = len(phone.user.received)
    await story.at("23:00")
    assert heard(phone, before)[0] == "💊 Clonazepam 0.5 mg · 08:00"
    assert not any("Stretching" in text or "Water" in text for text in heard(phone, before))

    await story.at("23:00")
    before = len(phone.user.received)
    await story.at("07:00")
    assert heard(phone, before) == ["▶️ Welcome back; this begins again today:"]
    assert "🙆 Stretching 13:00\n💧 Water 14:00" in phone.text
    assert phone.labels() == [["➕ 1 day", "➕ 7 days"]]
    await story.at("13:00")
    assert phone.text.startswith("🙆 Stretching")


@on_sqlite
async def test_medicines_can_rest_too_and_go_on_again(story: Story) -> None:
    phone = await plan(story, *PLAN)
    await phone.sends("/pause holiday")
    assert "For how long?" in phone.text
    await phone.taps("3 days")
    assert "What shall rest?" in phone.text
    await phone.taps("Everything")
    assert "no medicine reminders either" in phone.text
    assert "Stopping this kind of medicine suddenly can be harmful." in phone.text
    before = len(phone.user.received)
    await story.at("19:00")
    assert heard(phone, before) == []
    await phone.taps("All but medicines")
    await story.at("20:00")
    assert phone.text == "💊 Clonazepam 0.5 mg · 20:00"


@on_sqlite
async def test_who_is_ill_keeps_medicines_and_water_and_is_told_not_to_stop_them(
    story: Story,
) -> None:
    phone = await plan(story, *PLAN)
    await phone.sends("/pause")
    await phone.taps("Ill")
    assert (
        "Stopping this kind of medicine suddenly can be harmful. Please call your pharmacist or"
        " doctor today, and before restarting." in phone.text
    )
    await phone.taps("1 day")
    before = len(phone.user.received)
    await story.at("15:00")
    names = [text.split(" ·")[0] for text in heard(phone, before)]
    assert names[0] == "💊 Clonazepam 0.5 mg"
    assert names[-1] == "💧 Water"
    assert "🙆 Stretching" not in names


@on_sqlite
async def test_one_that_begins_on_friday_lets_thursday_be(story: Story) -> None:
    phone = await plan(story, *PLAN)
    await phone.sends("/pause from Friday for 2 days")
    assert "A pause begins Fri 6 Mar 2026, 00:00" in phone.text
    assert "until Sun 8 Mar 2026, 00:00" in phone.text
    for _ in range(3):
        await story.at("23:50")
    assert "Clonazepam" in str(heard(phone, 0))
    await story.at("13:30")  # on the Thursday
    assert phone.text.startswith("🙆 Stretching")
    await story.at("23:50")
    before = len(phone.user.received)
    await story.at("23:50")
    await story.at("23:50")
    assert heard(phone, before) == []
    await story.at("08:05")
    assert heard(phone, before)[-1] == "💊 Clonazepam 0.5 mg · 08:00"


@on_sqlite
async def test_one_that_is_ahead_can_be_taken_away(story: Story) -> None:
    phone = await plan(story, *PLAN)
    await phone.sends("/pause from tomorrow for 2 days")
    await phone.taps("No pause")
    assert "There will be no pause" in phone.text
    async with story.app.db.reading() as session:
        assert (await session.scalars(select(Pause))).all() == []
    await story.at("13:00")
    await story.at("13:00")
    assert phone.text.startswith("🙆 Stretching")


async def test_it_is_made_longer_once_by_a_doubled_tap(story: Story) -> None:
    phone = await plan(story, *PLAN)
    message = await phone.sends("/pause holiday 2")
    assert "until Wed 4 Mar 2026" in phone.text
    _, data = phone.button("1 day")
    await phone.taps_data(data, message)
    await phone.taps_data(data, message)
    assert "until Thu 5 Mar 2026, 00:00" in phone.text


async def test_an_end_is_undone_in_one_tap(story: Story) -> None:
    phone = await plan(story, *PLAN)
    await phone.sends("/pause holiday 2")
    await story.at("08:30")
    await phone.sends("/resume")
    assert "Welcome back" in phone.text
    await phone.taps("Undo")
    assert "until Wed 4 Mar 2026, 00:00" in phone.text
    await story.at("12:00")
    before = len(phone.user.received)
    await story.at("15:00")
    assert heard(phone, before) == []
    await phone.sends("/resume")
    await story.at("23:00")
    await story.at("23:00")
    before = len(phone.user.received)
    await story.at("15:00")
    assert "🙆 Stretching · 13:00" in heard(phone, before)
    assert "Welcome back" not in str(heard(phone, before)), "who is back needs no note"


@on_sqlite
async def test_after_it_ran_out_it_goes_on_in_one_tap(story: Story) -> None:
    phone = await plan(story, *PLAN)
    await phone.sends("/pause holiday 1")
    await story.at("23:00")
    await story.at("07:30")
    await phone.taps("1 day")
    assert "Holiday" in phone.text
    await story.at("12:00")
    before = len(phone.user.received)
    await story.at("15:00")
    assert heard(phone, before) == []


@on_sqlite
async def test_nothing_of_it_is_missed_or_counted(story: Story) -> None:
    phone = await plan(story, *PLAN)
    await story.at("13:00")
    reminder = phone.last
    await phone.sends("/pause holiday 3")
    there = phone.user.chat.messages[reminder.message_id]
    assert there.text.endswith("⏭ Skipped: paused")
    await story.at("23:00")
    await story.at("23:00")
    async with story.app.db.reading() as session:
        found = (await session.scalars(select(Occurrence))).all()
    assert {one.reason for one in found if one.state == "skipped"} == {"paused"}
    kinds = {one.item_id for one in found if one.state == "missed"}
    assert len(kinds) <= 1, "only the medicine, which went on, can be missed"


async def test_the_history_and_today_say_that_it_was(story: Story) -> None:
    phone = await plan(story, *PLAN)
    await story.at("08:10")
    await phone.sends("/pause holiday 3")
    await phone.sends("/today")
    assert "⏸" in phone.text
    assert "Stretching" not in phone.text
    await story.at("21:00")
    await phone.sends("/history")
    assert "⏸ Pause from 08:10: holiday" in phone.text
    await story.at("21:00")
    await phone.sends("/history")
    assert "⏸ Pause: holiday" in phone.text


@on_sqlite
async def test_down_over_the_whole_pause_nothing_before_it_is_lost(story: Story) -> None:
    phone = await plan(story, *PLAN)
    await phone.sends("/pause from tomorrow for 1 day")
    await story.at("22:00")
    before = len(phone.user.received)
    await story.offline_until("08:30", days=1)
    texts = str([message.text for message in phone.user.received[before:]])
    assert "Clonazepam" in texts
    async with story.app.db.reading() as session:
        found = (await session.scalars(select(Occurrence))).all()
    paused = story.clock() - timedelta(hours=32, minutes=30)
    inside = [one for one in found if paused < one.due_at < paused + timedelta(days=1)]
    assert inside == []


@pytest.mark.parametrize("again", ["/pause from Friday for 7 days", "/pause holiday 3"])
async def test_another_pause_in_place_of_one_that_is_on_catches_nothing_up(
    story: Story, again: str
) -> None:
    phone = await plan(story, *PLAN)
    await phone.sends("/pause 7")
    await story.later(days=1)
    before = len(phone.user.received)
    await phone.sends(again)
    await story.at("08:00")
    assert heard(phone, before)[1:] == ["💊 Clonazepam 0.5 mg · 08:00"]


async def test_medicines_that_rested_go_on_and_are_not_caught_up(story: Story) -> None:
    phone = await plan(story, *PLAN)
    await phone.sends("/pause 7")
    await story.later(days=1)
    before = len(phone.user.received)
    await phone.taps("All but medicines")
    await story.at("08:00")
    assert heard(phone, before) == ["💊 Clonazepam 0.5 mg · 08:00"]
