"""From one database into another: every row, also when it was interrupted."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncSession

from bot.__main__ import cli
from bot.db import Database
from bot.errors import StartupError
from bot.journal.episodes.tables import Episode
from bot.journal.triggers.tables import Trigger
from bot.operations import copying
from bot.operations.copying import copy
from tests.conftest import sqlite_url
from tests.phone import MONDAY, telling
from tests.postgres import Postgres

AFTERWARDS = MONDAY + timedelta(days=30)


async def live(url: URL) -> None:
    """Somebody lives for two days with the bot."""
    async with telling(url) as story:
        phone = await story.phone().sets_up()
        await phone.adds("Clonazepam 0.5 mg 08:00 20:00")
        for number in range(7):
            await phone.sends(f"/log {number % 4 + 1} left cheek stress")
        await phone.sends("/trigger Zug luft, Wind 🌬")
        await story.at("08:00")
        await phone.taps("Taken")
        await story.offline_until("12:00", days=1)
    async with using(url) as session:
        first, second = (await session.scalars(select(Trigger).limit(2))).all()
        first.merged_into_id = second.id  # one that points to a later row


@pytest.fixture(scope="module")
def lived(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> URL:
    """A database in which somebody has lived, and which nobody uses now; it is only read."""
    file = tmp_path_factory.mktemp("lived") / "bot.db"
    file.write_bytes(sqlite_template.read_bytes())
    asyncio.run(live(sqlite_url(file)))
    return sqlite_url(file)


@pytest.fixture
def other_url(postgres: Postgres) -> Iterator[URL]:
    with postgres.database() as url:
        yield url


@pytest.fixture
def third_url(sqlite_template: Path, tmp_path: Path) -> URL:
    (tmp_path / "third.db").write_bytes(sqlite_template.read_bytes())
    return sqlite_url(tmp_path / "third.db")


@asynccontextmanager
async def using(url: URL) -> AsyncIterator[AsyncSession]:
    database = Database(url)
    async with database.writing() as session:
        yield session
    await database.close()


async def count(url: URL, table: type) -> int:
    async with using(url) as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_every_row_is_the_same_on_the_other_side_and_back(
    lived: URL, other_url: URL, third_url: URL
) -> None:
    told: list[int] = []
    copied = await copy(lived, other_url, AFTERWARDS, told.append)
    rows = {one.table: one.rows for one in copied}
    assert rows["episode"] == 7
    assert rows["person"] == 1
    assert sum(told) == sum(rows.values()) == await copying.count_rows(other_url)
    assert await copy(other_url, third_url, AFTERWARDS, lambda _: None) == copied
    for url in (other_url, third_url):
        async with telling(url, start=AFTERWARDS) as story:  # ids go on counting
            await story.phone().sends("/log 2")
        assert await count(url, Episode) == 8


class PowerCutError(Exception):
    pass


def until(most: int) -> Callable[[int], None]:
    """Hears of rows that were copied, and pulls the plug after so many."""
    left = [most]

    def tell(rows: int) -> None:
        left[0] -= rows
        if left[0] < 0:
            raise PowerCutError

    return tell


async def test_interrupted_it_goes_on_where_it_was(lived: URL, other_url: URL) -> None:
    for most in (3, 9, 30):
        with pytest.raises(PowerCutError):
            await copy(lived, other_url, AFTERWARDS, until(most), batch=2)
    copied = await copy(lived, other_url, AFTERWARDS, lambda _: None, batch=2)
    assert {one.table: one.rows for one in copied}["episode"] == 7


async def test_a_target_with_other_rows_is_not_called_a_copy(lived: URL, third_url: URL) -> None:
    async with telling(third_url) as story:
        await story.phone("Somebody else").sets_up()
    with pytest.raises(StartupError, match="differs"):
        await copy(lived, third_url, AFTERWARDS, lambda _: None)


async def test_a_bot_that_runs_is_not_copied(lived: URL, third_url: URL) -> None:
    with pytest.raises(StartupError, match="stop it first"):
        await copy(lived, third_url, MONDAY + timedelta(days=1, hours=5), lambda _: None)
    assert await count(third_url, Episode) == 0


def test_the_command_shows_a_table_and_refuses_in_one_line(
    sqlite_template: Path, tmp_path: Path
) -> None:
    (tmp_path / "to.db").write_bytes(sqlite_template.read_bytes())
    here, there = (f"sqlite+aiosqlite:///{file}" for file in (sqlite_template, tmp_path / "to.db"))
    done = CliRunner().invoke(cli, ["copy", "--from", here, "--to", there])
    assert done.exit_code == 0, done.output
    assert "Both are the same." in done.output
    wrong = CliRunner().invoke(cli, ["copy", "--from", "mysql://x", "--to", there])
    assert isinstance(wrong.exception, StartupError)
    assert str(wrong.exception).startswith("--from: must begin with one of")
    empty = CliRunner().invoke(
        cli, ["copy", "--from", here, "--to", f"sqlite+aiosqlite:///{tmp_path}/new.db"]
    )
    assert str(empty.exception) == "--to: the database is empty; run `migrate` on it first"
