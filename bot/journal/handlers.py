"""Commands, taps and messages that write the journal."""

from datetime import date

from bot.errors import UserError
from bot.journal import actions, screens
from bot.journal.buttons import Rate, RestoreEpisode, SetSeverity, UndoEpisode
from bot.journal.rules import EPISODE_SIGN, check_rating, rated_day, read_episode, read_rating
from bot.journal.tables import Episode
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.zones import local_date
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


async def checkin(turn: Turn, words: str) -> Reply:
    """/checkin: the evening question now; `/checkin 2` answers it at once."""
    rating, day = read_rating(words), rated_day(turn.now, turn.person.zone)
    if rating is None:
        given = await actions.rating_of(turn.session, turn.person, day)
        return Reply(send=(_asked(turn, day, given.rating if given else None),))
    await actions.rate(turn.session, turn.person, rating, day, turn.now)
    return Reply(send=(_asked(turn, day, rating),))


async def rated(turn: Turn, data: ButtonData) -> Reply:
    """An answer to /checkin; answers to a check-in that was due also mark its occurrence."""
    assert isinstance(data, Rate)
    day = _day(data)
    check_rating(data.rating, day, turn.now, turn.person.zone)
    await actions.rate(turn.session, turn.person, data.rating, day, turn.now)
    return Reply(edit=_asked(turn, day, data.rating, data.occurrence))


TAPS: dict[type[ButtonData], TapHandler] = {
    SetSeverity: severity_picked,
    UndoEpisode: undone,
    RestoreEpisode: restored,
    Rate: rated,
}


def _shown(turn: Turn, episode: Episode, rest: str = "") -> Screen:
    if episode.removed_at is not None:
        return screens.episode_removed(turn.t, episode.id, episode.at, episode.zone)
    return screens.episode_saved(
        turn.t, episode.id, episode.at, episode.zone, severity=episode.severity, rest=rest
    )


def _asked(turn: Turn, day: date, chosen: int | None, occurrence: int = 0) -> Screen:
    today = local_date(turn.person.zone, turn.now)
    return screens.checkin_asked(turn.t, day, today, chosen, occurrence)


def _day(data: Rate) -> date:
    try:
        return date.fromordinal(data.day)
    except (ValueError, OverflowError):
        raise UserError("I don't know this button. /help shows what I can do.") from None
