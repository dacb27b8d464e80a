"""PostgreSQL as operators have it: behind PgBouncer, with several hosts, too old, read-only."""

import asyncio
import os
import sys
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

from bot.clock import system_clock
from bot.db import Database
from bot.errors import StartupError
from bot.migrate import State, ensure_current, migrate, state
from bot.plain import insert_new
from bot.postgres import check_version, options
from bot.reach import alone
from bot.settings import Settings
from bot.telegram.tables import HandledUpdate
from tests.conftest import sqlite_url
from tests.many.pgbouncer import pgbouncer_before
from tests.postgres import Postgres
from tests.process.rows import MEDICINE, owed, states
from tests.process.running import ROOT, house_on

MANY = 300


@pytest.fixture
def url(postgres: Postgres):
    with postgres.database() as found:
        yield found


async def test_behind_pgbouncer_everything_works(url: URL, tmp_path: Path):
    async with pgbouncer_before(url) as through:
        marked = through.update_query_dict({"pgbouncer": "true"})
        await migrate(marked)
        async with house_on(marked, tmp_path) as house:
            bots = [await house.polls(), await house.starts()]
            named = house.standin.outcomes
            await house.standin.until(lambda: named["getMe", "ok"] >= len(bots), 30)
            db = Database(url)
            house.knows(*range(1, MANY + 1))
            await owed(db, range(1, MANY + 1), MEDICINE, system_clock())
            (ada,) = house.knows(MANY + 1)
            ada.send_text("/start")
            await house.everybody_has_one(60)
            assert set(house.copies().values()) == {1}
            ended = [await bot.terminate() for bot in bots]
            assert [(one.code, one.stderr) for one in ended] == [(0, ""), (0, "")]
            assert await states(db) == {"sent": MANY}
            await db.close()


async def test_pgbouncer_that_nobody_told_us_of_is_refused(url: URL):
    async with pgbouncer_before(url) as through:
        with pytest.raises(StartupError, match=r"add &pgbouncer=true to the URL"):
            await ensure_current(through)


async def test_transactions_side_by_side_behind_pgbouncer(url: URL):
    """More connections than PgBouncer has servers: they change hands after each transaction."""
    async with pgbouncer_before(url) as through:
        db = Database(through.update_query_dict({"pgbouncer": "true"}))

        async def writes(number: int) -> None:
            for turn in range(5):
                async with db.writing() as session:
                    key = f"{number}.{turn}"
                    await insert_new(session, HandledUpdate, key=key, at=system_clock())

        await asyncio.gather(*(writes(number) for number in range(20)))
        async with db.reading() as session:
            assert len((await session.scalars(select(HandledUpdate.key))).all()) == 100
        await db.close()


async def test_of_several_hosts_the_one_that_answers_is_found(url: URL):
    socket = url.query["host"]
    several = url.set(query={"host": ("127.0.0.1:1", f"{socket}:5432")})
    assert await state(several) is State.CURRENT
    nowhere = url.set(query={"host": ("127.0.0.1:1", "127.0.0.1:2")})
    with pytest.raises(StartupError, match=r"cannot reach PostgreSQL at 127.0.0.1:1, 127.0.0.1:2"):
        await state(nowhere)


def test_several_hosts_mean_the_one_that_can_be_written():
    several = make_url("postgresql+asyncpg://ada@/name?host=one:5432&host=two:5432")
    _, given = options(several, 10)
    assert given["connect_args"]["target_session_attrs"] == "read-write"
    assert given["pool_pre_ping"]
    chosen = several.update_query_dict({"target_session_attrs": "any"})
    assert "target_session_attrs" not in options(chosen, 10)[1]["connect_args"]


async def test_a_connection_that_became_read_only_is_given_up(url: URL, postgres: Postgres):
    db = Database(url)

    async def writes() -> None:
        async with db.writing() as session:
            await insert_new(session, HandledUpdate, key="1", at=system_clock())

    async with db.reading() as session:
        await session.execute(select(1))
    name = url.database
    postgres.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    await db.engine.dispose()  # the settings of a session are those of its beginning
    with pytest.raises(DBAPIError) as refusal:
        await writes()
    assert refusal.value.connection_invalidated
    postgres.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    await writes()
    await db.close()


@pytest.mark.parametrize("version", [(9, 6, 24), (13, 22)])
def test_a_server_that_is_too_old(version: tuple[int, ...]):
    told = rf"PostgreSQL {'.'.join(map(str, version))} is too old; 14 or newer"
    with pytest.raises(StartupError, match=told):
        check_version(version)


def test_a_server_that_is_not():
    check_version((14, 0))
    check_version((18, 1))


def test_a_driver_that_is_not_installed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BOT_DATABASE_URL", "postgresql+asyncpg://ada@here/name")
    monkeypatch.setattr("bot.settings.find_spec", lambda name: None)
    with pytest.raises(
        StartupError, match=r"BOT_DATABASE_URL: the driver asyncpg is not installed: pip install"
    ):
        Settings.read()


async def test_a_second_process_on_one_sqlite_file_is_refused(tmp_path: Path):
    url = sqlite_url(tmp_path / "bot.db")
    code = (
        "from sqlalchemy.engine import make_url; from bot.reach import alone; import sys\n"
        "with alone(make_url(sys.argv[1])): print('mine', flush=True); sys.stdin.read()"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, url.render_as_string(),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout is not None
    assert await process.stdout.readline() == b"mine\n"
    with (
        pytest.raises(StartupError, match=r"another process of the bot runs on .*bot\.db"),
        alone(url),
    ):
        pass
    process.kill()
    await process.wait()
    with alone(url):  # the lock has ended with its process
        pass
