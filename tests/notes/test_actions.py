"""Notes are a person's own, one of a subject, and whoever changes one wakes the engine."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from bot.db import Database
from bot.notes.actions import find, move, owe, withdraw
from bot.notes.rules import Topic
from bot.notes.tables import Note
from bot.people.tables import Person
from bot.plan.rules import AtTimes, Schedule, from_json

NOW = datetime(2026, 3, 2, 13, 3, tzinfo=UTC)
STOCK = Topic("stock", window=timedelta(days=2))
DAILY = Schedule(AtTimes((time(18),)))


async def two_people(db: Database) -> None:
    async with db.writing() as session:
        for telegram_id in (1, 2):
            session.add(
                Person(
                    telegram_id=telegram_id, created_at=NOW, consent_version=1, consented_at=NOW,
                    language="en", zone="Europe/Berlin", plan_zone="Asia/Tokyo",
                    advanced_until=NOW,
                )
            )  # fmt: skip


async def people(session) -> list[Person]:
    return list(await session.scalars(select(Person).order_by(Person.telegram_id)))


async def test_every_change_is_of_one_person_and_the_engine_looks_in_time(db: Database) -> None:
    await two_people(db)
    soon, far = NOW + timedelta(minutes=20), NOW + timedelta(days=9)
    for verb, woken_at in ((owe, soon), (move, soon), (withdraw, far)):
        async with db.writing() as session:
            ada, eve = await people(session)
            ada.wake_at, eve.wake_at = far, None
            when = () if verb is withdraw else (soon,)
            await verb(session, ada, STOCK, *when, NOW, subject_id=7)
            await owe(session, eve, STOCK, DAILY, NOW, subject_id=7)
            assert (ada.wake_at, eve.wake_at) == (woken_at, datetime(2026, 3, 2, 17, tzinfo=UTC))
    async with db.reading() as session:
        ada, eve = await people(session)
        assert await find(session, ada, STOCK, subject_id=7) is None
        note = await find(session, eve, STOCK, subject_id=7)
        assert note is not None
        assert note.due_at == datetime(2026, 3, 2, 17, tzinfo=UTC), "by clocks where the person is"
        assert from_json(note.spec) == DAILY


async def test_there_is_one_of_a_topic_without_a_subject(db: Database) -> None:
    await two_people(db)
    async with db.writing() as session:
        ada, _ = await people(session)
        for hours in (1, 2):
            await owe(session, ada, STOCK, NOW + timedelta(hours=hours), NOW)
        notes = (await session.scalars(select(Note))).all()
        assert [(note.subject_id, note.due_at) for note in notes] == [(0, NOW + timedelta(hours=1))]


async def test_once_becomes_again_and_back(db: Database) -> None:
    await two_people(db)
    async with db.writing() as session:
        ada, _ = await people(session)
        await owe(session, ada, STOCK, NOW, NOW)
        for when, zone in ((DAILY, "Europe/Berlin"), (NOW, None)):
            await move(session, ada, STOCK, when, NOW)
            note = await find(session, ada, STOCK)
            assert note is not None
            assert (note.zone, note.spec is not None) == (zone, zone is not None)


async def test_what_was_said_is_not_forgotten(db: Database) -> None:
    await two_people(db)
    async with db.writing() as session:
        ada, _ = await people(session)
        await owe(session, ada, STOCK, DAILY, NOW)
        await session.execute(
            update(Note)
            .values(last_due_at=NOW, asked_at=NOW)
            .execution_options(synchronize_session=False)
        )
        await withdraw(session, ada, STOCK, NOW)
        await owe(session, ada, STOCK, NOW, NOW)
        note = await find(session, ada, STOCK)
        assert note is not None
        assert (note.due_at, note.spec, note.last_due_at) == (None, None, NOW)


@pytest.mark.parametrize(("name", "minutes"), [("", 60), ("longer than sixteen", 60), ("a", 0)])
def test_a_topic_that_could_not_be_kept_or_said_is_refused(name: str, minutes: int) -> None:
    with pytest.raises(ValueError, match="no topic"):
        Topic(name, timedelta(minutes=minutes))
