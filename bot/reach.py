"""Reaching the database: what keeps us from it, in one line that says how to mend it."""

import errno
import fcntl
import os
import socket
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from bot.errors import StartupError

_SETTING = "BOT_DATABASE_URL"
_PATIENCE = 10.0  # seconds for whoever is just writing


def make_room(url: URL) -> None:
    """Creates an SQLite file with its folder; StartupError when it cannot be written."""
    if url.get_backend_name() != "sqlite":
        return
    if not url.database or url.database == ":memory:":
        raise StartupError(f"{_SETTING}: needs a file, as in sqlite+aiosqlite:///data/bot.db")
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(url.database, timeout=_PATIENCE)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
    except OSError as error:
        raise StartupError(_cannot_write(url, _reason(error))) from None
    except sqlite3.Error as error:
        raise StartupError(_cannot_write(url, str(error))) from None


@contextmanager
def alone(url: URL) -> Iterator[None]:
    """Within it no other process runs on the same SQLite file: StartupError when one does.

    The lock ends with the process, however it ends. Many processes run on one PostgreSQL.
    """
    if url.get_backend_name() != "sqlite" or not url.database:
        yield
        return
    with Path(f"{url.database}.lock").open("w") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StartupError(
                f"{_SETTING}: another process of the bot runs on {url.database};"
                " several need PostgreSQL"
            ) from None
        yield


@asynccontextmanager
async def reaching(url: URL) -> AsyncIterator[None]:
    """Around a first use of the database: StartupError instead of what the drivers raise."""
    try:
        yield
    except (DBAPIError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise StartupError(_told(url, _root(error))) from None


def _root(error: BaseException) -> BaseException:
    """The driver's own exception beneath the wrappers."""
    while True:
        inner = getattr(error, "orig", None) or error.__cause__
        if not isinstance(inner, BaseException):
            return error
        error = inner


def _told(url: URL, error: BaseException) -> str:
    if isinstance(error, sqlite3.Error):
        return _cannot_write(url, str(error))
    hosts = url.query.get("host") or url.host or "localhost"
    place = f"PostgreSQL at {hosts if isinstance(hosts, str) else ', '.join(hosts)}"
    if isinstance(
        error, asyncpg.InvalidPasswordError | asyncpg.InvalidAuthorizationSpecificationError
    ):
        return (
            f"{_SETTING}: {place} refuses the user name or password of {url.username or 'nobody'}"
        )
    if isinstance(error, asyncpg.InvalidCatalogNameError):
        return f"{_SETTING}: {place} has no database named {url.database}; create it first"
    if isinstance(error, asyncpg.InsufficientPrivilegeError):
        return f"{_SETTING}: {url.username} may not create tables in {url.database}"
    if isinstance(error, OSError | asyncpg.TargetServerAttributeNotMatched):
        return f"{_SETTING}: cannot reach {place}: {_reason(error)}"
    return f"{_SETTING}: {place}: {_first_line(error)}"


def _reason(error: OSError | asyncpg.TargetServerAttributeNotMatched) -> str:
    if isinstance(error, asyncpg.TargetServerAttributeNotMatched):
        return "none of these is a primary"
    if isinstance(error, socket.gaierror):
        return "no such host"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ConnectionRefusedError) or error.errno == errno.ECONNREFUSED:
        return "connection refused; is it running?"
    return os.strerror(error.errno).lower() if error.errno else _first_line(error)


def _cannot_write(url: URL, reason: str) -> str:
    return f"{_SETTING}: cannot write {url.database}: {reason}"


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
