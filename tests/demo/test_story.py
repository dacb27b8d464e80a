"""`demo --story`: twelve weeks of a made-up person, lived by the bot itself, the same each time."""

import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from statistics import mean
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import select
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.clock import MovableClock
from bot.db import Base
from bot.demo import story
from bot.demo.lived import LivedTime
from bot.demo.run import demo_settings
from bot.demo.serving import serving
from bot.demo.standin import StandIn
from bot.demo.story_life import live_story
from bot.export.bundle import JSON_NAME
from bot.journal.days.tables import DayRating
from bot.journal.episodes.tables import Episode, EpisodeRelief
from bot.journal.triggers.rules import Usual
from bot.plan.tables import PlanItem
from bot.reminders.tables import Occurrence
from tests.conftest import sqlite_url
from tests.phone import Phone, Story
from tests.postgres import Postgres

UNTIL = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
"""A Wednesday, after the clocks went back in Berlin and in New York."""
PLUMBING = {"note", "delivery", "draft"}


@asynccontextmanager
async def lived(url: URL, days: int = story.DAYS) -> AsyncIterator[Phone]:
    clock = MovableClock(UNTIL)
    standin = StandIn(clock, first_id=100_000)
    async with serving(standin.application()) as api:
        settings = demo_settings(api, url.render_as_string(hide_password=False))
        life = LivedTime(clock, lambda: App(settings, clock))
        user = standin.user("You")
        try:
            await live_story(life, clock, standin, user, 7, days)
            yield Phone(Story(standin, life, clock), user)
        finally:
            await life.stop()


async def rows(session: AsyncSession) -> dict[str, list[Any]]:
    """Everything but plumbing; the person's Telegram id is the stand-in's, and the same."""
    found = {}
    for table in Base.metadata.sorted_tables:
        of_person = table.name == "person" or table.foreign_keys
        if of_person and table.name not in PLUMBING:
            columns = [one for one in table.columns if one.name not in {"delivery_id", "wake_at"}]
            read = await session.execute(select(*columns).order_by(*table.primary_key.columns))
            found[table.name] = [tuple(map(str, row)) for row in read]
    return found


async def test_a_seed_tells_the_same_on_both_databases(
    sqlite_template: Path, postgres: Postgres, tmp_path: Path
):
    file = tmp_path / "bot.db"
    file.write_bytes(sqlite_template.read_bytes())
    told = []
    with postgres.database() as other:
        for url in (sqlite_url(file), other):
            async with lived(url, days=12) as phone, phone.story.app.db.reading() as session:
                told.append(await rows(session))
    assert told[0] == told[1]
    assert len(told[0]["episode"]) > 10


async def test_twelve_weeks_can_be_looked_back_upon(sqlite_template: Path, tmp_path: Path):
    file = tmp_path / "bot.db"
    file.write_bytes(sqlite_template.read_bytes())
    async with lived(sqlite_url(file)) as phone:
        assert phone.story.clock() >= UNTIL
        async with phone.story.app.db.reading() as session:
            await holds_a_life(session)
            found = await rows(session)
        await shows_the_last_days(phone)
        await can_be_taken_along(phone, found)


async def holds_a_life(session: AsyncSession) -> None:
    """All that a summary can be tried on."""
    begins = (UNTIL - timedelta(days=story.DAYS)).date()
    injected = begins + timedelta(days=story.INJECTION)
    ratings = {row.local_date: row.rating for row in await session.scalars(select(DayRating))}
    assert 56 <= len(ratings) < story.DAYS, "most evenings are answered, and some are not"
    before, eased, back = (
        mean([rating for day, rating in ratings.items() if first <= (day - injected).days < end])
        for first, end in ((-10, 0), (14, 50), (64, 75))
    )
    assert eased < before - 0.7
    assert eased < back - 0.7
    states = Counter(
        (row.kind, row.state)
        for row in await session.execute(
            select(PlanItem.kind, Occurrence.state).join(
                Occurrence, Occurrence.item_id == PlanItem.id
            )
        )
    )
    assert states["injection", "done"] == 1
    assert states["medication", "done"] > 10 * states["medication", "missed"] > 0
    assert states["stretching", "skipped"] > 0
    zones = set(await session.scalars(select(Episode.zone)))
    assert zones == {story.HOME, story.AWAY}
    helped = Counter(await session.scalars(select(EpisodeRelief.helped)))
    assert helped[True] > 10
    assert helped[False] > 5


async def shows_the_last_days(phone: Phone) -> None:
    days = {message.date.date() for message in phone.user.messages}
    assert {UNTIL.date() - timedelta(days=back) for back in range(3)} <= days
    summaries = [message for message in phone.user.received if "📊" in message.text]
    assert len(summaries) == 1
    assert summaries[0].attachment is not None
    assert phone.keys[0] == ["⚡ Episode"]
    await phone.sends("/week")
    assert "📊" in phone.text
    await phone.sends("/history")
    assert "⚡" in phone.text
    await phone.sends("/report 12")
    assert phone.last.attachment is not None
    assert phone.last.attachment.data.startswith(b"%PDF")


async def can_be_taken_along(phone: Phone, found: dict[str, list[Any]]) -> None:
    await phone.sends("/export")
    sent = next(one for one in reversed(phone.user.received) if one.attachment is not None)
    with ZipFile(BytesIO(sent.attachment.data)) as bundle:
        taken = json.loads(bundle.read(JSON_NAME))
    assert len(taken["tables"]["episode"]) == len(found["episode"])


@pytest.mark.parametrize("seed", range(5))
def test_stress_goes_with_worse_days_and_coffee_does_not(seed: int):
    """Made so: over many weeks, one trigger of all matters."""
    days = [story.day_of(seed, number, number % 7) for number in range(1000)]
    rated = [one for one in days if one.rating is not None]
    for trigger in (Usual.STRESS, *(one for one in Usual if one is not Usual.STRESS)):
        there = [day.rating for day in rated if trigger in day.present]
        if there:
            away = [day.rating for day in rated if trigger not in day.present]
            apart = mean(there) - mean(away)
            assert (apart > 1) if trigger is Usual.STRESS else (abs(apart) < 0.4)
