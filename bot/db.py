"""The database: engine, transactions, the base of all tables. SQLite embedded, or PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    event,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from bot import postgres, sqlite
from bot.aside import Aside
from bot.sealing import Keyring, keyed

T = TypeVar("T")
R = TypeVar("R", bound="Base")
BigId = BigInteger().with_variant(Integer(), "sqlite")  # SQLite counts up only INTEGER keys

_UNZONED = len("2026-03-02 08:00:00.000000")
_Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]
RAW = "raw"
"""Where a session on SQLite has what runs its plain statements."""
_FORGET_AGAIN = 0.05
"""Seconds between two tries to empty the write-ahead log."""
_CHECKPOINT = 100
"""Commits after which SQLite's write-ahead log is brought into the database file."""
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",  # with WAL: safe when the process dies, which is our case
    "PRAGMA foreign_keys = ON",
    sqlite.PATIENCE,
    "PRAGMA secure_delete = ON",  # what is erased is gone from the file as well
)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, always UTC; naive values are refused.

    SQLite keeps it as SQLAlchemy does, `2026-03-02 08:00:00.000000`, written and read in C.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        return _instant_text if dialect.name == "sqlite" else _instant

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None] | None:
        del coltype
        return _read_instant_text if dialect.name == "sqlite" else _read_instant

    def process_literal_param(self, value: datetime | None, dialect: Dialect) -> str:
        del dialect
        return repr(_instant_text(value))


def _instant(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return value.astimezone(UTC)


def _instant_text(value: datetime | None) -> str | None:
    if value is None:
        return None
    if value.tzinfo is not UTC:
        value = _instant(value)
        assert value is not None
    return value.isoformat(" ", "microseconds")[:_UNZONED]


def _read_instant(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


def _read_instant_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime(), dict[str, Any]: JSON(), list[int]: JSON()}  # noqa: RUF012  SQLAlchemy's own name


class Database:
    """One database and its connections. `writing` and `reading` are the only transactions.

    SQLite has one writer at a time; ours queue here, fairly, instead of polling a locked file.
    `keyring` seals what people typed; without one sealed columns give what is stored.
    """

    def __init__(
        self, url: str | URL, *, connections: int = 10, keyring: Keyring | None = None
    ) -> None:
        self.url = make_url(url)
        self.keyring = keyring
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        options: dict[str, Any] = {"pool_size": 4}
        sqlite.register()
        if self.is_sqlite:
            driven = sqlite.embedded(self.url)
        else:
            driven, options = postgres.options(self.url, connections)
        self.engine = create_async_engine(driven, hide_parameters=True, **options)
        keyed(self.engine.dialect, keyring)
        self.owes_forgetting = False
        """Whether erased rows may still be read in the write-ahead log."""
        self._commits = 0
        self._checkpoint: asyncio.Future[None] | None = None
        self._writer = asyncio.Lock() if self.is_sqlite else nullcontext()
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        self._aside: tuple[Aside, Database] | None = None
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", sqlite.begin)
        else:
            postgres.listen(self.engine.sync_engine)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A transaction that may write; committed at the end, rolled back on an exception."""
        async with self._writer:
            session = self._sessions()
            try:
                await self._begin(session)
                yield session
                await session.commit()
            except BaseException:
                await asyncio.shield(session.close())  # rolled back, also when we are cancelled
                raise
            session.sync_session.close()  # after a commit it waits for nothing
        self._commits += 1
        if self.is_sqlite and self._commits % _CHECKPOINT == 0:
            self._begin_checkpoint()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A transaction that only reads, and waits for no writer."""
        async with self._sessions() as session:
            await self._begin(session, reading=True)
            yield session

    async def _begin(self, session: AsyncSession, **options: bool) -> None:
        def begin(plain: Session) -> None:
            connection = plain.connection(execution_options=options)
            if self.is_sqlite:
                session.info[RAW] = sqlite.raw(connection)

        await session.run_sync(begin)

    async def aside(self, read: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """What `read` gives of a transaction that only reads, in a thread of its own.

        For much at once: Python's values of many rows would hold up everybody. What it gives must
        not go back to the session; never call it inside another transaction.
        """
        if self._aside is None:
            self._aside = (
                Aside("reading"),
                Database(self.url, connections=2, keyring=self.keyring),
            )
        thread, db = self._aside

        async def work() -> T:
            async with db.reading() as session:
                return await read(session)

        return await thread.run(work)

    async def forget(self, patience: float = 2.0) -> bool:
        """Takes what was erased out of SQLite's write-ahead log, too; whether it is out of it.

        Call it after the commit. A transaction of somebody else's may stand in the way: nobody
        waits for it, it is tried again for `patience` seconds, and later by the housekeeping.
        """
        if not self.is_sqlite:
            return True
        self.owes_forgetting = True
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while not await self._empty_log():  # noqa: ASYNC110  other processes tell us nothing
                    await asyncio.sleep(_FORGET_AGAIN)
                self.owes_forgetting = False
        return not self.owes_forgetting

    async def _empty_log(self) -> bool:
        async with self._writer, self.engine.connect() as opened:
            connection = await opened.execution_options(outside=True)
            await connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            try:
                result = await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                busy: int = result.one()[0]
                return busy == 0
            finally:
                await connection.exec_driver_sql(sqlite.PATIENCE)

    def _begin_checkpoint(self) -> None:
        """In a thread, unless one is under way: it waits for the disk."""
        file = self.url.database
        if file and (self._checkpoint is None or self._checkpoint.done()):
            loop = asyncio.get_running_loop()
            self._checkpoint = loop.run_in_executor(None, sqlite.checkpoint, file)

    async def close(self) -> None:
        if self._aside is not None:
            thread, db = self._aside
            self._aside = None
            await thread.end(db.close)
        if self._checkpoint is not None:
            await self._checkpoint
        await self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    sqlite.prepare(connection, _PRAGMAS)
