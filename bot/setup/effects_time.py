"""When the week's question about side effects comes: one screen, every tap is kept."""

from dataclasses import dataclass
from typing import ClassVar

from bot.people.turn import Reply, TapHandler, Turn
from bot.people.zone_screens import settings_row
from bot.screen import Button, ButtonData, Screen
from bot.setup.week_time import (
    SIDE_EFFECTS,
    USUAL_EFFECTS,
    WeekTime,
    set_week_time,
    week_time,
)
from bot.setup.week_time_screens import time_rows, week_time_words
from bot.texts import Translator


@dataclass(frozen=True, slots=True)
class OpenEffectsTime(ButtonData):
    code: ClassVar[str] = "st"


@dataclass(frozen=True, slots=True)
class SetEffectsTime(ButtonData):
    """0 is Monday, and a full hour."""

    code: ClassVar[str] = "su"
    weekday: int
    hour: int


@dataclass(frozen=True, slots=True)
class EffectsTimeOff(ButtonData):
    code: ClassVar[str] = "sv"


async def opened(turn: Turn, data: ButtonData) -> Reply:
    del data
    chosen = await week_time(turn.session, turn.person, SIDE_EFFECTS)
    return Reply(edit=effects_time_screen(turn.t, chosen))


async def time_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetEffectsTime)
    return await _set(turn, WeekTime(data.weekday, data.hour))


async def switched_off(turn: Turn, data: ButtonData) -> Reply:
    del data
    return await _set(turn, None)


def effects_time_screen(t: Translator, chosen: WeekTime | None) -> Screen:
    text = t.html(
        "💊 <b>Side effects, once a week: {when}</b>\nA few taps, only about what your medicines"
        " can bring. On which day and at what time?",
        when=week_time_words(t, chosen),
    )
    off = (Button(t("🔕 Don't ask"), EffectsTimeOff()),)
    rows = time_rows(t, chosen, chosen or USUAL_EFFECTS, SetEffectsTime)
    return Screen(text, (*rows, *((off,) if chosen else ()), settings_row(t)))


async def _set(turn: Turn, chosen: WeekTime | None) -> Reply:
    await set_week_time(turn.session, turn.person, chosen, turn.now, SIDE_EFFECTS)
    return Reply(edit=effects_time_screen(turn.t, chosen), notice=turn.t("Saved."))


TAPS: dict[type[ButtonData], TapHandler] = {
    OpenEffectsTime: opened,
    SetEffectsTime: time_set,
    EffectsTimeOff: switched_off,
}
