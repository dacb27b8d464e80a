"""Schedules that were edited after a dose of the day had been taken early.

Occurrences are unique by schedule, so the new schedule would ask for that dose again: the
early doses stand for the next ones of their day.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.plan.rules import AfterLast, Schedule, due_between
from bot.plan.tables import ItemSchedule
from bot.plan.zones import day_bounds
from bot.reminders.state import State
from bot.reminders.tables import Occurrence

MINUTE = timedelta(minutes=1)


def covered(
    schedule: Schedule, zone: str, valid_from: datetime, taken_early: Sequence[date]
) -> frozenset[datetime]:
    """The dues of an edited schedule for which doses stand that were taken before the edit.

    For each dose the next one of its day; what counts from the last dose knows of it by itself.
    """
    found: set[datetime] = set()
    if isinstance(schedule.when, AfterLast):
        return frozenset()
    for day, doses in Counter(taken_early).items():
        start, end = day_bounds(zone, day)
        dues = due_between(schedule, zone, max(valid_from, start - MINUTE), end)
        found.update([due.at for due in dues if due.local_date == day][:doses])
    return frozenset(found)


async def taken_early(
    session: AsyncSession, item_ids: Sequence[int]
) -> Mapping[int, Sequence[date]]:
    """By item: the local dates of doses that were taken before an edit, and due after it."""
    rows = await session.execute(
        select(Occurrence.item_id, Occurrence.local_date)
        .join(ItemSchedule, ItemSchedule.item_id == Occurrence.item_id)
        .where(
            Occurrence.item_id.in_(item_ids),
            Occurrence.state == State.DONE,
            ItemSchedule.valid_until.is_(None),
            ItemSchedule.id != Occurrence.schedule_id,
            Occurrence.answered_at <= ItemSchedule.valid_from,
            Occurrence.due_at > ItemSchedule.valid_from,
        )
    )
    found: defaultdict[int, list[date]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row.local_date)
    return found
