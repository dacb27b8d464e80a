"""Consent: asked before anything else, and nothing is stored without it."""

import asyncio

import pytest

from bot.db import Database
from bot.drafts import Draft
from bot.people.actions import agree
from bot.people.tables import Person
from bot.screen import pack
from tests.people.chat import NOW, Chat, set_up


@pytest.fixture
def chat(db):
    return Chat(db, language_code="de")


async def test_consent_comes_before_any_question_and_says_what_it_must(chat):
    await chat.sends("/start campaign_42")
    for words in ("stored", "not end-to-end", "Telegram", "/delete", "30 days", "operator"):
        assert words in chat.text.replace("I store", "stored")
    assert chat.labels == ["✅ Agree", "🚫 Disagree"]
    assert await nothing_stored(chat)


async def test_disagreeing_stores_nothing_and_is_taken_kindly(chat):
    await chat.sends("/start")
    await chat.taps("Disagree")
    assert "stored nothing" in chat.text
    assert chat.labels == []
    assert await nothing_stored(chat)


async def test_whatever_a_stranger_does_they_are_asked_first(chat):
    for sent in ("/settings", "/timezone Berlin", "/pause 7", "/delete", "hello", "⚡ Episode"):
        await chat.sends(sent)
        assert chat.labels == ["✅ Agree", "🚫 Disagree"], sent
    assert await nothing_stored(chat)


async def test_a_second_tap_on_agree_neither_breaks_nor_doubles(chat):
    await chat.sends("/start")
    await chat.sends("/start")
    await chat.taps("Agree", on=0)
    await chat.taps("Berlin", on=0)
    await chat.taps("Agree", on=1)
    assert chat.text.startswith("2/5"), "shows the step that is open"
    assert len(await chat.rows(Person)) == 1


async def test_agree_after_the_set_up_and_disagree_after_agree_change_nothing(db):
    chat = Chat(db)
    await chat.sends("/start")
    await chat.sends("/start")
    agree = pack(chat.last.rows[0][0].data)
    await chat.taps("Agree", on=0)
    await chat.taps("Disagree", on=1)
    assert "agreed earlier" in chat.text
    await set_up(chat)
    before = await chat.person()
    await chat.taps_data(agree)
    assert "agreed earlier" in chat.text
    assert (await chat.person()).set_up_at == before.set_up_at


async def test_two_agreements_at_one_moment_make_one_person(db: Database):
    sender = Chat(db).sender

    async def agrees():
        async with db.writing() as session:
            return (await agree(session, sender, "en", NOW)).id

    first, second = await asyncio.gather(agrees(), agrees())
    assert first == second


async def nothing_stored(chat):
    return not any([await chat.rows(Person), await chat.rows(Draft)])
