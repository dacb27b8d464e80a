"""Supplies follow the plan: what a tap or an answer changed there is reckoned with at once.

The plan stands below the supplies and knows none of them; so its handlers are wrapped.
"""

from bot.people.turn import Reply, TapHandler, TextHandler, Turn
from bot.screen import ButtonData
from bot.treatment.stock.actions import settle_changed


def settling(handler: TapHandler) -> TapHandler:
    """The same handler; the supplies of what it changed are settled in its transaction."""

    async def settle(turn: Turn, data: ButtonData) -> Reply:
        reply = await handler(turn, data)
        await settle_changed(turn.session, turn.person, turn.now)
        return reply

    return settle


def settling_text(handler: TextHandler) -> TextHandler:
    async def settle(turn: Turn, text: str) -> Reply | None:
        reply = await handler(turn, text)
        if reply is not None:
            await settle_changed(turn.session, turn.person, turn.now)
        return reply

    return settle
