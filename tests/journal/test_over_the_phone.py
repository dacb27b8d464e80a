"""The journal through the whole bot: keyboard, commands and buttons as on a phone."""

import pytest

from bot.journal.days.buttons import Rate
from bot.journal.episodes.buttons import SetSeverity, UndoEpisode
from bot.screen import pack
from tests.phone import Phone, Story


async def test_an_episode_takes_one_tap_on_the_keyboard(phone: Phone):
    key = phone.keys[0][0]
    assert "Episode" in key
    saved = await phone.sends(key)
    assert "Episode saved 07:00" in saved.text
    saved = await phone.taps("3 · interrupts", saved)
    assert "🔘 3 · interrupts what I do: on" in [row[0] for row in phone.labels(saved)]
    removed = await phone.taps("Undo", saved)
    assert "Removed" in removed.text
    assert "Episode saved 07:00" in (await phone.taps("Restore", removed)).text


async def test_words_from_the_command_line_act_at_once(phone: Phone):
    assert "3 · interrupts what I do" in (await phone.sends("/log 3")).text
    assert "Nothing was saved" in (await phone.sends("/log 9")).text
    assert "Day rating saved: 1 · only I notice" in (await phone.sends("/checkin 1")).text
    answered = await phone.taps("0 · none")
    assert "Day rating saved: 0 · none" in answered.text


async def test_a_tap_twice_changes_nothing(phone: Phone):
    saved = await phone.sends("/log")
    first = await phone.taps("2 · others", saved)
    data = phone.button("2 · others", first)[1]
    text, labels = first.text, phone.labels(first)
    again = await phone.taps_data(data, first)
    assert (again.text, phone.labels(again)) == (text, labels)


@pytest.mark.parametrize(
    "data",
    [
        pack(SetSeverity(2**62, 3)),
        pack(SetSeverity(1, 2**62)),
        pack(UndoEpisode(-1)),
        pack(Rate(2**62, 0, 739_000)),
        pack(Rate(1, 2**62, 2**62)),
        "1js:1",
        "1js:zzzzzzzzzzzzzz:1",
        "1jc:1:0:739000:7",
    ],
)
async def test_forged_buttons_are_answered_kindly(phone: Phone, data: str):
    saved = await phone.sends("/log 2")
    before = (saved.text, phone.labels(saved))
    await phone.taps_data(data, saved)
    assert phone.notice
    assert "id" not in phone.notice.split()
    assert (saved.text, phone.labels(saved)) == before


async def test_nobody_else_can_use_the_buttons_nor_after_erasure(story: Story, phone: Phone):
    saved = await phone.sends("/log 2")
    undo = phone.button("Undo", saved)[1]
    eve = await story.phone("Eve").sets_up()
    await eve.taps_data(undo, saved)
    assert eve.notice == "I can't find that entry any more."
    await phone.leaves()
    await phone.taps_data(undo, saved)
    assert "/start" in (phone.notice or "")
