"""The rows of many persons' weeks, each with the four weeks before, in one query a table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.days.tables import DayRating, Night
from bot.journal.episodes.tables import Episode
from bot.journal.water.rules import Unit
from bot.journal.water.tables import WaterGlass, WaterSettings
from bot.pauses.store import pauses_between
from bot.pauses.words import paused_days
from bot.people.tables import Person
from bot.plan.rules import AsNeeded, Kind, local_date
from bot.plan.tables import ItemSchedule, PlanItem
from bot.reminders.specs import schedule_of, spec_text
from bot.reminders.state import BY_THE_BOT, State
from bot.reminders.tables import Occurrence
from bot.summary.week.rows import DoseRow, EpisodeRow, Item, WeekData
from bot.summary.week.weeks import Week
from bot.treatment.injections.store import last_injections

_DAY = timedelta(days=1)
_DAY_MINUTES = 24 * 60
_USUAL: tuple[int | None, Unit] = (None, Unit.ML)
_SAID = (
    Occurrence.state != State.OPEN,
    or_(Occurrence.reason.is_(None), Occurrence.reason.not_in(BY_THE_BOT)),
)
"""What is open, and what the bot closed since it was paused, removed or rested, does not count."""
_ORDER = {kind: number for number, kind in enumerate(Kind)}


async def load_weeks(
    session: AsyncSession, persons: Sequence[Person], week: Week
) -> dict[int, WeekData]:
    """By person id; one query a table, however many they are."""
    ids = [person.id for person in persons]
    episodes = await _episodes(session, ids, week)
    ratings = await _by_date(session, ids, week, DayRating, DayRating.rating)
    nights = await _by_date(session, ids, week, Night, Night.minutes)
    water = await _by_date(session, ids, week, WaterGlass, WaterGlass.ml)
    doses, items = await _doses(session, ids, week)
    answered = await _answered(session, ids, week)
    drinking = await _water_settings(session, ids)
    injected = await last_injections(session, ids, week.sunday)
    first = await first_days(session, persons)
    paused = await _paused(session, persons, week)
    return {
        person.id: WeekData(
            person_id=person.id,
            week=week,
            sleep_target=_minutes_between(person.bed_time, person.wake_time),
            first_day=first.get(person.id),
            paused=paused.get(person.id, frozenset()),
            episodes=tuple(episodes[person.id]),
            ratings=ratings[person.id],
            doses=tuple(doses[person.id]),
            answered=frozenset(answered[person.id]),
            items=tuple(sorted(items[person.id].values(), key=_in_order)),
            water=water[person.id],
            water_target=drinking.get(person.id, _USUAL)[0],
            unit=drinking.get(person.id, _USUAL)[1],
            nights=nights[person.id],
            injected_on=injected.get(person.id),
        )
        for person in persons
    }


async def _paused(
    session: AsyncSession, persons: Sequence[Person], week: Week
) -> dict[int, frozenset[date]]:
    """Days with a pause, by the clocks of where each person is."""
    start = datetime.combine(week.monday - _DAY, time(), UTC)
    end = datetime.combine(week.sunday + 2 * _DAY, time(), UTC)
    found = await pauses_between(session, [person.id for person in persons], start, end)
    return {
        person.id: paused_days(
            [row for row in found if row.person_id == person.id], person.zone,
            week.monday, week.sunday,
        )
        for person in (persons if found else ())
    }  # fmt: skip


async def first_days(session: AsyncSession, persons: Sequence[Person]) -> dict[int, date]:
    """The date of each person's first entry, for those who have one: a seek a table and person."""
    zones = {person.id: person.zone for person in persons}
    episode = _first(Episode.at, Episode.person_id, Episode.removed_at.is_(None))
    due = _first(Occurrence.due_at, Occurrence.person_id, Occurrence.state != State.OPEN)
    dated = [
        _first(table.local_date, table.person_id, table.removed_at.is_(None))
        for table in (DayRating, Night, WaterGlass)
    ]
    rows = await session.execute(
        select(Person.id, episode, due, *dated).where(Person.id.in_(list(zones)))
    )
    found: dict[int, date] = {}
    for id_, *firsts in rows:
        days = [
            local_date(zones[id_], first) if isinstance(first, datetime) else first
            for first in firsts
            if first is not None
        ]
        if days:
            found[id_] = min(days)
    return found


def _first(column: Any, person_id: Any, condition: ColumnElement[bool]) -> Any:
    return (
        select(column)
        .where(person_id == Person.id, condition)
        .order_by(column)
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )


async def _episodes(
    session: AsyncSession, ids: Sequence[int], week: Week
) -> defaultdict[int, list[EpisodeRow]]:
    start, end = _around(week.first_loaded, week.sunday)
    rows = await session.execute(
        select(Episode.person_id, Episode.at, Episode.zone, Episode.count, Episode.severity).where(
            Episode.person_id.in_(ids),
            Episode.at >= start,
            Episode.at < end,
            Episode.removed_at.is_(None),
        )
    )
    found: defaultdict[int, list[EpisodeRow]] = defaultdict(list)
    for person_id, at, zone, count, severity in rows:
        day = local_date(zone, at)
        if week.first_loaded <= day <= week.sunday:
            found[person_id].append(EpisodeRow(day, count, severity))
    return found


async def _by_date(
    session: AsyncSession, ids: Sequence[int], week: Week, table: Any, number: Any
) -> defaultdict[int, dict[date, int]]:
    """The sum a day of what has a date of its own; a rating and a night are one a day."""
    rows = await session.execute(
        select(table.person_id, table.local_date, func.sum(number))
        .where(
            table.person_id.in_(ids),
            table.local_date >= week.first_loaded,
            table.local_date <= week.sunday,
            table.removed_at.is_(None),
            number.is_not(None),
        )
        .group_by(table.person_id, table.local_date)
    )
    found: defaultdict[int, dict[date, int]] = defaultdict(dict)
    for person_id, day, total in rows:
        found[person_id][day] = int(total)
    return found


async def _doses(
    session: AsyncSession, ids: Sequence[int], week: Week
) -> tuple[defaultdict[int, list[DoseRow]], defaultdict[int, dict[int, Item]]]:
    """What the week's occurrences came to, with their items; also items that left the plan."""
    start, end = _around(week.monday, week.sunday)
    found = await session.execute(
        select(
            Occurrence.person_id, Occurrence.item_id, Occurrence.schedule_id, Occurrence.due_at,
            Occurrence.zone, Occurrence.state, PlanItem.kind, PlanItem.name,
        )
        .join(PlanItem, PlanItem.id == Occurrence.item_id)
        .where(
            Occurrence.person_id.in_(ids),
            Occurrence.due_at >= start,
            Occurrence.due_at < end,
            *_SAID,
        )
    )  # fmt: skip
    rows = [row for row in found if week.has(local_date(row.zone, row.due_at))]
    needed = await _as_needed(session, {row.schedule_id for row in rows})
    doses: defaultdict[int, list[DoseRow]] = defaultdict(list)
    items: defaultdict[int, dict[int, Item]] = defaultdict(dict)
    for row in rows:
        day, is_needed = local_date(row.zone, row.due_at), row.schedule_id in needed
        doses[row.person_id].append(DoseRow(row.item_id, day, State(row.state), is_needed))
        items[row.person_id][row.item_id] = Item(row.item_id, Kind(row.kind), row.name)
    return doses, items


async def _as_needed(session: AsyncSession, schedule_ids: set[int]) -> frozenset[int]:
    """Those of the schedules that are as needed."""
    rows = await session.execute(
        select(ItemSchedule.id, spec_text(ItemSchedule.spec)).where(
            ItemSchedule.id.in_(schedule_ids)
        )
    )
    return frozenset(row.id for row in rows if isinstance(schedule_of(row.spec).when, AsNeeded))


async def _answered(
    session: AsyncSession, ids: Sequence[int], week: Week
) -> defaultdict[int, set[date]]:
    """The dates of the five weeks on which anything of the plan was done, or skipped by choice."""
    start, end = _around(week.first_loaded, week.sunday)
    rows = await session.execute(
        select(Occurrence.person_id, Occurrence.local_date)
        .distinct()
        .where(
            Occurrence.person_id.in_(ids),
            Occurrence.due_at >= start,
            Occurrence.due_at < end,
            Occurrence.state.in_((State.DONE, State.SKIPPED)),
            *_SAID,
        )
    )
    found: defaultdict[int, set[date]] = defaultdict(set)
    for person_id, day in rows:
        found[person_id].add(day)
    return found


async def _water_settings(
    session: AsyncSession, ids: Sequence[int]
) -> Mapping[int, tuple[int | None, Unit]]:
    rows = await session.execute(
        select(WaterSettings.person_id, WaterSettings.target_ml, WaterSettings.unit).where(
            WaterSettings.person_id.in_(ids)
        )
    )
    return {row.person_id: (row.target_ml, Unit(row.unit)) for row in rows}


def _around(first: date, last: date) -> tuple[datetime, datetime]:
    """Instants between which all of these dates lie, in whatever zone."""
    return _utc(first - _DAY), _utc(last + 2 * _DAY)


def _utc(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _minutes_between(bed: time, wake: time) -> int:
    return (wake.hour * 60 + wake.minute - bed.hour * 60 - bed.minute) % _DAY_MINUTES


def _in_order(item: Item) -> tuple[int, str, int]:
    return _ORDER[item.kind], item.name.casefold(), item.id
