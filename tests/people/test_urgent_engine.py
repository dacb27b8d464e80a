"""What a crisis finds on its way: messages that became owed and have not left yet."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.db import Database
from bot.notes.actions import owe
from bot.notes.rules import Topic
from bot.notes.tables import Note
from bot.people.tables import Person
from bot.people.urgent_actions import hush
from bot.plan.rules import AtTimes, Kind, Schedule
from bot.reminders.engine import Engine
from bot.reminders.hushing import CARE, prompted_at
from bot.reminders.queue import DeliveryState
from bot.reminders.state import PersonState, Planned, Sort
from bot.reminders.tables import Delivery
from bot.telemetry import Metrics

MONDAY = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
"""18:00 in Berlin."""
TUESDAY = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
"""07:00 in Berlin."""
SUMMARY = Topic("summary", window=timedelta(hours=12))
VISIT = Topic("visit", window=timedelta(hours=12), is_care=True)
DOSE = Topic("dose", window=timedelta(hours=12), is_urgent=True)
DAILY = Schedule(AtTimes((time(18),)))


async def states(db: Database) -> dict[str, str]:
    """By topic, what became of its last message."""
    async with db.reading() as session:
        rows = await session.execute(
            select(Note.topic, Delivery.state).join(Delivery, Delivery.id == Note.delivery_id)
        )
        return {row.topic: row.state for row in rows}


@pytest.mark.parametrize("when", [MONDAY, DAILY], ids=["once", "daily"])
async def test_what_waits_to_leave_is_owed_again_in_the_morning(
    db: Database, when: datetime | Schedule
) -> None:
    clock = MovableClock(MONDAY - timedelta(hours=1))
    engine = Engine(db, clock, Metrics(), lambda: None, (SUMMARY, VISIT, DOSE))
    async with db.writing() as session:
        person = Person(
            telegram_id=1, created_at=clock(), consent_version=1, consented_at=clock(),
            language="en", zone="Europe/Berlin", plan_zone="Europe/Berlin", wake_time=time(7),
            advanced_until=clock(),
        )  # fmt: skip
        session.add(person)
        await session.flush()
        for topic in (SUMMARY, VISIT, DOSE):
            await owe(session, person, topic, when, clock())
    clock.move_to(MONDAY)
    assert await engine.tick() == 3
    assert set((await states(db)).values()) == {DeliveryState.PENDING}

    async with db.writing() as session:
        await hush(session, (await session.scalars(select(Person))).one(), clock())
    assert await engine.tick() == 0
    assert await states(db) == {
        "summary": DeliveryState.WITHDRAWN,
        "visit": DeliveryState.PENDING,
        "dose": DeliveryState.PENDING,
    }
    clock.move_to(TUESDAY - timedelta(seconds=1))
    assert await engine.tick() == 0
    clock.move_to(TUESDAY)
    assert await engine.tick() == 1
    async with db.reading() as session:
        said = await session.scalars(
            select(Delivery.due_at).where(Delivery.kind == Sort.NOTE).order_by(Delivery.id)
        )
        assert list(said) == [MONDAY, MONDAY, MONDAY, TUESDAY]


def state_of(kind: Kind) -> tuple[PersonState, Planned]:
    planned = Planned(
        item_id=1, schedule_id=1, kind=kind, schedule=DAILY, valid_from=MONDAY, valid_until=None,
        in_force=True, amount=None,
    )  # fmt: skip
    state = PersonState(
        id=1, zone="Europe/Berlin", plan_zone="Europe/Berlin", wake_time=time(7),
        bed_time=time(22, 30), advanced_until=MONDAY, zone_changed_at=None, paused_until=None,
        returned=False, planned=(planned,), open=(), hushed_until=TUESDAY,
    )  # fmt: skip
    return state, planned


@pytest.mark.parametrize("kind", Kind)
def test_care_comes_and_nothing_else_does(kind: Kind) -> None:
    state, planned = state_of(kind)
    assert prompted_at(state, planned, MONDAY) == (MONDAY if kind in CARE else None)
    assert prompted_at(state, planned, TUESDAY) == TUESDAY
    assert {Kind.MEDICATION, Kind.INJECTION, Kind.APPOINTMENT} == CARE
