"""People whose reminder is due, as rows: a burst without days of set-up."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import insert, select
from sqlalchemy.engine import URL

from bot.db import Database
from bot.people.rules import CONSENT_VERSION
from bot.people.tables import Person
from bot.plan.rules import AtTimes, Schedule, to_json
from bot.plan.tables import ItemSchedule, PlanItem
from bot.reminders.state import Lane
from bot.reminders.tables import Delivery, Occurrence

MEDICINE, STRETCHING = "medication", "stretching"
FIRST = 5_000_000
"""Telegram ids from here on: the person's id is added."""


async def owed(db: Database, ids: Sequence[int], kind: str, at: datetime) -> None:
    """Persons of these ids, each with one occurrence that is due `at` and not yet shown."""
    if not ids:
        return
    before = at - timedelta(days=1)
    over = Schedule(AtTimes((time(0),)), until=before.date() - timedelta(days=1))
    spec = to_json(over)  # nothing more comes due by itself
    persons = [
        {
            "id": id_, "telegram_id": FIRST + id_, "created_at": before,
            "consent_version": CONSENT_VERSION, "consented_at": before, "set_up_at": before,
            "language": "en", "zone": "UTC", "plan_zone": "UTC",
            "wake_time": time(0), "bed_time": time(0), "advanced_until": at - timedelta(seconds=1),
            "wake_at": at,
        }
        for id_ in ids
    ]  # fmt: skip
    items = [
        {
            "id": id_, "person_id": id_, "kind": kind, "name": f"{kind} {id_}", "nags": [],
            "created_at": before,
        }
        for id_ in ids
    ]  # fmt: skip
    schedules = [{"id": id_, "item_id": id_, "spec": spec, "valid_from": before} for id_ in ids]
    occurrences = [
        {
            "id": id_, "person_id": id_, "item_id": id_, "schedule_id": id_,
            "local_date": at.date(), "slot": "seed", "due_at": at, "prompt_at": at,
            "deadline": at + timedelta(hours=4), "zone": "UTC", "state": "open", "nags_sent": 0,
        }
        for id_ in ids
    ]  # fmt: skip
    async with db.writing() as session:
        await session.execute(insert(Person), persons)
        await session.execute(insert(PlanItem), items)
        await session.execute(insert(ItemSchedule), schedules)
        await session.execute(insert(Occurrence), occurrences)


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Telegram ids of those to whom something was being sent."""

    medicines: frozenset[int]
    others: frozenset[int]


async def under_way(url: URL) -> UnderWay:
    """What the database says after a process was killed."""
    db = Database(url)
    async with db.reading() as session:
        rows = (
            await session.execute(
                select(Person.telegram_id, Delivery.lane)
                .join(Person, Person.id == Delivery.person_id)
                .where(Delivery.state == "sending")
            )
        ).all()
    await db.close()
    return UnderWay(
        frozenset(row.telegram_id for row in rows if row.lane == Lane.MEDICINE),
        frozenset(row.telegram_id for row in rows if row.lane != Lane.MEDICINE),
    )


async def states(db: Database) -> dict[str, int]:
    """How many deliveries are in which state."""
    found: dict[str, int] = {}
    async with db.reading() as session:
        for state in await session.scalars(select(Delivery.state)):
            found[state] = found.get(state, 0) + 1
    return found


async def everything_has_ended(db: Database, deliveries: int, within: float = 60.0) -> None:
    """Returns when whatever was owed was sent, or given up in doubt, and that is written down."""
    async with asyncio.timeout(within):
        while True:
            found = await states(db)
            if sum(found.values()) == deliveries and found.keys() <= {"sent", "doubt"}:
                return
            await asyncio.sleep(0.1)


async def given_up(db: Database) -> frozenset[int]:
    """Telegram ids of those to whom something ended in doubt and is not sent again."""
    async with db.reading() as session:
        found = await session.scalars(
            select(Person.telegram_id)
            .join(Delivery, Delivery.person_id == Person.id)
            .where(Delivery.state == "doubt")
        )
        return frozenset(found)
