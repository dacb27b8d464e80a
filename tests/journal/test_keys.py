"""The keys below the message field mean the same in every language they were ever shown in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.commands import key_text
from bot.db import Database
from bot.journal.episodes.handlers import episode_text
from bot.journal.episodes.tables import Episode
from bot.people.keyboard import main_keyboard
from bot.people.tables import Person
from bot.people.turn import Reply, Sender, Turn
from bot.texts import Texts
from tests.journal.conftest import AFTERNOON, new_person

EVER = {
    "⚡ Episode": "Episode saved",
    "🎯 Trigger": "Triggers today",
    "💧 Water": "Water today",
    "📋 Today": "Today",
    "💊 Plan": "Your plan",
}
"""Every key there ever was in English, and the screen that it leads to; none is taken away."""
GERMAN = {"⚡ Episode": "⚡ Anfall", "🎯 Trigger": "🎯 Auslöser", "💊 Plan": "💊 Mein Plan"}


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    """A bot that speaks English and some German."""
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    pairs = "".join(f'\nmsgid "{one}"\nmsgstr "{other}"\n' for one, other in GERMAN.items())
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    (folder / "bot.po").write_text(head + pairs, encoding="utf-8")
    return Texts(tmp_path)


@pytest.fixture
async def turn(db: Database, texts: Texts) -> AsyncIterator[Turn]:
    """Of somebody whose bot speaks English now."""
    await new_person(db, 1001)
    async with db.writing() as session:
        person = await session.scalar(select(Person))
        yield Turn(session, Sender(1001, "en"), person, AFTERNOON, texts.translator("en"), texts)


async def pressed(turn: Turn, text: str) -> Reply | None:
    return await episode_text(turn, text) or await key_text(turn, text)


async def test_keys_of_every_language_are_understood_whatever_it_is_now(turn: Turn):
    for english, leads_to in EVER.items():
        for key in (english, GERMAN.get(english, english), f" {english}\N{VARIATION SELECTOR-16} "):
            reply = await pressed(turn, key)
            assert reply is not None, key
            assert leads_to in reply.send[0].text, key
    assert len((await turn.session.scalars(select(Episode))).all()) == 3


@pytest.mark.parametrize("easy", [False, True])
@pytest.mark.parametrize("language", ["en", "de"])
async def test_every_key_that_is_shown_is_answered(turn: Turn, language: str, easy: bool):
    rows = main_keyboard(turn.texts.translator(language), easy=easy).rows
    assert len(rows) == (1 if easy else 2)
    for key in (key for row in rows for key in row):
        assert await pressed(turn, key.label) is not None, key.label


def test_no_key_of_today_is_missing_here():
    shown = {key.label for row in main_keyboard(Texts().translator("en")).rows for key in row}
    easy = {
        key.label for row in main_keyboard(Texts().translator("en"), easy=True).rows for key in row
    }
    assert shown | easy <= set(EVER)


async def test_other_words_are_no_keys(turn: Turn):
    for text in ("Episode", "my ⚡ Episode", "Anfall", ""):
        assert await pressed(turn, text) is None
