"""What is erased is gone from the file: not a byte of a name, a note, a medicine, a trigger."""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.db import Database
from bot.people.actions import agree
from bot.people.turn import Sender
from tests.conftest import sqlite_url
from tests.phone import Phone, Story, telling

NOW = datetime(2026, 3, 2, tzinfo=UTC)
HEALTH = {
    "medicine": "Zyxotrombin",
    "amount": "7.25 mg",
    "episode": "aspenwood at the window",
    "trigger": "marzipanfumes",
    "half-way": "Wolkenstolz",
}


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "bot.db"
    shutil.copy(sqlite_template, copy)
    return copy


@pytest.fixture
async def story(file: Path) -> AsyncIterator[Story]:
    async with telling(sqlite_url(file)) as told:
        yield told


def stored(file: Path) -> bytes:
    """Everything on the disk: the database and its write-ahead log."""
    log = file.with_name(file.name + "-wal")
    return file.read_bytes() + (log.read_bytes() if log.exists() else b"")


def left(file: Path, words: dict[str, str] = HEALTH) -> set[str]:
    content = stored(file)
    return {what for what, text in words.items() if text.encode() in content}


async def a_life(phone: Phone) -> None:
    """Someone who has said everything that can be said about them."""
    await phone.sets_up()
    await phone.adds(f"{HEALTH['medicine']} {HEALTH['amount']} 08:00")
    await phone.sends(f"/log 3 left cheek {HEALTH['episode']}")
    await phone.sends(f"/trigger {HEALTH['trigger']}")
    await phone.sends("/water 333 ml")
    await phone.sends("/checkin 2")
    await phone.sends(f"/add {HEALTH['half-way']} 09:00")


async def test_nothing_of_a_person_is_left_on_the_disk(story: Story, file: Path) -> None:
    phone, other = story.phone("Ada"), story.phone("Grace")
    await a_life(phone)
    await other.sets_up()
    await other.adds("Pomegranate 12:00")
    await story.at("08:01")
    told = left(file)
    assert {"medicine", "trigger", "episode", "half-way"} <= told, "or this test proves nothing"

    await phone.leaves()

    assert left(file) == set()
    assert str(phone.user.id).encode() not in stored(file)
    assert not story.app.db.owes_forgetting
    assert b"Pomegranate" in stored(file)


async def test_nothing_is_left_of_who_took_a_day_either(story: Story, file: Path) -> None:
    phone = story.phone("Ada")
    await a_life(phone)
    await phone.sends("/cancel")
    await phone.sends("/delete delete")
    await phone.taps("In a day")
    assert {"medicine", "trigger", "episode"} <= left(file)

    await story.later(hours=24, minutes=1)

    assert "erased" in phone.text
    assert left(file) == set()
    assert str(phone.user.id).encode() not in stored(file)
    assert not story.app.db.owes_forgetting


async def test_a_reader_in_the_way_is_waited_for(story: Story, file: Path) -> None:
    phone = story.phone("Ada")
    await a_life(phone)
    db, reading, gone = story.app.db, asyncio.Event(), asyncio.Event()

    async def read() -> None:
        async with db.reading() as session:
            await session.connection()
            reading.set()
            await gone.wait()

    async with asyncio.TaskGroup() as group:
        group.create_task(read())
        await reading.wait()
        group.create_task(phone.sends("/delete DELETE"))
        await story.standin.until(lambda: "Delete now" in str(phone.labels()))
        tap = group.create_task(phone.taps("Delete now"))
        await soon(lambda: db.owes_forgetting)
        assert not tap.done()
        gone.set()

    assert left(file) == set()
    assert "erased" in phone.text


async def test_who_waits_in_vain_forgets_later(file: Path) -> None:
    db, other = Database(sqlite_url(file)), Database(sqlite_url(file))
    async with db.writing() as session:
        await (await session.connection()).exec_driver_sql("DELETE FROM heartbeat")
    async with other.reading() as session:
        await (await session.connection()).exec_driver_sql("SELECT * FROM heartbeat")
        async with db.writing() as mine:
            await (await mine.connection()).exec_driver_sql("DELETE FROM heartbeat WHERE id = 7")
        assert not await db.forget(patience=0.1)
        assert db.owes_forgetting
    assert await db.forget()
    assert not db.owes_forgetting
    await db.close()
    await other.close()


async def test_pages_are_clean_however_they_were_filled(file: Path) -> None:
    """Rows that grow, shrink, split pages and spill over: the worst that a file can hold."""
    db, dice = Database(sqlite_url(file)), random.Random(4)
    async with db.writing() as session:
        for telegram_id in (1, 2):
            await agree(session, Sender(telegram_id, "en"), "en", NOW)
    for _ in range(60):
        async with db.writing() as session:
            sql = (await session.connection()).exec_driver_sql
            for _ in range(10):
                person = dice.choice((1, 2))
                word = "Zyxotrombin " if person == 1 else "Pomegranate "
                note = word * dice.choice((1, 9, 800))
                await sql(
                    "INSERT INTO episode (person_id, at, zone, logged_at, face_zones, count, note)"
                    " VALUES (?, '2026', 'UTC', '2026', '[]', 1, ?)",
                    (person, note),
                )
            shorter = "Zyxotrombin" * dice.choice((1, 30, 500))
            await sql(
                "UPDATE episode SET note = ? WHERE person_id = 1 AND id % 7 = ?",
                (shorter, dice.randrange(7)),
            )
    async with db.writing() as session:
        await (await session.connection()).exec_driver_sql("DELETE FROM person WHERE id = 1")
    assert await db.forget()
    assert b"Zyxotrombin" not in stored(file)
    assert b"yxotrom" not in stored(file)
    assert b"Pomegranate" in stored(file)
    await db.close()


async def soon(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0)
