"""Long reads stand beside the event loop, in a thread and a transaction of their own."""

import asyncio
import threading
from collections.abc import Sequence

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.people.actions import agree
from bot.people.tables import Person
from bot.people.turn import Sender
from tests.phone import MONDAY


async def test_reads_aside_see_what_was_committed(db: Database) -> None:
    async with db.writing() as session:
        await agree(session, Sender(7, "en"), "en", MONDAY)

    async def ids(session: AsyncSession) -> Sequence[int]:
        return (await session.scalars(select(Person.telegram_id))).all()

    assert await db.aside(ids) == [7]
    async with db.writing() as session:
        await agree(session, Sender(8, "en"), "en", MONDAY)
    assert sorted(await db.aside(ids)) == [7, 8]


async def test_the_event_loop_goes_on_while_a_read_aside_stands_still(db: Database) -> None:
    """The read waits, without giving way, for what only the event loop can do."""
    told = threading.Event()

    async def stands_still(session: AsyncSession) -> tuple[bool, str]:
        await session.execute(text("SELECT 1"))
        return told.wait(20), threading.current_thread().name

    async with asyncio.TaskGroup() as group:
        reading = group.create_task(db.aside(stands_still))
        await asyncio.sleep(0)
        async with db.writing() as session:  # and nobody who writes has to wait for it, either
            await agree(session, Sender(7, "en"), "en", MONDAY)
        told.set()
    assert reading.result() == (True, "reading")


async def test_what_a_read_aside_raises_is_raised_here_and_the_next_one_works(db: Database) -> None:
    async def fails(session: AsyncSession) -> None:
        await session.execute(text("SELECT 1"))
        raise LookupError("nothing there")

    async def works(session: AsyncSession) -> object:
        return await session.scalar(text("SELECT 1"))

    with pytest.raises(LookupError, match="nothing there"):
        await db.aside(fails)
    assert await db.aside(works) == 1


async def test_closing_cancels_what_is_still_read(db: Database) -> None:
    began, ended = asyncio.Event(), []
    loop = asyncio.get_running_loop()

    async def forever(session: AsyncSession) -> None:
        await session.execute(text("SELECT 1"))
        loop.call_soon_threadsafe(began.set)
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(threading.current_thread().name)

    async with asyncio.TaskGroup() as group:
        reading = group.create_task(_cancelled(db, forever))
        await began.wait()
        await db.close()
    assert reading.result()
    assert ended == ["reading"]


async def _cancelled(db: Database, read: object) -> bool:
    try:
        await db.aside(read)  # type: ignore[arg-type]
    except asyncio.CancelledError:
        return True
    return False
