"""What a feature gives for its topics: how notes become messages, in bulk, when they leave."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.screen import Screen
from bot.texts import Translator


@dataclass(frozen=True, slots=True)
class NoteInHand:
    """A note whose message is about to leave.

    `due_at` is the instant it is said for (of one that comes again, the next is owed already);
    `zone` is where the person is.
    """

    id: int
    person_id: int
    topic: str
    subject_id: int
    due_at: datetime
    zone: str


Says = Callable[[Translator, datetime], Screen | Awaitable[Screen]]
"""Makes the message at the moment it leaves; awaited, outside of any transaction, where making
it takes long: a picture is drawn off the event loop."""

Composer = Callable[[AsyncSession, Sequence[NoteInHand]], Awaitable[Mapping[int, Says | None]]]
"""Reads all that notes of its topic need; by the note's id. One without, or with None, is no
longer wanted, and is not sent. The session only reads."""
