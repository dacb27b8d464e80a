"""/settings: one screen, each button to a screen that changes one thing, and back."""

from datetime import time

import pytest

from bot.drafts import Draft
from tests.people.chat import FALLBACK, Chat, set_up


@pytest.fixture
async def chat(db):
    return await set_up(Chat(db))


async def test_one_screen_says_how_everything_stands(chat):
    await chat.sends("/settings")
    for words in (
        "Europe/Berlin, now 13:30",
        "Up 07:00, to bed 22:30",
        "English",
        "Hemifacial spasm · Left side",
        "Reminders are on",
    ):
        assert words in chat.text
    assert len(chat.labels) == 14


async def test_every_button_leads_there_and_back_in_the_same_message(chat):
    await chat.sends("/settings")
    count = len(chat.messages)
    for label in ("Time zone", "Wake and bed", "Condition", "Language", "Pause"):
        await chat.taps(label)
        assert not chat.text.startswith("⚙️")
        await chat.taps("⚙️ Settings")
        assert chat.text.startswith("⚙️")
    assert len(chat.messages) == count
    assert await chat.rows(Draft) == [], "no question stays open behind"


async def test_the_day_is_changed_by_a_tap_or_typed(chat):
    await chat.sends("/settings")
    await chat.taps("Wake and bed")
    await chat.taps("06:00–22:00")
    assert "Up 06:00, to bed 22:00" in chat.text
    await chat.taps("Wake and bed")
    await chat.sends("25:99 7")
    assert "not a time of day" in chat.text
    await chat.sends("8 am to 0:30")
    assert "Up 08:00, to bed 00:30" in chat.text
    person = await chat.person()
    assert (person.wake_time, person.bed_time) == (time(8), time(0, 30))
    await chat.sends("6:30 23:00")
    assert chat.text == FALLBACK, "the question is answered"


async def test_condition_leads_on_to_side_and_both_can_be_taken_back(chat):
    await chat.sends("/settings")
    await chat.taps("Condition")
    await chat.taps("Blepharospasm")
    await chat.taps("Both sides")
    assert "Blepharospasm · Both sides" in chat.text
    await chat.taps("Condition")
    await chat.taps("Rather not say")
    await chat.taps("Rather not say")
    assert "not said · not said" in chat.text
    person = await chat.person()
    assert (person.condition, person.side) == (None, None)


async def test_the_zone_is_changed_from_here_with_the_question_about_the_plan(chat):
    await chat.sends("/settings")
    await chat.taps("Time zone")
    await chat.taps("New York")
    await chat.taps("Keep home time")
    await chat.taps("⚙️ Settings")
    assert "America/New_York" in chat.text
    assert "keeps the time of Berlin" in chat.text


async def test_a_pause_is_set_and_ended_from_here(chat):
    await chat.sends("/settings")
    await chat.taps("Pause")
    await chat.taps("7 days")
    await chat.sends("/settings")
    assert "Paused until Sun 30 Nov 2025" in chat.text
    await chat.taps("⏸ Paused")
    await chat.taps("Resume")
    assert (await chat.person()).paused_until is None


async def test_it_works_in_the_middle_of_the_set_up(db):
    chat = Chat(db)
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.sends("/settings")
    await chat.taps("Wake and bed")
    await chat.sends("6:00 22:00")
    assert "Up 06:00" in chat.text
    await chat.sends("Berlin")
    assert chat.text.startswith("🌍 Europe/Berlin"), "the first step had stayed open"
    assert "2/5" in chat.text


async def test_easy_mode_is_one_large_key_until_it_is_turned_off(chat):
    await chat.sends("/settings")
    await chat.taps("Easy mode: one large key")
    assert "one large key" in chat.text
    assert chat.keys == ["⚡ Episode"]
    await chat.sends("/start")
    assert chat.keys == ["⚡ Episode"]
    await chat.sends("/settings")
    await chat.taps("Easy mode: off")
    assert chat.keys == ["⚡ Episode", "🎯 Trigger", "💧 Water", "📋 Today"]


async def test_the_weekly_questions_can_be_stopped_and_taken_up_again(chat):
    await chat.sends("/settings")
    await chat.taps("Weekly questions: stop")
    assert chat.notice == "Saved."
    await chat.taps("Weekly questions: ask again")
    assert "🗒 Weekly questions: stop" in chat.labels


async def test_other_conditions_are_told_taken_back_and_never_guessed(chat):
    assert (await chat.person()).related is None
    await chat.sends("/settings")
    await chat.taps("Other conditions")
    assert "I never guess one" in chat.text
    await chat.taps("cerebellum")
    await chat.taps("Multiple sclerosis")
    assert (await chat.person()).related == ["ms", "cerebellum"]
    await chat.taps_data("1sz:ms:1")
    assert (await chat.person()).related == ["ms", "cerebellum"], "a doubled tap asks for the same"
    await chat.taps("☑ A disorder of the cerebellum: on")
    await chat.taps("☑ Multiple sclerosis: on")
    assert (await chat.person()).related is None
