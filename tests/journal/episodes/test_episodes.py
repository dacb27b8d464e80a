"""An episode is saved by the first tap; what follows is optional and can be taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.errors import UserError
from bot.journal.episodes.buttons import SetSeverity
from bot.journal.episodes.handlers import TAPS, episode_text, log
from bot.journal.episodes.rules import TypedEpisode, read_episode
from bot.journal.episodes.tables import Episode
from tests.journal.conftest import AFTERNOON, Someone, labels, turn_of


async def episodes(someone: Someone) -> list[tuple[int | None, bool]]:
    """Severity, and whether it is removed, of every episode in the database."""
    async with someone.db.reading() as session:
        found = await session.scalars(select(Episode).order_by(Episode.id))
        return [(each.severity, each.removed_at is not None) for each in found]


async def test_the_first_tap_saves_it_with_its_time(ada: Someone):
    screen = await ada.sends(episode_text, "⚡ Episode")
    assert "Episode saved 14:03" in screen.text
    assert "/urgent" in screen.text
    assert labels(screen) == [
        "1 · only I notice",
        "2 · others could notice",
        "3 · interrupts what I do",
        "4 · must stop / cannot see",
        "↩️ Undo",
    ]
    async with ada.db.reading() as session:
        episode = (await session.scalars(select(Episode))).one()
    assert (episode.at, episode.zone, episode.severity) == (AFTERNOON, "Europe/Berlin", None)


async def test_a_lone_full_stop_is_an_episode_and_other_words_are_not(ada: Someone):
    await ada.sends(episode_text, " . ")
    async with turn_of(ada.db, ada.telegram_id) as turn:
        assert await episode_text(turn, "my episode was bad") is None
    assert await episodes(ada) == [(None, False)]


async def test_the_last_severity_wins_and_the_buttons_stay(ada: Someone):
    screen = await ada.sends(log)
    screen = await ada.taps(screen, "2 · others")
    screen = await ada.taps(screen, "4 · must stop")
    assert await episodes(ada) == [(4, False)]
    assert [label for label in labels(screen) if label.startswith("🔘")] == [
        "🔘 4 · must stop / cannot see"
    ]
    assert len(labels(screen)) == 5


async def test_a_late_tap_leaves_the_time_of_the_episode_alone(ada: Someone):
    screen = await ada.sends(log)
    screen = await ada.taps(screen, "3 · interrupts", now=AFTERNOON + timedelta(hours=9))
    assert "saved 14:03" in screen.text


async def test_undo_removes_it_and_restore_brings_it_back(ada: Someone):
    screen = await ada.sends(log, "3")
    removed = await ada.taps(screen, "Undo")
    assert await episodes(ada) == [(3, True)]
    assert labels(removed) == ["↪️ Restore"]
    assert await ada.taps(screen, "Undo") == removed
    assert await ada.taps(screen, "1 · only I") == removed
    assert await episodes(ada) == [(3, True)]
    assert await ada.taps(removed, "Restore") == screen
    assert await episodes(ada) == [(3, False)]


async def test_log_with_a_number_sets_the_severity(ada: Someone):
    screen = await ada.sends(log, "3")
    assert "3 · interrupts what I do" in screen.text
    assert await episodes(ada) == [(3, False)]


async def test_what_is_not_kept_yet_is_said_and_cannot_break_the_screen(ada: Someone):
    screen = await ada.sends(log, f"3 left <cheek> & stress {'!' * 4000}")
    assert "not yet: “left &lt;cheek&gt; &amp; stress" in screen.text
    assert len(screen.text) < 500
    assert await episodes(ada) == [(3, False)]


@pytest.mark.parametrize("words", ["0", "5", "15 min ago", "123456789"])
async def test_a_number_that_is_no_severity_saves_nothing(ada: Someone, words: str):
    with pytest.raises(UserError, match="/log 3"):
        await ada.sends(log, words)
    assert await episodes(ada) == []


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("", TypedEpisode(None, "")),
        (" 3 ", TypedEpisode(3, "")),
        ("3 left", TypedEpisode(3, "left")),
        ("3\nleft\ncheek", TypedEpisode(3, "left\ncheek")),
        ("stress", TypedEpisode(None, "stress")),
        ("3rd today", TypedEpisode(None, "3rd today")),
        ("³", TypedEpisode(None, "³")),
    ],
)
def test_what_was_typed(words: str, typed: TypedEpisode):
    assert read_episode(words) == typed


@pytest.mark.parametrize("label", ["2 · others", "Undo"])
async def test_nobody_else_can_touch_it(ada: Someone, bob: Someone, label: str):
    screen = await ada.sends(log, "3")
    with pytest.raises(UserError, match="can't find that entry"):
        await bob.taps(screen, label)
    assert await episodes(ada) == [(3, False)]


async def test_nobody_else_can_restore_it(ada: Someone, bob: Someone):
    removed = await ada.taps(await ada.sends(log), "Undo")
    with pytest.raises(UserError, match="can't find that entry"):
        await bob.taps(removed, "Restore")
    assert await episodes(ada) == [(None, True)]


@pytest.mark.parametrize("severity", [-1, 0, 5, 10**9])
async def test_a_severity_that_no_button_gives_is_refused(ada: Someone, severity: int):
    await ada.sends(log, "3")
    data = SetSeverity(1, severity)
    async with turn_of(ada.db, ada.telegram_id) as turn:
        with pytest.raises(UserError, match="don't know this button"):
            await TAPS[SetSeverity](turn, data)
    assert await episodes(ada) == [(3, False)]
