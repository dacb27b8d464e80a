"""Everything by voice: what dictation writes, and what comes of it."""

import pytest
from sqlalchemy import select

from bot.journal.episodes.tables import Episode
from bot.journal.water.tables import WaterGlass
from bot.people.tables import Person
from bot.plan.tables import PlanItem
from tests.phone import Phone, Story


async def all_of(phone: Phone, table):
    async with phone.story.app.db.reading() as session:
        return list(await session.scalars(select(table)))


async def test_an_episode_with_its_strength_and_side(phone: Phone):
    await phone.sends("Episode three left.")
    (episode,) = await all_of(phone, Episode)
    assert (episode.severity, episode.side, episode.note) == (3, "left", "")


async def test_a_medicine_is_shown_for_confirmation_and_saved_by_its_button(phone: Phone):
    for said in (
        "Add Clonazepam 0.5 mg at 8 a.m.",
        "add clonazepam half a milligram at eight in the morning",
    ):
        await phone.sends(said)
        assert "08:00" in phone.text
        assert "mg" in phone.text
        assert "onazepam" in phone.text
        assert await all_of(phone, PlanItem) == [], "shown before it is saved"
        await phone.taps("Cancel", phone.last)


async def test_taken_answers_the_open_reminder_says_which_and_can_be_undone(
    phone: Phone, story: Story
):
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await story.at("08:00")
    await phone.sends("Took my pill.")
    assert "Clonazepam" in phone.text
    assert "Taken" in phone.text
    assert "Undo" in str(phone.labels())
    await phone.sends("Undo")
    assert "Taken" in str(phone.labels()), "open again"


async def test_of_several_it_asks_which_and_a_name_answers(phone: Phone, story: Story):
    for line in ("Clonazepam 0.5 mg 08:00", "Baclofen 10 mg 08:00", "Magnesium 08:00"):
        await phone.adds(line)
    await story.at("08:00")
    await phone.sends("taken")
    assert "Which one" in phone.text
    assert len(phone.labels()) == 3
    await phone.sends("Baclofen taken")
    assert "Baclofen" in phone.text
    await phone.sends("skip Magnesium")
    assert "Magnesium" in phone.text
    await phone.sends("I took everything.")
    assert "Clonazepam" in phone.text


async def test_all_of_one_message_at_once(phone: Phone, story: Story):
    for line in ("Clonazepam 0.5 mg 08:00", "Baclofen 10 mg 08:00"):
        await phone.adds(line)
    await story.at("08:00")
    await phone.sends("I took all of them")
    await phone.sends("taken")
    assert "No reminder is waiting" in phone.text


async def test_what_is_taken_as_needed_shows_the_last_dose_first(phone: Phone):
    await phone.adds("Ibuprofen 400 mg as needed, at least 6h apart, max 3 a day")
    await phone.sends("I took ibuprofen")
    assert "Ibuprofen" in phone.text
    assert "Save" in str(phone.labels())


async def test_snooze_puts_it_off_by_what_was_said(phone: Phone, story: Story):
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await story.at("08:00")
    await phone.sends("Snooze twenty minutes, please.")
    assert "08:20" in phone.text
    await story.at("08:20")
    assert "Clonazepam" in phone.text
    assert "✅ Taken" in str(phone.labels())
    await phone.sends("later")
    assert "When shall I remind you again?" in phone.text
    await phone.sends("snooze three thousand hours")
    assert "within a day" in phone.text or "don't know" in phone.text


async def test_water_in_glasses_and_in_millilitres(phone: Phone):
    for said in (
        "Water.",
        "Water two glasses",
        "Water 300 ml",
    ):
        await phone.sends(said)
    assert [one.ml for one in await all_of(phone, WaterGlass)] == [250, 250, 250, 300]
    await phone.sends("undo")
    assert [one.ml for one in await all_of(phone, WaterGlass) if not one.removed_at] == [250] * 3


async def test_trigger_pause_history_and_check_in(phone: Phone):
    await phone.sends("Trigger stress")
    assert "Stress" in phone.text
    await phone.sends("Check in two")
    assert "2" in phone.text
    await phone.sends("History yesterday")
    assert "Yesterday" in phone.text
    await phone.sends("Pause seven days.")
    (person,) = await all_of(phone, Person)
    assert person.paused_until is not None
    await phone.sends("Resume")
    (person,) = await all_of(phone, Person)
    assert person.paused_until is None


async def test_stop_ends_what_goes_on_and_says_so_where_nothing_does(phone: Phone):
    await phone.sends("stop")
    assert "Nothing is running" in phone.text
    await phone.sends("episode")
    await phone.taps("Still going")
    await phone.sends("It stopped")
    (episode,) = await all_of(phone, Episode)
    assert episode.ended_at is not None
    await phone.sends("Calm three minutes")
    await phone.sends("stop")
    assert "Nothing is running" not in phone.text


async def test_deleting_takes_its_own_typed_word_as_ever(phone: Phone):
    await phone.sends("Delete everything, please.")
    assert len(await all_of(phone, Person)) == 1
    assert "Delete now" not in str(phone.labels())
    await phone.sends("cancel")
    assert len(await all_of(phone, Person)) == 1


async def test_what_waits_for_a_text_gets_it_and_cancel_leaves(phone: Phone):
    await phone.sends("episode")
    await phone.taps("Note")
    await phone.sends("water")
    (episode,) = await all_of(phone, Episode)
    assert episode.note == "water"
    assert await all_of(phone, WaterGlass) == []
    await phone.taps("Note")
    await phone.sends("Cancel.")
    (episode,) = await all_of(phone, Episode)
    assert episode.note == "water"
    await phone.sends("water")
    assert len(await all_of(phone, WaterGlass)) == 1


@pytest.mark.parametrize(
    "said",
    ["I watered the plants today", "the plan was nice", "my day was long", "done with it all"],
)
async def test_an_ordinary_sentence_does_nothing(phone: Phone, said: str):
    await phone.sends(said)
    assert "I don't know what to do with this" in phone.text


async def test_an_alarming_sentence_brings_the_urgent_card_whatever_else_it_says(phone: Phone):
    await phone.sends("Episode three left, my arm is suddenly weak and I cannot speak")
    assert any("112" in one.text or "emergency" in one.text.lower() for one in phone.user.received)


async def test_in_easy_mode_the_words_on_a_button_are_a_tap_on_it(phone: Phone):
    await phone.sends("Easy mode on")
    assert phone.keys == [["⚡ Episode"]]
    await phone.sends("settings")
    await phone.sends("Wake and bed time")
    assert "wake" in phone.text.lower()
    await phone.sends("cancel")
    await phone.sends("settings")
    await phone.sends("More buttons")
    assert "Language" in phone.text, "they are read out"
    await phone.sends("Language.")
    assert "language" in phone.text.lower()
    await phone.sends("Easy mode off")
    assert len(phone.keys) == 2


async def test_words_are_known_in_the_persons_own_language(story: Story):
    phone = await story.phone("Anna").sets_up()
    await phone.sends("/language de")
    await phone.sends("Füge Clonazepam 0,5 mg um 8 Uhr hinzu.")
    assert "08:00" in phone.text
    await phone.sends("abbrechen")
    await phone.sends("Episode drei links")
    (episode,) = await all_of(phone, Episode)
    assert (episode.severity, episode.side) == (3, "left")
