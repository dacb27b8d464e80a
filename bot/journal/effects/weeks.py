"""How strong side effects were, week by week: read and written. Every tap is kept at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.effects.rules import Effect, EffectTrend, check_strength
from bot.journal.effects.tables import SideEffectWeek
from bot.journal.selfcheck.rules import week_of
from bot.people.tables import Person


async def strengths_of(session: AsyncSession, person: Person, day: date) -> Mapping[Effect, int]:
    """What was said in the week of a day; what is missing was not answered."""
    rows = await session.scalars(select(SideEffectWeek).where(*_of_week(person, day)))
    return {Effect(row.effect): row.strength for row in rows}


async def said_on(session: AsyncSession, person: Person, day: date) -> bool:
    """Whether the week's question was answered on this very day: it is not asked twice."""
    found = await session.scalar(
        select(SideEffectWeek.id)
        .where(SideEffectWeek.person_id == person.id, SideEffectWeek.local_date == day)
        .limit(1)
    )
    return found is not None


async def strengths_said_on(
    session: AsyncSession, person: Person, day: date
) -> Mapping[Effect, int]:
    """What was said on this very day, for the history."""
    rows = await session.scalars(
        select(SideEffectWeek).where(
            SideEffectWeek.person_id == person.id, SideEffectWeek.local_date == day
        )
    )
    return {Effect(row.effect): row.strength for row in rows}


async def persons_with_answers(session: AsyncSession, days: Mapping[int, date]) -> frozenset[int]:
    """Those persons who answered in the week of the day beside their id."""
    rows = await session.execute(
        select(SideEffectWeek.person_id, SideEffectWeek.week)
        .where(
            SideEffectWeek.person_id.in_(days),
            SideEffectWeek.week.in_({week_of(day) for day in days.values()}),
        )
        .distinct()
    )
    return frozenset(row.person_id for row in rows if week_of(days[row.person_id]) == row.week)


async def say_strength(
    session: AsyncSession, person: Person, effect: Effect, strength: int, day: date
) -> bool:
    """Whether it is there since this tap: it was not, or nothing was known."""
    check_strength(strength)
    row = await session.scalar(
        select(SideEffectWeek).where(
            *_of_week(person, day), SideEffectWeek.effect == effect.value
        )
    )  # fmt: skip
    before = 0 if row is None else row.strength
    if row is None:
        row = SideEffectWeek(person_id=person.id, week=week_of(day), effect=effect.value)
        session.add(row)
    row.strength, row.local_date = strength, day
    await session.flush()
    return strength > 0 and before == 0


async def finish_week(
    session: AsyncSession, person: Person, day: date, asked: Iterable[Effect]
) -> None:
    """Done: what was asked and not marked was not there."""
    known = await strengths_of(session, person, day)
    for effect in asked:
        if effect not in known:
            await say_strength(session, person, effect, 0, day)


async def forget_week(session: AsyncSession, person: Person, day: date) -> None:
    """Nothing of that week was answered."""
    await session.execute(delete(SideEffectWeek).where(*_of_week(person, day)))


async def trends_between(
    session: AsyncSession, person: Person, first: date, last: date
) -> tuple[EffectTrend, ...]:
    """Of the weeks that touch these days, both included: those that were there, the worst first."""
    rows = await session.scalars(
        select(SideEffectWeek)
        .where(
            SideEffectWeek.person_id == person.id,
            SideEffectWeek.week.between(week_of(first), last),
        )
        .order_by(SideEffectWeek.week)
    )
    found: defaultdict[Effect, list[int]] = defaultdict(list)
    for row in rows:
        found[Effect(row.effect)].append(row.strength)
    trends = [EffectTrend(effect, tuple(told)) for effect, told in found.items() if any(told)]
    return tuple(
        sorted(trends, key=lambda one: (-sum(one.strengths), list(Effect).index(one.effect)))
    )


def _of_week(person: Person, day: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return SideEffectWeek.person_id == person.id, SideEffectWeek.week == week_of(day)
