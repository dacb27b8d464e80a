"""Two devices at once: water counts twice, an answer once, and the last of two answers stands."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.engine import URL

from bot.journal.days.tables import DayRating
from bot.journal.episodes.tables import Episode
from bot.journal.water.tables import WaterGlass
from bot.reminders.tables import Occurrence
from tests.phone import Phone, Story, telling


async def at_once(phone: Phone, *labels: str) -> None:
    """Taps these buttons of the newest message that has them, before any of them is answered."""
    found = [phone.button(label) for label in labels]
    updates = [phone.user.tap(where.message_id, data) for where, data in found]
    for update in updates:
        await phone.story.standin.acknowledged(update)
    await phone.story.life.app.settle()


async def rows(story: Story, table: type) -> list:
    async with story.app.db.reading() as session:
        return list(await session.scalars(select(table).order_by(table.id)))


async def test_water_counts_on_both(story: Story, phone: Phone):
    await phone.sends("💧 Water")
    await at_once(phone, "One more", "One more")
    assert len(await rows(story, WaterGlass)) == 3


async def test_a_reminder_is_answered_once(story: Story, phone: Phone):
    await phone.adds("Water 08:00")
    await story.at("08:00")
    await at_once(phone, "Done", "Done")
    (occurrence,) = await rows(story, Occurrence)
    assert occurrence.state == "done"
    assert len(await rows(story, WaterGlass)) == 1


async def test_the_last_of_two_answers_stands(story: Story, phone: Phone):
    await story.at("21:00")
    await phone.sends("/checkin")
    await at_once(phone, "2 · others", "3 · interrupts")
    (rating,) = await rows(story, DayRating)
    assert rating.rating == 3
    await phone.sends("⚡ Episode")
    await at_once(phone, "4 · must stop", "1 · only I")
    (episode,) = await rows(story, Episode)
    assert episode.severity == 1


async def test_an_episode_on_each_device_is_two(story: Story, phone: Phone):
    updates = [phone.user.send_text("⚡ Episode") for _ in range(2)]
    for update in updates:
        await story.standin.acknowledged(update)
    assert len(await rows(story, Episode)) == 2


async def test_neither_travel_nor_clocks_reorder_the_history(database_url: URL):
    """Home, over the date line twice, and through the night in which clocks go back."""
    async with telling(database_url, start=datetime(2026, 10, 24, 20, 0, tzinfo=UTC)) as story:
        phone = await story.phone().sets_up()
        for severity, zone in enumerate(("Asia/Tokyo", "America/Los_Angeles", "Europe/Berlin"), 1):
            await phone.sends(f"/log {severity}")
            await story.later(minutes=100)
            await phone.sends(f"/timezone {zone}")
        await phone.sends("/log 4")
        lived = await rows(story, Episode)
        assert [one.severity for one in lived] == [1, 2, 3, 4]
        assert [one.at for one in lived] == sorted(one.at for one in lived)
        text = (await phone.sends("/history")).text
        before = (await phone.taps("Day before")).text
        seen = [line for page in (before, text) for line in page.splitlines() if "⚡" in line]
        words = ("only I notice", "others could", "interrupts", "must stop")
        order = [next(n for n, word in enumerate(words) if word in line) for line in seen]
        assert order == [0, 2, 1, 3], "each on its own local day, there in the order of instants"
