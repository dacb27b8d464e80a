"""How far goals are, counted from the rows there are: many persons' in one query a kind of goal."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.days.tables import DayRating
from bot.journal.water.tables import WaterGlass, WaterSettings
from bot.people.tables import Person
from bot.plan.rules import AsNeeded, Kind, zone_of
from bot.plan.tables import ItemSchedule, PlanItem
from bot.reminders.specs import schedule_of, spec_text
from bot.reminders.state import BY_THE_BOT, State
from bot.reminders.tables import Occurrence
from bot.summary.goals.rules import (
    DAY,
    LOOKS_BACK,
    Goal,
    GoalProgress,
    What,
    evening_of,
    is_in_bed_by,
    since_noon,
    week_dates,
)
from bot.summary.goals.tables import WeekGoal

Kept = dict[int, set[date]]
"""By person id, the dates on which it was so."""
_Counter = Callable[[AsyncSession, Sequence[int], date, date], Awaitable[Kept]]
"""Takes person ids, and the first and the last date that count."""


async def progress_of(
    session: AsyncSession, person_ids: Collection[int], week: date
) -> dict[int, GoalProgress]:
    """By person id, for those who have a goal in the week from this Monday on."""
    rows = await session.scalars(
        select(WeekGoal).where(
            WeekGoal.person_id.in_(person_ids),
            WeekGoal.week == week,
            WeekGoal.what != What.NONE,
        )
    )
    return dict(await _counted(session, rows.all()))


async def past_of(session: AsyncSession, person: Person, week: date) -> tuple[GoalProgress, ...]:
    """The person's goals of the weeks before, the latest first."""
    rows = await session.scalars(
        select(WeekGoal)
        .where(
            WeekGoal.person_id == person.id,
            WeekGoal.week < week,
            WeekGoal.week >= week - LOOKS_BACK,
            WeekGoal.what != What.NONE,
        )
        .order_by(WeekGoal.week.desc())
    )
    return tuple(one for _, one in await _counted(session, rows.all()))


def goal_of(row: WeekGoal) -> Goal:
    return Goal(What(row.what), row.target, row.minute, row.words)


async def _counted(
    session: AsyncSession, rows: Sequence[WeekGoal]
) -> list[tuple[int, GoalProgress]]:
    """Each row's person and progress, in the order of the rows."""
    counts: dict[What, Callable[[WeekGoal], set[date]]] = {
        What.OWN: lambda row: {date.fromordinal(tick) for tick in row.ticks}
    }
    for what in {What(row.what) for row in rows} - counts.keys():
        those = [row for row in rows if row.what == what]
        counts[what] = await _count(session, what, those)
    return [
        (
            row.person_id,
            GoalProgress(
                goal_of(row),
                row.week,
                tuple(sorted(counts[What(row.what)](row).intersection(week_dates(row.week)))),
                is_rest=row.rest,
            ),
        )
        for row in rows
    ]


async def _count(
    session: AsyncSession, what: What, rows: Sequence[WeekGoal]
) -> Callable[[WeekGoal], set[date]]:
    ids = sorted({row.person_id for row in rows})
    first = min(row.week for row in rows)
    last = max(week_dates(row.week)[-1] for row in rows)
    if what is What.BED:
        nights = await _bedtimes(session, ids, first, last)
        return lambda row: {
            evening
            for evening, after_noon in nights[row.person_id].items()
            if is_in_bed_by(row.minute or 0, after_noon)
        }
    kept = await _COUNTERS[what](session, ids, first, last)
    return lambda row: kept[row.person_id]


def _done(kind: Kind) -> _Counter:
    """Counts the dates for which an item of this kind was done at least once."""

    async def count(session: AsyncSession, ids: Sequence[int], first: date, last: date) -> Kept:
        rows = await session.execute(
            select(Occurrence.person_id, Occurrence.local_date)
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .where(
                Occurrence.person_id.in_(ids),
                PlanItem.kind == kind,
                Occurrence.state == State.DONE,
                Occurrence.local_date.between(first, last),
            )
            .distinct()
        )
        return _gathered((row.person_id, row.local_date) for row in rows)

    return count


async def _water(session: AsyncSession, ids: Sequence[int], first: date, last: date) -> Kept:
    """The dates on which what was drunk reached the target that the person has now."""
    rows = await session.execute(
        select(WaterGlass.person_id, WaterGlass.local_date)
        .join(WaterSettings, WaterSettings.person_id == WaterGlass.person_id)
        .where(
            WaterGlass.person_id.in_(ids),
            WaterGlass.local_date.between(first, last),
            WaterGlass.removed_at.is_(None),
        )
        .group_by(WaterGlass.person_id, WaterGlass.local_date, WaterSettings.target_ml)
        .having(func.sum(WaterGlass.ml) >= WaterSettings.target_ml)
    )
    return _gathered((row.person_id, row.local_date) for row in rows)


async def _checkins(session: AsyncSession, ids: Sequence[int], first: date, last: date) -> Kept:
    rows = await session.execute(
        select(DayRating.person_id, DayRating.local_date).where(
            DayRating.person_id.in_(ids),
            DayRating.local_date.between(first, last),
            DayRating.removed_at.is_(None),
        )
    )
    return _gathered((row.person_id, row.local_date) for row in rows)


async def _medicines(session: AsyncSession, ids: Sequence[int], first: date, last: date) -> Kept:
    """The dates on which whatever medicine was due was answered: taken, or skipped by choice.

    What the bot was down for is not held against the day; what is as needed was never due.
    """
    found = await session.execute(
        select(
            Occurrence.person_id, Occurrence.local_date, Occurrence.state, Occurrence.schedule_id
        )
        .join(PlanItem, PlanItem.id == Occurrence.item_id)
        .where(
            Occurrence.person_id.in_(ids),
            PlanItem.kind == Kind.MEDICATION,
            Occurrence.local_date.between(first, last),
            Occurrence.state != State.OFFLINE,
            or_(Occurrence.reason.is_(None), Occurrence.reason.not_in(BY_THE_BOT)),
        )
    )
    rows = found.all()
    needed = await _as_needed(session, {row.schedule_id for row in rows})
    states: defaultdict[tuple[int, date], set[str]] = defaultdict(set)
    for row in rows:
        if row.schedule_id not in needed:
            states[row.person_id, row.local_date].add(row.state)
    return _gathered(key for key, said in states.items() if said <= {State.DONE, State.SKIPPED})


async def _as_needed(session: AsyncSession, schedule_ids: set[int]) -> set[int]:
    rows = await session.execute(
        select(ItemSchedule.id, spec_text(ItemSchedule.spec)).where(
            ItemSchedule.id.in_(schedule_ids)
        )
    )
    return {row.id for row in rows if isinstance(schedule_of(row.spec).when, AsNeeded)}


async def _bedtimes(
    session: AsyncSession, ids: Sequence[int], first: date, last: date
) -> Mapping[int, dict[date, int]]:
    """By person and evening: how many minutes after noon they said to be in bed, at the earliest.

    A bedtime after midnight is due on the date after its evening.
    """
    rows = await session.execute(
        select(Occurrence.person_id, Occurrence.due_at, Occurrence.taken_at, Occurrence.zone)
        .join(PlanItem, PlanItem.id == Occurrence.item_id)
        .where(
            Occurrence.person_id.in_(ids),
            PlanItem.kind == Kind.SLEEP,
            Occurrence.state == State.DONE,
            Occurrence.taken_at.is_not(None),
            Occurrence.local_date.between(first, last + DAY),
        )
    )
    nights: defaultdict[int, dict[date, int]] = defaultdict(dict)
    for row in rows:
        due, taken = (
            at.astimezone(zone_of(row.zone)).replace(tzinfo=None)
            for at in (row.due_at, row.taken_at)
        )
        evening = evening_of(due)
        minutes = since_noon(taken, evening)
        nights[row.person_id][evening] = min(minutes, nights[row.person_id].get(evening, minutes))
    return nights


def _gathered(found: Iterable[tuple[int, date]]) -> Kept:
    kept: Kept = defaultdict(set)
    for person_id, day in found:
        kept[person_id].add(day)
    return kept


_COUNTERS: Mapping[What, _Counter] = {
    What.STRETCH: _done(Kind.STRETCHING),
    What.CALM: _done(Kind.CALM),
    What.WATER: _water,
    What.CHECKIN: _checkins,
    What.MEDICINES: _medicines,
}
