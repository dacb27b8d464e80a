"""Taps that open, correct, remove and restore what a day's page shows."""

from bot.journal.days.evening import day_closed, effects_of
from bot.journal.days.night_handlers import night
from bot.journal.days.rules import day_of
from bot.journal.episodes.showing import shown
from bot.journal.history import screens
from bot.journal.history.buttons import (
    Answer,
    OpenAnswer,
    OpenEntry,
    OpenGlass,
    OpenGlasses,
    RemoveGlass,
    ResizeGlass,
    RestoreGlass,
)
from bot.journal.history.store import glasses_of
from bot.journal.history.way_back import with_way_back
from bot.journal.selfcheck.handlers import answers_of
from bot.journal.triggers.handlers import exposures_of
from bot.journal.water import actions as water
from bot.journal.water.rules import Glass, Unit
from bot.people.turn import Reply, TapHandler, Turn
from bot.screen import ButtonData, Screen


async def answer_opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenAnswer)
    day = day_of(data.day)
    screens_of = {
        Answer.DAY: day_closed,
        Answer.NIGHT: night,
        Answer.EFFECTS: effects_of,
        Answer.CHECK: answers_of,
        Answer.TRIGGERS: exposures_of,
    }
    screen = await screens_of[data.answer](turn, day)
    return Reply(edit=with_way_back(turn.t, screen, day))


async def entry_opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenEntry)
    return Reply(edit=with_way_back(turn.t, await shown(turn, data.episode), day_of(data.day)))


async def glasses_opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenGlasses)
    day = day_of(data.day)
    glasses = await glasses_of(turn.session, turn.person, day)
    return Reply(edit=screens.glasses_screen(turn.t, day, glasses, await _unit(turn)))


async def glass_opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenGlass)
    return Reply(edit=await _glass(turn, data.glass))


async def resized(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ResizeGlass)
    await water.resize(turn.session, turn.person, data.glass, data.ml, turn.now)
    return Reply(edit=await _glass(turn, data.glass))


async def removed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RemoveGlass)
    await water.remove(turn.session, turn.person, data.glass, turn.now)
    return Reply(edit=await _glass(turn, data.glass))


async def restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreGlass)
    await water.restore(turn.session, turn.person, data.glass, turn.now)
    return Reply(edit=await _glass(turn, data.glass))


TAPS: dict[type[ButtonData], TapHandler] = {
    OpenAnswer: answer_opened,
    OpenEntry: entry_opened,
    OpenGlasses: glasses_opened,
    OpenGlass: glass_opened,
    ResizeGlass: resized,
    RemoveGlass: removed,
    RestoreGlass: restored,
}


async def _glass(turn: Turn, glass_id: int) -> Screen:
    row = await water.glass_of(turn.session, turn.person, glass_id)
    glass, is_removed = Glass(row.id, row.at, row.zone, row.ml), row.removed_at is not None
    unit = await _unit(turn)
    return screens.glass_screen(turn.t, glass, row.local_date, unit, is_removed=is_removed)


async def _unit(turn: Turn) -> Unit:
    return Unit((await water.settings_of(turn.session, turn.person)).unit)
