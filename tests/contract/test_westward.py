"""To the west the clocks go back: nothing is asked twice, nothing waits for the old clocks."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.engine import URL

from tests.phone import Phone, Story, telling

LATE = datetime(2026, 3, 2, 20, 30, tzinfo=UTC)
"""21:30 in Berlin, 12:30 in Los Angeles."""


@pytest.fixture
async def story(database_url: URL) -> AsyncIterator[Story]:
    async with telling(database_url, LATE) as one:
        yield one


def asked(phone: Phone) -> int:
    """How often the bot has reminded of the medicine."""
    return sum("· 13:00" in message.text for message in phone.user.received)


async def test_a_zone_told_after_the_set_up_silences_nothing(story: Story):
    phone = story.phone()
    await phone.sends("/start")
    await phone.taps("✅ Agree")
    while "all set" not in phone.text.lower():
        label = next(word for word in ("Continue", "Skip") if word in str(phone.labels()))
        await phone.taps(label, phone.last)
    await phone.sends("/timezone America/Los_Angeles")
    await phone.adds("Clonazepam 0.5 mg 13:00")
    await story.later(minutes=30)
    assert asked(phone) == 1


async def test_what_was_asked_in_the_east_is_not_asked_again(story: Story):
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg 13:00")
    await story.at("13:00")
    await phone.taps("Taken")
    assert asked(phone) == 1
    await phone.sends("/timezone America/Los_Angeles")
    await story.later(hours=12)
    assert asked(phone) == 1
    await story.later(hours=24)
    assert asked(phone) == 2


async def test_home_time_again_asks_nothing_twice(story: Story):
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg 13:00")
    await story.at("13:00")
    await phone.taps("Taken")
    await phone.sends("/timezone America/Los_Angeles")
    await phone.taps("Keep home time")
    await story.later(hours=12)
    assert asked(phone) == 1
