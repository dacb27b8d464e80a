"""How often the engine looks: nobody is advanced for an answer in time."""

import pytest
from sqlalchemy import select

from bot.people.tables import Person
from tests.phone import Phone, Story


async def looked_at(story: Story) -> object:
    """Until when the one person's plan was advanced: the engine's last look."""
    async with story.app.db.reading() as session:
        return await session.scalar(select(Person.advanced_until))


async def due(story: Story) -> Phone:
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:00 20:00")
    await story.at("08:00")
    await story.later(seconds=10)
    return phone


@pytest.mark.parametrize("taps", [("Taken",), ("Skip", "Ran out"), ("Later", "30 min")])
async def test_no_look_for_an_answer_in_time(story: Story, taps: tuple[str, ...]) -> None:
    phone = await due(story)
    before = await looked_at(story)
    await story.later(seconds=10)
    for label in taps:
        await phone.taps(label)
    assert await story.app.engine.tick() == 0
    assert await looked_at(story) == before


async def test_no_look_for_an_episode_before_its_question_is_owed(story: Story) -> None:
    phone = await due(story)
    before = await looked_at(story)
    await phone.sends("⚡ Episode")
    await phone.taps("interrupts")
    await phone.taps("Still going")
    await story.app.engine.tick()
    assert await looked_at(story) == before

    await phone.taps("Stop")
    await story.app.engine.tick()
    assert await looked_at(story) == before


async def test_a_look_at_once_for_what_may_owe_something_sooner(story: Story) -> None:
    phone = await due(story)
    await phone.taps("Taken")
    before = await looked_at(story)
    await story.later(seconds=10)
    await phone.taps("Undo")
    await story.app.engine.tick()
    assert await looked_at(story) == story.clock()
    assert await looked_at(story) != before


async def test_what_was_put_off_comes_at_its_minute(story: Story) -> None:
    phone = await due(story)
    await phone.taps("Later")
    await phone.taps("30 min")
    await story.later(minutes=30)
    assert [one.text for one in phone.user.received].count("💊 Clonazepam 0.5 mg · 08:00") == 1
    assert len(phone.user.received[-1].rows) == 2, "it asks again"
