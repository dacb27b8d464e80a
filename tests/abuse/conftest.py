from collections.abc import AsyncIterator

import pytest
from sqlalchemy.engine import URL

from tests.phone import Story, telling


@pytest.fixture
async def story(database_url: URL) -> AsyncIterator[Story]:
    async with telling(database_url) as told:
        yield told
