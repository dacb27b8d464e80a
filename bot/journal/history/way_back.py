"""The way back to a day: what was opened from its page keeps the button through every tap."""

from dataclasses import replace
from datetime import date

from bot.journal.days.rules import day_of
from bot.journal.history.buttons import BackToDay
from bot.people.turn import Reply, TapHandler, Turn
from bot.screen import VERSION, Button, ButtonCodec, ButtonData, Screen
from bot.texts import Translator


def with_way_back(t: Translator, screen: Screen, day: date) -> Screen:
    """A screen opened from a day, with the way back to it."""
    if any(isinstance(one.data, BackToDay) for row in screen.rows for one in row):
        return screen
    return Screen(screen.text, (*screen.rows, (Button(t("◀ Day"), BackToDay(day.toordinal())),)))


def keeping_day(handler: TapHandler) -> TapHandler:
    """The same handler; where its message had the way back to a day, what it becomes has it."""

    async def keep(turn: Turn, data: ButtonData) -> Reply:
        reply = await handler(turn, data)
        day = day_behind(turn.below)
        if day is None or reply.edit is None:
            return reply
        return replace(reply, edit=with_way_back(turn.t, reply.edit, day))

    return keep


def day_behind(below: tuple[str, ...]) -> date | None:
    """The day that a button below the message leads back to, by the buttons' own data."""
    for raw in below:
        if raw.split(":")[0] == VERSION + BackToDay.code:
            data = ButtonCodec([BackToDay]).unpack(raw)
            assert isinstance(data, BackToDay)
            return day_of(data.day)
    return None
