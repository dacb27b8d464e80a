"""What the longer looks are drawn from, of one person; only reads."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.days.tables import DayRating
from bot.people.tables import Person
from bot.summary.report.plan_rows import items_of
from bot.summary.report.rules import CycleWeeks, Span, cycles
from bot.summary.views.rules import Ratings, back_to, first_day
from bot.summary.week.rows import Item
from bot.summary.week.rules import Share
from bot.summary.week.weeks import Week
from bot.treatment.injections.store import control_by_day, injection_days


async def twelve_weeks(session: AsyncSession, person: Person, last: Week, today: date) -> Ratings:
    """The day ratings of the twelve weeks up to one, and the injections in them."""
    first, end = first_day(last), min(last.sunday, today)
    return Ratings(
        last,
        today,
        await _ratings(session, person, first, end),
        [day for day in await injection_days(session, person) if first <= day <= end],
    )


async def cycles_until(
    session: AsyncSession, person: Person, today: date
) -> tuple[CycleWeeks, ...]:
    """The present cycle and those before it, the newest first."""
    injections = [day for day in await injection_days(session, person) if day <= today]
    ratings = await _ratings(session, person, back_to(injections, today), today)
    control = await control_by_day(session, person)
    return cycles(injections, ratings, today, control)


async def shares(
    session: AsyncSession, person: Person, last: Week, today: date
) -> tuple[Share, ...]:
    """What became of each plan item's occurrences in the twelve weeks up to one."""
    span = Span(first_day(last), min(last.sunday, today))
    return tuple(
        Share(
            Item(one.id, one.kind, one.name),
            one.doses.taken,
            one.doses.skipped,
            one.doses.missed,
            one.doses.offline,
            one.doses.needed,
        )
        for one in await items_of(session, person, span)
        if one.doses.due or one.doses.needed
    )


async def _ratings(
    session: AsyncSession, person: Person, first: date, last: date
) -> Mapping[date, int]:
    rows = await session.execute(
        select(DayRating.local_date, DayRating.rating).where(
            DayRating.person_id == person.id,
            DayRating.local_date.between(first, last),
            DayRating.removed_at.is_(None),
        )
    )
    return {row.local_date: row.rating for row in rows}
