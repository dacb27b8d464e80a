"""Years of answers and a million others: no look of the engine and no tap reads all of them."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import sqlite
from tests.conftest import sqlite_url
from tests.phone import Phone, Story, telling

FEW = "circle_alert|supported|supporter|heartbeat|anon|CONSTANT"
"""Tables of what is waited for, or of few people; and what is no table."""
WAITING = "ix_delivery_pending|ix_delivery_held"
"""Indexes that hold nothing but what waits."""
EVERYBODY = re.compile(rf"SCAN (?!{FEW})(?!.*({WAITING}))")
DIARY = "occurrence|episode|exposure|day_rating|night|mood|water_glass|plan_change"
LIFE = re.compile(
    rf"SEARCH ({DIARY})\b(?!.*ix_occurrence_open).*\((person|item)_id=\?\)$",
)
"""All that somebody ever did."""


async def lives_a_day(story: Story, phone: Phone) -> None:
    await story.at("08:00")
    await phone.taps("Taken")
    await phone.taps("Undo")
    await phone.taps("Later")
    for line in ("/today", "/plan", "/history", "/water", "/trigger bright light", "⚡ Episode"):
        await phone.sends(line)
    await story.at("13:00")  # the afternoon's is asked for again, and then missed
    await story.at("20:30")


async def test_nothing_that_is_asked_of_the_database_grows_with_the_years(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, asked, prepare = tmp_path / "bot.db", set(), sqlite.prepare

    def listened_to(connection: sqlite3.Connection, pragmas: tuple[str, ...]) -> None:
        prepare(connection, pragmas)
        connection.set_trace_callback(asked.add)

    monkeypatch.setattr(sqlite, "prepare", listened_to)
    shutil.copy(sqlite_template, file)
    async with telling(sqlite_url(file)) as story:
        phone = await story.phone().sets_up()
        await phone.adds("Baclofen 10 mg 08:00 14:00")
        asked.clear()
        await lives_a_day(story, phone)
        await story.app.sweeper.look()
        await story.app.housekeeper._prune()
        await story.app.watch.begin(story.app.clock())

    with closing(sqlite3.connect(file)) as connection:
        plans = {
            step[3]
            for statement in asked
            if re.match("SELECT|UPDATE|DELETE|WITH", statement)
            for step in connection.execute(f"EXPLAIN QUERY PLAN {statement}")
        }
    assert {plan for plan in plans if EVERYBODY.match(plan) or LIFE.match(plan)} == set()
    assert any("ix_occurrence_open" in plan for plan in plans)
    assert any("ix_occurrence_taken" in plan for plan in plans)
