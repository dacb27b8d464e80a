"""Commands and taps that count water."""

from bot.errors import UserError
from bot.journal.water import actions, screens
from bot.journal.water.buttons import (
    AddGlass,
    OpenWater,
    OpenWaterSettings,
    SetGlass,
    SetTarget,
    SetUnit,
    UndoGlass,
)
from bot.journal.water.rules import GLASSES, TARGETS, Asked, Unit, read_water
from bot.people.turn import Reply, TapHandler, Turn
from bot.screen import ButtonData, Screen


async def water(turn: Turn, words: str) -> Reply:
    """/water: one glass, now; or another amount, or the size of a glass, or the target."""
    session, person = turn.session, turn.person
    unit = Unit((await actions.settings_of(session, person)).unit)
    typed = read_water(words, unit, person.language)
    if typed.asked is Asked.DRINK:
        await actions.drink(session, person, typed.ml, turn.now)
        return Reply(send=(await _progress(turn),))
    if typed.asked is Asked.TARGET:
        await actions.set_target(session, person, typed.ml, turn.now)
    elif typed.ml is not None:
        await actions.set_glass(session, person, typed.ml)
    return Reply(send=(await _settings(turn),))


async def added(turn: Turn, data: ButtonData) -> Reply:
    del data
    await actions.drink(turn.session, turn.person, None, turn.now)
    return Reply(edit=await _progress(turn))


async def undone(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, UndoGlass)
    removed = await actions.remove(turn.session, turn.person, data.glass, turn.now)
    notice = None if removed else turn.t("Already removed.")
    return Reply(edit=await _progress(turn), notice=notice)


async def opened(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=await _progress(turn))


async def settings_opened(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=await _settings(turn))


async def glass_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetGlass)
    if not any(data.ml in sizes for sizes in GLASSES.values()):
        raise UserError("I don't know this button. /help shows what I can do.")
    await actions.set_glass(turn.session, turn.person, data.ml)
    return Reply(edit=await _settings(turn))


async def target_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetTarget)
    if data.ml and not any(data.ml in targets for targets in TARGETS.values()):
        raise UserError("I don't know this button. /help shows what I can do.")
    await actions.set_target(turn.session, turn.person, data.ml or None, turn.now)
    return Reply(edit=await _settings(turn))


async def unit_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetUnit)
    await actions.set_unit(turn.session, turn.person, data.unit)
    return Reply(edit=await _settings(turn))


TAPS: dict[type[ButtonData], TapHandler] = {
    AddGlass: added,
    UndoGlass: undone,
    OpenWater: opened,
    OpenWaterSettings: settings_opened,
    SetGlass: glass_set,
    SetTarget: target_set,
    SetUnit: unit_set,
}


async def _progress(turn: Turn) -> Screen:
    return screens.water_screen(turn.t, await actions.progress(turn.session, turn.person, turn.now))


async def _settings(turn: Turn) -> Screen:
    return screens.settings_screen(
        turn.t, await actions.progress(turn.session, turn.person, turn.now)
    )
