"""Several processes, or what several processes share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.postgres import Postgres
from tests.process.running import House, house_on


@pytest.fixture
async def house(postgres: Postgres, tmp_path: Path) -> AsyncIterator[House]:
    """A PostgreSQL database, a stand-in for Telegram, and the processes started on them."""
    with postgres.database() as url:
        async with house_on(url, tmp_path) as found:
            yield found
