"""A running bot for who abuses it."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.engine import URL

from tests.phone import Story, telling


@pytest.fixture
async def limited(database_url: URL) -> AsyncIterator[Story]:
    """Where so few updates may come at once that a story can send more."""
    async with telling(database_url, bot_updates_at_once=12) as told:
        yield told


@pytest.fixture
async def closed(database_url: URL) -> AsyncIterator[Story]:
    """By invitation; 4242 and 17 are guests."""
    async with telling(database_url, bot_invite_only=True, bot_allowed_ids=" 4242, 17") as told:
        yield told
