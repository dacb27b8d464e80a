"""In real time: a reminder is punctual, a tap is answered at once, and no tap is lost."""

import statistics
import time
from datetime import timedelta

from sqlalchemy import select

from bot.clock import system_clock
from bot.db import Database
from bot.demo.faults import Fault
from bot.demo.people import StandInUser
from bot.people.tables import Person
from bot.reminders.tables import Occurrence
from tests.process.rows import MEDICINE, owed
from tests.process.running import House

PUNCTUAL = timedelta(seconds=2)
ANSWERED = 0.5
TAPS = 7


def data(user: StandInUser, label: str) -> tuple[int, str]:
    """The newest button with this label."""
    for message in reversed(user.received):
        for button in message.buttons:
            if label in button["text"]:
                return message.message_id, button["callback_data"]
    raise AssertionError([message.text for message in user.received])


async def tapped(house: House, user: StandInUser, label: str) -> float:
    """Taps the newest button with this label; seconds until the tap was answered."""
    answers = ("answerCallbackQuery", "ok")
    before = house.standin.outcomes[answers]
    began = time.perf_counter()
    user.tap(*data(user, label))
    await house.standin.until(lambda: house.standin.outcomes[answers] > before)
    took = time.perf_counter() - began
    await house.standin.until(lambda: has(user, "Undo" if label == "Taken" else "Taken"))
    return took


def has(user: StandInUser, label: str) -> bool:
    return any(label in button["text"] for message in user.received for button in message.buttons)


async def test_a_reminder_is_punctual_and_taps_are_answered_at_once(house: House, db: Database):
    await house.polls()
    (ada,) = house.knows(1)
    due_at = system_clock() + timedelta(seconds=2)
    await owed(db, [1], MEDICINE, due_at)
    ada.send_text("hello")  # whatever is done in a chat tells the engine what that chat is owed
    await house.has_sent(1)

    await house.standin.until(
        lambda: any("medication 1" in message.text for message in ada.received), 10
    )

    (reminder,) = [message for message in ada.received if "medication 1" in message.text]
    assert timedelta(0) <= reminder.date - due_at <= PUNCTUAL
    took = [await tapped(house, ada, ("Taken", "Undo")[n % 2]) for n in range(TAPS)]
    assert statistics.median(took) < ANSWERED


async def test_a_tap_in_hand_when_the_process_is_killed_has_one_effect(house: House, db: Database):
    bot = await house.polls()
    (ada,) = house.knows(1)
    await owed(db, [1], MEDICINE, system_clock())
    await house.has_sent(1)
    polled = house.standin.outcomes["getUpdates", "ok"]
    async with db.writing() as session:  # nobody can act on it before the kill
        await session.scalar(select(Person).where(Person.id == 1).with_for_update())
        update_id = ada.tap(*data(ada, "Taken"))
        await house.standin.until(lambda: house.standin.outcomes["getUpdates", "ok"] > polled)
        await bot.kill()
    assert await answer(db) == "open"

    held = house.standin.faults.add(Fault("answerCallbackQuery", "delay"))
    bot = await house.starts()
    await house.standin.until(lambda: held.hit == 1, 20)
    taken_at = await taken(db)
    await bot.kill()  # once more: acted on, and its answer was never finished

    await house.starts()
    await house.standin.acknowledged(update_id, 20)
    assert (await answer(db), await taken(db)) == ("done", taken_at)


async def answer(db: Database) -> str | None:
    async with db.reading() as session:
        return await session.scalar(select(Occurrence.state).where(Occurrence.person_id == 1))


async def taken(db: Database) -> object:
    async with db.reading() as session:
        return await session.scalar(select(Occurrence.taken_at).where(Occurrence.person_id == 1))
