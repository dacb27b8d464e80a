"""What the bot says by itself about a pause: the morning after, what begins again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notes.composing import NoteInHand, Says
from bot.pauses import screens
from bot.pauses.rules import GOES_ON
from bot.pauses.tables import Pause
from bot.people.rules import Rests
from bot.people.tables import Person
from bot.plan.items import items_of
from bot.plan.rules import due_between
from bot.plan.when import clock_time
from bot.plan.wording import item_label
from bot.plan.zones import day_bounds, local_date
from bot.screen import Screen
from bot.texts import Translator

MOST_NAMED = 8
_MINUTE = 60


async def say_over(session: AsyncSession, notes: Sequence[NoteInHand]) -> Mapping[int, Says | None]:
    """Where another pause was made since, or the person is back already, nothing is said."""
    says: dict[int, Says | None] = {}
    for note in notes:
        person = await session.get(Person, note.person_id)
        row = await _ended_at(session, note)
        if person is None or row is None or person.paused_until is not None:
            continue
        names = await _begins_again(session, person, Rests(row.rests), note.due_at)
        was = int(note.due_at.timestamp()) // _MINUTE
        says[note.id] = partial(_says, row.id, was, names)
    return says


async def _ended_at(session: AsyncSession, note: NoteInHand) -> Pause | None:
    found: Pause | None = await session.scalar(
        select(Pause)
        .where(
            Pause.person_id == note.person_id,
            Pause.until == note.due_at,
            Pause.ended_at.is_(None),
        )
        .order_by(Pause.id.desc())
        .limit(1)
    )
    return found


async def _begins_again(
    session: AsyncSession, person: Person, rests: Rests, since: datetime
) -> tuple[str, ...]:
    """What had rested and is due on that day, each with its first time."""
    end = day_bounds(person.zone, local_date(person.zone, since))[1]
    found = []
    for item in await items_of(session, person, since):
        if item.paused_at is not None or item.kind in GOES_ON[rests]:
            continue
        dues = due_between(item.schedule, item.zone or person.plan_zone, since, end)
        if dues:
            at = clock_time(dues[0].at, person.zone)
            found.append((dues[0].at, f"{item_label(item.kind, item.name)} {at}"))
    return tuple(words for _, words in sorted(found)[:MOST_NAMED])


def _says(pause: int, was: int, names: Sequence[str], t: Translator, now: datetime) -> Screen:
    del now
    return screens.over(t, pause, was, names)
