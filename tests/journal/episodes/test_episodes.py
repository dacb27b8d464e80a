"""An episode is saved by the first tap; what follows is optional and can be taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.errors import UserError
from bot.journal.episodes import handlers
from bot.journal.episodes.buttons import (
    AddToBurst,
    Detail,
    SetAgo,
    SetDetail,
    SetHelped,
    SetSeverity,
    SetTrigger,
)
from bot.journal.episodes.handlers import TAPS, answer_text, episode_text, log
from bot.journal.episodes.rules import Entry, Relief, best_reliefs
from bot.journal.episodes.store import entry_of
from bot.journal.episodes.tables import Episode
from bot.journal.triggers.buttons import Flag
from bot.screen import Screen, pack
from tests.journal.conftest import AFTERNOON, Someone, labels, turn_of

MAIN = [
    "1 · only I notice",
    "2 · others could notice",
    "3 · interrupts what I do",
    "4 · must stop / cannot see",
    "⏳ Still going",
    "⏹ Stop",
    "🔎 Details",
    "🎯 Triggers",
    "🕑 Time",
    "🔢 Burst",
    "🌿 Relief",
    "📝 Note",
    "↩️ Undo",
]


async def episodes(someone: Someone) -> list[tuple[int | None, bool]]:
    """Severity, and whether it is removed, of every episode in the database."""
    async with someone.db.reading() as session:
        found = await session.scalars(select(Episode).order_by(Episode.id))
        return [(each.severity, each.removed_at is not None) for each in found]


async def entry(someone: Someone, episode_id: int = 1) -> Entry:
    async with turn_of(someone.db, someone.telegram_id) as turn:
        return await entry_of(turn.session, turn.person, episode_id)


async def tap_all(someone: Someone, screen: Screen, *words: str) -> Screen:
    for label in words:
        screen = await someone.taps(screen, label)
    return screen


async def test_the_first_tap_saves_it_with_its_time(ada: Someone):
    screen = await ada.sends(episode_text, "⚡ Episode")
    assert screen.text == (
        "<b>⚡ Episode saved 14:03</b>\n"
        "How bad was it? Only if you like:\n"
        "<i>Something new or alarming? /urgent</i>"
    )
    assert labels(screen) == MAIN
    assert await entry(ada) == Entry(1, AFTERNOON, AFTERNOON, "Europe/Berlin")


async def test_every_section_fits_a_phone_and_every_button_its_64_bytes(ada: Someone):
    screen = await ada.sends(log)
    for words in ("Details", "Triggers", "Time", "Burst", "Relief"):
        section = await ada.taps(screen, words)
        assert len(section.rows) <= 8
        assert {"◀ Back", "↩️ Undo"} <= set(labels(section))
        assert all(len(pack(one.data)) <= 64 for row in section.rows for one in row)


async def test_all_that_is_said_is_in_the_text(ada: Someone):
    screen = await ada.sends(log)
    screen = await tap_all(ada, screen, "4 ·", "Details", "Left", "cheek", "brow", "flutter")
    screen = await tap_all(ada, screen, "Back", "Triggers", "Stress", "Caffeine", "Back")
    screen = await tap_all(ada, screen, "Time", "15 min ago", "1–5 min", "Back", "Burst", "+10")
    screen = await tap_all(
        ada, screen, "+5", "-1", "Back", "Relief", "humming", "👍 Helped: humming"
    )
    screen = await tap_all(ada, screen, "Back", "Still going")
    assert screen.text == (
        "<b>⚡ Episode saved 13:48</b>\n"
        "4 · must stop / cannot see\n"
        "📍 Left side · brow · cheek · flutter\n"
        "🔢 Burst: 15 spasms\n"
        "⏱ Lasted 1–5 min\n"
        "⏳ Still going\n"
        "🎯 Triggers: Stress, Caffeine\n"
        "🌿 Helped: humming, singing\n"
        "<i>Something new or alarming? /urgent</i>"
    )


async def test_ten_quick_taps_on_buttons_of_the_same_screen_end_in_the_right_state(ada: Someone):
    screen = await ada.sends(log)
    for _ in range(10):
        await ada.taps(screen, "Still going")
    for label in ("1 ·", "4 ·", "2 ·", "2 ·", "3 ·"):
        await ada.taps(screen, label)
    triggers = await ada.taps(screen, "Triggers")
    for _ in range(10):
        await ada.taps(triggers, "Stress")
    burst = await ada.taps(screen, "Burst")
    for _ in range(10):
        await ada.taps(burst, "+1")
    found = await entry(ada)
    assert (found.severity, found.is_going, len(found.triggers), found.count) == (3, True, 1, 11)


async def test_stop_is_when_it_was_tapped_and_nothing_else_ends_an_episode(ada: Someone):
    screen = await ada.sends(log)
    screen = await ada.taps(screen, "Still going")
    assert "🔘 ⏳ Still going: on" in labels(screen)
    later = AFTERNOON + timedelta(minutes=17)
    stopped = await ada.taps(screen, "Stop", now=later)
    assert "⏹ Stopped 14:20" in stopped.text
    assert await ada.taps(stopped, "Stop", now=later + timedelta(hours=1)) == stopped
    times = await ada.taps(stopped, "Time")
    unknown = await ada.taps(times, "It ended earlier")
    assert "Stopped" not in unknown.text
    assert (await entry(ada)).ended_at is None


async def test_minutes_ago_count_from_the_first_tap(ada: Someone):
    times = await ada.taps(await ada.sends(log), "Time")
    late = AFTERNOON + timedelta(minutes=40)
    assert "saved 13:03" in (await ada.taps(times, "60 min", now=late)).text
    assert "saved 14:03" in (await ada.taps(times, "now", now=late)).text


async def test_another_time_is_asked_for_and_typed(ada: Someone):
    times = await ada.taps(await ada.sends(log), "Time")
    assert "Send me a time of day" in (await ada.taps(times, "Other time")).text
    with pytest.raises(UserError, match="don't read a time"):
        await ada.sends(answer_text, "whenever")
    assert "saved yesterday 22:15" in (await ada.sends(answer_text, "22:15")).text
    async with turn_of(ada.db, ada.telegram_id) as turn:
        assert await answer_text(turn, "22:15") is None


async def test_a_note_is_kept_whole_and_cannot_break_the_screen(ada: Someone):
    screen = await ada.sends(log, "3 at work, <b>")
    await ada.taps(screen, "Note")
    screen = await ada.sends(answer_text, "& then " + "x" * 4000)
    assert "📝 Note: at work, &lt;b&gt;\n&amp; then xxx" in screen.text
    assert len(screen.text) < 600
    assert (await entry(ada)).note == "at work, <b>\n& then " + "x" * 4000


async def test_an_own_trigger_is_added_where_it_is_missed(ada: Someone):
    screen = await ada.taps(await ada.sends(log), "Triggers")
    await ada.taps(screen, "Own trigger")
    screen = await ada.sends(answer_text, "Loud <music>")
    assert "🎯 Triggers: Loud &lt;music&gt;" in screen.text
    assert "☑ Loud <music>: on" in labels(screen)
    assert "🎯 Triggers: Loud &lt;music&gt;" in (await ada.sends(log, "3 loud <music>")).text


async def test_leaving_a_question_closes_it(ada: Someone):
    asked = await ada.taps(await ada.sends(log), "Note")
    await ada.taps(asked, "Back")
    async with turn_of(ada.db, ada.telegram_id) as turn:
        assert await answer_text(turn, "hello") is None


async def test_a_lone_full_stop_and_a_voice_are_episodes_and_other_words_are_not(ada: Someone):
    await ada.sends(episode_text, " . ")
    await ada.sends(handlers.voice)
    async with turn_of(ada.db, ada.telegram_id) as turn:
        assert await episode_text(turn, "my episode was bad") is None
    assert await episodes(ada) == [(None, False), (None, False)]


async def test_undo_removes_it_and_restore_brings_it_back(ada: Someone):
    screen = await ada.sends(log, "3 left")
    removed = await ada.taps(screen, "Undo")
    assert labels(removed) == ["↪️ Restore"]
    for label in ("Undo", "1 · only I", "Stop", "Still going", "Note"):
        assert await ada.taps(screen, label) == removed
    assert await episodes(ada) == [(3, True)]
    assert await ada.taps(removed, "Restore") == screen
    assert await episodes(ada) == [(3, False)]


async def test_what_was_typed_at_once_is_saved_at_once(ada: Someone):
    screen = await ada.sends(log, "3 left cheek stress 20 min ago, after coffee")
    assert screen.text == (
        "<b>⚡ Episode saved 13:43</b>\n"
        "3 · interrupts what I do\n"
        "📍 Left side · cheek\n"
        "🎯 Triggers: Stress\n"
        "📝 Note: after coffee\n"
        "<i>Something new or alarming? /urgent</i>"
    )
    with pytest.raises(UserError, match="/log 3"):
        await ada.sends(log, "9")
    assert await episodes(ada) == [(3, False)]


async def test_after_a_severe_one_the_own_best_reliefs_are_offered_with_their_counts(ada: Someone):
    for helped in ("👍", "👍", "👎"):
        screen = await tap_all(ada, await ada.sends(log), "Relief", "humming")
        (label,) = [one for one in labels(screen) if one.startswith(helped)]
        await ada.taps(screen, label)
    assert "🧰" not in (await ada.sends(log, "2")).text
    screen = await ada.sends(log, "3")
    assert "🧰 What helped you before:" in screen.text
    assert labels(screen)[0] == "🌿 humming, singing: 2 of 3 times"
    tried = await ada.taps(screen, "2 of 3")
    assert "🌿 Tried: humming, singing" in tried.text


def test_much_tried_comes_before_once_tried():
    answers = [(Relief.REST, True)] + [(Relief.GUM, n > 1) for n in range(9)]
    answers += [(Relief.DROPS, False)] * 3
    assert [(one.relief, one.helped, one.of) for one in best_reliefs(answers)] == [
        (Relief.GUM, 7, 9),
        (Relief.REST, 1, 1),
    ]


EVERYTHING = [*MAIN, "Restore"]


@pytest.mark.parametrize("label", EVERYTHING)
async def test_nobody_else_can_touch_it(ada: Someone, bob: Someone, label: str):
    screen = await ada.sends(log, "3")
    if label == "Restore":
        screen = await ada.taps(screen, "Undo")
    before = await entry(ada)
    with pytest.raises(UserError, match="can't find that entry"):
        await bob.taps(screen, label)
    assert await entry(ada) == before


@pytest.mark.parametrize(
    "data",
    [
        SetSeverity(1, 0),
        SetSeverity(1, 10**9),
        SetDetail(1, Detail.SIDE, "top"),
        SetDetail(1, Detail.DURATION, ""),
        SetAgo(1, 45),
        SetAgo(1, -15),
        AddToBurst(1, 1000),
        AddToBurst(1, 0),
    ],
)
async def test_what_no_button_gives_is_refused(ada: Someone, data):
    await ada.sends(log, "3")
    before = await entry(ada)
    async with turn_of(ada.db, ada.telegram_id) as turn:
        with pytest.raises(UserError, match="don't know this button"):
            await TAPS[type(data)](turn, data)
    assert await entry(ada) == before


async def test_made_up_triggers_and_untried_reliefs_change_nothing(ada: Someone):
    await ada.sends(log, "3")
    before = await entry(ada)
    async with turn_of(ada.db, ada.telegram_id) as turn:
        await TAPS[SetHelped](turn, SetHelped(1, Relief.GUM, Flag.ON))
        with pytest.raises(UserError, match="can't find that trigger"):
            await TAPS[SetTrigger](turn, SetTrigger(1, 2**62, Flag.ON, 0))
    assert await entry(ada) == before
