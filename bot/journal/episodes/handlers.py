"""Commands, taps and messages that write episodes."""

from bot.journal.episodes import actions, screens
from bot.journal.episodes.buttons import RestoreEpisode, SetSeverity, UndoEpisode
from bot.journal.episodes.rules import EPISODE_SIGN, read_episode
from bot.journal.episodes.tables import Episode
from bot.people.turn import Reply, TapHandler, Turn
from bot.screen import ButtonData, Screen


async def log(turn: Turn, words: str) -> Reply:
    """/log: the first thing is that the episode is saved."""
    typed = read_episode(words)
    episode = await actions.log_episode(turn.session, turn.person, typed.severity, turn.now)
    return Reply(send=(_shown(turn, episode, typed.rest),))


async def episode_text(turn: Turn, text: str) -> Reply | None:
    """The keyboard's widest key, in any language it was shown in, or a lone full stop."""
    keys = {turn.texts.translator(code)("⚡ Episode") for code in turn.texts.languages}
    return await log(turn, "") if text.strip() in keys | {EPISODE_SIGN} else None


async def severity_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetSeverity)
    episode = await actions.set_severity(turn.session, turn.person, data.episode, data.severity)
    return Reply(edit=_shown(turn, episode))


async def undone(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, UndoEpisode)
    episode = await actions.remove_episode(turn.session, turn.person, data.episode, turn.now)
    return Reply(edit=_shown(turn, episode))


async def restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreEpisode)
    episode = await actions.restore_episode(turn.session, turn.person, data.episode)
    return Reply(edit=_shown(turn, episode))


TAPS: dict[type[ButtonData], TapHandler] = {
    SetSeverity: severity_picked,
    UndoEpisode: undone,
    RestoreEpisode: restored,
}


def _shown(turn: Turn, episode: Episode, rest: str = "") -> Screen:
    if episode.removed_at is not None:
        return screens.episode_removed(turn.t, episode.id, episode.at, episode.zone)
    return screens.episode_saved(
        turn.t, episode.id, episode.at, episode.zone, severity=episode.severity, rest=rest
    )
