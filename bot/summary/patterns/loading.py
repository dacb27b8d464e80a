"""From the rows to a diary. What was removed is not in it, and unanswered is not a no."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.days.tables import DayRating, DayTriggers
from bot.journal.triggers.rules import PAGE
from bot.journal.triggers.store import target
from bot.journal.triggers.tables import Exposure, Trigger
from bot.people.tables import Person
from bot.summary.patterns.rules import LOOKED_AT, Diary, weeks_since
from bot.treatment.injections.store import injection_days

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` to the one before `until`."""

    start: date
    until: date

    @property
    def days(self) -> list[date]:
        return [self.start + n * _DAY for n in range((self.until - self.start).days)]


async def first_evening(session: AsyncSession, person: Person) -> date | None:
    """The date of the first rating there is: from there the weeks between looks are counted."""
    first: date | None = await session.scalar(
        select(func.min(DayRating.local_date)).where(
            DayRating.person_id == person.id, DayRating.removed_at.is_(None)
        )
    )
    return first


async def evenings(session: AsyncSession, person: Person, today: date) -> int:
    """How many days of those that would be looked at now have a rating."""
    return len(await _ratings(session, person, Span(today + _DAY - LOOKED_AT, today + _DAY)))


async def diary_of(
    session: AsyncSession, person: Person, triggers: Iterable[int], span: Span
) -> Diary:
    """The days of the span, with these triggers; those merged into them are the same ones."""
    days = span.days
    ratings = await _ratings(session, person, span)
    injections = await injection_days(session, person)
    asked, exposed = await _asked(session, person, span), await _exposed(session, person, span)

    def there(trigger: int, day: date) -> bool | None:
        return (trigger, day) in exposed if (trigger, day) in asked else None

    return Diary(
        ratings=[ratings.get(day) for day in days],
        present={trigger: [there(trigger, day) for day in days] for trigger in triggers},
        weeks=[weeks_since(injections, day) for day in days],
    )


async def _ratings(session: AsyncSession, person: Person, span: Span) -> dict[date, int]:
    rows = await session.execute(
        select(DayRating.local_date, DayRating.rating).where(
            DayRating.person_id == person.id,
            DayRating.local_date >= span.start,
            DayRating.local_date < span.until,
            DayRating.removed_at.is_(None),
        )
    )
    return {row.local_date: row.rating for row in rows}


async def _asked(session: AsyncSession, person: Person, span: Span) -> set[tuple[int, date]]:
    """The triggers asked about, with the day.

    Those after a page's worth stood there only since they had been noted already: they could
    not have been answered with a no, and would make difficult days out of tapped ones.
    """
    mine = await session.execute(
        select(Trigger.id, Trigger.merged_into_id).where(Trigger.person_id == person.id)
    )
    into = {row.id: row.merged_into_id for row in mine}
    rows = await session.execute(
        select(DayTriggers.local_date, DayTriggers.asked).where(
            DayTriggers.person_id == person.id,
            DayTriggers.local_date >= span.start,
            DayTriggers.local_date < span.until,
        )
    )
    return {(target(into, trigger), day) for day, asked in rows for trigger in asked[:PAGE]}


async def _exposed(session: AsyncSession, person: Person, span: Span) -> set[tuple[int, date]]:
    rows = await session.execute(
        select(Exposure.trigger_id, Exposure.local_date).where(
            Exposure.person_id == person.id,
            Exposure.local_date >= span.start,
            Exposure.local_date < span.until,
        )
    )
    return {(row.trigger_id, row.local_date) for row in rows}
