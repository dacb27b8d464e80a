"""Language, pause, privacy, cancelling, erasure, and the urgent card."""

from datetime import timedelta

import pytest

import bot.journal.days.tables
import bot.journal.episodes.tables
import bot.reminders.tables  # noqa: F401  they add their tables to the metadata
from bot.db import Base
from bot.drafts import keep_draft
from bot.people import actions as people
from bot.people.rules import FOREVER
from bot.people.tables import Person
from bot.plan.tables import ItemSchedule, PlanChange, PlanItem
from bot.screen import pack
from tests.people.chat import NOW, Chat, set_up


@pytest.fixture
async def chat(db):
    return await set_up(Chat(db))


async def test_a_pause_silences_medicines_too_and_says_until_when(chat):
    await chat.sends("/pause 7")
    person = await chat.person()
    assert person.paused_until == NOW + timedelta(days=7, hours=10, minutes=30)
    assert person.wake_at == NOW
    assert "no medicine reminders" in chat.text
    assert "until Sun 30 Nov 2025, 00:00" in chat.text
    await chat.taps("Resume")
    assert (await chat.person()).paused_until is None


async def test_resuming_catches_nothing_up(chat):
    await chat.sends("/pause 7")
    chat.later(days=2)
    await chat.sends("/resume")
    person = await chat.person()
    assert person.paused_until is None
    assert person.advanced_until == person.wake_at == NOW + timedelta(days=2)


async def test_resuming_what_ended_by_itself_takes_nothing_away_that_came_due_since(chat):
    await chat.sends("/pause 1")
    ended = (await chat.person()).paused_until
    chat.later(days=3)
    for _ in range(2):
        async with chat.db.writing() as session:
            person = await session.get_one(Person, (await chat.person()).id)
            await people.resume(session, person, chat.clock())
    person = await chat.person()
    assert (person.paused_until, person.advanced_until) == (None, ended)


async def test_resuming_without_a_pause_says_so_and_changes_nothing(chat):
    before = await chat.person()
    chat.later(hours=1)
    await chat.sends("/resume")
    assert "not paused" in chat.text
    assert (await chat.person()).advanced_until == before.advanced_until


async def test_a_pause_can_be_chosen_and_a_second_tap_does_not_lengthen_it(chat):
    await chat.sends("/pause")
    assert chat.labels[:5] == ["1 day", "3 days", "7 days", "14 days", "Until I resume"]
    await chat.taps("3 days")
    chat.later(hours=5)
    await chat.taps_data("1pp:3")
    assert (await chat.person()).paused_until == NOW + timedelta(days=3, hours=10, minutes=30)


async def test_until_i_resume_has_no_end(chat):
    await chat.sends("/pause")
    await chat.taps("Until I resume")
    assert "until you resume" in chat.text
    assert (await chat.person()).paused_until == FOREVER
    await chat.sends("/settings")
    assert "Paused until you resume" in chat.text


@pytest.mark.parametrize("words", ["seven", "0", "400", "<b>"])
async def test_a_pause_that_is_no_number_is_refused_with_an_example(chat, words):
    await chat.sends(f"/pause {words}")
    assert "/pause 7" in chat.text
    assert (await chat.person()).paused_until is None


async def test_forged_pauses_are_refused(chat):
    await chat.taps_data("1pp:-1")
    await chat.taps_data("1pp:zzzzzz")
    assert (await chat.person()).paused_until is None


async def test_languages_are_listed_and_unknown_ones_refused_kindly(chat):
    await chat.sends("/language")
    assert "English" in chat.text
    assert "🔘 English: on" in chat.labels
    await chat.sends("/language <i>klingon")
    assert "I don't speak “<i>klingon” yet" in chat.text
    assert "English (en)" in chat.text
    for known in ("en", "EN", "English"):
        await chat.sends(f"/language {known}")
        assert "I speak English" in chat.text
    assert "⚡ Episode" in chat.keys


async def test_privacy_says_what_why_where_how_long_and_how_to_leave(chat):
    await chat.sends("/privacy")
    for words in ("What:", "Why:", "Where", "how long", "not end-to-end encrypted", "/delete"):
        assert words in chat.text


async def test_the_urgent_card_is_there_for_strangers_and_says_exactly_this(db):
    stranger = Chat(db, telegram_id=5)
    await stranger.sends("/urgent")
    for words in (
        "cannot assess this",
        "Don't wait for a reply here",
        "Call your local emergency number now",
        "don't drive yourself",
        "EU 112",
        "US/Canada 911",
        "UK 999",
        "even if it passes",
        "swallowing, speaking or breathing",
        "worst headache",
        "swollen face or throat",
        "seizure",
        "blistering rash or mouth ulcers",
        "ending your life",
        "988",
        "116 123",
        "findahelpline.com",
        "eye pain",
        "double vision",
        "cannot be closed after an injection",
    ):
        assert words in stranger.text, words
    assert await stranger.rows(Person) == []


async def test_cancelling_says_what_was_left_or_that_there_is_nothing(chat):
    await chat.sends("/cancel")
    assert "nothing to cancel" in chat.text
    await chat.sends("/timezone")
    await chat.sends("/cancel")
    assert "the question about your time zone" in chat.text
    await chat.sends("/cancel")
    assert "nothing to cancel" in chat.text


async def test_cancelling_a_question_in_between_leaves_what_was_open_before(chat):
    person = await chat.person()
    async with chat.db.writing() as session:
        await keep_draft(session, person.id, NOW, "add", "confirm", typed="Baclofen")
    await chat.sends("/timezone")
    await chat.sends("/cancel")
    await chat.sends("/cancel")
    assert "adding to your plan" in chat.text


async def test_deleting_asks_first_and_can_be_declined(chat):
    before = len(await chat.rows(PlanItem))
    await chat.sends("/delete")
    assert "cannot be brought back" in chat.text
    await chat.taps("Keep it")
    assert "Nothing was deleted" in chat.text
    assert len(await chat.rows(PlanItem)) == before > 0


async def test_deleting_erases_every_row_of_this_person_and_of_nobody_else(chat, db):
    other = await set_up(Chat(db, telegram_id=2002))
    tables = (PlanItem, ItemSchedule, PlanChange)
    both = {table: len(await chat.rows(table)) for table in tables}
    await chat.sends("/timezone")
    await chat.sends("/delete")
    await chat.sends("“Delete”")
    await chat.taps("Delete now")
    assert "erased" in chat.text
    assert chat.keys == [], "the keyboard is taken away"
    assert [person.telegram_id for person in await other.rows(Person)] == [2002]
    for table in tables:
        assert 2 * len(await other.rows(table)) == both[table] > 0, table
    assert (await other.person()).set_up_at is not None


async def test_a_second_tap_on_delete_is_kind_and_start_begins_anew(chat):
    await chat.sends("/delete delete")
    on = len(chat.messages) - 1
    again = pack(chat.last.rows[1][0].data)
    await chat.taps("Delete now")
    await chat.taps_data(again, on=on)
    assert "nothing of yours left" in chat.messages[on].text
    await chat.sends("/start")
    assert chat.labels == ["✅ Agree", "🚫 Disagree"]


def test_every_table_that_belongs_to_a_person_goes_with_them():
    """Each either has no way to a person, or goes by cascades: nothing is left behind."""
    gone = {"person"}
    tables = {table.name: table for table in Base.metadata.sorted_tables}
    for name, table in tables.items():
        for column in table.columns:
            assert "telegram" not in column.name or name == "person", (name, column.name)
        owners = [key for key in table.foreign_keys if key.column.table.name != name]
        cascading = [key for key in owners if key.ondelete == "CASCADE"]
        if owners:
            assert any(key.column.table.name in gone for key in cascading), name
            gone.add(name)
    owned = {"draft", "plan_item", "schedule", "plan_change", "occurrence", "episode"}
    assert owned | {"delivery", "day_rating"} <= gone
