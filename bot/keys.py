"""Which keys seal this database: a key that does not fit is told of before anything is written."""

from datetime import datetime

from sqlalchemy import String, delete, inspect, select
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Database
from bot.errors import StartupError
from bot.plain import insert_new
from bot.reach import make_room, reaching
from bot.sealing import Keyring

_SETTING = "BOT_ENCRYPTION_KEY"


class EncryptionKey(Base):
    """A key under which something in this database may be: by its name, never the key itself."""

    __tablename__ = "encryption_key"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    since: Mapped[datetime]


async def keys_in_use(session: AsyncSession) -> list[EncryptionKey]:
    return list(await session.scalars(select(EncryptionKey).order_by(EncryptionKey.since)))


def check_fits(used: list[EncryptionKey], keyring: Keyring | None) -> None:
    """StartupError when something may be under a key that is not there."""
    if used and keyring is None:
        raise StartupError(f"{_SETTING}: is missing, and this database is sealed with one")
    missing = [key for key in used if keyring is not None and key.name not in keyring.names]
    if missing:
        since = missing[-1].since.date().isoformat()
        raise StartupError(
            f"{_SETTING}: does not fit: this database is sealed with another key, in use since"
            f" {since}; put it back, behind the new one and a comma"
        )


async def check_keys(db: Database, keyring: Keyring | None) -> None:
    """Whether these keys open all of the database; StartupError, and nothing is changed."""
    async with db.reading() as session:
        check_fits(await keys_in_use(session), keyring)


async def check_at(url: URL, keyring: Keyring | None) -> None:
    """The same for a database that may be older than its keys' table, or not there yet."""
    make_room(url)
    db = Database(url)
    try:
        async with reaching(url), db.reading() as session:
            connection = await session.connection()
            is_there = await connection.run_sync(
                lambda plain: inspect(plain).has_table(EncryptionKey.__tablename__)
            )
            if is_there:
                check_fits(await keys_in_use(session), keyring)
    finally:
        await db.close()


async def take_up(db: Database, keyring: Keyring | None, now: datetime) -> None:
    """Notes the newest key as one in use, before the first word is sealed with it."""
    await check_keys(db, keyring)
    if keyring is not None:
        async with db.writing() as session:
            await insert_new(session, EncryptionKey, name=keyring.names[0], since=now)


async def give_up_others(session: AsyncSession, keyring: Keyring | None) -> None:
    """Notes that everything is under the newest key; without a keyring, that all of it is plain."""
    newest = keyring.names[:1] if keyring is not None else ()
    await session.execute(delete(EncryptionKey).where(EncryptionKey.name.not_in(newest)))
