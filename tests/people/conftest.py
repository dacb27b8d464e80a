"""A story with a phone, on either database."""

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
