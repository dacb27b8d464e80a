"""Files that Telegram has already: what is the same for many people is uploaded once."""

from hashlib import sha256

from sqlalchemy import select, update

from bot.db import Database
from bot.plain import insert_new
from bot.telegram.tables import SentFile


class SentFiles:
    """Telegram's ids by content, in the database, so that they outlive the process."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: dict[str, str] = {}

    async def known(self, content: bytes) -> str | None:
        """The id under which Telegram has this; None when it was never sent."""
        key = sha256(content).hexdigest()
        if key not in self._known:
            async with self._db.reading() as session:
                found = await session.scalar(
                    select(SentFile.file_id).where(SentFile.content == key)
                )
            if found is None:
                return None
            self._known[key] = found
        return self._known[key]

    async def keep(self, content: bytes, file_id: str) -> None:
        """Telegram has it under this id from now on."""
        key = sha256(content).hexdigest()
        if self._known.get(key) == file_id:
            return
        self._known[key] = file_id
        async with self._db.writing() as session:
            if not await insert_new(session, SentFile, content=key, file_id=file_id):
                await session.execute(
                    update(SentFile).where(SentFile.content == key).values(file_id=file_id)
                )
