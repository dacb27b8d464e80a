"""How far a goal is equals what a plain look at every row says, for many persons at once."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.journal.days.tables import DayRating
from bot.journal.water.tables import WaterGlass, WaterSettings
from bot.people.tables import Person
from bot.plan.rules import Kind
from bot.plan.tables import PlanItem
from bot.reminders.tables import Occurrence
from bot.summary.goals.counting import past_of, progress_of
from bot.summary.goals.rules import COUNTED, What
from bot.summary.goals.tables import WeekGoal
from tests.summary.week.rows import MONDAY, START, a_person, an_item, an_occurrence, lived

ZONES = ("Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata")
WEEKS = (MONDAY - timedelta(days=14), MONDAY - timedelta(days=7), MONDAY)
ELEVEN = 23 * 60
HALF_PAST_MIDNIGHT = 30


async def nights(session: AsyncSession, person: Person, rng: Random) -> None:
    """A bedtime each evening, answered early, late or not; that of some lies after midnight."""
    sleep = await an_item(session, person, Kind.SLEEP, "Bedtime")
    calm = await an_item(session, person, Kind.CALM, "Calm")
    at = rng.choice((time(22, 30), time(0, 15)))
    for number in range(-30, 10):
        day = MONDAY + timedelta(days=number)
        due = datetime.combine(day, at, ZoneInfo(person.zone))
        state = rng.choice(("done", "done", "skipped", "missed"))
        night = an_occurrence(person, sleep, due, state, person.zone, f"s{number}")
        if state == "done":
            night.taken_at = due + timedelta(minutes=rng.randint(-40, 90))
        session.add(night)
        noon = datetime.combine(day, time(12), ZoneInfo(person.zone))
        for slot in range(rng.randint(0, 2)):
            state = rng.choice(("done", "missed"))
            session.add(an_occurrence(person, calm, noon, state, person.zone, f"c{number}.{slot}"))
    await session.flush()


def wanted(person: Person, week: date, rng: Random) -> WeekGoal:
    what = rng.choice([*COUNTED, What.OWN, What.NONE])
    minute = rng.choice((ELEVEN, HALF_PAST_MIDNIGHT)) if what is What.BED else None
    ticks = [(week + timedelta(days=n)).toordinal() for n in range(-1, 8) if rng.random() < 0.5]
    return WeekGoal(
        person_id=person.id, week=week, what=what, target=rng.randint(1, 7), minute=minute,
        words="a walk" if what is What.OWN else None, ticks=ticks if what is What.OWN else [],
        chosen_at=START, rest=rng.random() < 0.2,
    )  # fmt: skip


async def plainly(session: AsyncSession, goal: WeekGoal) -> set[date]:
    days = {goal.week + timedelta(days=n) for n in range(7)}
    person_id = goal.person_id
    if goal.what == What.OWN:
        return {day for day in days if day.toordinal() in goal.ticks}
    if goal.what == What.CHECKIN:
        rows = await every(session, DayRating, person_id)
        return {row.local_date for row in rows if row.removed_at is None} & days
    if goal.what == What.WATER:
        return await water_plainly(session, person_id) & days
    kinds = {item.id: item.kind for item in await every(session, PlanItem, person_id)}
    names = {item.id: item.name for item in await every(session, PlanItem, person_id)}
    rows = await every(session, Occurrence, person_id)
    if goal.what == What.MEDICINES:
        by_day = defaultdict(list)
        for row in rows:
            ours = row.reason in {"paused", "removed", "rested"} or row.state == "offline"
            if (
                kinds[row.item_id] == "medication"
                and names[row.item_id] != "Ibuprofen"
                and not ours
            ):
                by_day[row.local_date].append(row.state in {"done", "skipped"})
        return {day for day, answers in by_day.items() if all(answers)} & days
    done = [row for row in rows if row.state == "done"]
    if goal.what == What.BED:
        return {evening for row in done if kinds[row.item_id] == "sleep"
                for evening in in_bed(row, goal.minute)} & days  # fmt: skip
    kind = {What.STRETCH: "stretching", What.CALM: "calm"}[What(goal.what)]
    return {row.local_date for row in done if kinds[row.item_id] == kind} & days


async def water_plainly(session: AsyncSession, person_id: int) -> set[date]:
    (settings,) = await every(session, WaterSettings, person_id)
    drunk: defaultdict[date, int] = defaultdict(int)
    for row in await every(session, WaterGlass, person_id):
        drunk[row.local_date] += row.ml if row.removed_at is None else 0
    if settings.target_ml is None:
        return set()
    return {day for day, ml in drunk.items() if ml >= settings.target_ml}


def in_bed(row: Occurrence, minute: int | None) -> set[date]:
    """The evening, where the tap came no later than the hour that follows it."""
    zone = ZoneInfo(row.zone)
    due = row.due_at.astimezone(zone)
    evening = due.date() if due.hour >= 12 else due.date() - timedelta(days=1)
    late = minute is not None and minute < 12 * 60
    limit = datetime.combine(
        evening + timedelta(days=1) if late else evening, time(*divmod(minute or 0, 60))
    )
    return {evening} if row.taken_at.astimezone(zone).replace(tzinfo=None) <= limit else set()


async def every(session: AsyncSession, table: Any, person_id: int) -> list[Any]:
    rows = await session.scalars(select(table))
    return [row for row in rows if row.person_id == person_id]


@pytest.mark.parametrize("seed", range(4))
async def test_every_goal_is_as_far_as_its_rows_say(db: Database, seed: int):
    rng = Random(seed)
    async with db.writing() as session:
        persons = [await a_person(session, n, rng.choice(ZONES)) for n in range(5)]
        for person in persons:
            await lived(session, person, rng)
            await nights(session, person, rng)
        goals = [wanted(person, week, rng) for person in persons for week in WEEKS]
        session.add_all(goals)
        await session.flush()

        ids = [person.id for person in persons]
        for week in WEEKS:
            found = await progress_of(session, ids, week)
            asked = {goal.person_id: goal for goal in goals if goal.week == week}
            there = {id_ for id_, goal in asked.items() if goal.what != What.NONE}
            assert set(found) == there
            for id_ in there:
                kept = sorted(await plainly(session, asked[id_]))
                assert list(found[id_].kept) == kept, asked[id_].what
                assert found[id_].done == len(kept)
                assert found[id_].is_reached == (len(kept) >= asked[id_].target)
                assert found[id_].is_rest == asked[id_].rest

        for person in persons:
            past = await past_of(session, person, MONDAY)
            assert [one.week for one in past] == sorted((one.week for one in past), reverse=True)
            for one in past:
                assert one == (await progress_of(session, [person.id], one.week))[person.id]


async def test_many_persons_cost_no_more_questions_than_one(db: Database):
    rng = Random(1)
    async with db.writing() as session:
        persons = [await a_person(session, n) for n in range(40)]
        for number, person in enumerate(persons):
            what = (What.STRETCH, What.WATER, What.CHECKIN, What.MEDICINES, What.BED)[number % 5]
            goal = wanted(person, MONDAY, rng)
            goal.what, goal.minute, goal.words = what, 0, None
            session.add(goal)
        await session.flush()
        asked: list[str] = []
        engine = db.engine.sync_engine
        event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        found = await progress_of(session, [person.id for person in persons], MONDAY)
    assert len(found) == 40
    assert len(asked) <= 8


async def test_nobody_has_no_goal(db: Database):
    async with db.reading() as session:
        assert await progress_of(session, [], MONDAY) == {}
