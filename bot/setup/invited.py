"""At the door, where the bot is by invitation: a code, and the consent that it opens."""

from bot.door import actions
from bot.door.rules import code_in, looks_like_one, unusable
from bot.door.screens import closed_screen
from bot.errors import UserError
from bot.people.turn import Reply, Turn
from bot.setup import screens


def is_outside(turn: Turn) -> bool:
    """Whether somebody has no diary here and may begin none without a code."""
    return not turn.has_agreed and not turn.door.lets_in(turn.sender.telegram_id)


def invitation_in(words: str) -> str:
    """The code that a link carried, good or bad; it is kept for when the bot is by invitation."""
    return (code_in(words) or "") if looks_like_one(words) else ""


async def knocked(turn: Turn, words: str) -> Reply:
    """/start of somebody outside: with a code that is good the consent, and nothing is kept yet."""
    if not looks_like_one(words):
        return Reply(send=(closed_screen(turn.t),))
    tries, sender = turn.door.tries, turn.sender.telegram_id
    tries.check(sender, turn.now)
    code = code_in(words)
    if not await actions.is_usable(turn.session, code or words, turn.now) or code is None:
        tries.was_wrong(sender, turn.now)
        raise unusable()
    return Reply(send=(screens.consent(turn.t, code),))


async def let_in(turn: Turn, code: str) -> None:
    """Uses the code of somebody outside who agreed; UserError where it lets nobody in."""
    if not is_outside(turn):
        return
    if not code:
        raise UserError(
            "This companion is by invitation. If you have a code, please send it like this:"
            " /start CODE"
        )
    tries, sender = turn.door.tries, turn.sender.telegram_id
    tries.check(sender, turn.now)
    if not await actions.use(turn.session, code, turn.now):
        tries.was_wrong(sender, turn.now)
        raise unusable()
