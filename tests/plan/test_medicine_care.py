"""Medicines with care: their kind confirmed in a tap, dated steps put together and looked at."""

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.people.tables import Person
from bot.plan.calendar_screens import PAGE, calendar, pages_of, stretches
from bot.plan.items import items_of
from bot.plan.medicines import MedicineClass
from bot.plan.rules import Schedule, Step, Steps, Weekdays
from bot.plan.tables import PlanItem
from tests.plan.chat import ENGLISH, Chat
from tests.plan.story import ANNA


@pytest.fixture
def chat(database, anna):
    return Chat(database, ANNA)


async def item_now(chat):
    async with chat.database.writing() as session:
        (item,) = await items_of(session, await session.get(Person, 1), chat.now)
        return item


async def kind_now(chat):
    item = await item_now(chat)
    return item.medicine_class, item.is_class_confirmed


async def test_one_tap_before_saving_confirms_the_kind(chat):
    await chat.sends("/add Clonazepam 0.5 mg 08:00")
    await chat.taps("Right: Benzodiazepine")
    assert "🏷 Kind of medicine: Benzodiazepine\n" in chat.text
    assert ["🏷 Kind of medicine"] in chat.labels
    await chat.taps("Save")
    assert await kind_now(chat) == (MedicineClass.BENZODIAZEPINE, True)


async def test_saved_without_it_the_items_page_asks(chat):
    await chat.sends("/add Baclofen 10 mg 08:00")
    await chat.taps("Save")
    assert await kind_now(chat) == (MedicineClass.MUSCLE_RELAXANT, False)
    await chat.sends("/plan")
    await chat.taps("Baclofen")
    assert "Muscle relaxant, by its name. Is that right?" in chat.text
    await chat.taps("Right: Muscle relaxant")
    assert "🏷 Kind of medicine: Muscle relaxant\n" in chat.text
    assert await kind_now(chat) == (MedicineClass.MUSCLE_RELAXANT, True)


async def test_another_kind_is_chosen_before_and_after_saving(chat):
    await chat.sends("/add Baclofen 10 mg 08:00")
    await chat.taps("Another kind")
    await chat.taps("Anticonvulsant")
    await chat.taps("Save")
    assert await kind_now(chat) == (MedicineClass.ANTICONVULSANT, True)
    await chat.sends("/plan")
    await chat.taps("Baclofen")
    await chat.taps("🏷 Kind of medicine")
    await chat.taps("Benzodiazepine")
    assert await kind_now(chat) == (MedicineClass.BENZODIAZEPINE, True)
    await chat.taps("History")
    assert "kind of medicine Anticonvulsant → Benzodiazepine" in chat.text


async def test_what_nobody_knows_stays_unknown(chat):
    await chat.sends("/add Valium 5 mg 08:00")
    await chat.taps("Another kind")
    await chat.taps("I don't know")
    assert "Kind of medicine: not known" in chat.text
    await chat.taps("Save")
    assert await kind_now(chat) == (None, True)
    await chat.sends("/plan")
    await chat.taps("Valium")
    assert "by its name" not in chat.text
    await chat.taps("Name")
    await chat.sends("Valium 5")
    assert await kind_now(chat) == (None, True)


async def test_a_new_name_asks_anew_where_it_suggests_another_kind(chat):
    await chat.sends("/add Clonazepam 0.5 mg 08:00")
    await chat.taps("Right")
    await chat.taps("Save")
    await chat.sends("/plan")
    await chat.taps("Clonazepam")
    await chat.taps("Name")
    await chat.sends("Rivotril")
    assert await kind_now(chat) == (MedicineClass.BENZODIAZEPINE, True)
    await chat.taps("Name")
    await chat.sends("Lyrica")
    assert await kind_now(chat) == (MedicineClass.ANTICONVULSANT, False)


async def test_what_is_no_medicine_has_no_kind(chat):
    await chat.sends("/add Stretching 08:00")
    assert "Kind of medicine" not in chat.text
    assert not any("Kind of medicine" in label for row in chat.labels for label in row)


async def test_a_line_of_steps_is_a_calendar_before_it_is_saved(chat):
    await chat.sends("/add Baclofen 5 mg 08:00 from 1 Dec, 10 mg from 8 Dec")
    assert "📅 <b>Calendar</b>" in chat.text
    assert "<b>Mon 1 Dec 2025 – Sun 7 Dec 2025 (7 days)</b>: 5 mg at 08:00" in chat.text
    assert "<b>from Mon 8 Dec 2025 on</b>: 10 mg at 08:00" in chat.text
    async with chat.database.reading() as session:
        assert await session.scalar(select(PlanItem.id)) is None
    await chat.taps("Save")
    await chat.sends("/plan")
    await chat.taps("Baclofen")
    await chat.taps("Calendar")
    assert "<b>from Mon 8 Dec 2025 on</b>: 10 mg at 08:00" in chat.text


async def test_steps_are_put_together_tap_by_tap(chat):
    await chat.sends("/add")
    await chat.taps("Medicine")
    await chat.sends("Baclofen")
    await chat.sends("5 mg")
    await chat.taps("In dated steps")
    await chat.taps("tomorrow")
    await chat.taps("5 mg")
    await chat.taps("08:00")
    assert "<b>from Sun 23 Nov 2025 on</b>: 5 mg at 08:00" in chat.text
    await chat.taps("Another step")
    await chat.taps("Sun 30 Nov")
    await chat.sends("10 mg")
    await chat.sends("08:00 20:00")
    await chat.taps("It ends on a date")
    await chat.sends("6 Dec")
    assert "<b>Sun 23 Nov 2025 – Sat 29 Nov 2025 (7 days)</b>: 5 mg at 08:00" in chat.text
    assert "<b>Sun 30 Nov 2025 – Sat 6 Dec 2025 (7 days)</b>: 10 mg at 08:00, 20:00" in chat.text
    await chat.taps("Save")
    assert (await item_now(chat)).schedule == Schedule(
        Steps(
            (
                Step(date(2025, 11, 23), (time(8),), "5 mg"),
                Step(date(2025, 11, 30), (time(8), time(20)), "10 mg", date(2025, 12, 6)),
            )
        )
    )
    assert (await item_now(chat)).amount is None


async def test_what_does_not_follow_is_refused_and_nothing_is_lost(chat):
    await chat.sends("/add")
    await chat.taps("Medicine")
    await chat.sends("Baclofen")
    await chat.taps("Skip")
    await chat.taps("In dated steps")
    await chat.sends("1 Dec")
    await chat.sends("5 mg")
    await chat.sends("at breakfast")
    assert "Please send times of day" in chat.refused
    await chat.sends("08:00")
    await chat.taps("Another step")
    await chat.sends("30 Nov 2025")
    assert "The step before begins on 2025-12-01" in chat.refused
    await chat.sends("8 Dec")
    await chat.sends("10 mg")
    await chat.taps("08:00")
    await chat.taps("It ends on a date")
    await chat.sends("5 Dec 2025")
    assert "so it ends later" in chat.refused
    await chat.sends("14 Dec")
    await chat.taps("Save")
    assert len((await item_now(chat)).schedule.when.steps) == 2


LONG = ", ".join(f"{n} mg from {3 * n - 4} Dec" for n in range(2, 10))


async def test_a_long_calendar_has_pages_before_and_after_saving(chat):
    await chat.sends(f"/add Baclofen 1 mg 08:00 from 1 Dec, {LONG}")
    assert "page 1 of 2" in chat.text
    assert "1 mg at 08:00" in chat.text
    await chat.taps("2 of 2 ▶")
    assert "page 2 of 2" in chat.text
    assert "9 mg at 08:00" in chat.text
    assert "\n<b>Mon 1 Dec" not in chat.text
    await chat.taps("Save")
    await chat.sends("/plan")
    await chat.taps("Baclofen")
    await chat.taps("Calendar")
    await chat.taps("2 of 2 ▶")
    assert "9 mg at 08:00" in chat.text
    await chat.taps("Back")
    await chat.taps("Times")
    await chat.sends(f"1 mg 08:00 from 1 Dec, {LONG}, 20 mg from 28 Dec")
    await chat.taps("▶")
    assert "20 mg at 08:00" in chat.text
    await chat.taps("Keep it")
    assert len((await item_now(chat)).schedule.when.steps) == 10


def test_pauses_stand_in_the_calendar_too() -> None:
    steps = Steps(
        (
            Step(date(2026, 10, 19), (time(8),), "20 mg", date(2026, 10, 25)),
            Step(date(2026, 11, 9), (time(8),), "5 mg", date(2026, 11, 20), Weekdays((0, 2, 4))),
        )
    )
    assert str(calendar(ENGLISH, steps, 0)) == (
        "📅 <b>Calendar</b>\n"
        "<b>Mon 19 Oct 2026 – Sun 25 Oct 2026 (7 days)</b>: 20 mg at 08:00\n"
        "<b>Mon 26 Oct 2026 – Sun 8 Nov 2026 (14 days)</b>: nothing\n"
        "<b>Mon 9 Nov 2026 – Fri 20 Nov 2026 (12 days)</b>: 5 mg at 08:00 on Mon, Wed, Fri\n"
        "<b>from Sat 21 Nov 2026 on</b>: nothing"
    )


@given(st.lists(st.integers(1, 40), min_size=1, max_size=40), st.booleans())
def test_every_day_stands_in_one_stretch(spans, ends) -> None:
    day, steps = 740_000, []
    for span in spans:
        until = date.fromordinal(day + span // 2) if ends else None
        steps.append(Step(date.fromordinal(day), (time(8),), "5 mg", until))
        day += span
    found = stretches(steps)
    for earlier, later in pairwise(found):
        assert earlier.until is not None
        assert earlier.until.toordinal() + 1 == later.start.toordinal()
    assert found[-1].until is None
    assert pages_of(Steps(tuple(steps))) == -(-len(found) // PAGE)


@pytest.mark.parametrize("page", [-5, 0, 99])
def test_a_page_that_is_not_there_shows_the_nearest(page) -> None:
    steps = Steps((Step(date(2026, 1, 1), (time(8),), "5 mg"),))
    assert "5 mg" in calendar(ENGLISH, steps, page)
