"""From /start to a working plan."""

from datetime import time

import pytest

from bot.db import Base
from bot.drafts import Draft
from bot.plan.tables import PlanItem
from tests.people.chat import NOW, Chat, set_up


@pytest.fixture
def chat(db):
    return Chat(db, language_code="de")


async def test_at_most_eight_taps_and_no_typing_to_a_plan_with_its_first_reminder(chat):
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.taps("Berlin")
    await chat.taps("Continue")
    await chat.taps("Hemifacial spasm")
    await chat.taps("Left side")
    await chat.taps("Add the starter plan")

    assert chat.taps_counted <= 8
    assert "all set" in chat.text
    assert "First reminder: today 14:00 Water" in chat.text
    assert "/add Clonazepam 0.5 mg 08:00 20:00" in chat.text
    assert chat.keys == ["⚡ Episode", "🎯 Trigger", "💧 Water", "📋 Today"]
    assert len(chat.messages) == 2, "one message edited in place, and the last with the keyboard"

    person = await chat.person()
    assert (person.zone, person.plan_zone) == ("Europe/Berlin", "Europe/Berlin")
    assert (person.condition, person.side) == ("hfs", "left")
    assert person.set_up_at == NOW
    assert person.wake_at == NOW
    names = {item.name for item in await chat.rows(PlanItem)}
    assert names == {
        "Stretching", "Calm moment", "Water", "Morning check-in", "Evening check-in", "Bedtime",
    }  # fmt: skip
    assert await chat.rows(Draft) == []


async def test_everything_can_be_skipped(chat):
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.taps("Skip")
    assert "UTC" in chat.text
    await chat.taps("Continue")
    for _ in range(3):
        await chat.taps("Skip")
    assert "all set" in chat.text
    assert "Nothing is planned yet" in chat.text
    assert "/timezone" in chat.text
    person = await chat.person()
    assert (person.zone, person.wake_time, person.bed_time) == ("UTC", time(7), time(22, 30))
    assert (person.condition, person.side) == (None, None)
    assert await chat.rows(PlanItem) == []


async def test_a_doubled_answer_counts_once_and_shows_the_open_step(chat):
    await chat.sends("/start")
    await chat.taps("Agree")
    berlin = "1ss:zone:Europe/Berlin:s"
    await chat.taps_data(berlin)
    await chat.taps_data("1ss:zone:Europe/Vienna:s")
    assert chat.text.startswith("2/5")
    assert (await chat.person()).zone == "Europe/Berlin"


async def test_the_starter_plan_comes_once_however_often_it_is_tapped(chat):
    await set_up(chat)
    await chat.taps_data("1ss:starter:add:s")
    assert "/settings" in chat.text
    assert len(await chat.rows(PlanItem)) == 6


async def test_each_step_is_taken_up_again_days_later_and_after_a_restart(chat, db):
    await chat.sends("/start")
    await chat.taps("Agree")
    for at, answer in enumerate(["Berlin", "Continue", "Meige", "Both", "Skip"], start=1):
        again = Chat(db, language_code="de", clock=chat.clock)
        again.later(days=5)
        await again.sends("/start")
        assert again.text.startswith(f"{at}/5"), again.text
        await again.taps(answer)
    assert "all set" in again.text


@pytest.mark.parametrize(
    ("answers", "step"),
    [([], "1/5"), (["Berlin"], "2/5"), (["Berlin", "Continue", "Meige"], "4/5")],
)
async def test_the_step_is_found_even_when_the_draft_is_gone(chat, answers, step):
    await chat.sends("/start")
    await chat.taps("Agree")
    for answer in answers:
        await chat.taps(answer)
    chat.later(days=45)
    await chat.sends("/start")
    assert chat.text.startswith(step)


async def test_start_after_the_set_up_says_hello_with_the_keyboard(chat):
    await set_up(chat)
    chat.keyboard = None
    await chat.sends("/start ref_abc")
    assert "Welcome back" in chat.text
    assert "Next reminder: today 14:00 Water" in chat.text
    assert "⚡ Episode" in chat.keys


@pytest.mark.parametrize("answer", ["Eyelid twitch", "Not diagnosed"])
async def test_what_a_doctor_should_see_first_says_so(chat, answer):
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.taps("Berlin")
    await chat.taps("Continue")
    await chat.taps(answer)
    assert "see a doctor" in chat.text


async def test_nonsense_at_any_step_is_answered_and_leaves_the_step_open(chat):
    await chat.sends("/start")
    await chat.taps("Agree")
    for step, answer in enumerate(["Berlin", "Continue", "Meige", "Both", "Skip"], start=1):
        for rubbish in ("", "<b>", "/", "qwertz 99", "a" * 4000, "🙂", "{x}", "25:00"):
            await chat.sends(rubbish)
            assert f"{step}/5" in chat.text, rubbish
        await chat.taps(answer)
    assert "all set" in chat.text


async def test_other_commands_work_in_the_middle_and_the_step_stays(chat):
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.taps("Berlin")
    for command in ("/settings", "/timezone", "/pause", "/language", "/privacy", "/urgent"):
        await chat.sends(command)
        assert "/5" not in chat.text
    await chat.sends("/timezone Vienna")
    assert "Europe/Vienna" in chat.text
    await chat.sends("6:30 23:00")
    assert chat.text.startswith("3/5"), "the message went to the open step"
    person = await chat.person()
    assert (person.wake_time, person.bed_time) == (time(6, 30), time(23))


async def test_a_day_of_ones_own_moves_the_starter_plan(chat):
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.taps("Berlin")
    await chat.taps("09:00–00:30")
    await chat.taps("Skip")
    await chat.taps("Skip")
    assert "Bedtime 00:00:" in chat.text
    assert "Evening check-in 23:30:" in chat.text
    assert "Stretching 10:00, 20:30:" in chat.text


async def test_a_typed_or_dictated_label_is_as_good_as_a_tap(chat):
    await chat.sends("/start")
    await chat.taps("Agree")
    for word in ("skip", "Continue", "hemifacial spasm", "left", "add the starter plan"):
        await chat.sends(word)
    assert "all set" in chat.text
    assert (await chat.person()).side == "left"


async def test_a_shared_location_answers_the_first_step_and_is_not_kept(chat):
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.taps("Share my location")
    assert chat.keys == ["📍 Send my location", "↩️ Not now"]
    assert chat.keyboard.rows[0][0].asks_location
    await chat.shares(52.52, 13.405)
    assert chat.text.startswith("🌍 Europe/Berlin")
    assert "2/5" in chat.text
    assert chat.keys == [], "the key for the location is taken away again"
    assert (await chat.person()).zone == "Europe/Berlin"
    for table in Base.metadata.sorted_tables:
        assert not {"latitude", "longitude"} & set(table.columns.keys())


async def test_at_sea_a_city_is_asked_for_and_not_now_takes_the_key_away(chat):
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.taps("Share my location")
    await chat.shares(0, -30)
    assert "/timezone Berlin" in chat.text
    await chat.sends("↩️ Not now")
    assert chat.keys == []
    await chat.sends("tokyo")
    assert (await chat.person()).zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    "data",
    [
        "1ss:zone:Etc/GMT-2:s",
        "1ss:zone:Mars/Base:s",
        "1ss:hours:2500-2200:s",
        "1ss:hours:7-22:s",
        "1ss:hours:0700-0800:s",
        "1ss:condition:flu:s",
        "1ss:side:up:e",
        "1ss:condition:flu:e",
    ],
)
async def test_forged_answers_are_refused(chat, data):
    await chat.sends("/start")
    await chat.taps("Agree")
    step = data.split(":")[1]
    for answer in ["Skip", "Continue", "Skip"][
        : ["zone", "hours", "condition", "side"].index(step)
    ]:
        await chat.taps(answer)
    before = await chat.person()
    await chat.taps_data(data)
    assert chat.notice
    after = await chat.person()
    assert (after.zone, after.wake_time, after.condition, after.side) == (
        before.zone,
        before.wake_time,
        before.condition,
        before.side,
    )


async def test_a_zone_by_command_answers_the_first_step_as_well(chat):
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.sends("/timezone nowhere at all")
    assert "I don't know" in chat.text
    await chat.sends("/timezone Europe/Vienna")
    assert "Europe/Vienna" in chat.messages[-2].text
    assert chat.text.startswith("2/5")


async def test_the_set_up_can_be_cancelled_and_taken_up_where_it_was_left(chat):
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.taps("Berlin")
    await chat.sends("/cancel")
    assert "the set-up, which /start takes up again" in chat.text
    await chat.sends("/start")
    assert chat.text.startswith("2/5")
