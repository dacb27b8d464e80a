"""Migrations, called from the program: where a database stands, and bringing it up to date."""

from enum import StrEnum
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, text
from sqlalchemy.engine import URL, Connection

from bot.db import Database
from bot.errors import StartupError
from bot.postgres import check_server
from bot.reach import make_room, reaching

_HERE = Path(__file__).resolve().parent
_LOCK = 0x0FACE  # any number: the PostgreSQL advisory lock of those who migrate


class State(StrEnum):
    """A database's revision beside the newest one of this code."""

    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"
    NEWER = "newer"


def scripts() -> Path:
    """The folder of migrations: inside an installed package, beside it in a checkout."""
    installed = _HERE / "_migrations"
    return installed if installed.is_dir() else _HERE.parent / "migrations"


async def migrate(url: URL, *, to: str = "head") -> None:
    """Brings the database to the newest revision, in one transaction.

    StartupError when it cannot be reached or written, or was made by newer code.
    """
    await _on(url, _upgrade, to)


async def state(url: URL) -> State:
    """Where the database stands; StartupError when it cannot be reached or written."""
    return State(await _on(url, _state))


async def ensure_current(url: URL) -> None:
    """Migrates SQLite; StartupError with what to do when PostgreSQL is not up to date."""
    if url.get_backend_name() == "sqlite":
        await migrate(url)
        return
    found = await state(url)
    if found is State.NEWER:
        raise _newer()
    if found is not State.CURRENT:
        raise StartupError(f"BOT_DATABASE_URL: the database is {found}: run `migrate` first")


async def _on(url: URL, work: Any, *arguments: Any) -> Any:
    make_room(url)
    database = Database(url)
    if database.is_sqlite:
        # Alembic rebuilds SQLite tables; with foreign keys on, dropping one empties its children.
        event.listen(database.engine.sync_engine, "connect", _foreign_keys_off)
    try:
        async with reaching(url), database.engine.begin() as connection:
            if not database.is_sqlite:
                await connection.run_sync(check_server, url)
            return await connection.run_sync(work, *arguments)
    finally:
        await database.close()


def _upgrade(connection: Connection, to: str) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if _state(connection) is State.NEWER:
        raise _newer()
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(scripts()).replace("%", "%%"))
    command.upgrade(config, to)
    if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("a migration left rows without the rows they belong to")


def _state(connection: Connection) -> State:
    directory = ScriptDirectory(str(scripts()))
    at = set(MigrationContext.configure(connection).get_current_heads())
    if not at:
        return State.EMPTY
    if at == set(directory.get_heads()):
        return State.CURRENT
    known = {script.revision for script in directory.walk_revisions()}
    return State.BEHIND if at <= known else State.NEWER


def _newer() -> StartupError:
    return StartupError(
        "BOT_DATABASE_URL: the database was made by a newer version; please update the bot"
    )


def _foreign_keys_off(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.close()
