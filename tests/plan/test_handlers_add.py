"""/add: a line, its confirmation, Save; the same step by step; what goes wrong on the way."""

from datetime import date, time, timedelta

import pytest

from bot.drafts import keep_draft, open_draft
from bot.people.tables import Person
from bot.plan.items import items_of
from bot.plan.rules import (
    AfterLast,
    AsNeeded,
    AtTimes,
    EveryDays,
    Interval,
    Kind,
    Once,
    Schedule,
    Steps,
    Weekdays,
)
from bot.screen import pack
from tests.plan.chat import Chat
from tests.plan.story import ANNA, BEN, NOW, TODAY


@pytest.fixture
def chat(database, anna):
    return Chat(database, ANNA)


async def plan_of(chat, now=NOW):
    async with chat.database.writing() as session:
        person = await session.get(Person, 1)
        return await items_of(session, person, now)


async def draft_of(chat):
    async with chat.database.writing() as session:
        return await open_draft(session, 1, chat.now)


async def test_a_line_is_shown_as_it_was_understood_and_saved_with_one_tap(chat):
    await chat.sends("/add Clonazepam 0.5 mg 08:00 20:00")
    assert chat.text == (
        "I understood:\n\n"
        "💊 <b>Clonazepam</b> 0.5 mg\n"
        "Medicine\n"
        "⏰ 08:00, 20:00\n"
        "🏷 Kind of medicine: Benzodiazepine, by its name. Is that right?\n\n"
        "<b>Next</b>\n"
        "• today 20:00\n"
        "• tomorrow 08:00\n"
        "• tomorrow 20:00"
    )
    assert chat.labels == [
        ["💾 Save", "✏️ Change"],
        ["✅ Right: Benzodiazepine"],
        ["🏷 Another kind"],
        ["✖ Cancel"],
    ]
    assert await plan_of(chat) == ()

    await chat.taps("Save")
    assert chat.text == ("✅ Saved: 💊 <b>Clonazepam</b> 0.5 mg\n08:00, 20:00 · next: today 20:00")
    assert chat.labels == [["↩️ Undo", "💊 Plan"], ["➕ Add another"]]
    (item,) = await plan_of(chat)
    assert (item.name, item.amount, item.kind) == ("Clonazepam", "0.5 mg", Kind.MEDICATION)
    assert await draft_of(chat) is None


async def test_what_was_assumed_is_said(chat):
    await chat.sends("/add Water every 2h")
    assert chat.text.endswith("⚠️ While you are awake: 07:00–22:30.")


async def test_an_evening_check_in_is_an_item_like_others(chat):
    await chat.sends("/add Evening check-in 21:00")
    await chat.taps("Save")
    (item,) = await plan_of(chat)
    assert (item.kind, item.nags) == (Kind.CHECKIN, ())


async def test_somebody_who_has_told_no_zone_is_reminded_of_it(chat, database):
    async with database.writing() as session:
        person = await session.get(Person, 1)
        person.zone = person.plan_zone = "UTC"
    await chat.sends("/add Bedtime 22:30")
    assert "/timezone" in chat.text
    assert "• today 22:30" in chat.text


async def test_a_plan_at_home_time_shows_its_dates_by_the_clock_here(chat, database):
    async with database.writing() as session:
        (await session.get(Person, 1)).zone = "Asia/Tokyo"
    await chat.sends("/add Clonazepam 0.5 mg 20:00")
    assert "🏠 The plan keeps the time of Europe/Berlin" in chat.text
    assert "• tomorrow 04:00\n" in chat.text


async def test_two_taps_on_save_add_one_item(chat):
    await chat.sends("/add Clonazepam 0.5 mg 08:00")
    shown = chat.screen
    await chat.taps("Save")
    assert await chat.taps("Save", on=shown) is None
    assert chat.notice == "This is saved already, or no longer open. /plan shows all."
    assert len(await plan_of(chat)) == 1


async def test_the_save_of_an_older_line_shows_the_newer_one_and_saves_nothing(chat):
    await chat.sends("/add Clonazepam 0.5 mg 08:00")
    older = chat.screen
    await chat.sends("/add Baclofen 10 mg 09:00")
    newer = chat.screen

    assert await chat.taps("Save", on=older) == newer
    assert chat.notice == "Here is where we are."
    assert await plan_of(chat) == ()


async def test_a_line_sent_at_the_confirmation_takes_its_place_and_retires_its_buttons(chat):
    await chat.sends("/add Clonazepam 0.5 mg 08:00")
    older = chat.screen
    await chat.sends("Clonazepam 1 mg 09:00")
    assert "1 mg" in chat.text
    await chat.taps("Save", on=older)
    assert await plan_of(chat) == ()

    await chat.taps("Save")
    (item,) = await plan_of(chat)
    assert item.amount == "1 mg"


async def test_what_is_not_understood_is_said_precisely_and_the_line_can_be_sent_again(chat):
    await chat.sends("/add Clonazepam 0.5 mg 25:00")
    assert chat.text == (
        "“25:00” is not a time of day. Please write it like this: 08:00, 20:30 or 8 pm.\n\n"
        "Just send it again, or answer step by step."
    )
    assert chat.labels == [["👣 Step by step"], ["✖ Cancel"]]

    await chat.sends("Clonazepam 0.5 mg 20:00")
    assert "⏰ 20:00" in chat.text


async def test_what_was_missing_can_be_sent_alone(chat):
    await chat.sends("/add Gabapentin")
    assert "The time is missing" in chat.text
    await chat.sends("25")
    assert "Just send it again" in chat.text
    await chat.sends("08:00")
    assert "💊 <b>Gabapentin</b>" in chat.text
    assert "⏰ 08:00" in chat.text


async def test_a_line_that_was_not_understood_stays_in_sight_step_by_step_and_when_cancelled(chat):
    await chat.sends("/add Clonazepam <0.5> mg 25:00")
    await chat.taps("Step by step")
    assert "You wrote: <code>Clonazepam &lt;0.5&gt; mg 25:00</code>" in chat.text
    await chat.taps("Cancel")
    assert chat.text == (
        "✖ Nothing was added.\nYou wrote: <code>Clonazepam &lt;0.5&gt; mg 25:00</code>"
    )
    assert await draft_of(chat) is None


async def test_a_date_in_the_past_is_asked_about(chat):
    await chat.sends("/add Botox 3 Nov 10:00")
    assert chat.text.endswith(
        "⚠️ 3 Nov 2025 is in the past, so nothing of this would be due. Is that right?"
    )
    await chat.taps("Save all the same")
    assert chat.text.endswith("3 Nov 2025 at 10:00 · nothing ahead")


async def test_a_date_that_passed_before_save_was_tapped_is_asked_about_then(chat):
    await chat.sends("/add Dentist tomorrow 10:00")
    chat.now += timedelta(days=3)
    await chat.taps("Save")
    assert "Is that right?" in chat.text
    assert await plan_of(chat) == ()
    await chat.taps("Save all the same")
    assert len(await plan_of(chat)) == 1


async def test_every_part_can_be_changed_before_saving(chat):
    await chat.sends("/add Clonazpam 0.5 mg 08:00")
    await chat.taps("Change")
    assert chat.labels == [["Kind", "Name"], ["Amount", "When"], ["⬅️ Back", "✖ Cancel"]]
    assert "You wrote: <code>Clonazpam 0.5 mg 08:00</code>" in chat.text

    await chat.taps("Name")
    await chat.sends("Clonazepam")
    for part, answer in [("Amount", "1mg"), ("When", "mon, wed 7:30")]:
        await chat.taps("Change")
        await chat.taps(part)
        await chat.sends(answer)
    await chat.taps("Change")
    await chat.taps("Kind")
    await chat.taps("Something else")

    assert "🔹 <b>Clonazepam</b> 1 mg\nSomething else\n⏰ 07:30 on Mon, Wed" in chat.text
    await chat.taps("Save")
    (item,) = await plan_of(chat)
    assert item.schedule == Schedule(AtTimes((time(7, 30),)), Weekdays((0, 2)))


async def test_a_schedule_typed_alone_says_what_in_it_is_none(chat):
    await chat.sends("/add Clonazepam 0.5 mg 08:00")
    await chat.taps("Change")
    await chat.taps("When")
    await chat.sends("every blarg at 9")
    assert chat.refused == (
        "I did not understand “every blarg”. Please write only when, for example: 08:00 20:00,"
        " or: mon, wed 7:30, or: every 4h 09:00-21:00"
    )
    await chat.sends("09:00")
    assert "⏰ 09:00" in chat.text


FIRST = date(2025, 12, 1)
STEPS = [
    (["Once a day", "08:00"], Schedule(AtTimes((time(8),)))),
    (["Twice a day", "08:00 20:00"], Schedule(AtTimes((time(8), time(20))))),
    (["3 times a day", "08:00 14:00"], Schedule(AtTimes((time(8), time(14), time(20))))),
    (["Once a day", ">9 and 21:15"], Schedule(AtTimes((time(9), time(21, 15))))),
    (["Every few hours", "4 h", "awake"], Schedule(Interval(240, time(7), time(22, 30)))),
    (["Every few hours", "6 h", "Round"], Schedule(Interval(360, time(7), time(7)))),
    (["Every few hours", "8 h", "From the last"], Schedule(AfterLast(480, time(7)))),
    (["Every few hours", ">5", ">9:00-21:00"], Schedule(Interval(300, time(9), time(21)))),
    (["weekdays I choose", "Wed", "Mon", "Continue", "18:00"],
     Schedule(AtTimes((time(18),)), Weekdays((0, 2)))),
    (["weekdays I choose", "Mon", "Mon", ">fri 9:00"],
     Schedule(AtTimes((time(9),)), Weekdays((4,)))),
    (["Every few days", "3", "18:00"], Schedule(AtTimes((time(18),)), EveryDays(3, TODAY))),
    (["Every few days", ">every 10 days", "08:00"],
     Schedule(AtTimes((time(8),)), EveryDays(10, TODAY + timedelta(days=1)))),
    (["As needed", "No limits"], Schedule(AsNeeded())),
    (["As needed", ">at least 6h apart, max 3 a day"], Schedule(AsNeeded(360, 3))),
    (["On one date", "tomorrow", "12:00"], Schedule(Once(TODAY + timedelta(days=1), time(12)))),
    (["On one date", ">1 Dec", ">16:45"], Schedule(Once(FIRST, time(16, 45)))),
    (["On one date", ">1 Dec 10:00"], Schedule(Once(FIRST, time(10)))),
    ([">every 2h 9:00-21:00"], Schedule(Interval(120, time(9), time(21)))),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "schedule"), STEPS)
async def test_step_by_step_a_medicine_gets_every_kind_of_schedule(chat, answers, schedule):
    await chat.sends("/add")
    await chat.taps("Medicine")
    await chat.sends("Baclofen")
    await chat.sends("10 mg")
    for answer in answers:
        await (chat.sends(answer[1:]) if answer[0] == ">" else chat.taps(answer))
    assert chat.text.startswith("I understood:\n\n💊 <b>Baclofen</b> 10 mg\nMedicine\n")

    await chat.taps("Save")
    (item,) = await plan_of(chat)
    assert item.schedule == schedule


async def test_the_steps_show_what_is_known_and_can_be_walked_back(chat):
    await chat.sends("/add")
    first = chat.screen
    await chat.taps("Stretching")
    assert chat.text == "🙆 Stretching\n\n<b>What is it called?</b> Please send the name."
    assert chat.labels == [["Stretching"], ["⬅️ Back", "✖ Cancel"]]
    await chat.taps("Stretching")
    assert chat.text.endswith("<b>How much each time?</b> For example: <code>5 min</code>")
    await chat.taps("Skip")
    assert chat.text.startswith("🙆 <b>Stretching</b>\n\n<b>How often?</b>")
    await chat.taps("Every few hours")

    for _ in range(4):
        await chat.taps("Back")
    assert chat.screen == first


async def test_a_doubled_tap_shows_the_open_question_and_answers_nothing_twice(chat):
    await chat.sends("/add")
    first = chat.screen
    question = await chat.taps("Medicine")
    assert await chat.taps("Water", on=first) == question
    assert chat.notice == "Here is where we are."


async def test_a_doubled_tap_on_a_weekday_chooses_it_once(chat):
    await chat.sends("/add")
    await chat.taps("Water")
    await chat.taps("Water")
    await chat.taps("Skip")
    await chat.taps("weekdays I choose")
    before = chat.screen
    once = await chat.taps("Mon")
    assert await chat.taps("Mon", on=before) == once
    assert once.rows[0][0].label == "☑ Mon: on"


async def test_continue_without_a_weekday_is_refused(chat):
    await chat.sends("/add")
    await chat.taps("Water")
    await chat.taps("Water")
    await chat.taps("Skip")
    await chat.taps("weekdays I choose")
    raw = pack(chat.button("Mon").data)
    await chat.taps_data(raw.removesuffix("0") + "done")
    assert chat.refused == "Please choose at least one weekday."


@pytest.mark.parametrize(
    ("step", "value"),
    [
        ("kind", "weapon"),
        ("kind", ""),
        ("often", "hourly"),
        ("hours", "x"),
        ("hours", "100"),
        ("window", "never"),
        ("weekdays", "20"),
        ("weekdays", "7"),
        ("days", "0"),
        ("times", "2500"),
        ("times", "0800-0800"),
        ("date", "20251399"),
        ("limits", "x"),
        ("change", "confirm"),
    ],
)
async def test_an_answer_no_button_of_ours_has_is_refused_and_the_step_stays(chat, step, value):
    way = {
        "kind": [],
        "often": ["Medicine", ">x", "Skip"],
        "hours": ["Medicine", ">x", "Skip", "few hours"],
        "window": ["Medicine", ">x", "Skip", "few hours", "2 h"],
        "weekdays": ["Medicine", ">x", "Skip", "weekdays"],
        "days": ["Medicine", ">x", "Skip", "few days"],
        "times": ["Medicine", ">x", "Skip", "Twice"],
        "date": ["Medicine", ">x", "Skip", "one date"],
        "limits": ["Medicine", ">x", "Skip", "As needed"],
        "change": [">x 08:00", "Change"],
    }
    await chat.sends("/add")
    for answer in way[step]:
        await (chat.sends(answer[1:]) if answer[0] == ">" else chat.taps(answer))
    before = await draft_of(chat)
    (head, token, _, _) = pack(chat.screen.rows[0][0].data).split(":")

    await chat.taps_data(f"{head}:{token}:{step}:{value}")

    assert chat.refused
    after = await draft_of(chat)
    assert (after.step, after.data) == (before.step, before.data)
    assert after.step == step


async def test_every_step_is_taken_up_again_days_later(chat):
    for text in ["/add", "!Medicine", "Baclofen", "10 mg", "!Once", "08:00", "!Save"]:
        chat.now += timedelta(days=3)
        await (chat.taps(text[1:]) if text[0] == "!" else chat.sends(text))
    assert [item.name for item in await plan_of(chat)] == ["Baclofen"]


async def test_a_name_that_is_too_long_is_told_and_asked_for_again(chat):
    await chat.sends("/add")
    await chat.taps("Medicine")
    await chat.sends("x" * 81)
    assert chat.refused.startswith("This name has 81 characters, and 80 is the most.")
    await chat.sends(".")
    assert chat.refused.startswith("A name is missing.")
    await chat.sends("x" * 80)
    assert "How much each time?" in chat.text


async def test_a_sticker_or_a_photo_in_between_leaves_the_question_where_it_was(chat):
    await chat.sends("/add")
    for text in ["", "Medicine", "", "Baclofen", "", "Skip", "", "Once a day", "", "08:00", ""]:
        before = await draft_of(chat)
        if text == "":
            await chat.sends("")
            assert chat.refused.startswith("I need this as text, please")
            assert (await draft_of(chat)).data == before.data
        else:
            await (chat.sends(text) if text == "Baclofen" else chat.taps(text))
    assert "I understood" in chat.text


async def test_a_full_plan_is_told_and_what_was_typed_waits_for_room(chat, database):
    for number in range(60):
        await chat.sends(f"/add Tea{number:02} at 08:00")
        await chat.taps("Save")
    await chat.sends("/add Coffee 09:00")
    coffee = chat.screen
    await chat.taps("Save")
    assert chat.refused.startswith("Your plan has 60 items")

    (first, *_) = await plan_of(chat)
    await chat.sends("/plan")
    await chat.taps(first.name)
    await chat.taps("Remove")
    await chat.taps("🗑 Remove")
    await chat.taps("Save", on=coffee)
    assert "Coffee" in {item.name for item in await plan_of(chat)}


async def test_a_taper_keeps_the_amounts_of_its_steps(chat):
    await chat.sends("/add Prednisolone 10 mg 08:00 from 1 Dec, 5 mg 08:00 from 8 Dec")
    assert "• Mon 1 Dec 08:00 – 10 mg" in chat.text
    await chat.taps("Save")
    (item,) = await plan_of(chat)
    assert isinstance(item.schedule.when, Steps)
    assert item.amount is None


async def test_what_was_open_before_is_open_again_after_adding(chat, database):
    async with database.writing() as session:
        await keep_draft(session, 1, NOW, "setup", "hours", some="answer")
    await chat.sends("/add Clonazepam 0.5 mg 08:00")
    await chat.sends("/add Clonazepam 1 mg 08:00")
    await chat.taps("Save")
    draft = await draft_of(chat)
    assert (draft.flow, draft.step, draft.data) == ("setup", "hours", {"some": "answer"})


async def test_nobody_saves_the_line_of_somebody_else(chat, database, ben):
    await chat.sends("/add Clonazepam 0.5 mg 08:00")
    other = Chat(database, BEN)
    await other.taps("Save", on=chat.screen)
    assert other.notice.startswith("This is saved already, or no longer open.")
    assert await plan_of(chat) == ()


@pytest.mark.parametrize(
    "name", ["نورافلوكس <b>", "💊" * 30, "Ω&mega; \u202eevil", "'quoted' \"twice\" {name} %s"]
)
async def test_any_name_can_be_typed_and_harms_no_screen(chat, name):
    await chat.sends("/add")
    await chat.taps("Medicine")
    await chat.sends(name)
    await chat.taps("Skip")
    await chat.taps("Once a day")
    await chat.taps("08:00")
    await chat.taps("Save")
    await chat.taps("Plan")
    (item,) = await plan_of(chat)
    assert item.name == name
    await chat.taps(chat.screen.rows[0][0].label)
    await chat.taps("History")
    assert "added as" in chat.text
