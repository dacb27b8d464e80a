"""A running bot for who abuses it: on SQLite, and on PostgreSQL what is marked `both`."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.conftest import sqlite_url
from tests.phone import Story, telling


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """A migrated database; its parameter is of which kind, as `both` gives it."""
    if getattr(request, "param", "sqlite") == "sqlite":
        file = tmp_path / "bot.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield sqlite_url(file)
    else:
        with request.getfixturevalue("postgres").database() as url:
            yield url


@pytest.fixture
async def story(place: URL) -> AsyncIterator[Story]:
    async with telling(place) as told:
        yield told


@pytest.fixture
async def limited(place: URL) -> AsyncIterator[Story]:
    """Where so few updates may come at once that a story can send more."""
    async with telling(place, bot_updates_at_once=12) as told:
        yield told


@pytest.fixture
async def closed(place: URL) -> AsyncIterator[Story]:
    """By invitation; 4242 and 17 are guests."""
    async with telling(place, bot_invite_only=True, bot_allowed_ids=" 4242, 17") as told:
        yield told
