"""Migrations, called from the program: where a database stands, and bringing it up to date."""

from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import event, inspect, text
from sqlalchemy.engine import URL, Connection

from bot.db import Database
from bot.errors import StartupError
from bot.postgres import check_server
from bot.reach import make_room, reaching

_HERE = Path(__file__).resolve().parent
_LOCK = 0x0FACE  # any number: the PostgreSQL advisory lock of those who migrate

HEAD = "head"


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


async def migrate(url: URL, *, to: str = HEAD) -> None:
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
    found = _state(connection)
    if found is State.NEWER:
        raise _newer()
    if found is State.CURRENT and to == HEAD:
        return
    from alembic import command  # a tenth of a start's time, for a day on which there is something
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(scripts()).replace("%", "%%"))
    command.upgrade(config, to)
    if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("a migration left rows without the rows they belong to")


def _state(connection: Connection) -> State:
    at = _revision(connection)
    if at is None:
        return State.EMPTY
    known = {file.stem.partition("_")[0] for file in (scripts() / "versions").glob("[0-9]*.py")}
    if at == max(known):
        return State.CURRENT
    return State.BEHIND if at in known else State.NEWER


def _revision(connection: Connection) -> str | None:
    """What Alembic noted as the last migration of a database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _newer() -> StartupError:
    return StartupError(
        "BOT_DATABASE_URL: the database was made by a newer version; please update the bot"
    )


def _foreign_keys_off(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.close()
