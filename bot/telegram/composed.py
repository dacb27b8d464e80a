"""What some notes of one topic say, read together, off the event loop."""

import asyncio
from collections.abc import Mapping, Sequence

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.notes.composing import Composer, NoteInHand, Says
from bot.telemetry import told

_log = structlog.get_logger(__name__)


class Composed:
    """Whoever asks first has all of them composed; the others wait for that."""

    def __init__(self, db: Database, composer: Composer, notes: Sequence[NoteInHand]) -> None:
        self._db = db
        self._composer = composer
        self._notes = notes
        self._one_asks = asyncio.Lock()
        self._found: Mapping[int, Says | None] | None = None
        self._each_alone = False

    async def says(self, note: NoteInHand) -> Says | None:
        """None when nobody wants it any more. Raises what the composer raises of this note."""
        async with self._one_asks:
            if self._found is None and not self._each_alone:
                await self._compose_all()
        found = self._found if self._found is not None else await self._compose((note,))
        return found.get(note.id)

    async def _compose_all(self) -> None:
        """One that cannot be composed must not keep the others from leaving."""
        try:
            self._found = await self._compose(self._notes)
        except (SQLAlchemyError, OSError):
            raise
        except Exception as error:
            if len(self._notes) == 1:
                raise
            self._each_alone = True
            _log.warning("notes_not_composed", notes=len(self._notes), **told(error))

    async def _compose(self, notes: Sequence[NoteInHand]) -> Mapping[int, Says | None]:
        async def read(session: AsyncSession) -> Mapping[int, Says | None]:
            return await self._composer(session, notes)

        return await self._db.aside(read)
