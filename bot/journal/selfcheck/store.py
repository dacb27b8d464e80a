"""Reads the weekly self-check."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.selfcheck.rules import (
    CheckWeek,
    Given,
    Question,
    compared,
    questions_of,
    week_of,
)
from bot.journal.selfcheck.tables import SelfCheck
from bot.people.tables import Person


async def given_in(session: AsyncSession, person: Person, week: date) -> tuple[Given, ...]:
    """What became of the week's questions, also of those that were removed."""
    rows = await session.scalars(
        select(SelfCheck).where(SelfCheck.person_id == person.id, SelfCheck.week == week)
    )
    return tuple(_read(row) for row in rows)


async def given_on(session: AsyncSession, person: Person, day: date) -> tuple[Given, ...]:
    """What the evening of one day was answered, in the questions' own order."""
    found = await given_in(session, person, week_of(day))
    order = list(Question)
    todays = (one for one in found if one.day == day)
    return tuple(sorted(todays, key=lambda one: order.index(one.question)))


async def asked_on(session: AsyncSession, person: Person, day: date) -> tuple[Question, ...]:
    """What the evening of a day still asks; nothing where the person has switched it off."""
    if not person.weekly_questions:
        return ()
    return questions_of(day, await given_in(session, person, week_of(day)))


async def self_check_trend(
    session: AsyncSession, person: Person, weeks: Collection[date]
) -> tuple[CheckWeek, ...]:
    """One for each of these Mondays, in their order; a week without answers is empty."""
    return (await self_check_trends(session, (person.id,), weeks))[person.id]


async def self_check_trends(
    session: AsyncSession, person_ids: Collection[int], weeks: Collection[date]
) -> Mapping[int, tuple[CheckWeek, ...]]:
    """The same for many persons at once, by their ids."""
    rows = await session.scalars(
        select(SelfCheck).where(
            SelfCheck.person_id.in_(person_ids),
            SelfCheck.week.in_(weeks),
            SelfCheck.removed_at.is_(None),
        )
    )
    given: defaultdict[tuple[int, date], list[Given]] = defaultdict(list)
    for row in rows:
        given[row.person_id, row.week].append(_read(row))
    return {id_: tuple(compared(week, given[id_, week]) for week in weeks) for id_ in person_ids}


async def row_of(
    session: AsyncSession, person: Person, week: date, question: Question
) -> SelfCheck | None:
    found: SelfCheck | None = await session.scalar(
        select(SelfCheck).where(
            SelfCheck.person_id == person.id,
            SelfCheck.week == week,
            SelfCheck.question == question,
        )
    )
    return found


def _read(row: SelfCheck) -> Given:
    return Given(Question(row.question), row.answer, row.local_date, row.removed_at is not None)
