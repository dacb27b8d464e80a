from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.process.running import House, house_on


@pytest.fixture
async def house(database_url: URL, tmp_path: Path) -> AsyncIterator[House]:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    async with house_on(database_url, folder) as found:
        yield found


@pytest.fixture
async def small_house(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[House]:
    """On SQLite alone, for what has nothing to do with the database."""
    import shutil

    from tests.conftest import sqlite_url

    file = tmp_path / "bot.db"
    shutil.copy(sqlite_template, file)
    async with house_on(sqlite_url(file), tmp_path) as found:
        yield found
