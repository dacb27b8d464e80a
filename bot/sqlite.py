"""SQLite called where a statement is awaited, without a thread between: docs/adr/0005.

A statement of ours takes some ten microseconds; handing it to a thread and back takes ten times
that. What can take long is kept from the event loop: waiting for another process (`begin`), and
bringing the write-ahead log into the database file (`checkpoint`).
"""

import asyncio
import sqlite3
from contextlib import closing, suppress
from typing import Any, cast

from sqlalchemy import pool
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import URL, Connection
from sqlalchemy.util import await_only

from bot.prepared import Raw, Statements

_DRIVER = "embedded"
_AGAIN = 0.02
"""Seconds between two questions for the write lock, while another process has it."""
_PATIENCE = 10.0
"""Seconds for which it is asked for."""
PATIENCE = "PRAGMA busy_timeout = 100"
"""What any other statement waits for a lock, and the event loop with it."""
_RARELY = 10_000
"""Pages of log after which a commit checkpoints by itself, should nobody else have done so."""


def register() -> None:
    """Makes the dialect known; once is enough, and again does no harm."""
    registry.register(f"sqlite.{_DRIVER}", __name__, EmbeddedSQLite.__name__)


def embedded(url: URL) -> URL:
    """The same database by this driver."""
    return url.set(drivername=f"sqlite+{_DRIVER}")


def begin(connection: Connection) -> None:
    """Begins a transaction; one that will write takes the write lock at once.

    Upgrading later can deadlock. While another process writes, the event loop goes on.
    """
    options = connection.get_execution_options()
    if options.get("outside", False):  # a pragma that no transaction may be around
        return
    if options.get("reading", False):
        connection.exec_driver_sql("BEGIN")
        return
    raw: Any = connection.connection
    for _ in range(round(_PATIENCE / _AGAIN)):
        try:
            _begin_at_once(raw.dbapi_connection)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                break  # and asked once more below, for SQLAlchemy's own exception
            await_only(asyncio.sleep(_AGAIN))
        else:
            return
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_at_once(connection: Any) -> None:
    """Takes the write lock, or raises: SQLite's own way of waiting would hold up everybody."""
    connection.execute("PRAGMA busy_timeout = 0").close()
    try:
        connection.execute("BEGIN IMMEDIATE").close()
    finally:
        connection.execute(PATIENCE).close()


def checkpoint(file: str) -> None:
    """Brings the log into the database file, beside readers and the writer; for a thread."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").close()


def prepare(connection: Any, pragmas: tuple[str, ...]) -> None:
    """A new connection: transactions begin where `begin` says, and `checkpoint` is ours."""
    connection.isolation_level = None
    for pragma in (*pragmas, f"PRAGMA wal_autocheckpoint = {_RARELY}"):
        connection.execute(pragma).close()


def raw(connection: Connection) -> Raw:
    """What runs plain statements in a connection's transaction."""
    dialect, driver = connection.dialect, cast("Any", connection.connection.dbapi_connection)
    assert isinstance(dialect, EmbeddedSQLite)
    return Raw(dialect.statements, driver)


class _Cursor(sqlite3.Cursor):
    async def _async_soft_close(self) -> None:
        """What SQLAlchemy asks of a cursor after each statement of an async session."""


class _Connection(sqlite3.Connection):
    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)


class EmbeddedSQLite(SQLiteDialect_pysqlite):
    """Python's own sqlite3 for async engines: nothing of it ever waits."""

    driver = _DRIVER
    is_async = True
    supports_statement_cache = True

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.statements = Statements(self)

    @classmethod
    def get_pool_class(cls, url: URL) -> type[pool.Pool]:
        del url
        return pool.AsyncAdaptedQueuePool

    def create_connect_args(self, url: URL) -> Any:
        places, options = super().create_connect_args(url)
        return places, {**options, "factory": _Connection, "check_same_thread": False}

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        await_only(_nothing())  # SQLAlchemy takes a statement that awaited nothing for an error
        super().do_execute(cursor, statement, parameters, context)  # type: ignore[no-untyped-call]

    def do_executemany(
        self, cursor: Any, statement: str, parameters: Any, context: Any = None
    ) -> None:
        await_only(_nothing())
        super().do_executemany(cursor, statement, parameters, context)  # type: ignore[no-untyped-call]


async def _nothing() -> None:
    pass
