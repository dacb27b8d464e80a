"""Time that is moved: ten minutes without a network, a clock that jumps, a row that poisons."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.engine import URL

from bot.app import App
from bot.clock import MovableClock
from bot.demo.lived import LivedTime
from bot.demo.serving import serving
from bot.demo.standin import StandIn
from bot.people.tables import Person
from bot.plan.tables import ItemSchedule
from bot.reminders.engine import TRIES
from tests.faults.proxy import network
from tests.phone import MONDAY, TOKEN, Phone, Story, settings_for, telling


@pytest.fixture
async def story(database_url: URL) -> AsyncIterator[Story]:
    async with telling(database_url) as told:
        yield told


def reminders(phone: Phone, words: str) -> int:
    return sum(words in message.text for message in phone.user.received)


async def test_ten_minutes_without_a_network(database_url: URL):
    clock = MovableClock(MONDAY)
    standin = StandIn(clock, token=TOKEN)
    async with serving(standin.application()) as api, network(api) as (wire, near):
        life = LivedTime(clock, lambda: App(settings_for(near, database_url), clock))
        await life.start()
        try:
            told = Story(standin, life, clock)
            phones = [await told.phone(name).sets_up() for name in ("Ada", "Grace")]
            for phone in phones:
                await phone.adds("Clonazepam 0.5 mg 08:00")
                await phone.adds("Stretching 08:05")
            await told.at("07:59")

            seen = [phone.last.message_id for phone in phones]
            await wire.cut()
            await told.later(minutes=10)
            assert [phone.last.message_id for phone in phones] == seen
            await wire.mend()
            await told.later(minutes=1)

            for phone, last in zip(phones, seen, strict=True):
                new = [one.text for id_, one in phone.user.chat.messages.items() if id_ > last]
                assert sum("Clonazepam" in text for text in new) == 1
                assert sum("Stretching" in text for text in new) == 1
        finally:
            await life.stop()


async def test_a_clock_that_jumps_two_hours_and_back(story: Story):
    phone = await story.phone().sets_up()
    await phone.adds("Stretching 08:00")
    await phone.adds("Baclofen 10 mg 12:00")
    await story.at("07:30")
    began = story.clock()

    await story.life.move_to(began + timedelta(hours=2))
    told = reminders(phone, "Stretching")
    story.clock.move_to(began)
    await story.app.settle()
    story.app.engine.watch()
    await story.at("08:30")
    await story.at("12:00")

    assert reminders(phone, "Stretching") == told
    assert reminders(phone, "Baclofen 10 mg · 12:00") == 1


async def test_a_plan_that_poisons_is_set_aside(story: Story):
    sick, well = [await story.phone(name).sets_up() for name in ("Ada", "Grace")]
    await sick.adds("Stretching 08:00")
    await well.adds("Stretching 08:00")
    async with story.app.db.writing() as session:
        await session.execute(
            update(ItemSchedule).where(ItemSchedule.id == 1).values(spec={"v": 9})
        )
        await session.execute(update(Person).values(wake_at=story.clock()))

    for _ in range(TRIES + 5):
        await story.later(minutes=1)
    errors = story.app.metrics.errors.labels("person")._value.get()
    await story.at("08:00")

    assert errors == TRIES
    assert well.text.startswith("🙆 Stretching · 08:00")
    assert reminders(sick, "🙆 Stretching · 08:00") == 0


async def test_an_update_that_poisons_is_set_aside(story: Story, tmp_path: Path):
    del tmp_path
    well = await story.phone("Grace").sets_up()
    for broken in ({"message": {"message_id": "no number"}}, {"callback_query": 7}, {}):
        await story.standin.acknowledged(story.standin.push(dict(broken)))
    await well.sends("/today")
    assert well.text
