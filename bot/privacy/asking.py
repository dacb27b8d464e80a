"""What the bot says by itself about privacy: the text has changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notes.composing import NoteInHand, Says
from bot.notes.rules import Topic
from bot.people.rules import CONSENT_VERSION
from bot.people.tables import Person
from bot.privacy import screens
from bot.screen import Screen
from bot.texts import Translator

TEXT_CHANGED = Topic("privacy", window=timedelta(days=3))


async def say_text_changed(
    session: AsyncSession, notes: Sequence[NoteInHand]
) -> Mapping[int, Says | None]:
    """Unless they agreed meanwhile."""
    wanted = select(Person.id).where(
        Person.id.in_([note.person_id for note in notes]),
        Person.consent_version.between(1, CONSENT_VERSION - 1),
    )
    older = set(await session.scalars(wanted))
    return {note.id: _says if note.person_id in older else None for note in notes}


def _says(t: Translator, now: datetime) -> Screen:
    del now
    return screens.text_changed(t)
