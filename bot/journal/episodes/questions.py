"""Questions about episodes, as the bot asks them by itself: while they are still open."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.episodes.rules import Entry
from bot.journal.episodes.screens import going_asked, helped_asked
from bot.journal.episodes.store import entries_by_id
from bot.notes.composing import NoteInHand, Says
from bot.screen import Screen
from bot.texts import Translator


async def ask_still_going(
    session: AsyncSession, notes: Sequence[NoteInHand]
) -> Mapping[int, Says | None]:
    asked = await _entries(session, notes)
    return {id_: _asks(going_asked, entry) for id_, entry in asked.items() if entry.is_going}


async def ask_whether_it_helped(
    session: AsyncSession, notes: Sequence[NoteInHand]
) -> Mapping[int, Says | None]:
    asked = await _entries(session, notes)
    return {
        id_: _asks(helped_asked, entry)
        for id_, entry in asked.items()
        if None in entry.reliefs.values()
    }


async def _entries(session: AsyncSession, notes: Sequence[NoteInHand]) -> Mapping[int, Entry]:
    """By the note's id: the episodes that are still there."""
    found = await entries_by_id(session, [note.subject_id for note in notes])
    told = {note.id: found.get(note.subject_id) for note in notes}
    return {id_: entry for id_, entry in told.items() if entry and not entry.is_removed}


def _asks(screen: Callable[[Translator, Entry], Screen], entry: Entry) -> Says:
    return lambda t, _: screen(t, entry)
