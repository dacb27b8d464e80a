"""What the bot says by itself, as it arrives: once, in time, and never instead of a medicine."""

import asyncio
from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.engine import URL

from bot.notes.composing import Says
from bot.notes.rules import Topic
from bot.notes.tables import Note
from bot.plan.rules import AtTimes, Schedule, Weekdays
from bot.reminders.tables import Delivery
from tests.notes.conftest import LETTER, Letters, does, heard
from tests.phone import Phone, Story, telling

SUNDAYS = Schedule(AtTimes((time(18),)), Weekdays((6,)))
LATE = Schedule(AtTimes((time(23),)), Weekdays((6,)))


async def sundays(story: Story, count: int) -> None:
    """Lives on to so many Sunday evenings."""
    for _ in range(count * 7):
        await story.at("20:00")


async def test_a_letter_comes_on_sunday_at_six_each_week_once(story: Story, phone: Phone) -> None:
    await does(phone, "owe", LETTER, SUNDAYS)
    await does(phone, "owe", LETTER, SUNDAYS)
    for _ in range(6):
        await story.at("23:00")
    assert heard(phone) == [], "on Saturday night"
    await story.at("17:59")
    assert heard(phone) == []
    await story.at("18:00")
    assert heard(phone) == ["Letter 0 of Sun 17:00"], "17:00 in UTC"
    await story.at("20:00")
    await sundays(story, 2)
    assert heard(phone) == ["Letter 0 of Sun 17:00"] * 3


async def test_after_weeks_of_downtime_it_comes_once_and_only_in_its_window(
    story: Story, phone: Phone
) -> None:
    await does(phone, "owe", LETTER, SUNDAYS)
    await story.offline_until("21:00", days=13)  # Sunday
    assert len(heard(phone)) == 1
    await story.offline_until("07:00", days=7)  # Monday, thirteen hours late
    assert len(heard(phone)) == 1
    await sundays(story, 1)
    assert len(heard(phone)) == 2


async def test_quiet_hours_hold_it_and_it_is_still_the_letter_of_sunday(
    story: Story, phone: Phone
) -> None:
    await does(phone, "owe", LETTER, LATE)
    await story.offline_until("22:59", days=6)
    await story.later(hours=7)
    assert heard(phone) == []
    await story.at("07:00")
    assert heard(phone) == ["Letter 0 of Sun 22:00"]
    await sundays(story, 1)
    assert len(heard(phone)) == 1


async def test_it_keeps_its_local_time_on_a_journey(story: Story, phone: Phone) -> None:
    await does(phone, "owe", LETTER, SUNDAYS)
    await story.offline_until("12:00", days=6)
    await phone.sends("/timezone America/New_York")
    await story.at("18:00")  # by clocks in Berlin
    assert heard(phone) == []
    await story.later(hours=6)
    assert heard(phone) == ["Letter 0 of Sun 22:00"], "two weeks before Europe the clocks go ahead"
    await phone.sends("/timezone Europe/Berlin")
    await story.later(days=6)
    assert len(heard(phone)) == 1
    await story.at("18:00")
    await story.at("18:00")
    assert len(heard(phone)) == 2


async def test_clocks_that_jump_over_it_bring_it_at_once(story: Story, phone: Phone) -> None:
    await does(phone, "owe", LETTER, SUNDAYS)
    await story.offline_until("12:00", days=6)
    await phone.sends("/timezone Asia/Tokyo")  # it is 20:00 there
    assert heard(phone) == ["Letter 0 of Sun 09:00"]
    await phone.sends("/timezone Europe/Berlin")
    await story.at("18:00")
    await story.later(hours=9)
    assert len(heard(phone)) == 1, "the week had its letter"


async def test_moved_and_withdrawn(story: Story, phone: Phone) -> None:
    noon = story.next("12:00")
    await does(phone, "owe", LETTER, noon, subject_id=2)
    await does(phone, "move", LETTER, noon + timedelta(hours=1), subject_id=2)
    await does(phone, "owe", LETTER, noon, subject_id=4)
    await does(phone, "withdraw", LETTER, subject_id=4)
    await story.at("12:30")
    assert heard(phone) == []
    await story.at("13:00")
    assert heard(phone) == ["Letter 2 of Mon 12:00"]
    await does(phone, "owe", LETTER, noon, subject_id=2)
    await does(phone, "withdraw", LETTER, subject_id=2)
    await does(phone, "owe", LETTER, noon, subject_id=2)
    assert len(heard(phone)) == 1, "owed once ever"
    await does(phone, "move", LETTER, story.clock(), subject_id=2)
    assert len(heard(phone)) == 2
    await does(phone, "owe", LETTER, story.clock(), subject_id=4)
    assert heard(phone)[-1] == "Letter 4 of Mon 12:00", "never said, it can be owed anew"


async def test_one_that_nobody_wants_any_more_is_not_sent(
    story: Story, phone: Phone, letters: Letters
) -> None:
    letters.unwanted = {3}
    for subject in (1, 3):
        await does(phone, "owe", LETTER, story.next("12:00"), subject_id=subject)
    await story.at("12:00")
    assert heard(phone) == ["Letter 1 of Mon 11:00"]
    assert len(letters.batches) == 1, "all of a topic in one go"
    letters.unwanted = set()
    await story.later(hours=3)
    assert len(heard(phone)) == 1


async def test_one_that_cannot_be_composed_stops_nothing_else(
    story: Story, phone: Phone, letters: Letters
) -> None:
    letters.broken = {6}
    eve = await story.phone("Eve").sets_up()
    await phone.adds("Clonazepam 0.5 mg 12:00")
    await does(phone, "owe", LETTER, story.next("12:00"), subject_id=6)
    await does(phone, "owe", LETTER, story.next("12:00"), subject_id=8)
    await does(eve, "owe", LETTER, story.next("12:00"))
    await story.at("12:00")
    assert "💊 Clonazepam 0.5 mg · 12:00" in [one.text for one in phone.user.received]
    assert heard(phone) == ["Letter 8 of Mon 11:00"]
    assert heard(eve) == ["Letter 0 of Mon 11:00"]


async def test_a_medicine_of_the_same_minute_does_not_wait_for_what_takes_long(
    story: Story, phone: Phone, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slowly(*given: Any) -> Mapping[int, Says | None]:
        async with asyncio.timeout(10):
            while not phone.text.startswith("💊"):
                await asyncio.sleep(0)  # the loop goes on; no time passes
        return await letters.compose(*given)

    monkeypatch.setattr(story.app.sender, "_composers", {LETTER.name: slowly})
    await phone.adds("Clonazepam 0.5 mg 12:00")
    await does(phone, "owe", LETTER, story.next("12:00"))
    await story.at("12:00")
    assert [one.text for one in phone.user.received[-2:]] == [
        "💊 Clonazepam 0.5 mg · 12:00",
        "Letter 0 of Mon 11:00",
    ]


async def test_a_topic_of_newer_code_stops_nobody_and_waits_for_that_code(
    story: Story, phone: Phone
) -> None:
    newer = Topic("tomorrow", window=timedelta(hours=12))
    await phone.adds("Clonazepam 0.5 mg 12:00")
    await does(phone, "owe", newer, story.next("11:00"))
    await story.at("12:00")
    assert phone.text == "💊 Clonazepam 0.5 mg · 12:00"
    async with story.app.db.writing() as session:  # as if the newer code were back
        await session.execute(
            update(Note)
            .where(Note.topic == newer.name)
            .values(topic=LETTER.name)
            .execution_options(synchronize_session=False)
        )
    await story.later(hours=1)
    assert heard(phone) == ["Letter 0 of Mon 10:00"]


async def test_a_message_of_a_topic_that_is_gone_is_not_sent(
    story: Story, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await does(phone, "owe", LETTER, story.next("12:00"))
    monkeypatch.setattr(story.app.sender, "_composers", {})
    await story.at("12:00")
    await story.later(hours=1)
    async with story.app.db.reading() as session:
        states = (await session.scalars(select(Delivery.state))).all()
    assert (heard(phone), states) == ([], ["withdrawn"])


async def test_a_pause_silences_it(story: Story, phone: Phone) -> None:
    await does(phone, "owe", LETTER, SUNDAYS)
    await story.offline_until("12:00", days=6)
    await phone.sends("/pause 7")
    await story.later(days=6, hours=23)
    assert heard(phone) == []
    await sundays(story, 1)
    assert len(heard(phone)) == 1


async def test_who_had_blocked_the_bot_gets_it_when_they_are_back_in_time(
    story: Story, phone: Phone
) -> None:
    await does(phone, "owe", LETTER, SUNDAYS)
    await story.offline_until("17:00", days=6)
    phone.user.chat.gone = "Forbidden: bot was blocked by the user"
    await story.at("18:00")
    phone.user.chat.gone = None
    await story.at("20:00")
    assert heard(phone) == []
    await phone.sends("/today")
    assert heard(phone) == ["Letter 0 of Sun 17:00"]
    await phone.does(phone.user.block())
    await story.later(days=9)
    await phone.does(phone.user.unblock())
    assert len(heard(phone)) == 1, "nothing older than its window"
    await sundays(story, 1)
    assert len(heard(phone)) == 2


async def test_what_was_waiting_at_a_kill_is_sent_by_the_next_start(
    database_url: URL, letters: Letters
) -> None:
    async with telling(database_url) as story:
        phone = await story.phone().sets_up()
        await does(phone, "owe", LETTER, story.next("12:00"))
        await story.offline_until("12:05")
        assert heard(phone) == ["Letter 0 of Mon 11:00"]
        await story.offline_until("12:20")
        assert len(heard(phone)) == 1
