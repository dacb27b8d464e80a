"""Plain rows, beside SQLAlchemy's own: what they write and read is the same, on both databases."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import bindparam, select, union_all, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.journal.episodes.tables import Episode
from bot.people.tables import Person
from bot.plain import add, among, change, fetch, insert_new, load, put
from bot.telegram.tables import HandledUpdate

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def anna(**values: Any) -> Person:
    values = {
        "telegram_id": 7, "created_at": NOW, "consent_version": 1, "consented_at": NOW,
        "language": "en", "zone": "Europe/Berlin", "plan_zone": "Europe/Berlin",
        "wake_time": time(6, 30), "bed_time": time(22, 45), "advanced_until": NOW, **values,
    }  # fmt: skip
    return Person(**values)


async def saved(session: AsyncSession, **values: Any) -> Person:
    person = anna(**values)
    session.add(person)
    await session.flush()
    session.expunge_all()
    return person


BY_ID = select(Person).where(Person.telegram_id == bindparam("whose"))


async def test_a_loaded_row_is_what_sqlalchemy_would_have_read(db: Database) -> None:
    async with db.writing() as session:
        await saved(session, easy_mode=True, wake_at=NOW + timedelta(microseconds=1))
    async with db.writing() as session:
        ours = await load(session, Person, BY_ID, {"whose": 7})
    async with db.writing() as session:
        theirs = await session.scalar(BY_ID, {"whose": 7})
    assert ours is not None
    assert theirs is not None
    names = Person.__table__.columns.keys()
    assert [getattr(ours, one) for one in names] == [getattr(theirs, one) for one in names]
    assert [type(getattr(ours, one)) for one in names] == [
        type(getattr(theirs, one)) for one in names
    ]


async def test_what_is_changed_in_a_loaded_row_is_written(db: Database) -> None:
    async with db.writing() as session:
        await saved(session)
    async with db.writing() as session:
        person = await load(session, Person, BY_ID, {"whose": 7})
        assert person is not None
        person.bed_time = time(21)
    async with db.writing() as session:
        assert await session.scalar(select(Person.bed_time)) == time(21)


async def test_a_row_that_the_transaction_holds_already_is_that_one(db: Database) -> None:
    async with db.writing() as session:
        await saved(session)
    async with db.writing() as session:
        first = await load(session, Person, BY_ID, {"whose": 7})
        assert await load(session, Person, BY_ID, {"whose": 7}) is first
        assert await load(session, Person, BY_ID, {"whose": 8}) is None


async def test_new_rows_have_their_ids_their_defaults_and_their_lists(db: Database) -> None:
    async with db.writing() as session:
        person = await saved(session)
        episode = Episode(
            person_id=person.id, at=NOW, logged_at=NOW, zone="UTC", severity=None, side=None,
            face_zones=["cheek", "brow"], movement=None, duration=None, count=1, note="Ä'\n",
        )  # fmt: skip
        await add(session, episode)
        await put(session, episode, severity=3)
    async with db.writing() as session:
        found = await session.get(Episode, episode.id)
        assert found is not None
        assert (found.face_zones, found.severity, found.note) == (["cheek", "brow"], 3, "Ä'\n")
        assert (found.at, found.ended_at) == (NOW, None)


async def test_a_key_is_taken_once(db: Database) -> None:
    async with db.writing() as session:
        assert await insert_new(session, HandledUpdate, key="1.a", at=NOW)
        assert not await insert_new(session, HandledUpdate, key="1.a", at=NOW)
        assert await insert_new(session, HandledUpdate, key="1.b", at=NOW)


async def test_an_error_is_sqlalchemys_and_takes_everything_back(db: Database) -> None:
    async with db.writing() as session:
        await saved(session)

    async def twice() -> None:
        async with db.writing() as session:
            await insert_new(session, HandledUpdate, key="1.a", at=NOW)
            await add(session, anna())  # the same Telegram id

    with pytest.raises(IntegrityError):
        await twice()
    async with db.writing() as session:
        assert await session.scalar(select(HandledUpdate.key)) is None


async def test_changes_are_counted_and_values_in_the_statement_hold(db: Database) -> None:
    move = (
        update(Person)
        .where(Person.zone == bindparam("from"), Person.blocked_at.is_(None))
        .values(zone=bindparam("to"), easy_mode=True)
    )
    async with db.writing() as session:
        for number in range(3):
            await saved(session, telegram_id=number)
        assert await change(session, move, {"from": "Europe/Berlin", "to": "Asia/Tokyo"}) == 3
        assert await change(session, move, {"from": "Europe/Berlin", "to": "UTC"}) == 0
        found = await session.execute(select(Person.zone, Person.easy_mode))
        assert set(map(tuple, found)) == {("Asia/Tokyo", True)}


async def test_rows_are_read_by_name_whatever_the_statement_is(db: Database) -> None:
    some = select(Person.telegram_id, Person.wake_time.label("hour"))
    early = some.where(Person.wake_time < bindparam("limit"))
    any_of = some.where(Person.telegram_id.in_(bindparam("ids", expanding=True)))
    async with db.writing() as session:
        for number in range(3):
            await saved(session, telegram_id=number, wake_time=time(6 + number))
        rows = await fetch(session, union_all(early, early), {"limit": time(7)})
        assert [(one.telegram_id, one.hour) for one in rows] == [(0, time(6))] * 2
        found = await fetch(session, any_of.order_by(Person.id), {"ids": [1, 2]})
        assert [(one.telegram_id, one.hour) for one in found] == [(1, time(7)), (2, time(8))]


async def test_a_list_that_is_part_of_a_statement_and_one_that_is_given_are_told_apart(
    db: Database,
) -> None:
    async with db.writing() as session:
        anna, ben = await saved(session), await saved(session, telegram_id=8, language="de")
        await saved(session, telegram_id=9, language="it")
        spoken = select(Person.telegram_id).where(
            Person.language.in_(["en", "it"]), among(session)(Person.id, "ids")
        )
        found = await fetch(session, spoken, {"ids": [anna.id, ben.id]})
    assert [row.telegram_id for row in found] == [7]
