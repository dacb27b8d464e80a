"""A bot of one's own in each test, and somebody to talk to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from .person import Person
from .process import Bot, a_bot


@pytest.fixture
async def bot(database_url: URL, tmp_path: Path) -> AsyncIterator[Bot]:
    async with a_bot(database_url, tmp_path) as running:
        yield running


@pytest.fixture
async def ada(bot: Bot) -> Person:
    """Somebody who has never written."""
    return bot.person()
