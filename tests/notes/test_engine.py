"""Many people's notes at once, and two processes that look at the same moment."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select, update
from structlog.testing import capture_logs

from bot.clock import MovableClock
from bot.db import Database
from bot.notes.actions import owe
from bot.notes.rules import Topic
from bot.notes.tables import Note
from bot.people.tables import Person
from bot.plan.rules import AtTimes, Schedule, Weekdays, to_json
from bot.reminders.engine import BATCH, Engine
from bot.reminders.state import Sort
from bot.reminders.tables import Delivery
from bot.telemetry import Metrics

MONDAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
SUNDAY = datetime(2026, 3, 8, 17, 0, tzinfo=UTC)
"""18:00 in Berlin."""
SUMMARY = Topic("summary", window=timedelta(hours=12))
SUNDAYS = Schedule(AtTimes((time(18),)), Weekdays((6,)))
PEOPLE = 2 * BATCH + 7


async def owe_to_all(db: Database) -> None:
    async with db.writing() as session:
        for number in range(PEOPLE):
            person = Person(
                telegram_id=number, created_at=MONDAY, consent_version=1, consented_at=MONDAY,
                language="en", zone="Europe/Berlin", plan_zone="Europe/Berlin",
                advanced_until=MONDAY,
            )  # fmt: skip
            session.add(person)
            await session.flush()
            await owe(session, person, SUMMARY, SUNDAYS, MONDAY)


def engine(db: Database, clock: MovableClock) -> Engine:
    return Engine(db, clock, Metrics(), lambda: None, (SUMMARY,))


async def test_two_processes_owe_everybody_one_message(db: Database) -> None:
    await owe_to_all(db)
    clock = MovableClock(MONDAY)
    both = engine(db, clock), engine(db, clock)
    assert await both[0].tick() == 0
    assert await both[0].next_wake() == SUNDAY
    for week in range(2):
        clock.move_to(SUNDAY + timedelta(weeks=week))
        assert sum(await asyncio.gather(*(one.tick() for one in both))) == PEOPLE
        assert sum(await asyncio.gather(*(one.tick() for one in both))) == 0
    async with db.reading() as session:
        said = select(func.count(Delivery.person_id.distinct()), func.count()).where(
            Delivery.kind == Sort.NOTE
        )
        assert tuple((await session.execute(said)).one()) == (PEOPLE, 2 * PEOPLE)
        last = select(Note.due_at, Note.last_due_at).distinct()
        assert (await session.execute(last)).all() == [
            (SUNDAY + timedelta(weeks=2), SUNDAY + timedelta(weeks=1))
        ]


async def test_a_note_that_cannot_be_read_is_looked_at_again(db: Database) -> None:
    await owe_to_all(db)
    await write(db, {"v": 99})
    clock = MovableClock(SUNDAY)
    reading = engine(db, clock)
    with capture_logs() as logs:
        assert await reading.tick() == PEOPLE - 1
    assert [(line["event"], line["note"]) for line in logs] == [("note_not_understood", 1)]
    assert await reading.next_wake() == SUNDAY + timedelta(hours=1)
    await write(db, to_json(SUNDAYS))
    clock.move_to(SUNDAY + timedelta(hours=1))
    assert await reading.tick() == 1


async def write(db: Database, spec: dict[str, Any]) -> None:
    async with db.writing() as session:
        await session.execute(
            update(Note)
            .where(Note.id == 1)
            .values(spec=spec)
            .execution_options(synchronize_session=False)
        )
