"""The week read aloud: for the ear, with its words below, by the programs that are there."""

import re
import stat
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import URL

from bot.speech import Voice, find_voice, speak
from bot.summary.week.rows import Item, WeekData
from bot.summary.week.rules import week_numbers
from bot.summary.week.spoken import for_the_ear, week_sentences
from bot.texts import Texts
from tests.phone import Phone, Story, telling
from tests.summary.week.test_rules import WEEK, weeks
from tests.summary.week.voices import real_voice, seconds_of

SUNDAY = datetime(2026, 3, 8, 17, 0, tzinfo=UTC)
"""18:00 in Berlin."""
LANGUAGES = Texts().languages


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two programs that hand on what they are given: what matters here is who calls them, when."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("espeak-ng", "opusenc"):
        program = folder / name
        program.write_text("#!/bin/sh\nexec /bin/cat\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
async def story(database_url: URL, programs: Path) -> AsyncIterator[Story]:
    del programs
    async with telling(database_url) as told:
        yield told


@pytest.fixture
async def phone(story: Story) -> Phone:
    phone = await story.phone().sets_up()
    for words in ("/add Clonazepam 0.5 mg 08:00", "/log 3", "/log 1", "/checkin 2"):
        await (phone.adds(words[5:]) if words.startswith("/add") else phone.sends(words))
    return phone


def voices_of(phone: Phone) -> list[str]:
    """The words of every voice message in the chat."""
    return [
        one.text for one in phone.user.received if one.attachment and one.attachment.kind == "voice"
    ]


async def test_read_aloud_is_a_voice_message_with_its_words(phone: Phone):
    week = await phone.sends("/week")
    await phone.taps("Read aloud", week)
    (said,) = voices_of(phone)
    assert "Your week from 2 March to 2 March." in said
    assert "You noted 2 episodes." in said
    assert "Monday: 2 episodes." in said
    assert said.endswith(phone.last.attachment.data.decode()), "what is heard is what is read"


async def test_nobody_hears_their_week_who_did_not_ask_for_it(phone: Phone, story: Story):
    await story.life.move_to(SUNDAY)
    assert "Week" in str([one.text for one in phone.user.received])
    assert voices_of(phone) == []


async def test_it_follows_the_written_week_each_sunday_until_it_is_stopped(
    phone: Phone, story: Story
):
    await phone.sends("/settings")
    await phone.taps("Speak my week")
    assert phone.notice == "Saved."
    await story.life.move_to(SUNDAY)
    assert len(voices_of(phone)) == 1
    written, heard = phone.user.received[-2:]
    assert "<b>" not in heard.text
    assert "📊 Week" in written.text, "the written one comes first"
    await story.later(days=7)
    assert len(voices_of(phone)) == 2
    await phone.sends("/settings")
    await phone.taps("Speak my week: stop")
    await story.later(days=7)
    assert len(voices_of(phone)) == 2


async def test_it_moves_with_the_summary_and_is_off_with_it(phone: Phone, story: Story):
    await phone.sends("/settings")
    await phone.taps("Speak my week")
    await phone.taps("Week summary")
    await phone.taps("No week summary")
    await story.life.move_to(SUNDAY)
    assert voices_of(phone) == []
    await phone.sends("/settings")
    await phone.taps("Week summary")
    await phone.taps("Mon", phone.last)
    await story.later(days=7)
    assert len(voices_of(phone)) == 1


async def test_who_lets_nobody_send_voices_reads_the_words(phone: Phone):
    phone.user.chat.takes_voices = False
    await phone.taps("Read aloud", await phone.sends("/week"))
    assert "You noted 2 episodes." in phone.text
    assert voices_of(phone) == []


async def test_without_the_programs_it_says_so_kindly(
    database_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    async with telling(database_url) as story:
        phone = await story.phone().sets_up()
        for command, button in (("/settings", "Speak my week"), ("/week", "Read aloud")):
            await phone.taps(button, await phone.sends(command))
            assert "I have no voice here yet" in phone.notice
        await story.life.move_to(SUNDAY)
        assert voices_of(phone) == []


async def test_a_voice_that_fails_leaves_the_words(phone: Phone, story: Story, programs: Path):
    await phone.sends("/settings")
    await phone.taps("Speak my week")
    (programs / "opusenc").write_text("#!/bin/sh\nexit 3\n")
    await story.life.move_to(SUNDAY)
    assert "You noted 2 episodes." in phone.text
    assert voices_of(phone) == []


def test_signs_are_not_spoken():
    assert for_the_ear("🎯 Water · ✅ done on 3 days") == "Water, done on 3 days"
    assert for_the_ear("7 h · \u2068Ibuprofen\u2069 ▓▓░") == "7 h, Ibuprofen"


@settings(max_examples=40)
@given(weeks, st.sampled_from(LANGUAGES))
def test_it_is_for_the_ear_in_every_language(data: WeekData, language: str):
    plain = replace(data, items=tuple(Item(one.id, one.kind, "Magnesium") for one in data.items))
    t = Texts().translator(language)
    for one in week_sentences(t, week_numbers(plain, WEEK.sunday)):
        assert not re.search(r"0\s?[-–]\s?4|[·|/<>▓░]|[\U0001f000-\U0001faff]", one), one
        assert one.endswith("."), one


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_real_voice_speaks_every_language(language: str):
    voice = real_voice()
    t = Texts().translator(language)
    short = speak(voice, t("If something is new or alarming, send me the word urgent."), language)
    assert 2 < seconds_of(short) < 15
    assert len(short) < 60_000


def test_words_never_stand_among_the_arguments(tmp_path: Path):
    """Arguments of a program can be read by everybody on a machine."""
    noting = tmp_path / "noting"
    noting.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/arguments\nexec /bin/cat\n')
    noting.chmod(0o700)
    assert speak(Voice(str(noting), str(noting)), "Clonazepam; rm -rf $(x)", "pt_BR") == (
        b"Clonazepam; rm -rf $(x)"
    )
    given = (tmp_path / "arguments").read_text()
    assert "Clonazepam" not in given
    assert "-v pt-br" in given


def test_one_program_alone_is_no_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "espeak-ng").write_text("#!/bin/sh\n")
    (tmp_path / "espeak-ng").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_voice() is None
