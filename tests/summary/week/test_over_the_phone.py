"""The week summary as a person meets it: /week, other weeks, details."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.engine import URL

from tests.phone import Phone, Story, telling


@pytest.fixture
async def story(database_url: URL) -> AsyncIterator[Story]:
    async with telling(database_url) as told:
        yield told


@pytest.fixture
async def phone(story: Story) -> Phone:
    return await story.phone().sets_up()


async def test_a_new_week_says_so_warmly_and_draws_nothing(phone: Phone):
    shown = await phone.sends("/week")
    assert "Nothing noted in this week yet, and that is fine" in shown.text
    assert "0 episodes" in shown.text
    assert shown.text.count("https://") == 3
    assert shown.photo is None


async def test_the_message_itself_has_the_total_and_three_links(phone: Phone, story: Story):
    for words in ("/log 3", "/log 1", "/checkin 2"):
        await phone.sends(words)
    await story.later(days=1)
    await phone.sends("/log 2")
    shown = await phone.sends("/week")
    assert "3 episodes" in shown.text
    assert shown.text.count("https://") == 3
    assert shown.photo
    details = await phone.taps("Details", shown)
    assert "1 × severity 1, 1 × severity 2, 1 × severity 3" in details.text
