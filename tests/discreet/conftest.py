import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.conftest import sqlite_url
from tests.phone import Story, telling


@pytest.fixture
async def story(database_url: URL) -> AsyncIterator[Story]:
    async with telling(database_url) as told:
        yield told


@pytest.fixture
async def sqlite_story(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Story]:
    """For what is no business of the database's, and need not be told on both."""
    file = tmp_path / "bot.db"
    shutil.copy(sqlite_template, file)
    async with telling(sqlite_url(file)) as told:
        yield told
