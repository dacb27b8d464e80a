"""Stretching that comes into the plan while massage waits after an injection waits as well.

The plan stands below the log of injections and knows nothing of it; so its handlers are wrapped.
"""

from dataclasses import replace

from bot.people.turn import Reply, TapHandler, TextHandler, Turn
from bot.screen import ButtonData
from bot.treatment.injections.screens import held_screen
from bot.treatment.injections.waiting import hold_added


def holding(handler: TapHandler) -> TapHandler:
    """The same handler; what it added and has to wait is paused, and that is said."""

    async def hold(turn: Turn, data: ButtonData) -> Reply:
        return await _held(turn, await handler(turn, data))

    return hold


def holding_text(handler: TextHandler) -> TextHandler:
    async def hold(turn: Turn, text: str) -> Reply | None:
        reply = await handler(turn, text)
        return None if reply is None else await _held(turn, reply)

    return hold


async def _held(turn: Turn, reply: Reply) -> Reply:
    if turn.person_or_none is None:
        return reply
    if not await hold_added(turn.session, turn.person, turn.now):
        return reply
    return replace(reply, send=(*reply.send, held_screen(turn.t)))
