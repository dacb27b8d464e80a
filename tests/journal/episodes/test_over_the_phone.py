"""Episodes and triggers through the whole bot: keyboard, buttons, and the questions later."""

import pytest

from bot.demo.chats import Message
from bot.journal.episodes.buttons import AskTyped, OpenPanel, Panel, SetRelief, Typed
from bot.journal.episodes.rules import Relief
from bot.journal.triggers.buttons import Expose, Flag, MergeTrigger, OpenTrigger
from bot.screen import pack
from tests.phone import Phone, Story

URGENT = "Something new or alarming? /urgent"


def seen(phone: Phone, message: Message) -> Message:
    """The message as it is in the chat now."""
    return phone.user.chat.messages[message.message_id]


def view(phone: Phone, message: Message) -> tuple[str, list[list[str]]]:
    return seen(phone, message).text, phone.labels(seen(phone, message))


async def tap(phone: Phone, message: Message, *labels: str) -> Message:
    """Taps buttons below one message, one after another."""
    for label in labels:
        await phone.taps(label, seen(phone, message))
    return seen(phone, message)


async def test_a_morning_with_an_episode(story: Story, phone: Phone):
    assert phone.keys == [["⚡ Episode"], ["🎯 Trigger", "💧 Water", "📋 Today"]]
    message = await phone.sends("⚡ Episode")
    assert message.text == (f"⚡ Episode saved 07:00\nHow bad was it? Only if you like:\n{URGENT}")
    message = await tap(phone, message, "3 ·", "Details", "Right", "upper lid", "Back")
    message = await tap(phone, message, "Triggers", "Stress", "Back", "Still going")
    assert phone.last is message, "every tap edits the one message"
    assert message.text == (
        "⚡ Episode saved 07:00\n3 · interrupts what I do\n📍 Right side · upper lid\n"
        f"⏳ Still going\n🎯 Triggers: Stress\n{URGENT}"
    )
    await story.later(hours=1, minutes=59)
    assert phone.last is message
    await story.later(minutes=1)
    question = phone.last
    assert question.text == f"⚡ Episode of 07:00\nIs it still going?\n{URGENT}"
    assert phone.labels() == [["⏳ Still going"], ["⏹ Stop: it ends now"], ["It ended earlier"]]
    await phone.taps("Still going", question)
    await story.later(hours=30)
    assert not [one for one in phone.user.received if one.message_id > question.message_id]


async def test_who_has_tapped_stop_is_not_asked(story: Story, phone: Phone):
    message = await phone.sends("/log 2")
    await phone.taps("Still going", message)
    await story.later(minutes=10)
    message = await tap(phone, message, "Stop")
    assert "⏹ Stopped 07:10" in message.text
    await story.later(hours=8)
    assert phone.last is message


async def test_nobody_is_woken_by_a_question(story: Story, phone: Phone):
    await story.at("22:00")
    await phone.sends("/log 2")
    message = await phone.taps("Still going")
    await story.at("06:59")
    assert phone.last is message
    await story.at("07:00")
    assert "Is it still going?" in phone.text
    ended = await phone.taps("It ended earlier")
    assert "Stopped" not in ended.text
    assert "Still going" not in ended.text


async def test_a_question_is_asked_once_also_when_the_bot_was_down(story: Story, phone: Phone):
    message = await phone.sends("/log 2")
    await phone.taps("Still going", message)
    await story.offline_until("10:00")
    questions = [one for one in phone.user.received if "Is it still going?" in one.text]
    assert len(questions) == 1
    await tap(phone, message, "Undo", "Restore")
    await story.later(hours=5)
    assert [one for one in phone.user.received if "Is it still going?" in one.text] == questions


async def test_twenty_minutes_after_a_relief_it_is_asked_whether_it_helped(
    story: Story, phone: Phone
):
    message = await phone.sends("/log 3")
    await tap(phone, message, "Relief", "humming", "rest")
    await story.later(minutes=20)
    assert phone.text == f"⚡ Episode of 07:00\nDid it help?\n{URGENT}"
    assert phone.labels() == [
        ["👍 Helped: humming, singing", "👎 No"],
        ["👍 Helped: rest", "👎 No"],
    ]
    await phone.taps("👍 Helped: humming")
    assert "🌿 Helped: humming, singing" in phone.text
    await story.later(hours=3)
    assert "Did it help?" not in phone.text
    assert "🌿 humming, singing: 1 of 1 times" in str(phone.labels(await phone.sends("/log 4")))


async def test_who_says_anew_that_it_goes_on_is_asked_two_hours_after_that(
    story: Story, phone: Phone
):
    message = await phone.sends("/log 2")
    message = await tap(phone, message, "Still going", "Stop")
    await story.later(minutes=90)
    message = await tap(phone, message, "Still going")
    await story.later(minutes=119)
    assert seen(phone, phone.last) is seen(phone, message)
    await story.later(minutes=1)
    assert "Is it still going?" in phone.text
    message = await tap(phone, message, "Stop", "Still going")
    await story.later(hours=3)
    assert len([one for one in phone.user.received if "going?" in one.text]) == 1, "asked once"


async def test_a_removed_episode_is_asked_about_only_once_it_is_restored(
    story: Story, phone: Phone
):
    message = await phone.sends("/log 2")
    message = await tap(phone, message, "Still going", "Relief", "rest", "Back", "Undo")
    await story.later(hours=3)
    assert seen(phone, phone.last) is seen(phone, message)
    message = await tap(phone, message, "Restore")
    asked = [one.text.split("\n")[1] for one in phone.user.received[-2:]]
    assert sorted(asked) == ["Did it help?", "Is it still going?"]


async def test_who_has_told_what_helped_is_asked_only_about_what_was_tried_since(
    story: Story, phone: Phone
):
    message = await phone.sends("/log 3")
    message = await tap(phone, message, "Relief", "humming", "👍")
    await story.later(minutes=30)
    assert seen(phone, phone.last) is seen(phone, message)
    message = await tap(phone, message, "rest")
    await story.later(minutes=19)
    assert seen(phone, phone.last) is seen(phone, message)
    await story.later(minutes=1)
    assert phone.labels() == [["👍 Helped: rest", "👎 No"]]


async def test_a_full_stop_and_a_voice_message_are_episodes(phone: Phone):
    assert "Episode saved 07:00" in (await phone.sends(".")).text
    voice = await phone.does(phone.user.send_voice())
    assert "Episode saved 07:00" in voice.text
    assert "Undo" in str(phone.labels(voice))


async def test_the_easy_key_is_an_episode(phone: Phone):
    await phone.sends("/settings")
    await phone.taps("Easy mode: one large key")
    assert phone.keys == [["⚡ Episode"]]
    assert "Episode saved" in (await phone.sends("⚡️ Episode")).text


async def test_a_note_and_a_time_are_typed(phone: Phone):
    await tap(phone, await phone.sends("/log"), "Note")
    noted = await phone.sends("woke me up")
    assert "📝 Note: woke me up" in noted.text
    await tap(phone, noted, "Time", "Other time")
    assert "don't read a time" in (await phone.sends("??")).text
    assert "Episode saved 06:40" in (await phone.sends("6:40")).text


async def test_triggers_from_the_keyboard(phone: Phone):
    message = await phone.sends("🎯 Trigger")
    message = await tap(phone, message, "Caffeine")
    assert message.text.startswith("🎯 Triggers today\nNoted: Caffeine\n")
    await tap(phone, message, "Own trigger")
    assert (await phone.sends("loud music")).text.startswith(
        "🎯 Triggers today\nNoted: loud music, Caffeine\n"
    )


async def test_stale_and_doubled_taps_show_the_present_state(phone: Phone):
    message = await phone.sends("/log")
    labels = ("Still going", "Stop", "Details", "1 ·", "Note", "Triggers", "Time", "Burst")
    old = [phone.button(label, message)[1] for label in labels]
    await tap(phone, message, "Undo")
    gone = view(phone, message)
    removed = "⚡ Episode 07:00\nRemoved.\nSomething new or alarming? /urgent"
    assert gone == (removed, [["↪️ Restore"]])
    for data in old * 2:
        await phone.taps_data(data, message)
        assert view(phone, message) == gone


FORGED = [
    pack(OpenPanel(2**62, Panel.TIME, 0)),
    pack(AskTyped(-1, Typed.NOTE)),
    pack(SetRelief(2**62, Relief.GUM, Flag.ON)),
    pack(Expose(2**62, 739_000, Flag.ON, 0)),
    pack(OpenTrigger(2**62)),
    pack(MergeTrigger(1, 2**62)),
    "1es:1",
    "1es:1:9",
    "1ed:1:s:nose",
    "1ez:1:tail:1",
    "1eg:1:x",
    "1eb:1:zz",
    "1ea:1:1",
    "1js:1:3",
    "1gx:1:zzzzzzzzz:1:0",
]


@pytest.mark.parametrize("data", FORGED)
async def test_forged_malformed_and_retired_buttons_are_answered_kindly(phone: Phone, data: str):
    saved = await phone.sends("/log 2")
    before = view(phone, saved)
    await phone.taps_data(data, saved)
    assert phone.notice
    assert view(phone, saved) == before


async def test_nobody_else_can_use_any_button_of_any_section(story: Story, phone: Phone):
    eve = await story.phone("Eve").sets_up()
    saved = await phone.sends("/log 3")
    stolen = set()
    for section in ("Details", "Triggers", "Time", "Burst", "Relief"):
        opened = await tap(phone, saved, section)
        stolen |= {one["callback_data"] for one in opened.buttons}
        await tap(phone, saved, "Back")
    before = view(phone, saved)
    for data in sorted(stolen):
        await eve.taps_data(data, saved)
        assert eve.notice == "I can't find that entry any more."
    await tap(phone, saved, "Details", "Back")
    assert view(phone, saved) == before
