"""Looks at a person's diary. Nothing is kept: the same rows give the same findings again."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.triggers.rules import Known
from bot.people.tables import Person
from bot.plan.rules import local_date
from bot.summary.patterns.loading import Span, diary_of, evenings, first_evening
from bot.summary.patterns.rules import LOOKED_AT, Diary, Finding, Look, looked_until, next_look


async def look_at(
    session: AsyncSession, person: Person, triggers: Sequence[Known], now: datetime
) -> Look:
    """The findings of the last look, for these triggers of the person's besides hidden ones."""
    today = local_date(person.zone, now)
    first = await first_evening(session, person)
    if first is None:
        return Look(evenings=0, until=today, next=None)
    until = looked_until(first, today)
    span = Span(max(first, until - LOOKED_AT), until)
    visible = [one.id for one in triggers if not one.is_hidden]
    diary = await diary_of(session, person, visible, span)
    found = await asyncio.to_thread(_found, diary, person.id, until)
    return Look(
        evenings=await evenings(session, person, today),
        until=until,
        next=next_look(first, today),
        findings=found,
    )


def _found(diary: Diary, person_id: int, until: date) -> tuple[Finding, ...]:
    if not diary.ratings:
        return ()
    from bot.summary.patterns.looking import look  # numpy and scipy, for those who look

    return look(diary, (person_id, until.toordinal()))
