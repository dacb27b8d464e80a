"""/privacy and /delete, and the taps and the word that follow."""

from bot.errors import UserError
from bot.export import handlers as export
from bot.people.actions import keep_consent
from bot.people.asides import ask_aside, awaits, end_aside
from bot.people.rules import CONSENT_VERSION, mark_of
from bot.people.screens import consent_text
from bot.people.turn import Hands, Reply, TapHandler, Turn
from bot.privacy import actions, screens
from bot.privacy.buttons import AgreeAgain, AskToLeave, Leave, OpenPrivacy, Stay, TakeAlong
from bot.privacy.rules import When, backups_gone, counts_still, is_word
from bot.privacy.stored import stored
from bot.screen import ButtonData, Screen
from bot.texts import Translator

FLOW = "leave"


async def privacy(turn: Turn, words: str) -> Reply:
    """For strangers too."""
    del words
    return Reply(send=(await _privacy(turn),))


async def privacy_opened(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(send=(await _privacy(turn),))


async def _privacy(turn: Turn) -> Screen:
    person = turn.person_or_none
    if person is None:
        return screens.privacy(turn.t, None, turn.backup_days)
    is_older = 0 < person.consent_version < CONSENT_VERSION
    asks = mark_of(consent_text(turn.t)) if is_older else ""
    holds = await stored(turn.session, person.id)
    return screens.privacy(turn.t, holds, turn.backup_days, asks)


async def agreed_again(turn: Turn, data: ButtonData) -> Reply:
    """To the text that was shown; who saw another one is shown the present one."""
    assert isinstance(data, AgreeAgain)
    person, text = turn.person, consent_text(turn.t)
    if person.consent_version < CONSENT_VERSION:
        if data.seen != mark_of(text):
            return Reply(edit=await _privacy(turn))
        await keep_consent(turn.session, person, turn.t.language, text, turn.now)
    return Reply(edit=await _privacy(turn), send=(screens.agreed(turn.t),))


async def export_first(turn: Turn, data: ButtonData) -> Reply:
    del data
    return await export.export(turn, "")


async def delete(turn: Turn, words: str) -> Reply:
    """Asks for the word; who typed it behind the command is asked when at once."""
    person, t = turn.person, turn.t
    found = await actions.leaving(turn.session, person)
    if found is not None:
        asked = int(turn.now.timestamp())
        return Reply(send=(screens.leaving_already(t, found.erase_at, person.zone, asked),))
    if is_word(words, *_words(t)):
        return Reply(send=(screens.when_asked(t, int(turn.now.timestamp())),))
    await ask_aside(turn.session, person, turn.now, FLOW)
    holds = await stored(turn.session, person.id)
    return Reply(send=(screens.leave_asked(t, holds, _words(t)[0]),))


async def delete_asked(turn: Turn, data: ButtonData) -> Reply:
    del data
    return await delete(turn, "")


async def word_text(turn: Turn, text: str) -> Reply | None:
    """The word that confirms, or a kind reminder of it."""
    if not await awaits(turn.session, turn.person, turn.now, FLOW):
        return None
    if not is_word(text, *_words(turn.t)):
        return Reply(send=(screens.word_wanted(turn.t, _words(turn.t)[0]),))
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return Reply(send=(screens.when_asked(turn.t, int(turn.now.timestamp())),), exact=True)


async def left(turn: Turn, data: ButtonData) -> Reply:
    """For strangers too: a second tap comes from somebody who is no longer known."""
    assert isinstance(data, Leave)
    if turn.person_or_none is None:
        return Reply(edit=screens.nothing_left(turn.t))
    if not counts_still(data.asked, turn.now):
        raise UserError("This question is over, and nothing was deleted. /delete asks it again.")
    person, t, now = turn.person, turn.t, turn.now
    if data.when is When.TOMORROW:
        found = await actions.leave_later(turn.session, person, now)
        return Reply(edit=screens.leaving(t, found.erase_at, person.zone))
    gone = await actions.vanish(turn.session, person, now)
    until = backups_gone(now, turn.backup_days) if turn.backup_days else None

    async def erase(hands: Hands) -> Reply:
        await actions.erase(hands.db, gone.person_id)
        return Reply(edit=screens.erased(t), send=(screens.receipt(t, gone.was, now, until),))

    return Reply(after=erase)


async def stayed(turn: Turn, data: ButtonData) -> Reply:
    """For strangers too."""
    del data
    if turn.person_or_none is None:
        return Reply(edit=screens.nothing_left(turn.t))
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    was_leaving = await actions.stay(turn.session, turn.person, turn.now)
    return Reply(edit=screens.stayed(turn.t, was_leaving=was_leaving))


def _words(t: Translator) -> tuple[str, ...]:
    """What confirms: the word in the person's language, and the English one."""
    return t("DELETE"), "DELETE"


TAPS: dict[type[ButtonData], TapHandler] = {
    OpenPrivacy: privacy_opened,
    AgreeAgain: agreed_again,
    TakeAlong: export_first,
    AskToLeave: delete_asked,
    Leave: left,
    Stay: stayed,
}
STRANGER_TAPS: frozenset[type[ButtonData]] = frozenset({OpenPrivacy, Leave, Stay})
