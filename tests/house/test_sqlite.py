"""SQLite on the event loop: what can take long is kept away from it."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from bot import sqlite
from bot.db import Database


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "bot.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE word (said TEXT)")
    return path


def database_in(file: Path) -> Database:
    return Database(URL.create("sqlite+aiosqlite", database=str(file)))


async def say(db: Database, word: str) -> None:
    async with db.writing() as session:
        await session.execute(text("INSERT INTO word VALUES (:word)"), {"word": word})


def said(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [word for (word,) in connection.execute("SELECT said FROM word ORDER BY rowid")]


async def test_while_another_process_writes_the_event_loop_goes_on(file: Path) -> None:
    db = database_in(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO word VALUES ('theirs')")
        async with asyncio.TaskGroup() as group:
            waiting = group.create_task(say(db, "ours"))
            for _ in range(5):  # would not come back if the wait were in the loop's thread
                await asyncio.sleep(0)
            assert not waiting.done()
            other.execute("COMMIT")
    await db.close()
    assert said(file) == ["theirs", "ours"]


async def test_a_lock_that_is_never_given_back_is_an_error_in_the_end(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_PATIENCE", 0.04)
    db = database_in(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            await say(db, "ours")
        other.execute("COMMIT")
    await say(db, "later")
    await db.close()
    assert said(file) == ["later"]


async def test_what_fails_is_rolled_back_and_the_next_one_begins_anew(file: Path) -> None:
    db = database_in(file)

    async def say_half() -> None:
        async with db.writing() as session:
            await session.execute(text("INSERT INTO word VALUES ('half')"))
            await session.execute(text("SELECT said FROM elsewhere"))

    with pytest.raises(OperationalError, match="no such table"):
        await say_half()
    await say(db, "whole")
    await db.close()
    assert said(file) == ["whole"]


async def test_the_log_is_brought_into_the_file_in_a_thread(file: Path) -> None:
    db = database_in(file)
    for number in range(100):
        await say(db, str(number))
    assert db._checkpoint is not None
    await db._checkpoint
    alone = file.read_bytes()
    await db.close()
    (file.parent / "copy.db").write_bytes(alone)  # the file without its log
    assert said(file.parent / "copy.db") == [str(number) for number in range(100)]


async def test_a_connection_without_a_session_serves_as_well(file: Path) -> None:
    db = database_in(file)
    for _ in range(2):  # the second finds the pool's connection open already
        async with db.engine.begin() as connection:
            await connection.execute(text("INSERT INTO word VALUES ('ours')"))
            await connection.exec_driver_sql("INSERT INTO word VALUES (?)", [("a",), ("b",)])
            found = await connection.execute(text("SELECT count(*) FROM word"))
            assert found.scalar_one() % 3 == 0
        assert await db.forget()
    await db.close()
    assert said(file) == ["ours", "a", "b"] * 2
