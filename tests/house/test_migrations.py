"""Models and migrations agree, on both databases, and newer databases are recognised."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.engine import URL, Connection

from bot.db import Database
from bot.errors import StartupError
from bot.migrate import State, ensure_current, migrate, scripts, state
from bot.models import TABLE_MODULES, metadata

BOT = Path(__file__).parents[2] / "bot"


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True}
    )
    return list(compare_metadata(context, metadata))


def shape(connection: Connection) -> dict[str, set[str]]:
    """Tables with the names of their indexes, foreign keys and unique constraints."""
    look = inspect(connection)
    return {
        table: {
            str(part["name"])
            for parts in (
                look.get_indexes(table),
                look.get_foreign_keys(table),
                look.get_unique_constraints(table),
            )
            for part in parts
        }
        for table in look.get_table_names()
        if table != "alembic_version"
    }


async def look(url: URL, question: object) -> object:
    database = Database(url)
    async with database.engine.begin() as connection:
        answer = await connection.run_sync(question)
    await database.close()
    return answer


async def test_models_and_migrations_agree(database_url: URL):
    assert await look(database_url, differences) == []


async def test_a_difference_would_be_seen(database_url: URL):
    def tamper(connection: Connection) -> list[object]:
        connection.execute(text("DROP INDEX ix_person_wake_at"))
        connection.execute(text("ALTER TABLE person ADD COLUMN shoe_size INTEGER"))
        return differences(connection)

    assert {difference[0] for difference in await look(database_url, tamper)} == {
        "add_index",
        "remove_column",
    }


def test_every_table_module_is_known():
    modules = {
        ".".join(file.relative_to(BOT.parent).with_suffix("").parts)
        for file in BOT.rglob("*.py")
        if "__tablename__" in file.read_text()
    }
    assert modules == {module.__name__ for module in TABLE_MODULES}


async def test_down_and_up_again_gives_the_same_tables(empty_database_url: URL):
    url = empty_database_url
    await migrate(url)
    first = await look(url, shape)
    assert set(first) == set(metadata.tables)
    await look(url, downgrade)
    assert await look(url, shape) == {}
    await migrate(url)
    assert await look(url, shape) == first


def downgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(scripts()))
    command.downgrade(config, "base")


async def test_the_state_is_told(empty_database_url: URL):
    url = empty_database_url
    assert await state(url) is State.EMPTY
    await migrate(url)
    assert await state(url) is State.CURRENT
    await migrate(url)
    assert await state(url) is State.CURRENT


async def test_a_database_of_newer_code_is_left_alone(database_url: URL):
    await look(database_url, set_revision("9999"))
    assert await state(database_url) is State.NEWER
    for start in (migrate, ensure_current):
        with pytest.raises(StartupError, match=r"newer version; please update the bot$"):
            await start(database_url)
    assert await look(database_url, revision) == "9999"


def set_revision(name: str) -> object:
    return lambda connection: (
        connection.execute(text("UPDATE alembic_version SET version_num = :name"), {"name": name})
        and None
    )


def revision(connection: Connection) -> str:
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()


async def test_only_sqlite_is_migrated_by_a_start(empty_database_url: URL):
    url = empty_database_url
    if url.get_backend_name() == "sqlite":
        await ensure_current(url)
        assert await state(url) is State.CURRENT
    else:
        with pytest.raises(StartupError, match="the database is empty: run `migrate` first"):
            await ensure_current(url)


async def test_rebuilding_a_table_would_not_empty_its_children(tmp_path: Path):
    """Alembic rebuilds SQLite tables; with foreign keys on, a dropped parent takes its rows."""
    from bot import migrate as module

    url = URL.create("sqlite+aiosqlite", database=str(tmp_path / "bot.db"))
    on = await module._on(
        url, lambda connection: connection.exec_driver_sql("PRAGMA foreign_keys").scalar()
    )
    assert on == 0
    database = Database(url)
    async with database.engine.begin() as connection:
        assert (await connection.exec_driver_sql("PRAGMA foreign_keys")).scalar() == 1
    await database.close()


async def test_works_from_any_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    url = URL.create("sqlite+aiosqlite", database=str(tmp_path / "deep" / "er" / "bot.db"))
    await migrate(url)
    assert await state(url) is State.CURRENT


async def test_migrating_says_nothing_and_leaves_logging_alone(
    empty_database_url: URL, capfd: pytest.CaptureFixture[str]
):
    import logging

    root = logging.getLogger()
    before = (root.level, list(root.handlers), logging.getLogger("alembic").disabled)
    await migrate(empty_database_url)
    assert (root.level, list(root.handlers), logging.getLogger("alembic").disabled) == before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("a-file/below/bot.db", "not a directory"),
        ("a-folder", "unable to open database file"),
        ("noise", "file is not a database"),
    ],
)
async def test_a_path_that_cannot_be_written_is_one_clear_line(
    tmp_path: Path, place: str, reason: str
):
    (tmp_path / "a-file").write_text("a file")
    (tmp_path / "a-folder").mkdir()
    (tmp_path / "noise").write_bytes(b"this is no database at all" * 100)
    url = URL.create("sqlite+aiosqlite", database=str(tmp_path / place))
    with pytest.raises(StartupError) as refusal:
        await migrate(url)
    assert str(refusal.value) == f"BOT_DATABASE_URL: cannot write {tmp_path / place}: {reason}"


async def test_a_database_in_memory_is_refused():
    with pytest.raises(StartupError, match="needs a file"):
        await migrate(URL.create("sqlite+aiosqlite", database=":memory:"))


def test_a_migration_is_found_by_the_name_of_its_file() -> None:
    """A start tells by the names alone that there is nothing to do, without loading Alembic."""
    found = ScriptDirectory(str(scripts()))
    named = {Path(one.path).stem.partition("_")[0]: one.revision for one in found.walk_revisions()}
    assert set(named) == set(named.values())
    assert max(named) == found.get_current_head()
