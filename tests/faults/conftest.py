"""Faults: each test shows what its fault cost, in one line of a table at the end."""

import os
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.conftest import sqlite_url
from tests.faults.tally import Tally, heading
from tests.process.running import House, house_on

_LINES = "fault"


@pytest.fixture
async def house(database_url: URL, tmp_path: Path) -> AsyncIterator[House]:
    async with house_on(database_url, tmp_path) as found:
        yield found


@pytest.fixture
async def small_house(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[House]:
    """On SQLite alone, for what has nothing to do with the database."""
    file = tmp_path / "bot.db"
    shutil.copy(sqlite_template, file)
    async with house_on(sqlite_url(file), tmp_path) as found:
        yield found


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[Tally], Tally]:
    """Keeps a tally for the table at the end."""

    def told(tally: Tally) -> Tally:
        request.node.user_properties.append((_LINES, tally.line))
        return tally

    return told


@pytest.fixture
def kills() -> int:
    """How many kills there are to be: a few, unless BOT_TEST_KILLS says more."""
    return int(os.environ.get("BOT_TEST_KILLS", "3"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [one for some in terminalreporter.stats.values() for one in some]
    lines = [
        line
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, line in report.user_properties
        if name == _LINES
    ]
    if lines:
        terminalreporter.write_line(f"\n{heading()}")
        for line in lines:
            terminalreporter.write_line(line)
