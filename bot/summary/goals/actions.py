"""Reads and writes a person's goals, each by the Monday of its week."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.journal.water.tables import WaterSettings
from bot.people.rules import is_paused
from bot.people.tables import Person
from bot.plan.actions import items_of
from bot.plan.rules import AsNeeded, Kind, local_date
from bot.plan.zones import day_bounds
from bot.summary.goals.counting import goal_of, past_of, progress_of
from bot.summary.goals.rules import (
    COUNTED,
    Choice,
    Goal,
    GoalProgress,
    GoalView,
    What,
    checked_days,
    monday_of,
    smaller_goal,
    toggled,
    weeks_to_choose,
)
from bot.summary.goals.tables import WeekGoal

_NEEDS = {What.STRETCH: Kind.STRETCHING, What.CALM: Kind.CALM, What.BED: Kind.SLEEP}
"""What of the plan a goal is counted from."""


async def view_of(session: AsyncSession, person: Person, now: datetime) -> GoalView:
    today = local_date(person.zone, now)
    weeks = weeks_to_choose(today)
    present = (await progress_of(session, [person.id], weeks[0])).get(person.id)
    past = await past_of(session, person, weeks[0])
    this = await _choice(session, person, weeks[0], past, today)
    ahead = None
    if len(weeks) > 1:
        known = past if present is None else (present, *past)
        ahead = await _choice(session, person, weeks[1], known, today)
    return GoalView(today, present, this, ahead)


async def _choice(
    session: AsyncSession,
    person: Person,
    week: date,
    past: tuple[GoalProgress, ...],
    today: date,
) -> Choice:
    row = await _row(session, person, week)
    is_declined = row is not None and row.what == What.NONE
    goal = None if row is None or is_declined else goal_of(row)
    return Choice(week, goal, is_declined, past, smaller_goal(past, today))


async def countable(session: AsyncSession, person: Person, now: datetime) -> tuple[What, ...]:
    """What can be counted: what is in the plan, and water where there is a target."""
    items = await items_of(session, person, now)
    kinds = {item.kind for item in items if not isinstance(item.schedule.when, AsNeeded)}
    water = await session.get(WaterSettings, person.id)
    there = {what for what, kind in _NEEDS.items() if kind in kinds} | {What.CHECKIN}
    if Kind.MEDICATION in kinds:
        there.add(What.MEDICINES)
    if water is not None and water.target_ml is not None:
        there.add(What.WATER)
    return tuple(what for what in COUNTED if what in there)


async def choose(
    session: AsyncSession, person: Person, week: date, goal: Goal, now: datetime
) -> None:
    """Makes it the week's goal, in place of another. What is counted counts from Monday on."""
    row = await _row(session, person, week)
    if row is None:
        row = WeekGoal(person_id=person.id, week=week, what="", target=0, ticks=[])
        session.add(row)
    if row.words != goal.words:
        row.ticks = []
    row.what, row.target = goal.what, goal.days
    row.minute, row.words = goal.minute, goal.words
    begins = max(now, day_bounds(person.zone, week)[0])
    row.chosen_at, row.rest = now, is_paused(person.paused_until, begins)
    await session.flush()


async def keep(session: AsyncSession, person: Person, week: date, days: int, now: datetime) -> None:
    """The goal before that week again; UserError where there is none."""
    past = await past_of(session, person, week)
    if not past:
        raise UserError("There is no goal of late to keep. /goals lets you choose one.")
    await choose(session, person, week, replace(past[0].goal, days=checked_days(days)), now)


async def set_days(session: AsyncSession, person: Person, week: date, days: int) -> None:
    row = await _row(session, person, week)
    if row is not None and row.what != What.NONE:
        row.target = checked_days(days)
        await session.flush()


async def rest(session: AsyncSession, person: Person, now: datetime, *, on: bool) -> None:
    """Takes the week out of the count, or puts it back."""
    row = await _present(session, person, now)
    if row is not None:
        row.rest = on
        await session.flush()


async def rest_in_pause(session: AsyncSession, person: Person, now: datetime) -> None:
    """Takes every week out of the count in which the pause is on, from its beginning on."""
    until = person.paused_until
    if until is None:
        return
    first = monday_of(local_date(person.zone, max(person.pause_from or now, now)))
    rows = await session.scalars(
        select(WeekGoal).where(
            WeekGoal.person_id == person.id, WeekGoal.week >= first, WeekGoal.what != What.NONE
        )
    )
    for row in rows:
        row.rest = row.rest or day_bounds(person.zone, row.week)[0] < until
    await session.flush()


async def tick(
    session: AsyncSession, person: Person, day: date, now: datetime, *, on: bool
) -> None:
    """Marks a day of this week up to today; nothing happens for another, or without own words."""
    row = await _present(session, person, now)
    within = week_now(person, now) <= day <= local_date(person.zone, now)
    if row is not None and row.what == What.OWN and within:
        row.ticks = toggled(row.ticks, day, on=on)
        await session.flush()


def week_now(person: Person, now: datetime) -> date:
    """The Monday of the week that it is where the person is."""
    return monday_of(local_date(person.zone, now))


async def _present(session: AsyncSession, person: Person, now: datetime) -> WeekGoal | None:
    """This week's goal, unless the person wants none."""
    row = await _row(session, person, week_now(person, now))
    return row if row is not None and row.what != What.NONE else None


async def _row(session: AsyncSession, person: Person, week: date) -> WeekGoal | None:
    found: WeekGoal | None = await session.scalar(
        select(WeekGoal).where(WeekGoal.person_id == person.id, WeekGoal.week == week)
    )
    return found
