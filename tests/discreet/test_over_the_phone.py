"""Discreet mode as a person lives with it."""

import pytest

from bot.journal.water.tables import WaterGlass
from bot.reminders.tables import Occurrence
from tests.circle.life import rows
from tests.conftest import on_sqlite
from tests.discreet.looking import looking_at, told, turn_on
from tests.edge.watching import errors
from tests.phone import Phone, Story


@pytest.fixture
async def ada(story: Story) -> Phone:
    phone = await story.phone("Ada").sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await phone.adds("Baclofen 10 mg 08:00")
    return phone


@on_sqlite
async def test_it_is_explained_with_a_preview_and_the_keys_follow(ada: Phone) -> None:
    await ada.sends("/settings")
    page = await ada.taps("Discreet mode", ada.last)
    assert "It is time for item 1" in page.text
    assert "Messages" in page.text or "What stands in this chat already" in page.text
    await ada.taps("Turn it on", page)
    assert ada.keys == [["⚡ Note"], ["🎯 Mark", "💧 Water", "📋 Today"]]
    assert ada.text == "🙈 Discreet mode is on."
    await ada.sends("/settings")
    assert "Discreet mode is on" in ada.text
    await ada.taps("Discreet mode: on", ada.last)
    await ada.taps("Turn it off", ada.last)
    assert ada.keys[0] == ["⚡ Episode"]
    await ada.sends("/today")
    assert "Clonazepam" in ada.text


async def test_a_reminder_names_nothing_and_is_answered_as_ever(story: Story, ada: Phone) -> None:
    await turn_on(ada)
    await story.at("08:00")
    assert ada.text == "🔔 08:00\n1. item 1\n2. item 2"
    assert ada.labels()[0] == ["✅ Done 1 · item 1", "⏰ Later 1", "⏭ Skip 1"]
    with looking_at(ada) as seen:
        await ada.taps("Done 1")
        await story.at("08:10")
        await ada.taps("Skip")
        await ada.taps("It did not suit me")
    assert seen.telling == []
    assert [one.state for one in await rows(story, Occurrence)][:2] == ["done", "skipped"]
    assert errors(story) == {}


@on_sqlite
async def test_names_are_shown_by_a_tap_and_stay_until_they_are_hidden(
    story: Story, ada: Phone
) -> None:
    await turn_on(ada)
    await story.at("08:00")
    reminder = ada.last
    await ada.taps("Show names", reminder)
    assert "Clonazepam" in ada.text
    assert "item 2 = Baclofen" in ada.text
    await ada.taps("Taken 2", ada.last)
    assert "Baclofen 10 mg: ✅ Taken" in ada.text
    await ada.taps("Hide names", ada.last)
    assert told(ada.text) == []
    assert "item 2: ✅ Done" in ada.text
    assert ada.last.message_id == reminder.message_id


@on_sqlite
async def test_what_was_sent_before_is_neutral_once_it_is_tapped(story: Story, ada: Phone) -> None:
    await story.at("08:00")
    reminder = ada.last
    await turn_on(ada)
    assert "Clonazepam" in ada.user.chat.messages[reminder.message_id].text
    await ada.taps("All done", reminder)
    assert told(ada.user.chat.messages[reminder.message_id].text) == []


@on_sqlite
async def test_numbers_stay_whatever_leaves_the_plan(story: Story, ada: Phone) -> None:
    await ada.sends("/plan")
    await ada.taps("Clonazepam", ada.last)
    await ada.taps("Remove", ada.last)
    await ada.taps("Remove", ada.last)
    await ada.adds("Gabapentin 300 mg 09:00")
    await turn_on(ada)
    await ada.sends("/plan")
    assert "item 2 · 08:00" in ada.text
    assert "item 3 · 09:00" in ada.text
    assert "item 1" not in ada.text


async def test_showing_names_changes_nothing(story: Story, ada: Phone) -> None:
    await ada.sends("/water")
    await turn_on(ada)
    await story.at("08:00")
    await ada.taps("Done 1", ada.last)
    answered = ada.last
    await ada.sends("/today")
    await ada.taps("↩️", ada.last) if "↩️" in str(ada.labels()) else None
    before = [(one.id, one.state, one.taken_at) for one in await rows(story, Occurrence)]
    glasses = len(await rows(story, WaterGlass))
    for _ in range(3):
        await ada.taps("Show names", ada.user.chat.messages[answered.message_id])
        await ada.taps("Hide names", ada.user.chat.messages[answered.message_id])
    await ada.sends("/water")
    after = [(one.id, one.state, one.taken_at) for one in await rows(story, Occurrence)]
    assert after == before
    assert len(await rows(story, WaterGlass)) == glasses + 1
    assert errors(story) == {}


@on_sqlite
async def test_the_keys_are_understood_in_both_words(story: Story, ada: Phone) -> None:
    await turn_on(ada)
    for key in ("⚡ Note", "⚡ Episode"):
        await ada.sends(key)
        assert "⚡ Saved" in ada.text
    for key in ("🎯 Mark", "🎯 Trigger"):
        await ada.sends(key)
        assert "Marks" in ada.text


@on_sqlite
async def test_a_refusal_does_not_repeat_what_was_typed(ada: Phone) -> None:
    await turn_on(ada)
    with looking_at(ada) as seen:
        await ada.sends("/language Zephyrin")
        await ada.sends("/add Zephyrin 25:99")
    assert seen.telling == []


@on_sqlite
async def test_what_must_be_exact_is(ada: Phone) -> None:
    await turn_on(ada)
    await ada.sends("/urgent")
    assert "face droop" in ada.text
    await ada.sends("I have sudden face droop")
    assert "emergency" in ada.text.lower()
    await ada.sends("/privacy")
    assert "episodes" in ada.text
    await ada.sends("/learn")
    assert "Choice" not in str(ada.labels())


@on_sqlite
async def test_files_have_names_that_say_nothing(ada: Phone) -> None:
    await ada.sends("/log 3 left cheek")
    await turn_on(ada)
    await ada.sends("/report 12")
    assert ada.last.filename == "file.pdf"
    await ada.sends("/export")
    assert ada.last.filename == "file.zip"
    assert told(ada.text) == []


@on_sqlite
async def test_a_made_up_button_shows_nothing(story: Story, ada: Phone) -> None:
    await turn_on(ada)
    await ada.sends("/today")
    shown = ada.text
    for made_up in ("t:1rd~1:1", "t:1xn~t~1rd~1:1", "c:delete:1", "m:-1:1", "m:99999:1", "m:x:1"):
        await ada.taps_data(f"1xn:{made_up}", ada.last)
    await ada.taps_data("1xn:t:1xn~c~today~1:1", ada.last)
    assert ada.text == shown
    assert errors(story) == {}


@on_sqlite
async def test_the_menu_of_this_chat_names_nothing_either(story: Story, ada: Phone) -> None:
    menus, scope = story.standin.world.settings.commands, f'"chat_id": {ada.user.id}'
    await turn_on(ada)
    (mine,) = [said for (where, _), said in menus.items() if scope in where]
    assert [told(one["description"]) for one in mine if told(one["description"])] == []
    assert {"command": "today", "description": "what is due, done and ahead"} in mine
    await ada.sends("/settings")
    await ada.taps("Discreet mode: on", ada.last)
    await ada.taps("Turn it off", ada.last)
    assert not any(scope in where for where, _ in menus)
