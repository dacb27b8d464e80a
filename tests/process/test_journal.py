"""What the journal has answered is kept, whatever happens to the process the moment after."""

from datetime import timedelta

from sqlalchemy import ColumnElement, func, select

from bot.clock import system_clock
from bot.db import Database
from bot.journal.days.buttons import Rate, SetSleep, ToggleTrigger
from bot.journal.days.tables import DayRating, Night
from bot.journal.episodes.buttons import SetRelief, SetSeverity, UndoEpisode
from bot.journal.episodes.tables import Episode, EpisodeRelief
from bot.journal.triggers.buttons import Flag
from bot.journal.triggers.tables import Exposure
from bot.journal.water.buttons import AddGlass
from bot.journal.water.tables import WaterGlass
from bot.screen import pack
from tests.process.rows import STRETCHING, owed
from tests.process.running import House

ANSWERED = ("answerCallbackQuery", "ok")


async def test_what_was_answered_survives_a_kill_at_that_moment(house: House):
    """Every kind of tap; the process is killed as soon as the last of some is answered."""
    db = Database(house.database)
    (ada,) = house.knows(1)
    now = system_clock()
    await owed(db, [1], STRETCHING, now + timedelta(days=1))
    day = now.date().toordinal()
    bot = await house.polls()
    ada.send_text("⚡ Episode")
    await house.has_sent(1)
    await bot.kill()
    for taps in (
        {SetSeverity(1, 3): Episode.severity == 3, AddGlass(): WaterGlass.ml == 250,
         SetRelief(1, "humming", Flag.ON): EpisodeRelief.relief == "humming"},
        {Rate(2, 0, day): DayRating.rating == 2, SetSleep(420, 0, day): Night.minutes == 420,
         ToggleTrigger(1, Flag.ON, day): Exposure.trigger_id == 1,
         UndoEpisode(1): Episode.removed_at.is_not(None)},
    ):  # fmt: skip
        bot = await house.polls()
        answered = house.standin.outcomes[ANSWERED] + len(taps)
        for data in taps:
            ada.tap(ada.received[0].message_id, pack(data))
        await house.standin.until(lambda so_many=answered: outcomes(house) >= so_many, 20)
        await bot.kill()
        for kept in taps.values():
            assert await count(db, kept) == 1, kept
    await house.polls()  # what Telegram sends once more is not counted once more
    assert await count(db, WaterGlass.ml > 0) == 1
    assert await count(db, Episode.id > 0) == 1
    await db.close()


def outcomes(house: House) -> int:
    return house.standin.outcomes[ANSWERED]


async def count(db: Database, such: ColumnElement[bool]) -> int:
    """How many rows are such."""
    async with db.reading() as session:
        return await session.scalar(select(func.count()).where(such)) or 0
