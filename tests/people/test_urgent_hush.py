"""A day in crisis: medicines come, plainly; nothing upbeat, no question, until the next morning."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.people.tables import Person
from tests.phone import Phone, Story


@pytest.fixture
async def planned(phone: Phone) -> Phone:
    """Monday morning, and a day full of reminders."""
    await phone.adds("Clonazepam 0.5 mg 08:00 20:00")
    await phone.adds("Stretching 09:00 18:00")
    await phone.adds("Water every 2h 08:00-20:00")
    await phone.adds("Sleep 22:30")
    return phone


async def said(phone: Phone, story: Story, until: str) -> list[str]:
    """What comes by itself until the next such time of day."""
    before = len(phone.user.received)
    await story.at(until)
    return [message.text for message in phone.user.received[before:]]


async def in_crisis(phone: Phone) -> None:
    await phone.taps("in crisis", await phone.sends("/urgent"))


async def test_medicines_alone_come_until_the_next_morning(planned: Phone, story: Story) -> None:
    await story.at("17:30")
    await in_crisis(planned)

    evening = await said(planned, story, "23:00")
    assert evening
    assert all("Clonazepam" in text for text in evening)
    assert not any("Stretching" in text or "Water" in text for text in evening)

    morning = await said(planned, story, "09:30")
    assert any("Clonazepam" in text for text in morning)
    assert any("Stretching" in text for text in morning)
    assert any("Water" in text for text in morning)
    assert not any("offline" in text for text in morning)


async def test_words_hush_as_the_button_does(planned: Phone, story: Story) -> None:
    await story.at("17:30")
    await planned.sends("I do not want to live any more")
    assert "Until Tue 3 Mar 2026, 07:00 I hold everything back" in planned.text
    assert all("Clonazepam" in line for line in await said(planned, story, "23:00"))


async def test_as_usual_brings_the_rest_back(planned: Phone, story: Story) -> None:
    await story.at("17:30")
    await in_crisis(planned)
    await planned.taps("as usual")
    assert any("Stretching" in line for line in await said(planned, story, "18:30"))


async def test_nothing_of_the_day_counts_as_missed(planned: Phone, story: Story) -> None:
    await story.at("09:00")
    await in_crisis(planned)
    await story.at("16:00")
    history = await planned.sends("/today")
    stretching = [line for line in history.text.split("\n") if "Stretching" in line]
    assert stretching
    assert not any("issed" in line for line in stretching)


async def test_an_outage_brings_medicines_and_the_card_alone(planned: Phone, story: Story) -> None:
    await story.at("08:30")
    await in_crisis(planned)
    before = len(planned.user.received)
    await story.offline_until("19:00")
    brought = [message.text for message in planned.user.received[before:]]
    assert not any("Stretching" in text or "Water" in text for text in brought)
    for text in brought:
        assert "Something new or alarming? /urgent" in text


async def test_what_comes_once_waits_and_an_appointment_does_not(
    phone: Phone, story: Story
) -> None:
    await phone.adds("Call Ben 2 Mar 2026 18:00")
    await in_crisis(phone)
    assert await said(phone, story, "23:00") == []
    assert any("Call Ben" in line for line in await said(phone, story, "07:30"))


async def test_a_note_waits_for_the_morning_also_when_it_was_about_to_leave(
    phone: Phone, story: Story
) -> None:
    await phone.sends("/log 3")
    await phone.taps("Still going", phone.last)
    await in_crisis(phone)
    assert await said(phone, story, "23:00") == []
    assert len(await said(phone, story, "07:30")) == 1


async def test_a_second_crisis_prolongs_and_a_doubled_tap_does_not(
    phone: Phone, story: Story
) -> None:
    await in_crisis(phone)
    first = await _hushed_until(story)
    await phone.taps("urgent card", phone.last)
    await phone.taps("in crisis", phone.last)
    assert await _hushed_until(story) == first
    await story.later(hours=20)
    await in_crisis(phone)
    assert await _hushed_until(story) == first + timedelta(days=1)


async def _hushed_until(story: Story) -> datetime:
    async with story.app.db.reading() as session:
        until = await session.scalar(select(Person.hushed_until))
    assert until is not None
    return until


async def test_the_week_and_its_goal_wait_for_the_morning_after(phone: Phone, story: Story) -> None:
    await phone.sends("/log 2")
    await story.later(days=6)
    await in_crisis(phone)
    assert await said(phone, story, "23:00") == []
    (summary,) = await said(phone, story, "08:00")
    assert "Week" in summary
