"""What the bot says by itself about a journey: on its last morning, and after it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.notes.composing import NoteInHand, Says
from bot.people.tables import Person
from bot.screen import Screen
from bot.texts import Translator
from bot.travel import screens
from bot.travel.rules import last_day


async def say_last_day(
    session: AsyncSession, notes: Sequence[NoteInHand]
) -> Mapping[int, Says | None]:
    """Not to somebody who is back already."""
    says: dict[int, Says | None] = {}
    for note in notes:
        person = await session.get(Person, note.person_id)
        if person is None or person.home_zone is None or person.away_until is None:
            continue
        last = last_day(person.away_until, person.zone)
        says[note.id] = partial(_last_day, person.zone, person.home_zone, last.toordinal())
    return says


async def say_back(session: AsyncSession, notes: Sequence[NoteInHand]) -> Mapping[int, Says | None]:
    """Not to somebody who left again."""
    says: dict[int, Says | None] = {}
    for note in notes:
        person = await session.get(Person, note.person_id)
        if person is not None and person.home_zone is None:
            says[note.id] = partial(_back, person.zone)
    return says


def _last_day(zone: str, home: str, last: int, t: Translator, now: datetime) -> Screen:
    return screens.ends_soon(t, zone, home, last, now)


def _back(zone: str, t: Translator, now: datetime) -> Screen:
    return screens.back(t, zone, now)
