"""Looks at a person's diary. Nothing is kept: the same rows give the same findings again."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.triggers.rules import Known
from bot.people.tables import Person
from bot.plan.rules import local_date
from bot.summary.patterns.loading import Span, diary_of, evenings, first_evening
from bot.summary.patterns.rules import LOOKED_AT, Diary, Finding, Look, looked_until, next_look


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read for a look; `first` and `diary` are None before the first evening."""

    person_id: int
    evenings: int
    until: date
    next: date | None = None
    diary: Diary | None = None


async def read(
    session: AsyncSession, person: Person, triggers: Sequence[Known], now: datetime
) -> Seen:
    """The diary up to the last look, with these triggers of the person's besides hidden ones."""
    today = local_date(person.zone, now)
    first = await first_evening(session, person)
    if first is None:
        return Seen(person.id, evenings=0, until=today)
    until = looked_until(first, today)
    visible = [one.id for one in triggers if not one.is_hidden]
    return Seen(
        person.id,
        evenings=await evenings(session, person, today),
        until=until,
        next=next_look(first, today),
        diary=await diary_of(session, person, visible, Span(max(first, until - LOOKED_AT), until)),
    )


def looked(seen: Seen) -> Look:
    """The findings. The first time it loads what takes half a second: never on the event loop."""
    return Look(seen.evenings, seen.until, seen.next, _found(seen))


async def look_at(
    session: AsyncSession, person: Person, triggers: Sequence[Known], now: datetime
) -> Look:
    """Both, for who has a session that nobody waits for."""
    return await asyncio.to_thread(looked, await read(session, person, triggers, now))


def _found(seen: Seen) -> tuple[Finding, ...]:
    if seen.diary is None or not seen.diary.ratings:
        return ()
    from bot.summary.patterns.looking import look  # numpy and scipy, for those who look

    return look(seen.diary, (seen.person_id, seen.until.toordinal()))
