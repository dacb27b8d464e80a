"""One row or one update that cannot be read: it is set aside, and everybody else is served."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import URL

from bot.people.tables import Person
from bot.plan.tables import ItemSchedule
from bot.reminders.engine import TRIES
from tests.faults.crowd import FROM, crowd, doubted
from tests.faults.tally import Tally, tally
from tests.phone import Phone, Story
from tests.process.rows import FIRST
from tests.process.test_taps import data, has

OWED = 60
UNREADABLE: tuple[dict[str, Any], ...] = (
    {"message": {"message_id": "no number"}},
    {"callback_query": 7},
    {},
)


async def is_written(story: Story, schedule_id: int, spec: dict[str, Any]) -> None:
    """As somebody might with the database's own shell; and the engine looks at its person."""
    async with story.app.db.writing() as session:
        schedule = update(ItemSchedule).where(ItemSchedule.id == schedule_id)
        await session.execute(schedule.values(spec=spec))
        await session.execute(update(Person).values(wake_at=story.clock()))


def reminders(phone: Phone, words: str) -> int:
    return sum(words in message.text for message in phone.user.received)


async def test_a_plan_that_poisons_is_set_aside(
    story: Story, database_url: URL, tell: Callable[[Tally], Tally]
):
    sick, well = [await story.phone(name).sets_up() for name in ("Ada", "Grace")]
    await sick.adds("Stretching 08:00")
    await well.adds("Stretching 08:00")
    due_at = story.next("08:00")
    people = await crowd(story.standin, story.app.db, [due_at], OWED)
    async with story.app.db.reading() as session:
        spec = await session.scalar(select(ItemSchedule.spec).where(ItemSchedule.id == FROM))
    await is_written(story, 1, {"v": 9})
    await is_written(story, FROM, {"v": 9})

    for _ in range(TRIES + 5):
        await story.later(minutes=1)
    errors = story.app.metrics.errors.labels("person")._value.get()
    await story.at("08:00")

    assert errors == 2 * TRIES
    assert well.text.startswith("🙆 Stretching · 08:00")
    assert reminders(sick, "🙆 Stretching · 08:00") == 0
    name = f"one plan row of {OWED} poisoned, {database_url.get_backend_name()}"
    told = tell(tally(people, name, due_at, await doubted(story.app.db)))
    assert (told.without, told.doubled) == ({FIRST + FROM}, frozenset())

    assert spec is not None
    await is_written(story, FROM, spec)
    await story.later(minutes=1)
    assert people.arrived == OWED  # mended: asked about late, and once


async def test_an_update_that_poisons_is_set_aside(
    story: Story, database_url: URL, tell: Callable[[Tally], Tally]
):
    """Between the taps of everybody else: theirs are answered, and nothing is asked for again."""
    well = await story.phone("Grace").sets_up()
    due_at = story.next("08:00")
    people = await crowd(story.standin, story.app.db, [due_at], OWED)
    await story.at("08:00")
    refused = story.app.metrics.errors.labels("bad_update")._value.get

    last = 0
    for number, user in enumerate(people.users.values()):
        broken = UNREADABLE[number % len(UNREADABLE)]
        await story.standin.acknowledged(story.standin.push(dict(broken)))
        if has(user, "Taken"):
            last = user.tap(*data(user, "Taken"))
    await story.standin.acknowledged(last)
    await well.sends("/today")

    assert well.text
    answered = [user for user in people.users.values() if has(user, "Undo")]
    assert len(answered) == OWED // 2
    assert 0 < refused() <= OWED  # each once
    name = f"{OWED} updates that cannot be read, {database_url.get_backend_name()}"
    told = tell(tally(people, name, due_at, await doubted(story.app.db)))
    assert (told.lost, told.doubled) == (0, frozenset())
