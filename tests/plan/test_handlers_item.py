"""/plan and an item's page: every field edited, paused, removed, undone; and who may not."""

from datetime import time, timedelta

import pytest

from bot.drafts import keep_draft, open_draft
from bot.people.tables import Person
from bot.plan.actions import NewItem, add
from bot.plan.buttons import (
    ClearField,
    EditItem,
    Field,
    ItemHistory,
    KeepPast,
    OpenItem,
    OpenPlan,
    PauseItem,
    RemoveItem,
    RestoreItem,
    SetClass,
    SetKind,
    SetNags,
    TurnCalendar,
)
from bot.plan.items import items_of
from bot.plan.rules import AfterLast, AtTimes, Kind, Schedule, Weekdays
from bot.plan.tables import ItemSchedule, PlanItem
from bot.screen import pack
from tests.plan.chat import Chat
from tests.plan.story import ANNA, BEN, NOW, stored

MORNING = Schedule(AtTimes((time(8),)))


@pytest.fixture
async def chat(database, anna):
    """Anna, with one medicine in her plan, looking at its page."""
    async with database.writing() as session:
        person = await session.get(Person, anna)
        new = NewItem(Kind.MEDICATION, "Clonazepam", "0.5 mg", MORNING, "after food")
        await add(session, person, new, NOW)
    chat = Chat(database, ANNA)
    await chat.sends("/plan")
    await chat.taps("Clonazepam")
    return chat


async def item_now(chat):
    async with chat.database.writing() as session:
        (item,) = await items_of(session, await session.get(Person, 1), chat.now)
        return item


async def woken_at(chat):
    """When the engine was last woken since this was asked before."""
    async with chat.database.writing() as session:
        person = await session.get(Person, 1)
        woken, person.wake_at = person.wake_at, None
        return woken


async def test_the_page_of_an_item_tells_all_about_it(chat):
    assert chat.text == (
        "💊 <b>Clonazepam</b> 0.5 mg\n"
        "⏰ 08:00\n"
        "🔁 Repeated: after 10, 30, 60 min\n"
        "🏷 Kind of medicine: Benzodiazepine, by its name. Is that right?\n"
        "🤝 Agreed with: not said\n\n"
        "<b>Next</b>\n"
        "• tomorrow 08:00\n"
        "• Mon 24 Nov 08:00\n"
        "• Tue 25 Nov 08:00\n\n"
        "📝 Note: after food"
    )
    assert chat.labels == [
        ["⏰ Times", "⚖️ Amount"],
        ["✏️ Name", "📝 Notes"],
        ["🔁 Repeats", "🏷 Kind"],
        ["✅ Right: Benzodiazepine"],
        ["🏷 Another kind", "📦 Supply"],
        ["🤝 Doctor", "🤝 Physio", "🤝 Myself"],
        ["👥 Who hears of it"],
        ["⏸ Pause", "🗑 Remove"],
        ["🕓 History", "⬅️ Plan"],
    ]


async def test_new_times_are_typed_and_the_page_shows_when_they_are_next(chat):
    await chat.taps("Times")
    assert "Now: 08:00" in chat.text
    await chat.sends("15:00 and 9pm")
    assert chat.text.startswith("✅ Saved.\n\n💊 <b>Clonazepam</b> 0.5 mg\n⏰ 15:00, 21:00\n")
    assert "• today 15:00\n• today 21:00\n" in chat.text


async def test_times_alone_keep_the_days_and_days_take_their_place(chat):
    await chat.taps("Times")
    await chat.sends("mon, wed 7:30")
    await chat.taps("Times")
    await chat.sends("9:00")
    assert (await item_now(chat)).schedule == Schedule(AtTimes((time(9),)), Weekdays((0, 2)))
    await chat.taps("Times")
    await chat.sends("every day 10:00")
    assert (await item_now(chat)).schedule == Schedule(AtTimes((time(10),)))


async def test_an_amount_typed_beside_the_times_is_taken_too(chat):
    await chat.taps("Times")
    await chat.sends("1 mg 09:00")
    item = await item_now(chat)
    assert (item.amount, item.schedule) == ("1 mg", Schedule(AtTimes((time(9),))))


async def test_times_that_are_none_are_refused_and_asked_for_still(chat):
    await chat.taps("Times")
    await chat.sends("25:00")
    assert chat.refused.startswith("“25:00” is not a time of day.")
    await chat.sends("sometimes at 9")
    assert "“sometimes”" in chat.refused
    await chat.sends("09:00")
    assert "⏰ 09:00" in chat.text


async def test_dates_in_the_past_are_asked_about_before_they_are_taken(chat):
    await chat.taps("Times")
    await chat.sends("3 Nov 10:00")
    assert chat.text == (
        "3 Nov 2025 at 10:00\n\n3 Nov 2025 is in the past, so nothing of this would be due."
        " Keep it all the same?"
    )
    asked = chat.screen
    assert (await item_now(chat)).schedule == MORNING
    await chat.taps("Keep it")
    assert "⏰ 3 Nov 2025 at 10:00" in chat.text
    await chat.taps("Times")
    await chat.sends("09:00")
    await chat.taps("Keep it", on=asked)
    assert "3 Nov 2025 at 09:00" in chat.text


async def test_a_question_about_the_past_can_be_answered_with_other_times(chat):
    await chat.taps("Times")
    await chat.sends("3 Nov 10:00")
    await chat.taps("Change")
    await chat.sends("10:00")
    assert (await item_now(chat)).schedule == Schedule(AtTimes((time(10),)))


@pytest.mark.parametrize(
    ("button", "typed", "field", "value"),
    [
        ("Name", "Rivotril", "name", "Rivotril"),
        ("Amount", "1mg", "amount", "1 mg"),
        ("Amount", "as the doctor said", "amount", "as the doctor said"),
        ("Notes", "with water\nnot coffee", "notes", "with water\nnot coffee"),
        ("Repeats", "5, 15", "nags", (5, 15)),
        ("Repeats", "off", "nags", ()),
    ],
)
async def test_a_field_is_edited_by_typing(chat, button, typed, field, value):
    await chat.taps(button)
    await chat.sends(typed)
    assert chat.text.startswith("✅ Saved.")
    assert getattr(await item_now(chat), field) == value


@pytest.mark.parametrize(
    ("buttons", "field", "value"),
    [
        (["Amount", "No amount"], "amount", None),
        (["Notes", "No notes"], "notes", None),
        (["Repeats", "Off"], "nags", ()),
        (["Repeats", "after 5, 15, 30 min"], "nags", (5, 15, 30)),
        (["Kind", "Something else"], "kind", Kind.OWN),
    ],
)
async def test_a_field_is_edited_by_taps(chat, buttons, field, value):
    for button in buttons:
        await chat.taps(button)
    assert chat.text.startswith("✅ Saved.")
    assert getattr(await item_now(chat), field) == value


@pytest.mark.parametrize(
    ("button", "typed", "told"),
    [
        ("Name", "x" * 81, "81 characters"),
        ("Amount", "x" * 41, "41 characters"),
        ("Notes", "x" * 501, "501 characters"),
        ("Repeats", "often", "minutes here"),
        ("Repeats", "500", "1 to 240 minutes"),
        ("Kind", "medicine", "tap one"),
        ("Amount", "", "as text"),
        ("Notes", " ", "as text"),
    ],
)
async def test_what_does_not_fit_is_told_and_the_question_stays(chat, button, typed, told):
    before = await item_now(chat)
    await chat.taps(button)
    await chat.sends(typed)
    assert told in chat.refused
    assert await item_now(chat) == before
    await chat.sends(typed)
    assert told in chat.refused


@pytest.mark.parametrize("leave", ["Back", "/plan"])
async def test_going_back_ends_the_question(chat, leave):
    await chat.taps("Name")
    await (chat.sends(leave) if leave == "/plan" else chat.taps(leave))
    assert await chat.sends("Rivotril") is None
    assert (await item_now(chat)).name == "Clonazepam"


async def test_a_question_left_for_more_than_a_day_takes_no_answer(chat):
    await chat.taps("Name")
    chat.now += timedelta(hours=25)
    assert await chat.sends("Rivotril") is None
    assert (await item_now(chat)).name == "Clonazepam"


async def test_the_set_up_that_was_open_is_open_again_after_an_edit(chat):
    async with chat.database.writing() as session:
        await keep_draft(session, 1, NOW, "setup", "hours")
    await chat.taps("Name")
    await chat.sends("Rivotril")
    async with chat.database.writing() as session:
        draft = await open_draft(session, 1, NOW)
    assert (draft.flow, draft.step) == ("setup", "hours")


async def test_pausing_is_told_and_resuming_goes_on(chat):
    page = chat.text
    await chat.taps("Pause")
    assert "⏸ Paused since today 14:30" in chat.text
    assert "Next" not in chat.text
    await chat.taps("Plan")
    assert "08:00 · ⏸ paused" in chat.text
    await chat.taps("Clonazepam")
    await chat.taps("Resume")
    assert chat.text == page


async def test_removing_asks_first_and_can_be_undone(chat):
    page = chat.text
    await chat.taps("Remove")
    assert chat.text == (
        "🗑 Remove 💊 <b>Clonazepam</b> 0.5 mg from your plan? Its reminders stop; what you have"
        " logged stays.\n\nPlease don't stop a medicine without asking your doctor."
    )
    asked = chat.screen
    gone = await chat.taps("🗑 Remove")
    assert chat.text == "🗑 💊 <b>Clonazepam</b> 0.5 mg is no longer in your plan."
    assert await chat.taps("🗑 Remove", on=asked) == gone

    await chat.taps("Undo")
    assert chat.text == "↩️ Back in your plan.\n\n" + page
    assert await chat.taps("Undo", on=gone) == chat.screen


async def test_the_undo_of_saving_takes_it_out_and_its_undo_puts_it_back(chat):
    await chat.sends("/add Baclofen 10 mg 09:00")
    await chat.taps("Save")
    await chat.taps("Undo")
    assert (await item_now(chat)).name == "Clonazepam"
    await chat.taps("Undo")
    await chat.taps("⬅️ Plan")
    assert "Baclofen" in chat.text


async def test_every_button_of_a_removed_item_gets_a_kind_answer_and_changes_nothing(chat):
    await chat.taps("Remove")
    await chat.taps("🗑 Remove")
    await woken_at(chat)
    for data in every_button(1):
        if isinstance(data, RestoreItem):
            continue
        screen = await chat.taps_data(pack(data))
        text = chat.refused or (str(screen.text) if screen else "")
        assert "no longer in your plan" in text or "History" in str(data), data
    assert await woken_at(chat) is None


async def test_a_name_typed_for_an_item_removed_meanwhile_is_told_and_asked_no_more(chat):
    await chat.taps("Name")
    asked = chat.screen
    async with chat.database.writing() as session:
        (item,) = await stored(session, PlanItem)
        (schedule,) = await stored(session, ItemSchedule)
        item.removed_at = schedule.valid_until = NOW
    await chat.sends("Rivotril")
    assert "is no longer in your plan" in chat.text
    assert await chat.sends("Rivotril") is None
    await chat.taps("Back", on=asked)
    assert "is no longer in your plan" in chat.text


@pytest.mark.parametrize("item", [1, 999, 10**15])
async def test_nobody_reads_or_changes_the_items_of_others(chat, database, ben, item):
    other = Chat(database, BEN)
    before = await item_now(chat)
    await woken_at(chat)
    for data in every_button(item):
        assert await other.taps_data(pack(data)) is None
        assert other.refused == "I can't find this in your plan. /plan shows what is there."
    assert await item_now(chat) == before
    assert await woken_at(chat) is None


@pytest.mark.parametrize(
    "data",
    [
        PauseItem(1, 7),
        SetNags(1, "a-b"),
        SetNags(1, "999"),
        SetNags(1, "1-2-3-4-5-6-7"),
        ClearField(1, Field.NAME),
    ],
)
async def test_values_that_no_button_has_are_refused(chat, data):
    before = await item_now(chat)
    await chat.taps_data(pack(data))
    assert chat.refused
    assert await item_now(chat) == before


async def test_the_history_tells_what_was_changed_and_when(chat):
    chat.now += timedelta(days=2)
    await chat.taps("Times")
    await chat.sends("09:00")
    await chat.taps("Kind")
    await chat.taps("Something else")
    await chat.taps("Notes")
    await chat.taps("No notes")
    await chat.taps("Pause")
    await chat.taps("History")
    assert chat.text == (
        "🔹 <b>Clonazepam</b> 0.5 mg\n\n"
        "today 14:30: paused\n"
        "today 14:30: notes after food → none\n"
        "today 14:30: kind Medicine → Something else\n"
        "today 14:30: when 08:00 → 09:00\n"
        "Sat 22 Nov 14:30: added as Clonazepam"
    )


async def test_a_long_history_is_paged(chat):
    for number in range(24):
        await chat.taps("Name")
        await chat.sends(f"Name {number}")
    await chat.taps("History")
    assert chat.labels == [["2 of 3 ▶"], ["⬅️ Back"]]
    await chat.taps("▶")
    assert chat.labels == [["◀ 1 of 3", "3 of 3 ▶"], ["⬅️ Back"]]
    await chat.taps("▶")
    assert "added as Clonazepam" in chat.text


async def test_what_counts_from_the_last_dose_names_no_instant_it_cannot_know(chat):
    await chat.taps("Times")
    await chat.sends("every 8h after the last dose")
    assert (await item_now(chat)).schedule == Schedule(AfterLast(480, time(7)))
    assert "next: counted from the last dose" in chat.text


async def test_a_taper_is_shown_as_a_calendar_before_it_is_kept(chat):
    before = await item_now(chat)
    await chat.taps("Times")
    await chat.sends("10 mg 08:00 from 1 Dec, 5 mg 08:00 from 8 Dec")
    assert "<b>Mon 1 Dec 2025 – Sun 7 Dec 2025 (7 days)</b>: 10 mg at 08:00" in chat.text
    assert "<b>from Mon 8 Dec 2025 on</b>: 5 mg at 08:00" in chat.text
    assert (await item_now(chat)).schedule == before.schedule
    await chat.taps("Keep it")
    assert "💊 <b>Clonazepam</b>\n" in chat.text
    assert "• Mon 1 Dec 08:00 – 10 mg" in chat.text


def every_button(item):
    """One of each kind of button about an item."""
    return [
        OpenItem(item),
        *(EditItem(item, field) for field in Field),
        ClearField(item, Field.AMOUNT),
        SetNags(item, "30"),
        SetKind(item, Kind.OWN),
        SetClass(item, "other"),
        TurnCalendar(item, 0),
        KeepPast(item),
        PauseItem(item, 1),
        PauseItem(item, 0),
        RemoveItem(item, 0),
        RemoveItem(item, 1),
        RestoreItem(item),
        ItemHistory(item, 0),
    ]


async def test_a_page_of_the_plan_that_is_no_longer_there_shows_the_last_one(chat):
    await chat.taps_data(pack(OpenPlan(99)))
    assert "Clonazepam" in chat.text
    await chat.taps_data(pack(OpenPlan(-5)))
    assert "Clonazepam" in chat.text
    await chat.sends("/plan 7")
    assert "Clonazepam" in chat.text
    await chat.sends("/plan what")
    assert "Clonazepam" in chat.text
