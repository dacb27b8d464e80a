"""Choosing when the week summary comes."""

from bot.people.turn import Reply, TapHandler, Turn
from bot.screen import ButtonData, Screen
from bot.setup.buttons import SetWeekTime, WeekTimeOff
from bot.setup.week_time import WeekTime, set_week_time, week_time
from bot.setup.week_time_screens import week_time_screen


async def week_time_asked(turn: Turn) -> Screen:
    return week_time_screen(turn.t, await week_time(turn.session, turn.person))


async def week_time_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetWeekTime)
    return await _set(turn, WeekTime(data.weekday, data.hour))


async def week_time_off(turn: Turn, data: ButtonData) -> Reply:
    del data
    return await _set(turn, None)


WEEK_TIME_TAPS: dict[type[ButtonData], TapHandler] = {
    SetWeekTime: week_time_set,
    WeekTimeOff: week_time_off,
}


async def _set(turn: Turn, chosen: WeekTime | None) -> Reply:
    await set_week_time(turn.session, turn.person, chosen, turn.now)
    return Reply(edit=week_time_screen(turn.t, chosen), notice=turn.t("Saved."))
