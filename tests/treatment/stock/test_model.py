"""When a supply is warned of, beside a plain model that counts tablets day by day.

Doses, refills, every edit of the plan and time in any order; after each of them the note that is
owed is the one of the model.
"""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.notes.tables import Note
from bot.people.tables import Person
from bot.plan import actions as plan
from bot.plan.items import NewItem
from bot.plan.rules import AtTimes, Kind, Schedule, Step, Steps, When
from bot.treatment.stock import actions as stock
from bot.treatment.stock.actions import Dose
from bot.treatment.stock.rules import SUPPLY, UNIT, WARN_DAYS
from tests.conftest import sqlite_url

START = datetime(2026, 3, 2, 9, 7, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
WAKES = time(7)
DAY = timedelta(days=1)
LOOKED_AHEAD = 14 * timedelta(days=28)
"""A supply that lasts longer is not reckoned with: fourteen times four weeks."""
TIMES = ((time(8),), (time(8), time(20)), (time(6), time(13), time(21)), (time(23),))
ACTS = (
    "take", "refill", "count", "warn", "times", "amount", "steps", "pause", "resume", "remove",
    "restore", "later",
)  # fmt: skip
EDITS = ("times", "amount", "steps", "pause", "resume", "remove")
acts = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 3), st.integers(1, 400)), min_size=1,
    max_size=12,
)  # fmt: skip


@dataclass
class Shelf:
    """What is at home and what is planned: whole tablets, and local dates and times."""

    tablets: int
    came: datetime
    times: tuple[time, ...] = TIMES[0]
    amount: int = 1
    steps: tuple[tuple[date, int], ...] = ()
    """From which day on how many; at `times`."""
    is_paused: bool = False
    is_removed: bool = False
    warn_days: int = 7
    said_at: datetime | None = None
    due_at: datetime | None = None

    def on(self, day: date) -> int:
        """How many make one dose on that day; 0 where none is due."""
        if not self.steps:
            return self.amount
        return max((step for step in self.steps if step[0] <= day), default=(day, 0))[1]

    def reckon(self, now: datetime) -> None:
        """When to warn: the first day without enough, so many days before it, in the morning."""
        self.due_at = None
        today, begins, rest = now.astimezone(BERLIN).date(), None, self.tablets
        if self.is_paused or self.is_removed:
            return
        for day in (today + n * DAY for n in range(394)):
            ahead = (at for at in self.times if now < instant(day, at) <= now + LOOKED_AHEAD)
            doses = [at for at in ahead if self.on(day)]
            begins = begins or (day if doses else None)
            if rest < len(doses) * self.on(day):
                self.due_at = self.warns(day, (day - min(begins or day, today + DAY)).days, now)
                return
            rest -= len(doses) * self.on(day)

    def warns(self, out_on: date, days_left: int, now: datetime) -> datetime | None:
        said = self.said_at
        is_said = said is not None and said >= self.came and days_left <= self.warn_days
        if said is not None and is_said and now - said <= self.warn_days * DAY:
            last = instant(out_on - DAY, WAKES)
            return last if last > max(now, said + DAY / 2) else None
        first = instant(out_on - self.warn_days * DAY, WAKES)
        today = now.astimezone(BERLIN).date()
        mornings = (instant(day, WAKES) for day in (today, today + DAY))
        return first if first > now else next(one for one in mornings if one > now)


def instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, BERLIN).astimezone(UTC)


@dataclass
class Life:
    """The real thing: one person, one medicine, and what the engine does about its note."""

    session: AsyncSession
    person: Person
    item: int
    shelf: Shelf
    now: datetime = START
    doses: int = 0

    async def does(self, act: str, which: int, number: int) -> None:
        self.now += timedelta(minutes=1, hours=number if act == "later" else 0)
        await self.engine_speaks()
        if act == "later" or (self.shelf.is_removed and act in EDITS):
            return
        if await getattr(self, act)(which, number):
            await stock.settle_changed(self.session, self.person, self.now)
            self.shelf.reckon(self.now)

    async def engine_speaks(self) -> None:
        """What is due by now is said, whatever became of it since."""
        note = await self.note()
        if note is not None and note.due_at is not None and note.due_at <= self.now:
            note.asked_at = note.last_due_at = note.due_at
            note.due_at = None
            await self.session.flush()
            self.shelf.said_at, self.shelf.due_at = self.shelf.due_at, None

    async def note(self) -> Note | None:
        found = await self.session.scalars(
            select(Note)
            .where(Note.person_id == self.person.id, Note.topic == SUPPLY.name)
            .execution_options(populate_existing=True)
        )
        return found.one_or_none()

    async def take(self, which: int, number: int) -> bool:
        self.doses += 1
        tablets = self.shelf.on(self.now.astimezone(BERLIN).date()) or 1
        dose = Dose(self.person.id * 100 + self.doses, self.item, f"{tablets} tablets")
        await stock.follow(self.session, self.person, dose, self.now, self.now)
        self.shelf.tablets -= tablets
        return True

    async def refill(self, which: int, number: int) -> bool:
        await stock.refill(self.session, self.person, self.item, number * UNIT, self.now)
        self.shelf.tablets += number
        self.shelf.came = self.now
        return True

    async def count(self, which: int, number: int) -> bool:
        await stock.count(self.session, self.person, self.item, number * UNIT, self.now)
        self.shelf.tablets, self.shelf.came = number, self.now
        return True

    async def warn(self, which: int, number: int) -> bool:
        self.shelf.warn_days = WARN_DAYS[which]
        await stock.set_warning(
            self.session, self.person, self.item, self.shelf.warn_days, self.now
        )
        return True

    async def times(self, which: int, number: int) -> bool:
        is_new = bool(self.shelf.steps) or self.shelf.times != TIMES[which]
        await self.schedule(AtTimes(TIMES[which]))
        self.shelf.times, self.shelf.steps = TIMES[which], ()
        return is_new

    async def steps(self, which: int, number: int) -> bool:
        today = self.now.astimezone(BERLIN).date()
        steps = ((today, which + 1), (today + 9 * DAY, number % 3 + 1))
        is_new = self.shelf.steps != steps
        times = self.shelf.times
        await self.schedule(Steps(tuple(Step(day, times, f"{n} tablets") for day, n in steps)))
        self.shelf.steps = steps
        return is_new

    async def schedule(self, when: When) -> None:
        new = Schedule(when)
        await plan.change_schedule(self.session, self.person, self.item, new, self.now)

    async def amount(self, which: int, number: int) -> bool:
        is_new = self.shelf.amount != which + 1
        self.shelf.amount = which + 1
        typed = f"{which + 1} tablets"
        await plan.change_amount(self.session, self.person, self.item, typed, self.now)
        return is_new

    async def pause(self, which: int, number: int) -> bool:
        was, self.shelf.is_paused = self.shelf.is_paused, True
        await plan.pause_item(self.session, self.person, self.item, self.now)
        return not was

    async def resume(self, which: int, number: int) -> bool:
        was, self.shelf.is_paused = self.shelf.is_paused, False
        await plan.resume_item(self.session, self.person, self.item, self.now)
        return was

    async def remove(self, which: int, number: int) -> bool:
        self.shelf.is_removed = True
        await plan.remove(self.session, self.person, self.item, self.now)
        return True

    async def restore(self, which: int, number: int) -> bool:
        was, self.shelf.is_removed = self.shelf.is_removed, False
        await plan.restore(self.session, self.person, self.item, self.now)
        return was


@pytest.fixture
def running(sqlite_template: Path, tmp_path: Path) -> Iterator[tuple[asyncio.Runner, Database]]:
    """A database for all examples, each with a person of its own."""
    file = tmp_path / "bot.db"
    shutil.copy(sqlite_template, file)
    with asyncio.Runner() as runner:
        database = Database(sqlite_url(file))
        yield runner, database
        runner.run(database.close())


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts)
def test_whatever_happens_the_warning_is_owed_for_the_morning_of_the_model(
    running: tuple[asyncio.Runner, Database], done: list[tuple[str, int, int]]
) -> None:
    runner, database = running
    runner.run(lived(database, done))


async def lived(database: Database, done: list[tuple[str, int, int]]) -> None:
    async with database.writing() as session:
        person = Person(
            telegram_id=1 + len((await session.scalars(select(Person.id))).all()),
            created_at=START, consent_version=1, consented_at=START, language="en",
            zone="Europe/Berlin", plan_zone="Europe/Berlin", advanced_until=START,
        )  # fmt: skip
        session.add(person)
        await session.flush()
        new = NewItem(Kind.MEDICATION, "Baclofen", "1 tablet", Schedule(AtTimes(TIMES[0])))
        item = await plan.add(session, person, new, START)
        life = Life(session, person, item.id, Shelf(30, START))
        await life.does("count", 0, 30)
        for act in done:
            await life.does(*act)
            note = await life.note()
            assert (note.due_at if note else None) == life.shelf.due_at, act
