"""What is not to come due again: after an edit, and after a flight.

Occurrences are unique by schedule, so an edited schedule would ask for a dose again that had been
taken early: the early doses stand for the next ones of their day.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.plan.rules import AfterLast, Schedule, due_between
from bot.plan.tables import ItemSchedule
from bot.plan.zones import day_bounds
from bot.reminders.state import Planned, State
from bot.reminders.tables import Occurrence

MINUTE = timedelta(minutes=1)
_ANY_ZONES = timedelta(days=2)
"""More than clocks of two zones can differ by."""


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
    session: AsyncSession, item_ids: Sequence[int], since: datetime
) -> Mapping[int, Sequence[date]]:
    """By item: the local dates of doses that were taken before an edit, and due after it.

    Only of those due after `since`.
    """
    rows = await session.execute(
        select(Occurrence.item_id, Occurrence.local_date)
        .join(ItemSchedule, ItemSchedule.item_id == Occurrence.item_id)
        .where(
            Occurrence.item_id.in_(item_ids),
            Occurrence.due_at > since,
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


async def know_what_was_had(
    session: AsyncSession, persons: Sequence[Any], planned: dict[int, list[Planned]]
) -> None:
    """Somebody who flew west, or keeps home time after a flight, lives hours again.

    What is in them was had already: it is not asked again, and ends nothing that is open. Nor does
    what was taken early take the place of what is held anew.
    """
    travelled = {
        row.id: since for row in persons
        if (since := _lives_again_since(row, planned[row.id])) is not None
    }  # fmt: skip
    known = await _had(session, travelled) if travelled else {}
    for person_id in travelled:
        planned[person_id] = [
            replace(one, known=known.get(one.schedule_id, frozenset()))
            for one in planned[person_id]
        ]


def _lives_again_since(person: Any, planned: Sequence[Planned]) -> datetime | None:
    """From when on what was had may come again; None where hours and clocks changed long ago."""
    moved = {person.zone_changed_at, *(one.changed_at for one in planned)}
    lately = [at for at in moved if at is not None and person.advanced_until < at + _ANY_ZONES]
    own = [one.looked_until for one in planned if one.looked_until is not None]
    is_moved = lately or own or person.held_zone is not None
    return min([*lately, *own, person.advanced_until]) if is_moved else None


async def _had(
    session: AsyncSession, since: Mapping[int, datetime]
) -> dict[int, frozenset[tuple[date, str]]]:
    """Local dates and slots that there are occurrences of, by schedule; `since` is by person."""
    rows = await session.execute(
        select(Occurrence.schedule_id, Occurrence.local_date, Occurrence.slot).where(
            Occurrence.person_id.in_(since),
            Occurrence.due_at > min(since.values()) - _ANY_ZONES,
        )
    )
    found: defaultdict[int, set[tuple[date, str]]] = defaultdict(set)
    for row in rows:
        found[row.schedule_id].add((row.local_date, row.slot))
    return {schedule_id: frozenset(slots) for schedule_id, slots in found.items()}
