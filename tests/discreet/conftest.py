"""A running bot: on SQLite, and on PostgreSQL what is marked `both`."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import sqlite_url
from tests.phone import Story, telling


@pytest.fixture
async def story(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Story]:
    """Its parameter is the kind of database, as `both` gives it."""
    if getattr(request, "param", "sqlite") == "sqlite":
        file = tmp_path / "bot.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        async with telling(sqlite_url(file)) as told:
            yield told
    else:
        with request.getfixturevalue("postgres").database() as url:
            async with telling(url) as told:
                yield told
